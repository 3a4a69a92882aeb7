"""The few places where SQLite and PostgreSQL differ, kept in one file so that every other line is one code path.

``insert`` is PostgreSQL's: its ON CONFLICT clause also compiles on SQLite (a contract test holds that belief).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Insert, Table, bindparam, event
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

__all__ = ["insert", "insert_once", "is_sqlite", "make_engine", "upsert"]

BUSY_MS = 10_000


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


def make_engine(url: str, *, size: int = 10) -> AsyncEngine:
    """An async engine with the pragmas this house wants. ``url``: sqlite+aiosqlite:///… or postgresql+asyncpg://…"""
    url = plain_url(url)
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_size=size, max_overflow=size, pool_pre_ping=True)
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, connect_args={"timeout": BUSY_MS / 1000}
    )
    event.listen(engine.sync_engine, "connect", _on_connect)
    event.listen(engine.sync_engine, "begin", _on_begin)
    return engine


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
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_MS}",
        "secure_delete=ON",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    """A writer takes the lock at once, so that no transaction fails half-way when it first writes."""
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
