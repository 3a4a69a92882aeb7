"""From when on each workspace may be written to again: one number a workspace, which every replica sees.

GCRA needs one number a key (bot/pace.py). It lives in a row and is moved by one conditional statement, so that any number
of replicas together keep one workspace's limit. Which workspaces have something to send is asked by jumping from one to
the next along an index, so a workspace with a hundred thousand letters hides nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Table, and_, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import WorkspaceId
from storage.dialect import insert
from storage.outbox import HANDED, IS_OPEN, OPEN_STATES, letters
from storage.tables import metadata, workspace_key

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = timedelta(minutes=15)  # further ahead than this no platform asks us to wait: it was another clock

paces = Table(
    "paces",
    metadata,
    workspace_key(),
    Column("free_at", BigInteger, nullable=False),  # microseconds since 1970
    sqlite_with_rowid=False,
)

_KEPT = case((paces.c.free_at > bindparam("absurd"), 0), else_=paces.c.free_at)
_TAKEN = insert(paces).values(workspace_id=bindparam("workspace"), free_at=bindparam("afresh"))
_TAKE = _TAKEN.on_conflict_do_update(
    index_elements=["workspace_id"],
    set_={"free_at": case((bindparam("floor") < _KEPT, _KEPT), else_=bindparam("floor")) + bindparam("cost")},
    where=bindparam("latest") >= _KEPT,
).returning(paces.c.workspace_id)
_HOLD = insert(paces).values(workspace_id=bindparam("workspace"), free_at=bindparam("until"))
_HOLD = _HOLD.on_conflict_do_update(
    index_elements=["workspace_id"],
    set_={"free_at": case((bindparam("until") < _KEPT, _KEPT), else_=bindparam("until"))},
)
_FREE = select(paces.c.workspace_id, paces.c.free_at).where(
    paces.c.workspace_id.in_(bindparam("workspaces", expanding=True))
)


def micros(instant: datetime) -> int:
    """Whole microseconds since 1970."""
    return (instant - EPOCH) // timedelta(microseconds=1)


def instant(micros: int) -> datetime:
    return EPOCH + timedelta(microseconds=micros)


async def load_free(
    connection: AsyncConnection, workspaces: Sequence[WorkspaceId], now: datetime
) -> dict[WorkspaceId, datetime]:
    """From when on each of these may be written to; those who may anyway may be missing."""
    rows = await connection.execute(_FREE, {"workspaces": list(workspaces)})
    latest = now + LONGEST
    return {row.workspace_id: at for row in rows if (at := instant(row.free_at)) <= latest}


async def take(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    now: datetime,
    count: int,
    every: timedelta,
    burst: int,
) -> bool:
    """Take leave for ``count`` letters (at most ``burst``); False when another replica was faster."""
    floor = micros(now - every * (burst - 1))
    cost = micros(EPOCH + every * count)
    values = {
        "workspace": workspace,
        "afresh": floor + cost,
        "floor": floor,
        "cost": cost,
        "latest": micros(now - every * (count - 1)),
        "absurd": micros(now + LONGEST),
    }
    return (await connection.execute(_TAKE, values)).first() is not None


async def hold(connection: AsyncConnection, workspace: WorkspaceId, until: datetime, now: datetime) -> None:
    """The platform asked for silence in this workspace."""
    values = {"workspace": workspace, "until": micros(min(until, now + LONGEST))}
    await connection.execute(_HOLD, values | {"absurd": micros(now + LONGEST)})


# --- who has something to send ---------------------------------------------------------------------------------

_one = letters.alias("one")
_LANE = (
    select(func.min(letters.c.workspace_id).label("workspace_id"))
    .where(OPEN_STATES, letters.c.workspace_id > bindparam("after"))
    .cte("lane", recursive=True)
)
_LANES = _LANE.union_all(
    select(
        select(func.min(letters.c.workspace_id))
        .where(OPEN_STATES, letters.c.workspace_id > _LANE.c.workspace_id)
        .correlate(_LANE)
        .scalar_subquery()
    ).where(_LANE.c.workspace_id.is_not(None))
)
_HAS_DUE = (
    select(letters.c.letter_id)
    .where(
        OPEN_STATES,
        letters.c.workspace_id == _LANES.c.workspace_id,
        letters.c.not_before <= bindparam("now"),
        IS_OPEN,
    )
    .correlate(_LANES)
    .exists()
)
_MAY_GO = or_(
    paces.c.free_at.is_(None),
    paces.c.free_at <= bindparam("now_micros"),
    paces.c.free_at > bindparam("absurd"),
)
_READY = (
    select(_LANES.c.workspace_id)
    .select_from(_LANES.outerjoin(paces, paces.c.workspace_id == _LANES.c.workspace_id))
    .where(and_(_LANES.c.workspace_id.is_not(None), _MAY_GO, _HAS_DUE))
    .limit(bindparam("most"))
)


async def load_ready(
    connection: AsyncConnection, now: datetime, after: WorkspaceId = "", most: int = 16
) -> list[WorkspaceId]:
    """The next workspaces after this one, by name, in which a letter is due and may go."""
    values = {
        "now": now,
        "now_micros": micros(now),
        "absurd": micros(now + LONGEST),
        "after": after,
        "most": most,
    }
    return sorted((await connection.scalars(_READY, values)).all())


_FIRST = (
    select(
        letters.c.workspace_id,
        func.min(case((letters.c.state == HANDED, letters.c.lease_until), else_=letters.c.not_before)).label(
            "at"
        ),
        func.min(paces.c.free_at).label("free_at"),
    )
    .select_from(letters.outerjoin(paces, paces.c.workspace_id == letters.c.workspace_id))
    .where(OPEN_STATES)
    .group_by(letters.c.workspace_id)
)


async def next_due(connection: AsyncConnection, now: datetime) -> datetime | None:
    """When the next letter may go, or one that was cut off is looked for; None when none waits. (Demo and tests.)"""
    latest = micros(now + LONGEST)
    return min((_may_go(row, latest) for row in await connection.execute(_FIRST)), default=None)


def _may_go(row: Any, latest: int) -> datetime:
    """The later of when its first letter is due and when its workspace is free, unless that was said by another clock."""
    at: datetime = row.at
    return max(at, instant(row.free_at)) if row.free_at is not None and row.free_at <= latest else at
