"""The machine's clock jumps an hour, either way: nothing is said twice, nothing is forgotten, and hours are kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import given
from bot.keeping import keep
from facilitation.words import Decision, MessageRef, Said
from storage.ledger import ledger
from storage.outbox import letters
from tests.faults.replica import FEATURE, letter
from tests.harness.house import MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

HOUR = timedelta(hours=1)


async def say(lived: Lived, number: int) -> None:
    await lived.arrives(f"slack:U{number}", Said(MessageRef("slack:C1", f"m{number}"), str(number)))


async def subjects(lived: Lived, kind: str) -> Counter[str]:
    async with lived.house.store.reading() as connection:
        rows = await connection.execute(select(ledger.c.subject).where(ledger.c.kind == kind))
        return Counter(row.subject for row in rows)


@pytest.mark.parametrize("jumps", [(HOUR, -HOUR), (-HOUR, HOUR)], ids=["forth and back", "back and forth"])
async def test_a_jumping_clock_neither_doubles_nor_forgets(
    any_database: str, jumps: tuple[timedelta, ...]
) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        number = 0
        for jump in (*jumps, timedelta(minutes=5)):
            for _ in range(4):
                number += 1
                await say(lived, number)
            await lived.house.beat()
            lived.clock.move_to(lived.clock.now() + jump)
            await lived.house.beat()
        await lived.passes(hours=3)
        everybody = Counter({str(n): 1 for n in range(1, 13)})
        assert await subjects(lived, "heard") == everybody
        assert await subjects(lived, "again") == everybody
        assert Counter(one.mark for one in lived.paper.sent).most_common(1)[0][1] == 1
        assert len(lived.paper.sent) == 24


async def test_a_letter_written_before_a_jump_still_keeps_its_readers_hours(any_database: str) -> None:
    async with lived_in(
        any_database, features=[FEATURE], at=MONDAY + timedelta(hours=7, minutes=30)
    ) as lived:
        unhurried = replace(letter("calm:1", "slack:U1", 1), importance=0)
        async with lived.house.store.writing() as connection:
            now = given(lived.clock, lived.house.chance)
            await keep(connection, [(TEAM, Decision(letters=(unhurried,)))], now)
        lived.clock.move_to(lived.clock.now() + HOUR)  # half past five, where they stop at five
        await lived.house.beat()
        assert lived.paper.sent == []
        lived.clock.move_to(lived.clock.now() - HOUR)
        await lived.house.beat()
        await lived.passes(days=1)
        assert len(lived.paper.sent) == 1
        async with lived.house.store.reading() as connection:
            settled = await connection.scalar(select(letters.c.settled_at))
        assert 9 <= settled.hour < 17
