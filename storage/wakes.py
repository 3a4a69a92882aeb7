"""When to look again: everything that happens by time is a row here, and nothing that matters lives in a timer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Unwake, Wake, WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.outbox import Depth
from storage.tables import Instant, metadata, workspace_key
from storage.turns import take_turns
from storage.writing import Write, write

wakes = Table(
    "wakes",
    metadata,
    workspace_key(),
    Column("kind", String(80), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("due_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Index("ix_wakes_turn", "due_at", "workspace_id", "kind", "subject"),
    sqlite_with_rowid=False,
)

_SET = upsert(wakes, "due_at", "attempts")
_CLEAR = delete(wakes).where(*keys_bound(wakes))
_STANDS = (*keys_bound(wakes), wakes.c.due_at == bindparam("standing", type_=Instant))
_CLEAR_IF = delete(wakes).where(*_STANDS)
_SEEN = (
    select(wakes.c.workspace_id, wakes.c.kind, wakes.c.subject, wakes.c.due_at)
    .where(wakes.c.due_at <= bindparam("now"))
    .order_by(wakes.c.due_at, wakes.c.workspace_id, wakes.c.kind, wakes.c.subject)
    .limit(bindparam("most"))
)
_DUE = _SEEN.where(wakes.c.workspace_id.in_(bindparam("workspaces", expanding=True))).with_for_update(
    skip_locked=True
)
_NEXT = select(func.min(wakes.c.due_at))
_DEPTH = select(func.count(), func.min(wakes.c.due_at)).where(wakes.c.due_at <= bindparam("now"))
_MOVE = update(wakes).where(*keys_bound(wakes)).values(due_at=bindparam("later"))
_STUMBLED = select(wakes.c.attempts).where(*_STANDS)
_PUT_OFF = (
    update(wakes)
    .where(*_STANDS)
    .values(due_at=bindparam("later"), attempts=bindparam("tried", type_=Integer))
)
# How long a wake rests that stumbled once, twice, and so on. Soon at first, for what passes (a database that hiccups);
# later seldom, for what stays until somebody mends the program: it delays others and fills the log each time.
RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 15))


def _keys(workspace: WorkspaceId, wake: Wake | Unwake) -> dict[str, str]:
    return {"workspace_id_": workspace, "kind_": wake.kind, "subject_": wake.subject}


def _standing(workspace: WorkspaceId, wake: Wake) -> dict[str, Any]:
    """A wake that stands where it was seen; not one that somebody has moved since."""
    return _keys(workspace, wake) | {"standing": wake.due_at}


def wake_write(wake: Wake | Unwake, workspace: WorkspaceId) -> Write:
    """Set, move or take away one wake."""
    if isinstance(wake, Unwake):
        return Write(_CLEAR, _keys(workspace, wake))
    return Write(
        _SET,
        {
            "workspace_id": workspace,
            "kind": wake.kind,
            "subject": wake.subject,
            "due_at": wake.due_at,
            "attempts": 0,
        },
    )


async def claim_due(
    connection: AsyncConnection, now: datetime, most: int = 50
) -> list[tuple[WorkspaceId, Wake]]:
    """The wakes that are due, oldest first, locked until this transaction ends (another replica skips them).

    A wake decides about a whole workspace, so its turn is taken first: in the other order somebody who has the turn and
    sets this very wake would wait for us while we wait for them.
    """
    values = {"now": now, "most": most}
    rows = (await connection.execute(_SEEN, values)).all()
    if rows and connection.dialect.name != "sqlite":
        workspaces = sorted({row.workspace_id for row in rows})
        await take_turns(connection, workspaces)
        rows = (await connection.execute(_DUE, values | {"workspaces": workspaces})).all()
    return [(row.workspace_id, Wake(row.due_at, row.kind, row.subject)) for row in rows]


async def lease(
    connection: AsyncConnection, claimed: list[tuple[WorkspaceId, Wake]], until: datetime
) -> list[tuple[WorkspaceId, Wake]]:
    """Let the claimed wakes stand until what they ask for is done, or come back then; returns them as they stand now."""
    if claimed:
        await write(connection, _MOVE, [_keys(*one) | {"later": until} for one in claimed])
    return [(workspace, replace(wake, due_at=until)) for workspace, wake in claimed]


async def clear(connection: AsyncConnection, claimed: list[tuple[WorkspaceId, Wake]]) -> None:
    """Take the claimed wakes away; what they decide may set them again in the same transaction."""
    if claimed:
        await write(connection, _CLEAR, [_keys(*one) for one in claimed])


async def clear_if_still(connection: AsyncConnection, leased: tuple[WorkspaceId, Wake]) -> bool:
    """Take a wake away that still stands where it was put off to; False where somebody has moved it since."""
    return bool((await connection.execute(_CLEAR_IF, _standing(*leased))).rowcount)


async def put_off(connection: AsyncConnection, stumbled: tuple[WorkspaceId, Wake], now: datetime) -> None:
    """A wake whose deciding failed rests, longer each time, at most a quarter of an hour. One that somebody has set
    anew meanwhile is left as it is.
    """
    values = _standing(*stumbled)
    tried = await connection.scalar(_STUMBLED, values)
    if tried is not None:
        rest = RESTS[min(tried, len(RESTS) - 1)]
        await connection.execute(_PUT_OFF, values | {"later": now + rest, "tried": tried + 1})


async def depth(connection: AsyncConnection, now: datetime) -> Depth:
    """How many wakes of all workspaces are due (for ``/metrics``); those of the future are not counted."""
    due, oldest = (await connection.execute(_DEPTH, {"now": now})).one()
    return Depth(due, due, oldest)


async def next_due(connection: AsyncConnection) -> datetime | None:
    """When the next wake is due, over all workspaces; None when there is none."""
    found: datetime | None = await connection.scalar(_NEXT)
    return found
