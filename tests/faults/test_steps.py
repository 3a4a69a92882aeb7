"""The power goes at every step there is: what was acknowledged is kept once, and every letter is there once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.power import Step
from storage.outbox import DELIVERED, UNKNOWN
from tests.faults.report import Table, seen
from tests.faults.town import LEASES, Town, numbers, town, until

pytestmark = pytest.mark.asyncio

PEOPLE = 8
ONE_BY_ONE = {
    Step.ARRIVAL_HEARD,
    Step.ARRIVAL_KEPT,
    Step.LETTER_LEAVING,
    Step.LETTER_GONE,
}  # others come in batches


async def cut_and_repeated(lived: Town, step: Step, blind: bool = False) -> None:
    """One replica loses its power at this step; the next hears again what was not acknowledged, some of it twice."""
    first = await lived.replica(step=step, nth=3 if step in ONE_BY_ONE else 1, blind=blind)
    told = numbers(1, PEOPLE)
    await lived.tells([first], told)
    await until(first.is_dead, f"the power went: {step}")
    early = set(lived.acknowledged)
    again = [one for one in reversed(told) if one["id"] not in early or int(one["say"]) % 3 == 0]
    second = await lived.replica(ahead=LEASES, blind=blind)
    await lived.tells([second], again)
    await until(lived.is_quiet, "everything was done")
    await second.ends()


async def each_once(lived: Town) -> bool:
    """Everything heard is there once, and was looked at again once."""
    heard, again = await lived.facts("heard"), await lived.facts("again")
    return set(heard.values()) == set(again.values()) == {1} and heard.keys() == again.keys()


@pytest.mark.parametrize("step", list(Step), ids=lambda step: step.name)
async def test_a_power_cut_at_any_step_loses_nothing_and_says_nothing_twice(
    any_database: str, step: Step, tmp_path: Path, table: Table
) -> None:
    async with town(any_database, tmp_path) as lived:
        await cut_and_repeated(lived, step)
        row = await seen(lived, f"power cut: {step}")
        table.rows.append(row)
        assert await each_once(lived)
        assert (row.acknowledged, row.lost, row.letters) == (PEOPLE, 0, 2 * PEOPLE)
        assert (row.twice, row.never, row.declared) == (0, 0, 0)
        assert {state for state, _ in (await lived.letters()).values()} == {DELIVERED}


async def test_where_nobody_can_look_a_letter_of_unknown_fate_does_what_its_writer_declared(
    any_database: str, tmp_path: Path, table: Table
) -> None:
    async with town(any_database, tmp_path) as lived:
        await cut_and_repeated(lived, Step.LETTER_GONE, blind=True)
        row = await seen(lived, f"power cut: {Step.LETTER_GONE}; platform cannot look")
        table.rows.append(row)
        assert await each_once(lived)
        assert (row.acknowledged, row.lost, row.letters) == (PEOPLE, 0, 2 * PEOPLE)
        for once, (state, there) in (await lived.letters()).items():
            private = int(once.partition(":")[2]) % 2 == 0
            assert state in ((DELIVERED, UNKNOWN) if private else (DELIVERED,))
            assert there <= 1 if private else there >= 1
