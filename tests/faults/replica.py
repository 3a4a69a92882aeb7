"""One replica as a process of its own: the whole house on a database, with arrivals over a Unix socket.

It can be told to lose its power (``kill -9``, nothing is flushed or closed) when it comes to a step for the nth time.
"""

from __future__ import annotations

import asyncio
import os
import resource
import signal
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import logs
from bot.attention import weigh
from bot.clock import Chance, Clock
from bot.house import House
from bot.power import Power, Step
from bot.routes.route import Route, Routes, by_person
from facilitation.membership import tell
from facilitation.people import ProfileLearnt
from facilitation.voice.community import TOLD
from facilitation.words import (
    Arrival,
    Command,
    Decision,
    Entry,
    Fate,
    Given,
    Letter,
    Message,
    MessageRef,
    Profile,
    Prose,
    Said,
    Wake,
)
from storage.engine import Store
from storage.ledger import ledger
from tests.faults.outside import Wire

TEAM = "slack:T1"
ANSWERED = 100  # importance of what somebody just asked for: any hour


# --- a feature that uses everything there is -----------------------------------------------------------------------


def letter(once: str, to: str, number: int) -> Letter:
    fate = Fate.REPEAT if number % 2 else Fate.LET_GO
    return Letter(once, to, Message(TOLD, (Prose((TOLD,)),)), "test", importance=ANSWERED, fate=fate)


def hear(arrival: Arrival, _picture: None, given: Given) -> Decision:
    """Somebody said a number: a fact, a letter, and a wake that is due at once. With a dot before it: the fact alone."""
    assert isinstance(arrival.what, Said)
    number = arrival.what.text
    if number.startswith("."):
        return Decision(entries=(Entry("heard", number, person=arrival.person),))
    return Decision(
        letters=(letter(f"thanks:{number}", arrival.person, int(number)),),
        wakes=(Wake(given.now, "again", number),),
        entries=(Entry("heard", number, person=arrival.person),),
    )


def look_again(due: tuple[str, Wake], _picture: None, given: Given) -> Decision:
    number = due[1].subject
    return Decision(
        letters=(letter(f"later:{number}", f"slack:U{number}", int(number)),),
        entries=(Entry("again", number),),
    )


_COUNTED = select(func.count()).where(
    ledger.c.workspace_id == bindparam("workspace"),
    ledger.c.kind == "counted",
    ledger.c.subject == bindparam("who"),
)


async def load_count(connection: AsyncConnection, arrival: Arrival) -> int:
    return int(
        await connection.scalar(_COUNTED, {"workspace": arrival.workspace, "who": arrival.person}) or 0
    )


def count_on(arrival: Arrival, so_far: int, given: Given) -> Decision:
    """Reads, adds one and writes: two that read the same would write the same number."""
    entry = Entry("counted", arrival.person, (("number", so_far + 1),), arrival.person)
    return Decision(replies=(tell(TOLD),), entries=(entry,))


def learn(arrival: Arrival, _picture: None, _given: Given) -> Decision:
    assert isinstance(arrival.what, Profile)
    return Decision(changes=(ProfileLearnt(arrival.person, arrival.what),))


FEATURE = Routes(
    commands={"count": Route(count_on, load=load_count, lane=by_person)},
    events={Said: Route(hear, lane=None), Profile: Route(learn, lane=None)},
    wakes={"again": Route(look_again)},
)


# --- the process ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Orders:
    """How a replica is to live, and when it is to lose its power."""

    url: str
    door: Path  # where it takes arrivals
    outside: Path  # where the platform is
    step: Step | None = None
    nth: int = 1
    ahead: timedelta = timedelta(0)  # how far its clock is ahead of the machine's
    blind: bool = False  # the platform cannot be asked whether a letter is there
    room: int | None = None  # bytes any of its files may grow to: a full disk


def power_until(step: Step | None, nth: int) -> Power:
    """The power goes when this step comes for the nth time."""
    left = nth

    def go_on(now: Step) -> None:
        nonlocal left
        if now is step:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return go_on


def live(orders: Orders) -> None:
    """The process's whole life."""
    logs.set_up("critical")
    if orders.room is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (orders.room, resource.RLIM_INFINITY))
    asyncio.run(_live(orders))


async def _live(orders: Orders) -> None:
    clock = Clock()
    clock.ahead = orders.ahead
    store = Store(orders.url)
    house = House(store, clock, Chance(), [FEATURE], weigh, power=power_until(orders.step, orders.nth))
    house.add(Wire(orders.outside, orders.blind))
    await house.open()
    runner = web.AppRunner(door(house), access_log=None)
    await runner.setup()
    await web.UnixSite(runner, str(orders.door)).start()
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
    await runner.cleanup()
    await house.close()


def door(house: House) -> web.Application:
    """POST /arrive with {"id", "person", "say" or "command"[, "workspace"]}: 200 once it is kept, 500 when it is not."""

    async def arrive(request: web.Request) -> web.Response:
        told = await request.json()
        what = Command(told["command"]) if "command" in told else said(told)
        await house.reception.receive(Arrival(told["id"], told.get("workspace", TEAM), told["person"], what))
        return web.json_response({})

    app = web.Application()
    app.add_routes([web.post("/arrive", arrive)])
    return app


def said(told: dict[str, str]) -> Said:
    return Said(MessageRef("slack:C1", told["id"]), told["say"])
