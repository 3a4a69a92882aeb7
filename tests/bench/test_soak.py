"""Two workspaces, three replicas, one PostgreSQL: half an hour of events, one replica killed every minute.

    make soak                    thirty minutes at 100 events a second
    make soak MINUTES=3 RATE=40  a shorter one

One event in ten is answered with two letters; the others are only kept. What a killed replica had not acknowledged is
delivered again to another, as platforms do. Prints what was kept, lost, sent twice, and the memory of a replica that
was never killed.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import Any

import psutil
import pytest
from sqlalchemy import select

from storage.ledger import ledger
from storage.outbox import DELIVERED, letters
from tests.faults.town import LEASES, Replica, Town, town, until

pytestmark = [pytest.mark.asyncio, pytest.mark.soak]

MINUTES = float(os.environ.get("EVENER_SOAK_MINUTES", "30"))
RATE = int(os.environ.get("EVENER_SOAK_RATE", "100"))
WORKSPACES = ("slack:T1", "slack:T2")
PEOPLE = 500  # in each workspace
ANSWERED = 10  # one event in so many is answered


def events() -> Iterator[dict[str, str]]:
    """What is said, by turns in one workspace and the other."""
    for number in range(int(MINUTES * 60 * RATE)):
        said = str(number) if number % ANSWERED == 0 else f".{number}"
        workspace = WORKSPACES[number // ANSWERED % 2]
        person = f"slack:{workspace[-2:]}U{number % PEOPLE}"
        yield {"id": f"Ev{said}", "person": person, "say": said, "workspace": workspace}


class Soak:
    """Three replicas, of which the first is never killed, and who is still waiting for an acknowledgement."""

    def __init__(self, lived: Town, replicas: list[Replica]) -> None:
        self.lived, self.replicas, self.killed = lived, replicas, 0
        self.memory: list[float] = []
        self._turns = cycle(range(len(replicas)))

    async def tell(self, told: dict[str, Any]) -> None:
        """Until somebody has acknowledged it."""
        for turn in self._turns:
            if await self.replicas[turn].hears(told):
                break
            await asyncio.sleep(0.2)
        self.lived.acknowledged.add(told["id"])

    async def offer(self) -> None:
        """At its rate, whether or not the one before is acknowledged."""
        started, telling = monotonic(), set[asyncio.Task[None]]()
        for number, told in enumerate(events()):
            await asyncio.sleep(max(0.0, started + number / RATE - monotonic()))
            task = asyncio.create_task(self.tell(told))
            telling.add(task)
            task.add_done_callback(telling.discard)
        await asyncio.gather(*telling)

    async def kill(self) -> None:
        """Every minute one of the others falls and a new one comes; the first one's memory is read."""
        for turn in cycle((1, 2)):
            await asyncio.sleep(60)
            self.memory.append(psutil.Process(self.replicas[0].process.pid).memory_info().rss / 1e6)
            self.replicas[turn].process.kill()
            self.killed += 1
            self.replicas[turn] = await self.lived.replica()


async def test_nothing_is_lost_and_memory_is_flat_while_replicas_fall(
    postgres_url: str, tmp_path: Path
) -> None:
    async with town(postgres_url, tmp_path) as lived:
        soak = Soak(lived, [await lived.replica() for _ in range(3)])
        killing = asyncio.create_task(soak.kill())
        await soak.offer()
        killing.cancel()
        await lived.replica(ahead=LEASES)
        await until(lived.is_quiet, "everything was done")
        lost, (sent, twice, never) = await lived.lost(), await carried(lived)
        print(
            f"\n{len(lived.acknowledged)} events acknowledged, {soak.killed} replicas killed; lost {lost}; "
            f"letters {sent}, twice {twice}, never {never}; "
            f"memory of the one that lived on, MB by minute: {[round(one) for one in soak.memory]}"
        )
        assert (lost, twice, never) == (0, 0, 0)
        assert sent == 2 * len(range(0, int(MINUTES * 60 * RATE), ANSWERED))
        assert await strangers(lived) == []
        settled = soak.memory[len(soak.memory) // 3 :]
        assert not settled or max(settled) <= 1.1 * min(settled)


async def carried(lived: Town) -> tuple[int, int, int]:
    """Letters delivered, those that came twice, and those that never came."""
    sent = await lived.letters()
    states = Counter(state for state, _ in sent.values())
    assert states.keys() == {DELIVERED}, states
    return len(sent), sum(n > 1 for _, n in sent.values()), sum(n == 0 for _, n in sent.values())


async def strangers(lived: Town) -> list[Any]:
    """Facts and letters that stand in a workspace whose people they are not about."""
    async with lived.store.reading() as connection:
        facts = await connection.execute(select(ledger.c.workspace_id, ledger.c.person_id).distinct())
        posted = await connection.execute(select(letters.c.workspace_id, letters.c.recipient).distinct())
        return [
            row
            for row in [*facts, *posted]
            if row[1] and "T" in row[1] and not row[1].startswith(f"slack:{row[0][-2:]}")
        ]
