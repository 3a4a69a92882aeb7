"""Several replicas on one PostgreSQL: each thing is decided once, wherever it arrives and whoever falls."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from bot.power import Step
from storage.outbox import DELIVERED
from tests.faults.report import Table, seen
from tests.faults.town import LEASES, numbers, town, until

pytestmark = pytest.mark.asyncio

PEOPLE = 60


async def test_three_replicas_hear_everything_twice_and_out_of_order_and_one_falls(
    postgres_url: str, tmp_path: Path, table: Table
) -> None:
    async with town(postgres_url, tmp_path) as lived:
        falling = await lived.replica(step=Step.LETTER_GONE, nth=20)
        standing = [await lived.replica(), await lived.replica()]
        told = numbers(1, PEOPLE) * 2
        Random("out of order").shuffle(told)
        await lived.tells([falling, *standing], told, at_once=12)
        await until(falling.is_dead, "one replica fell")
        missing = [one for one in numbers(1, PEOPLE) if one["id"] not in lived.acknowledged]
        await lived.tells(standing, missing)
        late = await lived.replica(ahead=LEASES)
        await until(lived.is_quiet, "everything was done")
        row = await seen(lived, "three replicas, one falls, everything delivered twice and out of order")
        table.rows.append(row)
        sent = await lived.letters()
        assert (row.acknowledged, row.lost, row.letters, row.twice, row.never) == (
            PEOPLE,
            0,
            2 * PEOPLE,
            0,
            0,
        )
        assert {state for state, _ in sent.values()} == {DELIVERED}
        assert set((await lived.facts("again")).values()) == {1}
        for one in (*standing, late):
            await one.ends()


async def test_two_replicas_never_decide_about_one_person_on_the_same_picture(
    postgres_url: str, tmp_path: Path
) -> None:
    async with town(postgres_url, tmp_path) as lived:
        both = [await lived.replica(), await lived.replica()]
        told = [{"id": f"C{n}", "person": "slack:U1", "command": "count"} for n in range(80)]
        await lived.tells(both, told, at_once=16)
        assert sorted(await lived.numbers_counted()) == list(range(1, 81))
        for one in both:
            await one.ends()
