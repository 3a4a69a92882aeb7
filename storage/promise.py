"""Promises of sponsors to communities, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Row, String, Table, Text, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.promise import Kept, Promise, PromiseAnswered, PromiseMade, PromisePicture
from facilitation.words import Arrival, CommunityId, PersonId, WorkspaceId
from storage.community import load_bench
from storage.dialect import insert, keys_bound
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

promises = Table(
    "promises",
    metadata,
    workspace_key(),
    Column("promise_id", String(40), primary_key=True),
    Column("sponsor_id", String(120), nullable=False),
    Column("community_id", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("kept", String(10), nullable=False),
    Column("answered_at", Instant),
    Index("ix_promises_sponsor", "workspace_id", "sponsor_id", "made_at"),
    Index("ix_promises_community", "workspace_id", "community_id", "made_at"),
)

_MAKE = insert(promises).on_conflict_do_nothing()
_ANSWER = (
    update(promises)
    .where(*keys_bound(promises))
    .values(kept=bindparam("became"), answered_at=bindparam("at", type_=Instant))
)


@writes.register
def _make(change: PromiseMade, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.promise
    row = {"workspace_id": workspace, "promise_id": one.id, "sponsor_id": one.sponsor, "community_id": one.community,
           "words": one.words, "made_at": one.made_at, "kept": one.kept.value, "answered_at": None}  # fmt: skip
    return [Write(_MAKE, row)]


@writes.register
def _answer(change: PromiseAnswered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [
        Write(
            _ANSWER,
            {
                "workspace_id_": workspace,
                "promise_id_": change.id,
                "became": change.kept.value,
                "at": change.at,
            },
        )
    ]


_OF_SPONSOR = (
    select(promises)
    .where(promises.c.workspace_id == bindparam("workspace"), promises.c.sponsor_id == bindparam("sponsor"))
    .order_by(promises.c.made_at.desc(), promises.c.promise_id)
    .limit(bindparam("most"))
)
_CONCERNING = (
    select(promises)
    .where(
        promises.c.workspace_id == bindparam("workspace"),
        or_(promises.c.sponsor_id == bindparam("sponsor"), promises.c.community_id == bindparam("community")),
    )
    .order_by(promises.c.made_at.desc(), promises.c.promise_id)
    .limit(100)
)


async def load_promises(connection: AsyncConnection, arrival: Arrival) -> PromisePicture:
    """What the asker sponsors, and the promises that are theirs or this community's, newest first."""
    bench = await load_bench(connection, arrival)
    here: CommunityId = bench.meant.id if bench.meant else ""
    values = {"workspace": arrival.workspace, "sponsor": arrival.person, "community": here}
    rows = await connection.execute(_CONCERNING, values)
    return PromisePicture(bench.sponsored, bench.meant, tuple(map(read_promise, rows)))


async def load_latest(
    connection: AsyncConnection, workspace: WorkspaceId, sponsor: PersonId
) -> Promise | None:
    """The newest promise of a sponsor; None when there is none."""
    rows: Sequence[Row[Any]] = (
        await connection.execute(_OF_SPONSOR, {"workspace": workspace, "sponsor": sponsor, "most": 1})
    ).all()
    return read_promise(rows[0]) if rows else None


def read_promise(row: Row[Any]) -> Promise:
    return Promise(row.promise_id, row.sponsor_id, row.community_id, row.words, row.made_at, Kept(row.kept))
