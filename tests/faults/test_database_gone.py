"""The database goes away for a while: what comes then is not acknowledged, and afterwards nobody has to be restarted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.report import Table, seen
from tests.faults.town import LEASES, numbers, town, until
from tests.harness import postgres as pg

pytestmark = pytest.mark.asyncio


async def test_a_database_that_comes_back_finds_the_same_replica_at_work(
    tmp_path: Path, table: Table
) -> None:
    with pg.server() as server:
        url = server.fresh("gone")
        server.keep_promptly("gone")
        async with town(url, tmp_path) as lived:
            one = await lived.replica()
            await lived.tells([one], numbers(1, 6))
            server.stop()
            before = set(lived.acknowledged)
            await lived.tells([one], numbers(7, 12))
            assert lived.acknowledged == before
            server.start()
            await lived.tells([one], numbers(4, 12))
            assert len(lived.acknowledged) == 12  # by the same replica, which nobody restarted
            late = await lived.replica(
                ahead=LEASES
            )  # what was in hand when it went is looked for after its lease
            await until(lived.is_quiet, "everything was done")
            row = await seen(lived, "database gone and back")
            table.rows.append(row)
            assert (row.acknowledged, row.lost, row.letters, row.twice, row.never) == (12, 0, 24, 0, 0)
            assert dict(await lived.facts("heard")) == {str(n): 1 for n in range(1, 13)}
            await late.ends()
            await one.ends()
