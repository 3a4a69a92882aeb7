"""The few places where SQLite and PostgreSQL differ, kept in one file so that every other line is one code path.

``insert`` is PostgreSQL's: its ON CONFLICT clause also compiles on SQLite (a contract test holds that belief).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from inspect import isawaitable
from typing import Any

import aiosqlite
import orjson
from sqlalchemy import Insert, Table, bindparam, event
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.alone import make_engine_alone
from storage.keeper import Keeper, make_keeper

__all__ = ["insert", "insert_once", "is_sqlite", "make_engine", "run_script", "upsert"]

BUSY_MS = 10_000
JSON: dict[str, Any] = {
    "json_deserializer": orjson.loads
}  # a third of the time; what is written stays as it was


def upsert(table: Table, *changed: str) -> Insert:
    """A prebuilt "insert, or change these columns" by primary key. No columns named: all that are not in the key."""
    keys = [column.name for column in table.primary_key]
    statement = insert(table)
    columns = changed or tuple(c.name for c in table.columns if c.name not in keys)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in columns}
    )


def insert_once(table: Table) -> Insert:
    """A prebuilt "insert unless it is there already" by any unique key."""
    return insert(table).on_conflict_do_nothing()


def keys_bound(table: Table) -> list[Any]:
    """``column == :column_`` for every column of the key, for prebuilt updates and deletes."""
    return [column == bindparam(f"{column.name}_") for column in table.primary_key]


def key_values(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters for ``keys_bound``."""
    return {f"{column.name}_": values[column.name] for column in table.primary_key}


def is_sqlite(engine: AsyncEngine) -> bool:
    return engine.dialect.name == "sqlite"


def make_engine(url: str, *, size: int = 10, alone: bool = False) -> AsyncEngine:
    """An async engine with the pragmas this house wants. ``url``: sqlite+aiosqlite:///… or postgresql+asyncpg://…

    ``alone``: a throw-away database that nobody else looks at (a simulated year): SQLite answers on this very thread
    and does not wait for the disk.
    """
    url = plain_url(url)
    if not url.startswith("sqlite"):
        return create_async_engine(
            url, hide_parameters=True, pool_size=size, max_overflow=size, pool_pre_ping=True, **JSON
        )
    if alone:
        engine = make_engine_alone(url, **JSON)
        event.listen(engine.sync_engine, "connect", _on_connect)
        event.listen(engine.sync_engine, "connect", _in_haste)
        return engine
    how = {"timeout": BUSY_MS / 1000, "async_creator_fn": _connection}
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=size,
        max_overflow=0,
        pool_use_lifo=True,
        connect_args=how,
        **JSON,
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


def make_keeper_of(url: str) -> Keeper | None:
    """What many small arrivals are kept through, where that is another way than everybody's: on SQLite."""
    url = plain_url(url)
    if not url.startswith("sqlite"):
        return None
    keeper = make_keeper(url, BUSY_MS, **JSON)
    event.listen(keeper.sync_engine, "connect", _on_connect)
    event.listen(keeper.sync_engine, "connect", _at_once)
    return keeper


def _connection(path: str, **how: Any) -> aiosqlite.Connection:
    """SQLAlchemy's hook for a driver's connection: opened in its thread, made by us."""
    made = OneHop(partial(sqlite3.connect, path, **(how | {"check_same_thread": False})), 64)
    made._thread.daemon = True  # as SQLAlchemy does for those it makes itself
    return made


class OneHop(aiosqlite.Connection):
    """aiosqlite goes to its thread and back for opening a cursor, for its statement, for its rows and for closing it.

    Here all four are one visit: 0.14 ms of CPU a statement instead of 0.26 (bench: statements on SQLite).
    """

    def cursor(self) -> Any:  # aiosqlite's is a coroutine; SQLAlchemy enters whatever it gets
        return _Cursor(self)

    async def visit(self, work: Callable[..., None], *values: Any) -> None:
        """Run on the connection's thread."""
        await self._execute(work, *values)  # type: ignore[no-untyped-call]


class _Cursor:
    """What SQLAlchemy asks of an async cursor, with everything brought back from the thread at once."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: OneHop) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> _Cursor:
        return self

    async def execute(self, statement: str, values: Any = ()) -> _Cursor:
        await self._connection.visit(self._carry_out, "execute", statement, values)
        return self

    async def executemany(self, statement: str, values: Any) -> _Cursor:
        await self._connection.visit(self._carry_out, "executemany", statement, values)
        return self

    def _carry_out(self, way: str, statement: str, values: Any) -> None:
        """On the connection's thread."""
        with closing(self._connection._conn.cursor()) as cursor:
            getattr(cursor, way)(statement, values)
            self.description, self.rowcount = cursor.description, cursor.rowcount
            self.lastrowid = cursor.lastrowid
            self._rows = cursor.fetchall() if cursor.description else []

    async def fetchall(self) -> list[Any]:
        return await self.fetchmany(len(self._rows))

    async def fetchmany(self, size: int = 1) -> list[Any]:
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def close(self) -> None:
        """Closed already."""


async def run_script(connection: AsyncConnection, script: str) -> None:
    """SQLite's own way to run statements to their end, past SQLAlchemy. It commits first."""
    driver = (await connection.get_raw_connection()).driver_connection
    assert driver is not None
    done = driver.executescript(script)
    if isawaitable(done):  # where there is a thread between us and the database
        await done


def plain_url(url: str) -> str:
    """What people write (``sqlite:///x``, ``postgres://…``) as the async driver's URL."""
    for short, driver in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgresql://", "postgresql+asyncpg://"),
        ("postgres://", "postgresql+asyncpg://"),
    ):
        if url.startswith(short):
            return driver + url[len(short) :]
    return url


def _on_connect(connection: Any, _record: Any) -> None:
    """WAL lets readers go on while one writes; FULL keeps what we acknowledged when the power goes (engine.md)."""
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in (
        "auto_vacuum=INCREMENTAL",  # only a new file takes it; housekeeping gives pages back
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _at_once(connection: Any, _record: Any) -> None:
    """Nobody waits for a lock where everybody's loop stands (keeper.py)."""
    connection.execute("PRAGMA busy_timeout=0")


def _in_haste(connection: Any, _record: Any) -> None:
    """Nobody will miss this database when the power goes."""
    cursor = connection.cursor()
    for pragma in ("synchronous=OFF", "secure_delete=OFF", "cache_size=-64000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    """A writer takes the lock at once, so that no transaction fails half-way when it first writes."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
