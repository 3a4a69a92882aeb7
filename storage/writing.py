"""How a decision is written down: each typed change becomes prebuilt statements with their parameters.

A feature registers one function per change with ``@writes.register``. The group commit merges equal statements of
many arrivals into one executemany (engine.md: 31,000 rows/s against 960 with one commit each), so a statement must be
a module-level constant: equal by identity, built once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import singledispatch
from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import Executable

from facilitation.words import Change, WorkspaceId
from storage.alone import Connection as Quick


class Write(NamedTuple):
    """One prebuilt statement and one set of parameters (bind names end with ``_`` where they would shadow a column)."""

    statement: Executable
    values: dict[str, Any]


@singledispatch
def writes(change: Change, workspace: WorkspaceId, now: datetime) -> Iterable[Write]:
    """The writes that keep one change. Raises NotImplementedError for a change that nobody registered."""
    raise NotImplementedError(f"nobody keeps {type(change).__name__}")


async def write(connection: AsyncConnection, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """A constant statement for each of these rows."""
    if isinstance(connection, Quick):
        await connection.write(statement, rows)
    else:
        await connection.execute(statement, rows if len(rows) > 1 else rows[0])
