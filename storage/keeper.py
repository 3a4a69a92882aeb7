"""SQLite for what many small arrivals are kept in: asked where one stands; only a lock and the disk are waited for elsewhere.

A statement that finds its pages in memory takes SQLite 3 to 20 µs, and the way to a thread and back another 60
(storage/alone.py). What may really take long is a writer of another process who holds the lock, and the disk that a
commit has to reach: those two are waited for on a thread, so that the loop goes on.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection as SyncConnection
from sqlalchemy import Engine as SyncEngine
from sqlalchemy import RootTransaction
from sqlalchemy.dialects import registry
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.alone import Connection, Dialect, Engine, connected

Result = TypeVar("Result")


class Immediate(Dialect):
    """Takes the lock at once, so that no transaction fails half-way when it first writes."""

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.execute("BEGIN IMMEDIATE")


class Keeper(Engine):
    """Hands out transactions whose statements wait for nothing. One at a time: whoever asks holds the store's lock."""

    __slots__ = ("_busy_ms", "_thread")

    def __init__(self, sync_engine: SyncEngine, busy_ms: int) -> None:
        super().__init__(sync_engine)
        self._busy_ms = busy_ms
        self._thread = _one_thread()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        with self.sync_engine.connect() as connection:
            transaction = await self._begun(connection)
            try:
                yield Connection(self, connection)
            except BaseException:
                transaction.rollback()
                raise
            # a commit that fails is rolled back as its connection goes home
            await self._elsewhere(transaction.commit)

    async def _begun(self, connection: SyncConnection) -> RootTransaction:
        try:
            return connection.begin()
        except OperationalError:  # another process is writing
            return await self._elsewhere(partial(self._wait_and_begin, connection))

    def _wait_and_begin(self, connection: SyncConnection) -> RootTransaction:
        driver: Any = connection.connection.driver_connection
        driver.execute(f"PRAGMA busy_timeout={self._busy_ms}")
        try:
            return connection.begin()
        finally:
            driver.execute("PRAGMA busy_timeout=0")

    async def _elsewhere(self, work: Callable[[], Result]) -> Result:
        """Done on the thread, and done to its end even where nobody waits any more: the connection is in use."""
        doing = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(doing)
        except asyncio.CancelledError:
            await asyncio.wait([doing])
            raise

    async def dispose(self, close: bool = True) -> None:
        """Like everybody's: whoever asks again afterwards connects anew."""
        await super().dispose(close)
        self._thread.shutdown(wait=False)
        self._thread = _one_thread()


def _one_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "evener-keeper")


registry.register("sqlite.keeper", __name__, Immediate.__name__)


def make_keeper(url: str, busy_ms: int, **how: Any) -> Keeper:
    """``url``: sqlite+aiosqlite:///…; ``busy_ms``: how long another process's lock is waited for."""
    return Keeper(connected(url, "sqlite+keeper", **how), busy_ms)
