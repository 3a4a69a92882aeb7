"""The migrations make exactly the tables that are declared, on both databases."""

from __future__ import annotations

import pytest

from storage.engine import Store
from storage.migrate import differences, is_current, migrate

pytestmark = pytest.mark.asyncio


async def test_migrations_leave_no_difference_to_the_declared_tables(any_database: str) -> None:
    store = Store(any_database)
    assert not await is_current(store)
    await migrate(store)
    assert await is_current(store)
    assert await differences(store) == []
    await store.close()


async def test_migrating_twice_changes_nothing(any_database: str) -> None:
    store = Store(any_database)
    await migrate(store)
    await migrate(store)
    assert await is_current(store)
    await store.close()
