"""The shelf of practices, who uses one, and where one did not work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, String, Table, Text, bindparam, delete, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.practice import Practice, PracticeGone, PracticeKept, PracticeMarked, Shelf
from facilitation.words import Arrival, Command, CommunityId, WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.search import find, forget_write, keep_write
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

KIND = "practice"
MOST = 5

practices = Table(
    "practices",
    metadata,
    workspace_key(),
    Column("practice_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("by", String(120), nullable=False),
    Column("situation", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("source", String(12), nullable=False),
    Column("state", String(6), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_practices_community_id", "workspace_id", "community_id"),
    Index("ix_practices_at", "workspace_id", "at"),
)

practice_marks = Table(
    "practice_marks",
    metadata,
    workspace_key(),
    Column("practice_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("mark", String(12), nullable=False),
    Column("words", Text, nullable=False),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_KEEP = upsert(practices)
_GONE = delete(practices).where(*keys_bound(practices))
_NO_MARKS = delete(practice_marks).where(
    practice_marks.c.workspace_id == bindparam("workspace_id_"),
    practice_marks.c.practice_id == bindparam("practice_id_"),
)
_MARK = upsert(practice_marks)


@writes.register
def _kept(change: PracticeKept, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.practice
    row = {"workspace_id": workspace, "practice_id": one.id, "community_id": one.community, "by": one.by}
    words = {"situation": one.when, "what": one.what, "because": one.because, "seen_at": one.seen_at}
    kept = Write(_KEEP, row | words | {"source": one.source, "state": one.state, "at": one.at or now})
    return [kept, keep_write(workspace, KIND, one.id, one.texts)] if one.state == "kept" else [kept]


@writes.register
def _gone(change: PracticeGone, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "practice_id_": change.practice}
    return [forget_write(workspace, KIND, change.practice), Write(_NO_MARKS, key), Write(_GONE, key)]


@writes.register
def _marked(change: PracticeMarked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "practice_id": change.practice, "person_id": change.person}
    return [
        Write(_MARK, row | {"community_id": change.community, "mark": change.mark, "words": change.words})
    ]


# --- asking ----------------------------------------------------------------------------------------------------

_BY_ID = select(practices).where(
    practices.c.workspace_id == bindparam("workspace"),
    practices.c.practice_id.in_(bindparam("ids", expanding=True)),
)
_NEWEST = (
    select(practices.c.practice_id)
    .where(practices.c.workspace_id == bindparam("workspace"), practices.c.state == "kept")
    .order_by(practices.c.at.desc(), practices.c.practice_id)
    .limit(bindparam("most"))
)
_NEWEST_OF = (
    select(practices.c.practice_id)
    .where(
        practices.c.workspace_id == bindparam("workspace"),
        practices.c.community_id == bindparam("community"),
        practices.c.state == "kept",
    )
    .order_by(practices.c.at.desc(), practices.c.practice_id)
)
_of_these = (
    practice_marks.c.workspace_id == bindparam("workspace"),
    practice_marks.c.practice_id.in_(bindparam("ids", expanding=True)),
)
_USES = (
    select(
        practice_marks.c.practice_id,
        func.count().label("users"),
        func.count(distinct(practice_marks.c.community_id)).label("places"),
    )
    .where(*_of_these, practice_marks.c.mark == "used")
    .group_by(practice_marks.c.practice_id)
)
_DOUBTS = (
    select(practice_marks.c.practice_id, practice_marks.c.words)
    .where(*_of_these, practice_marks.c.mark == "not_for_us")
    .order_by(practice_marks.c.practice_id, practice_marks.c.words)
)


async def load_practices(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[str]
) -> tuple[Practice, ...]:
    """These practices in this order, each with its uses and doubts."""
    if not ids:
        return ()
    scope = {"workspace": workspace, "ids": list(ids)}
    uses = {row.practice_id: row for row in await connection.execute(_USES, scope)}
    doubts = (await connection.execute(_DOUBTS, scope)).all()
    rows = {row.practice_id: row for row in await connection.execute(_BY_ID, scope)}
    return tuple(
        Practice(
            id=one,
            community=rows[one].community_id,
            by=rows[one].by,
            when=rows[one].situation,
            what=rows[one].what,
            because=rows[one].because,
            seen_at=rows[one].seen_at,
            source=rows[one].source,
            state=rows[one].state,
            at=rows[one].at,
            users=uses[one].users if one in uses else 0,
            places=uses[one].places if one in uses else 0,
            doubts=tuple(row.words for row in doubts if row.practice_id == one),
        )
        for one in ids
        if one in rows
    )


async def newest_of(connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId) -> list[str]:
    """The ids of what one community keeps, newest first."""
    return list(await connection.scalars(_NEWEST_OF, {"workspace": workspace, "community": community}))


async def load_shelf(connection: AsyncConnection, arrival: Arrival) -> Shelf:
    """For a press or form: the community, and the practice it carries behind it."""
    community = await meant_by(connection, arrival)
    named = (*carried_by(arrival), "", "")[1]
    found = await load_practices(connection, arrival.workspace, [named]) if named else ()
    return Shelf(community, one=found[0] if found else None)


async def load_found(connection: AsyncConnection, arrival: Arrival) -> Shelf:
    """For ``/community practices words``: what fits the words, or the newest."""
    assert isinstance(arrival.what, Command)
    asked = arrival.what.words.partition(" ")[2].strip()
    if asked:
        ids = await find(connection, arrival.workspace, KIND, asked, MOST)
    else:
        ids = list(await connection.scalars(_NEWEST, {"workspace": arrival.workspace, "most": MOST}))
    return Shelf(found=await load_practices(connection, arrival.workspace, ids), asked=asked)
