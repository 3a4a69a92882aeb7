"""The migrations make exactly the tables that are declared, on both databases."""

from __future__ import annotations

import pytest

from storage.engine import Store
from storage.migrate import head, is_current, known, migrate
from storage.migrating import differences, script

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


async def test_the_names_of_the_files_say_what_alembic_says() -> None:
    assert script().get_heads() == [head()]
    assert {one.revision for one in script().walk_revisions()} == known()
