"""A version of Evener as a process of its own: run with the tree of that version first on PYTHONPATH, it does what it is told.

    python a_version.py DATABASE        reads a word a line, answers with a line of JSON each

It uses nothing but what every version since the migrations' own rules has had.
"""

from __future__ import annotations

import asyncio
import json
import sys
from itertools import count
from typing import Any

from bot import logs
from bot.attention import weigh
from bot.clock import Chance, Clock
from bot.house import House
from bot.paper import Paper
from bot.routes import FEATURES
from facilitation.words import Arrival, Command, MessageRef, Press, Said, Submission
from storage.engine import Store
from storage.migrate import head, is_current, migrate
from tests.harness.house import buttons_in, words_of

TEAM, CHANNEL = "slack:T1", "slack:C1"


class Version:
    """A whole house of this version on a database, and the few things that are done in it."""

    def __init__(self, url: str, name: str) -> None:
        self.store, self.paper, self.name, self.ids = Store(url), Paper(), name, count(1)
        self.house = House(self.store, Clock(), Chance(), FEATURES, weigh=weigh)
        self.house.add(self.paper)
        self.made: Any = ()

    async def arrives(self, person: str, what: Any) -> Any:
        arrival = Arrival(f"{self.name}{next(self.ids)}", TEAM, f"slack:{person}", what)
        return await self.house.reception.receive(arrival)

    async def migrates(self) -> Any:
        return await migrate(self.store)

    async def head(self) -> Any:
        """Where this version's own migrations end."""
        return head()

    async def is_current(self) -> Any:
        return await is_current(self.store)

    async def founds(self) -> Any:
        form = Submission("community.new", (CHANNEL,), {"name": "Bakers", "purpose": "Bread"})
        self.made = await self.arrives("U1", form)
        return words_of(self.made)

    async def tells(self) -> Any:
        """A button is pressed, and the letter that follows from it goes out."""
        action, args = buttons_in(self.made)["Tell the channel"]
        await self.arrives("U1", Press(action, args, channel=CHANNEL, opener="open"))
        before = len(self.paper.to(CHANNEL))
        await self.house.beat()
        return len(self.paper.to(CHANNEL)) - before

    async def joins(self) -> Any:
        """A command of somebody new."""
        return words_of(await self.arrives(f"U{self.name}", Command("join", CHANNEL, opener="open")))

    async def hears(self) -> Any:
        """Something is written in the channel."""
        await self.arrives(f"U{self.name}", Said(MessageRef(CHANNEL, f"m-{self.name}"), "Good morning"))
        return True

    async def status(self) -> Any:
        return words_of(await self.arrives("U1", Command("status", CHANNEL, opener="open")))


async def obey(url: str, name: str) -> None:
    here, loop = Version(url, name), asyncio.get_running_loop()
    await here.house.open(beating=False)
    while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        try:
            told = await getattr(here, word)()
        except Exception as why:  # said to the test, which alone can tell what it means
            told = {"failed": f"{type(why).__name__}: {why}"[:300]}
        print(json.dumps(told), flush=True)
    await here.house.close()


if __name__ == "__main__":
    logs.set_up("critical")
    asyncio.run(obey(*sys.argv[1:]))
