"""Whoever is alone with SQLite asks it on their own thread, and meets the same store as everybody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from sqlalchemy import func, select, text

from facilitation.words import Wake
from storage.engine import Store
from storage.wakes import claim_due, wake_write, wakes

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=[True, False], ids=["alone", "among others"])
async def store(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[Store]:
    made = Store(sqlite_url, alone=request.param)
    await made.create_all()
    yield made
    await made.close()


async def keep(store: Store, *subjects: str) -> None:
    async with store.writing() as connection:
        for one in subjects:
            await connection.execute(*wake_write(Wake(NOON, "look", one), "slack:T1"))


async def test_what_is_kept_is_there_and_what_fails_half_way_is_not(store: Store) -> None:
    await keep(store, "a", "b")
    with pytest.raises(RuntimeError):
        async with store.writing() as connection:
            await connection.execute(*wake_write(Wake(NOON, "look", "c"), "slack:T1"))
            raise RuntimeError
    async with store.reading() as connection:
        assert [wake.subject for _, wake in await claim_due(connection, NOON)] == ["a", "b"]


async def test_who_reads_sees_one_state_however_much_is_written_meanwhile(store: Store) -> None:
    await keep(store, "a")
    async with store.reading() as connection:
        before = await connection.scalar(select(func.count()).select_from(wakes))
        await keep(store, "b")
        assert await connection.scalar(select(func.count()).select_from(wakes)) == before == 1


async def test_rows_come_at_once_so_that_writing_on_changes_none_of_them(store: Store) -> None:
    await keep(store, "a", "b")
    async with store.writing() as connection:
        rows = await connection.execute(select(wakes.c.subject).order_by(wakes.c.subject))
        await connection.execute(text("DELETE FROM wakes"))
        assert rows.scalars().all() == ["a", "b"]


async def test_rows_can_be_taken_a_few_at_a_time(store: Store) -> None:
    await keep(store, *"abcde")
    some = select(wakes.c.subject).order_by(wakes.c.subject)
    async with (
        store.reading() as connection,
        connection.stream(some, execution_options={"yield_per": 2}) as rows,
    ):
        assert [[row.subject for row in part] async for part in rows.partitions()] == [
            ["a", "b"],
            ["c", "d"],
            ["e"],
        ]
