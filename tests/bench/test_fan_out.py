"""A hundred thousand direct messages in one workspace: planned, and carried as fast as the platform lets, on a clock of ours.

``make bench`` prints how long writing them took, and how much longer than the platform's limit they took to go. Only the
clock is not real: the letters go through the whole postman on SQLite. EVENER_FAN_OUT sets another number.
"""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from bot.clock import given, stopwatch
from bot.keeping import keep
from bot.pace import PER_WORKSPACE
from facilitation.words import Decision, Letter
from tests.contracts.test_pace import ANY_HOUR, BIG, SAID, replicas

pytestmark = pytest.mark.asyncio

COUNT = int(os.environ.get("EVENER_FAN_OUT", "100000"))
CHUNK = 5000
GRAIN = timedelta(milliseconds=500)


async def test_a_hundred_thousand_letters_take_as_long_as_the_limit_says(sqlite_url: str) -> None:
    async with replicas(sqlite_url, 1) as (clock, paper, (house,)):
        paper.keep_newest(10)
        started = stopwatch()
        for first in range(0, COUNT, CHUNK):
            written = tuple(
                Letter(f"u:{n}", f"slack:U{n}", SAID, "test", importance=ANY_HOUR)
                for n in range(first, min(first + CHUNK, COUNT))
            )
            async with house.store.writing() as connection:
                await keep(connection, [(BIG, Decision(letters=written))], given(clock, house.chance))
        planned, began, started = stopwatch() - started, clock.now(), stopwatch()
        while len(paper.when) < COUNT and clock.now() < began + timedelta(days=1):
            await house.postman.round()
            clock.move_to(clock.now() + GRAIN)
        carried = stopwatch() - started
        took = (max(at for _, at in paper.when) - began).total_seconds()
    rate = PER_WORKSPACE["slack"]
    limit = (rate.every * (COUNT - rate.burst)).total_seconds()
    print(
        f"\n{COUNT:,} letters: written in {planned:.1f} s, gone after {took:,.0f} s of a limit of {limit:,.0f} s "
        f"({took / limit:.3f}); {carried / COUNT * 1000:.2f} ms of work a letter"
    )
    assert len(paper.when) == COUNT
    assert limit <= took <= 1.05 * limit
    assert planned <= 60 * COUNT / 100_000
