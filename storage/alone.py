"""SQLite for one who is alone with a database (a simulated year): asked on this very thread, and nothing ever waits.

Everybody else reaches SQLite through a thread and a greenlet, so that a disk that is slow holds nobody up; of a
statement's 75 µs on one core, 58 are that way there and back. The rest of the house notices no difference: it gets an
``AsyncConnection`` as ever.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from sqlalchemy import Engine as SyncEngine
from sqlalchemy import create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteExecutionContext
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.engine.url import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncResult
from sqlalchemy.ext.asyncio.base import asyncstartablecontext
from sqlalchemy.sql.expression import Executable

from storage.prepared import Question, Shelf

STATEMENTS = 1000  # that a connection keeps prepared; of 128, Python's own number, few are met again


class _Context(SQLiteExecutionContext):
    """Brings all rows at once, as the way through the thread does: no cursor stays open while others write."""

    def post_exec(self) -> None:
        if self.cursor.description:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(self.cursor)


class Dialect(SQLiteDialect_pysqlite):
    """Python's own driver. Whoever writes has the store's lock already, so every transaction begins alike."""

    supports_statement_cache = True
    execution_ctx_cls = _Context

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.execute("BEGIN")


class Connection(AsyncConnection):
    """Waits for nothing, so it spawns nothing. What is not said here is rare and goes SQLAlchemy's way."""

    __slots__ = ()

    async def start(self, is_ctxmanager: bool = False) -> AsyncConnection:
        self.sync_connection = self._assign_proxied(self.sync_engine.connect())
        return self

    async def __aexit__(self, *_why: object) -> None:
        self._proxied.close()

    async def execute(self, statement: Any, parameters: Any = None, *, execution_options: Any = None) -> Any:
        values = {} if parameters is None else parameters
        if type(values) is dict and not execution_options and not self._is_heard():
            found = cast(Engine, self.engine).shelf.ask(statement, values)
            if found is not None:
                return self._ask(found, values)
        return self._proxied.execute(statement, parameters, execution_options=execution_options)

    def _ask(self, question: Question, values: dict[str, Any]) -> Any:
        """Its answer. Raises what SQLAlchemy would say; asked once, since SQLite may have ended the transaction with it."""
        try:
            return question.answer(self._driver(), values)
        except sqlite3.Error as why:
            raise DBAPIError.instance(
                question.sql, None, why, sqlite3.Error, hide_parameters=True, dialect=self.dialect
            ) from why

    def _is_heard(self) -> bool:
        """Whether somebody listens to every statement; SQLAlchemy tells them."""
        return bool(self._proxied.engine.dispatch.before_cursor_execute)

    def _driver(self) -> Any:
        """The driver's own connection, in a transaction, as SQLAlchemy begins one with the first statement."""
        if not self._proxied.in_transaction():
            self._proxied.begin()
        return self._proxied.connection.driver_connection

    async def write(self, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
        """A constant statement for each of these rows, all with the same names."""
        found = cast(Engine, self.engine).shelf.take(statement, rows[0])
        if found is None:
            self._proxied.execute(statement, rows if len(rows) > 1 else rows[0])
            return
        self._proxied.exec_driver_sql(
            found.sql, [found.row(one) for one in rows] if len(rows) > 1 else found.row(rows[0])
        )

    async def exec_driver_sql(
        self, statement: Any, parameters: Any = None, execution_options: Any = None
    ) -> Any:
        return self._proxied.exec_driver_sql(statement, parameters, execution_options)

    @asyncstartablecontext
    async def stream(
        self, statement: Any, parameters: Any = None, *, execution_options: Any = None
    ) -> AsyncIterator[AsyncResult[Any]]:
        yield AsyncResult(self._proxied.execute(statement, parameters, execution_options=execution_options))


class Engine(AsyncEngine):
    """Hands out connections that wait for nothing."""

    __slots__ = ("shelf",)
    _connection_cls = Connection

    def __init__(self, sync_engine: SyncEngine) -> None:
        self.sync_engine = self._assign_proxied(
            sync_engine
        )  # SQLAlchemy's own refuses a driver that never waits
        self.shelf = Shelf(sync_engine.dialect)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        with self.sync_engine.begin() as connection:
            yield Connection(self, connection)


registry.register("sqlite.alone", __name__, Dialect.__name__)


def make_engine_alone(url: str, **how: Any) -> AsyncEngine:
    """``url``: sqlite+aiosqlite:///…, as for everybody else; ``how``: what else SQLAlchemy shall know."""
    return Engine(connected(url, "sqlite+alone", **how))


def connected(url: str, driver: str, **how: Any) -> SyncEngine:
    """Python's own driver under one of our dialects."""
    theirs = {"check_same_thread": False, "cached_statements": STATEMENTS}
    # without a bound, since nobody can wait here for a free connection; the last one again, since it knows its pages
    return create_engine(
        make_url(url).set(drivername=driver),
        hide_parameters=True,
        connect_args=theirs,
        max_overflow=-1,
        pool_use_lifo=True,
        **how,
    )
