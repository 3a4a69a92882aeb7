"""The store: one database, its readers, and the one queue through which everything is written and kept together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from contextvars import Context
from datetime import datetime
from itertools import groupby
from typing import Any, Generic, TypeVar

from sqlalchemy import Function, func
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.sql.expression import Executable

from facilitation.words import Change, WorkspaceId
from storage.dialect import is_sqlite, make_engine, make_keeper_of
from storage.tables import metadata
from storage.turns import take_turns
from storage.writing import Write, write, writes

Item = TypeVar("Item")
Result = TypeVar("Result")


class Store:
    """One database. SQLite has a single writer, so writers queue here instead of at the file's lock."""

    def __init__(
        self,
        url: str,
        *,
        size: int = 10,
        alone: bool = False,
        house_keys: tuple[bytes, ...] = (),
        least_answers: int = 5,
        pairs: bool = False,
    ) -> None:
        """``alone``: a throw-away database that only this process looks at.

        ``house_keys``, newest first, are kept outside the database and mixed into what is sealed in it (pulse_seal.py).
        ``least_answers``: below which no figure of a pulse is shown. ``pairs``: evidence is gathered (pulse_pairs.py).
        """
        self.engine: AsyncEngine = make_engine(url, size=size, alone=alone)
        self.keeper = None if alone else make_keeper_of(url)
        for engine in self.engines:
            # on the engine itself: one with options of its own asks two for every event of every statement
            engine.update_execution_options(
                house_keys=house_keys, least_answers=least_answers, pulse_pairs=pairs
            )
        self.reader: AsyncEngine = self.engine if alone else self.engine.execution_options(reading=True)
        self._writer = asyncio.Lock() if is_sqlite(self.engine) else None

    @property
    def engines(self) -> tuple[AsyncEngine, ...]:
        """Every way to the database."""
        return (self.engine,) if self.keeper is None else (self.engine, self.keeper)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection for questions; sees one consistent state on SQLite."""
        async with self.reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction: all of it is kept, or none."""
        if self._writer is None:
            async with self.engine.begin() as connection:
                yield connection
            return
        async with self._writer, self.engine.begin() as connection:
            yield connection

    @asynccontextmanager
    async def keeping(self) -> AsyncIterator[AsyncConnection]:
        """One transaction of small statements, each of them quick; on SQLite its statements wait for no thread."""
        if self.keeper is None or self._writer is None:
            async with self.writing() as connection:
                yield connection
            return
        async with self._writer, self.keeper.begin() as connection:
            yield connection

    def clock_sql(self) -> Function[datetime]:
        """The database's own hour, as SQL."""
        return func.now()

    async def create_all(self) -> None:
        """All tables at once, for tests and throw-away databases; installations use migrations."""
        async with self.engine.begin() as connection:
            await connection.run_sync(metadata.create_all)

    async def close(self) -> None:
        for engine in self.engines:
            await engine.dispose()


def all_writes(changes: Iterable[Change], workspace: WorkspaceId, now: datetime) -> list[Write]:
    """The writes of several changes in the order they were decided."""
    return [write for change in changes for write in writes(change, workspace, now)]


async def execute(connection: AsyncConnection, batches: Sequence[list[Write]]) -> None:
    """Carry out the writes of many decisions with as few statements as their order allows.

    Neighbours with the same statement become one executemany, inside a decision and across decisions that write the
    same statements in the same order. The order inside a decision is never changed, and decisions of one batch do not
    depend on each other (they share no lane).
    """
    alike: dict[tuple[int, ...], list[list[Run]]] = {}
    for batch in batches:
        if batch:
            runs = _runs(batch)
            alike.setdefault(tuple(id(statement) for statement, _ in runs), []).append(runs)
    for group in alike.values():
        for column in zip(*group, strict=True):
            values = [one for _, theirs in column for one in theirs]
            await write(connection, column[0][0], values)


Run = tuple[Executable, list[dict[str, Any]]]


def _runs(batch: list[Write]) -> list[Run]:
    """Neighbouring writes with the same statement, together."""
    return [
        (found[0].statement, [write.values for write in found])
        for _, run in groupby(batch, key=lambda write: id(write.statement))
        if (found := list(run))
    ]


TURNS = 2  # of the loop: in the first a request is read, in the second it is here


class GroupCommit(Generic[Item, Result]):
    """Many small things, one transaction; each waits for its own (engine.md: 31,000/s against 960).

    ``carry(connection, items) → results`` does the work of one batch. Items of the same lane never share a batch,
    and on PostgreSQL no two replicas decide on the same lane at once (storage/turns.py).
    When a batch fails it is tried again one by one, so that one poisoned item spoils nobody else's.
    """

    def __init__(
        self,
        store: Store,
        carry: Callable[[AsyncConnection, Sequence[Item]], Awaitable[Sequence[Result]]],
        lane: Callable[[Item], Any],
        most: int = 200,
    ) -> None:
        self._store, self._carry, self._lane, self._most = store, carry, lane, most
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._runner: asyncio.Task[None] | None = None

    async def submit(self, item: Item) -> Result:
        """Wait until this item is kept and durable. Raises what ``carry`` raised for it."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._runner is None or self._runner.done():
            # in a context of its own: what one arrival bound to its log lines is not said of the others
            self._runner = asyncio.get_running_loop().create_task(self._run(), context=Context())
        return await asyncio.shield(future)

    async def drained(self) -> None:
        """Wait until everything submitted so far is kept (graceful stop)."""
        while self._runner is not None and not self._runner.done():
            await asyncio.wait([self._runner])

    async def _run(self) -> None:
        while self._waiting:
            await self._gathered()
            batch = self._next_batch()
            if not await self._settle(batch) and len(batch) > 1:
                for one in batch:
                    await self._settle([one])

    async def _gathered(self) -> None:
        """Whoever is read from the wire in this same moment comes along, as long as more come."""
        seen = 0
        while seen < len(self._waiting) < self._most:
            seen = len(self._waiting)
            for _ in range(TURNS):
                await asyncio.sleep(0)

    def _next_batch(self) -> list[tuple[Item, asyncio.Future[Result]]]:
        """The first of every lane, in order; the rest stay for the next batch."""
        lanes: set[Any] = set()
        batch: list[tuple[Item, asyncio.Future[Result]]] = []
        later: list[tuple[Item, asyncio.Future[Result]]] = []
        for entry in self._waiting:
            lane = self._lane(entry[0])
            if len(batch) < self._most and (lane is None or lane not in lanes):
                batch.append(entry)
            else:
                later.append(entry)
            lanes.add(lane)
        self._waiting = later
        return batch

    async def _settle(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> bool:
        """Carry one batch out; False when it failed and may be tried one by one."""
        try:
            async with self._store.keeping() as connection:
                await take_turns(connection, (self._lane(item) for item, _ in batch))
                results = await self._carry(connection, [item for item, _ in batch])
        except Exception as error:  # handed to the one who waits, not swallowed
            if len(batch) == 1:
                _fail(batch[0][1], error)
            return False
        for (_, future), result in zip(batch, results, strict=True):
            if not future.done():
                future.set_result(result)
        return True


def _fail(future: asyncio.Future[Any], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
