"""The platform has a bad day: it asks to wait, breaks, cuts off, loses an answer, or does not know us any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.outbox import DELIVERED, REFUSED
from tests.faults.outside import BROKEN, CUT_OFF, LOST, REVOKED, TOO_MANY
from tests.faults.report import Table, seen
from tests.faults.town import numbers, town, until

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("trouble", [TOO_MANY, BROKEN, CUT_OFF, LOST])
async def test_a_bad_answer_neither_loses_nor_doubles_a_letter(
    any_database: str, trouble: str, tmp_path: Path, table: Table
) -> None:
    async with town(any_database, tmp_path) as lived:
        lived.outside.plan.extend([trouble] * 3)
        one = await lived.replica()
        await lived.tells([one], numbers(1, 6))
        await until(lived.is_quiet, "everything was done")
        row = await seen(lived, f"platform answers: {trouble}")
        table.rows.append(row)
        sent = await lived.letters()
        assert (row.acknowledged, row.lost, row.twice, row.never) == (6, 0, 0, 0)
        assert len(sent) == 12
        assert {state for state, _ in sent.values()} == {DELIVERED}
        await one.ends()


async def test_with_its_token_revoked_a_letter_is_refused_and_the_answer_is_kept(
    any_database: str, tmp_path: Path
) -> None:
    async with town(any_database, tmp_path) as lived:
        lived.outside.plan.extend([REVOKED] * 12)
        one = await lived.replica()
        await lived.tells([one], numbers(1, 6))
        await until(lived.is_quiet, "everything was done")
        assert {state for state, _ in (await lived.letters()).values()} == {REFUSED}
        assert len(await lived.facts("heard")) == len(lived.acknowledged) == 6
        await one.ends()
