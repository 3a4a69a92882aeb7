"""Replicas, a platform outside and people who repeat what was not acknowledged, for tests in which something breaks."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import func, select

from storage.engine import Store
from storage.ledger import ledger
from storage.outbox import OPEN_STATES, letters
from storage.wakes import wakes
from tests.faults.outside import Outside, outside
from tests.faults.replica import TEAM, Orders, live

LEASES = timedelta(
    minutes=5
)  # longer than any lease: a replica that starts so much later finds them all ended
PATIENCE = 1200  # times a look is repeated, 50 ms apart; another process has to come round

# A server that has everything imported already: a replica starts in milliseconds.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.faults.replica"])


async def until(true: Callable[[], Awaitable[bool]], what: str) -> None:
    """Look again and again until it is so: what happens, happens in another process."""
    for _ in range(PATIENCE):
        if await true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"it never came about that {what}")


@dataclass
class Replica:
    """A running replica, and what reaches it."""

    orders: Orders
    process: BaseProcess
    http: aiohttp.ClientSession

    async def hears(self, told: dict[str, Any]) -> bool:
        """Whether it acknowledged this."""
        try:
            async with self.http.post("http://replica/arrive", json=told) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError, OSError):
            return False

    async def listens(self) -> bool:
        """Whether anything answers at all; the socket's file is there a moment before."""
        try:
            async with self.http.get("http://replica/"):
                return True
        except (aiohttp.ClientError, OSError):
            return False

    async def is_dead(self) -> bool:
        return not self.process.is_alive()

    async def ends(self) -> None:
        """It stops as a replica is asked to stop."""
        await self.http.close()
        self.process.terminate()
        await until(self.is_dead, "a replica that was told to stop had stopped")


@dataclass
class Town:
    """One database, one platform, any number of replicas one after the other or side by side."""

    url: str
    folder: Path
    outside: Outside
    store: Store
    stack: AsyncExitStack
    acknowledged: set[str] = field(default_factory=set)
    started: int = 0

    async def replica(self, **orders: Any) -> Replica:
        """A replica that listens."""
        self.started += 1
        door = self.folder / f"r{self.started}"
        mine = Orders(self.url, door, self.folder / "outside", **orders)
        process = processes.Process(target=live, args=(mine,), daemon=True)
        process.start()
        http = aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(str(door)), timeout=aiohttp.ClientTimeout(total=60)
        )
        born = Replica(mine, process, http)
        self.stack.push_async_callback(self._bury, born)
        await until(born.listens, "a replica listened")
        return born

    async def _bury(self, replica: Replica) -> None:
        await replica.http.close()
        if replica.process.is_alive():
            replica.process.kill()

    async def tells(
        self, replicas: Sequence[Replica], told: Sequence[dict[str, Any]], at_once: int = 4
    ) -> None:
        """All of these, some at once, each to the next replica; what was acknowledged is remembered."""
        some = asyncio.Semaphore(at_once)

        async def one(number: int, each: dict[str, Any]) -> None:
            async with some:
                if await replicas[number % len(replicas)].hears(each):
                    self.acknowledged.add(each["id"])

        await asyncio.gather(*(one(number, each) for number, each in enumerate(told)))

    async def is_quiet(self) -> bool:
        """Nothing waits to happen any more."""
        async with self.store.reading() as connection:
            open_letters = await connection.scalar(
                select(func.count()).select_from(letters).where(OPEN_STATES)
            )
            waiting = await connection.scalar(select(func.count()).select_from(wakes))
        return not open_letters and not waiting

    async def facts(self, kind: str) -> Counter[str]:
        """How often each subject is in the ledger under this kind."""
        async with self.store.reading() as connection:
            rows = await connection.execute(select(ledger.c.subject).where(ledger.c.kind == kind))
            return Counter(row.subject for row in rows)

    async def numbers_counted(self) -> list[int]:
        """The numbers that were written by those who read, added one and wrote."""
        async with self.store.reading() as connection:
            rows = await connection.execute(select(ledger.c.about).where(ledger.c.kind == "counted"))
            return [row.about["number"] for row in rows]

    async def lost(self) -> int:
        """How many of the acknowledged are not there exactly once."""
        heard = await self.facts("heard")
        return sum(heard[one.removeprefix("Ev")] != 1 for one in self.acknowledged)

    async def letters(self) -> dict[str, tuple[str, int]]:
        """By ``once``: what became of a letter here, and how often it arrived there."""
        async with self.store.reading() as connection:
            rows = await connection.execute(select(letters.c.once, letters.c.state, letters.c.mark))
            return {row.once: (row.state, self.outside.got[row.mark]) for row in rows}


@asynccontextmanager
async def town(url: str, folder: Path) -> AsyncIterator[Town]:
    """An empty database and a platform; every replica started in it is gone afterwards."""
    store = Store(url)
    await store.create_all()
    async with AsyncExitStack() as stack:
        there = await stack.enter_async_context(outside(folder / "outside"))
        yield Town(url, folder, there, store, stack)
    await store.close()


def numbers(first: int, last: int) -> list[dict[str, str]]:
    """People who each say their number once."""
    return [{"id": f"Ev{n}", "person": f"slack:U{n}", "say": str(n)} for n in range(first, last + 1)]


__all__ = ["LEASES", "TEAM", "Orders", "Replica", "Town", "numbers", "replace", "town", "until"]
