"""The disk is full: nothing is acknowledged that is not kept, and with room again everything goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.report import Table, seen
from tests.faults.town import LEASES, numbers, town, until

pytestmark = pytest.mark.asyncio

PEOPLE = 60


async def test_a_full_disk_refuses_and_loses_nothing(sqlite_url: str, tmp_path: Path, table: Table) -> None:
    async with town(sqlite_url, tmp_path) as lived:
        size = (tmp_path / "evener.db").stat().st_size
        full = await lived.replica(room=size + 40_000)
        await lived.tells([full], numbers(1, PEOPLE))
        early = set(lived.acknowledged)
        assert len(early) < PEOPLE
        await full.ends()
        roomy = await lived.replica(ahead=LEASES)
        await lived.tells([roomy], [one for one in numbers(1, PEOPLE) if one["id"] not in early])
        await until(lived.is_quiet, "everything was done")
        row = await seen(lived, "disk full, then room again")
        table.rows.append(row)
        assert (row.acknowledged, row.lost, row.letters, row.twice, row.never) == (
            PEOPLE,
            0,
            2 * PEOPLE,
            0,
            0,
        )
        await roomy.ends()
