"""Questions that are compiled once bring what SQLAlchemy brings, and whatever they cannot do is left to it."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import (
    Integer,
    bindparam,
    event,
    func,
    insert,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import prepared
from storage.alone import Connection
from storage.engine import Store
from storage.prepared import Shelf
from tests.contracts.things import FULL, NOON, things

pytestmark = pytest.mark.asyncio

ROWS = [{"id": 1} | FULL, {"id": 2} | dict.fromkeys(FULL), {"id": 3} | FULL | {"is_so": False, "words": "b"}]
_other = things.alias()
_ids = things.c.id.in_(bindparam("ids", expanding=True))
_pair = tuple_(things.c.id, things.c.words).in_(bindparam("pairs", expanding=True))
_raw = text("SELECT id, at FROM things WHERE id = :id").columns(things.c.id, things.c.at)
QUESTIONS: dict[str, tuple[Any, dict[str, Any]]] = {
    "every type of value": (select(things).order_by(things.c.id), {}),
    "a list": (select(things.c.words).where(_ids).order_by(things.c.id), {"ids": [1, 3]}),
    "a longer one": (select(things.c.words).where(_ids).order_by(things.c.id), {"ids": [1, 2, 3]}),
    "a list of nothing": (select(things.c.words).where(_ids), {"ids": []}),
    "an instant": (select(things.c.id).where(things.c.at >= bindparam("since")), {"since": NOON}),
    "pairs": (
        select(things.c.id).where(_pair).order_by(things.c.id),
        {"pairs": [(1, "ü"), (3, "b"), (2, "c")]},
    ),
    "what stands in the statement": (
        select(things.c.id).where(things.c.id.in_([3, 4]), things.c.is_so.is_(False)),
        {},
    ),
    "a value twice": (
        select(bindparam("n", type_=Integer), things.c.id).where(things.c.id == bindparam("n")),
        {"n": 3},
    ),
    "counted": (select(func.count(), func.max(things.c.at).label("last")), {}),
    "two together": (union_all(select(things.c.id), select(things.c.id + 10)), {}),
    "a text": (_raw, {"id": 1}),
    "columns of one name": (select(things.c.id, _other.c.id).join(_other, _other.c.id == things.c.id), {}),
}


@pytest_asyncio.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    made = Store(sqlite_url, alone=True)
    async with made.engine.begin() as connection:
        await connection.run_sync(things.metadata.create_all)
        await connection.execute(insert(things), ROWS)
    yield made
    await made.close()


def heard(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    said.append(statement)


said: list[str] = []


async def asked(connection: AsyncConnection, statement: Any, values: dict[str, Any]) -> list[Any]:
    return [(tuple(row), row._fields) for row in await connection.execute(statement, values)]


@pytest.mark.parametrize("name", QUESTIONS)
async def test_an_answer_is_the_one_that_sqlalchemy_brings(store: Store, name: str) -> None:
    statement, values = QUESTIONS[name]
    async with store.reading() as connection:
        quick = [await asked(connection, statement, values) for _ in range(2)]
    said.clear()
    event.listen(store.engine.sync_engine, "before_cursor_execute", heard)  # then SQLAlchemy sees to it
    async with store.reading() as connection:
        slow = await asked(connection, statement, values)
    assert len(said) == 1
    assert quick == [slow, slow]


async def test_it_is_prepared_but_for_what_only_sqlalchemy_can_do(store: Store) -> None:
    shelf = Shelf(store.engine.dialect)
    left = {name for name, (statement, values) in QUESTIONS.items() if shelf.ask(statement, values) is None}
    assert left == {"a list of nothing"}
    many = {"ids": list(range(prepared.LONGEST_LIST + 1))}
    assert shelf.ask(QUESTIONS["a list"][0], many) is None
    assert shelf.ask(insert(things), {"id": 4}) is None


async def test_columns_are_found_by_themselves_and_values_by_name(store: Store) -> None:
    async with store.reading() as connection:
        row = (await connection.execute(select(things).where(things.c.id == 1))).one()
        assert isinstance(connection, Connection)
        assert row._mapping[things.c.at] == row.at == NOON and row.more == [{"a": 1}]
        assert (await connection.scalars(select(things.c.id).order_by(things.c.id))).all() == [1, 2, 3]
        assert (await connection.execute(select(things.c.id).where(things.c.id == 9))).first() is None
        assert await connection.scalar(select(things.c.words).where(things.c.id == 3)) == "b"


async def test_a_mistake_is_said_as_everywhere(store: Store) -> None:
    one = select(things.c.id).where(things.c.id == bindparam("n"))
    async with store.reading() as connection:
        with pytest.raises(StatementError, match="A value is required"):
            await connection.execute(one, {})
        with pytest.raises(DBAPIError):
            await connection.execute(one, {"n": object()})
        assert await connection.scalar(one, {"n": 3}) == 3
    async with store.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE things")
        with pytest.raises(OperationalError, match="no such table"):
            await connection.execute(one, {"n": 3})


async def test_statements_that_are_made_anew_each_time_fill_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "MOST_QUESTIONS", 10)
    shelf = Shelf(store.engine.dialect)
    for number in range(35):
        assert shelf.ask(select(things.c.id).where(things.c.id == number), {}) is not None
    gc.collect()
    assert len(shelf._asked) <= 10


async def test_what_fails_is_run_once(store: Store) -> None:
    keep = text("INSERT INTO things (id) VALUES (:id) RETURNING id").columns(things.c.id)
    ran: list[str] = []
    async with store.writing() as connection:
        raw = await connection.get_raw_connection()
        driver: Any = raw.driver_connection
        driver.set_trace_callback(ran.append)
        with pytest.raises(IntegrityError, match="UNIQUE"):
            await connection.execute(keep, {"id": 1})
        driver.set_trace_callback(None)
    assert len([one for one in ran if one.startswith("INSERT")]) == 1
