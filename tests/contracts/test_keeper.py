"""What arrivals are kept through on SQLite: quick where one stands, and patient where a lock or the disk is waited for."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Column, Integer, Table, event, insert, select
from sqlalchemy.exc import OperationalError

from storage.engine import Store, execute, write
from storage.prepared import Shelf
from storage.writing import Write
from tests.contracts.things import FULL, things

pytestmark = pytest.mark.asyncio

counted = Table(
    "counted",
    things.metadata,
    Column("id", Integer, primary_key=True),
    Column("n", Integer, default=7),
)
_KEEP = insert(things)
_COUNT = insert(counted)


def thing(number: int, **other: Any) -> dict[str, Any]:
    return {"id": number} | FULL | other


@pytest_asyncio.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    made = Store(sqlite_url)
    async with made.engine.begin() as connection:
        await connection.run_sync(things.metadata.create_all)
    yield made
    await made.close()


async def kept(store: Store) -> list[int]:
    async with store.reading() as connection:
        return list((await connection.scalars(select(things.c.id).order_by(things.c.id))).all())


async def keep(store: Store, *numbers: int) -> None:
    async with store.keeping() as connection:
        await execute(connection, [[Write(_KEEP, thing(one))] for one in numbers])


async def test_values_lie_in_the_database_as_sqlalchemy_puts_them_there(store: Store) -> None:
    rows = [thing(1), thing(2, words=None, at=None, is_so=None, more=None), thing(3, is_so=False, more="ü")]
    async with store.keeping() as connection:
        await write(connection, _KEEP, rows)
    async with store.writing() as connection:
        await write(connection, _KEEP, [one | {"id": one["id"] + 10} for one in rows])
    async with store.reading() as connection:
        found = (await connection.exec_driver_sql("SELECT * FROM things ORDER BY id")).all()
    assert [tuple(one)[1:] for one in found[:3]] == [tuple(one)[1:] for one in found[3:]]
    assert len(found) == 6


async def test_what_changes_by_itself_is_left_to_sqlalchemy(store: Store) -> None:
    assert store.keeper is not None
    shelf = Shelf(store.keeper.sync_engine.dialect)
    assert shelf.take(_KEEP, thing(1)) is not None
    assert shelf.take(_COUNT, {"id": 1}) is None
    async with store.keeping() as connection:
        await write(connection, _COUNT, [{"id": 1}, {"id": 2}])
        assert (await connection.scalars(select(counted.c.n))).all() == [7, 7]


async def test_a_value_that_is_missing_is_a_mistake_and_nothing_of_its_transaction_stays(
    store: Store,
) -> None:
    await keep(store, 1)
    short = thing(3)
    del short["words"]
    with pytest.raises(KeyError):
        async with store.keeping() as connection:
            await write(connection, _KEEP, [thing(2), short])
    await keep(store, 4)
    assert await kept(store) == [1, 4]


async def test_what_the_database_refuses_is_said_as_everywhere(store: Store) -> None:
    await keep(store, 1)
    with pytest.raises(Exception, match="UNIQUE") as refused:
        await keep(store, 2, 1)
    assert type(refused.value).__module__ == "sqlalchemy.exc"
    assert await kept(store) == [1]


async def test_another_process_that_writes_is_waited_for_while_the_loop_goes_on(
    store: Store, sqlite_url: str
) -> None:
    await keep(store, 1)
    other = sqlite3.connect(sqlite_url.split("///")[1], isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(keep(store, 2))
    turns = 0
    while turns < 50:  # everybody else's turn comes as before
        await asyncio.sleep(0)
        turns += 1
    assert not waiting.done()
    other.execute("COMMIT")
    other.close()
    await waiting
    assert await kept(store) == [1, 2]


async def test_a_commit_that_fails_keeps_nothing_and_the_next_one_is_whole(store: Store) -> None:
    assert store.keeper is not None
    engine = store.keeper.sync_engine

    def full(_connection: Any) -> None:
        raise OperationalError("COMMIT", None, sqlite3.OperationalError("database or disk is full"))

    await keep(store, 1)
    event.listen(engine, "commit", full)
    with pytest.raises(OperationalError, match="full"):
        await keep(store, 2)
    event.remove(engine, "commit", full)
    assert await kept(store) == [1]
    await keep(store, 3)
    assert await kept(store) == [1, 3]


async def test_who_stops_waiting_for_a_commit_leaves_nobody_else_a_connection_in_use(store: Store) -> None:
    for number in range(1, 20):
        task = asyncio.create_task(keep(store, number))
        for _ in range(number % 5):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await keep(store, 100)
    assert (await kept(store))[-1] == 100


async def test_a_store_that_was_closed_connects_anew(store: Store) -> None:
    await keep(store, 1)
    await store.close()
    await keep(store, 2)
    assert await kept(store) == [1, 2]
