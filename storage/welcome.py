"""Who was asked to welcome whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Column, Index, String, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.welcome import LOOK, Asked, Porch, WelcomeAnswered, WelcomeAsked, newcomers
from facilitation.words import Arrival, Wake, WorkspaceId
from storage.community import load_community
from storage.dialect import keys_bound, upsert
from storage.meant import meant_by
from storage.outbox import letters
from storage.people import load_people
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

welcomes = Table(
    "welcomes",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("newcomer_id", String(120), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_welcomes_person_id", "workspace_id", "person_id"),
)

_ASK = upsert(welcomes)
_ANSWER = update(welcomes).where(*keys_bound(welcomes)).values(state=bindparam("became"))
_OF_COMMUNITY = (
    select(welcomes)
    .where(
        welcomes.c.workspace_id == bindparam("workspace"), welcomes.c.community_id == bindparam("community")
    )
    .order_by(welcomes.c.at, welcomes.c.person_id)
)
_LAST_ASKED = (
    select(letters.c.recipient, func.max(letters.c.written_at).label("at"))
    .where(
        letters.c.workspace_id == bindparam("workspace"),
        letters.c.recipient.in_(bindparam("people", expanding=True)),
        letters.c.asks.is_(True),
    )
    .group_by(letters.c.recipient)
)


@writes.register
def _asked(change: WelcomeAsked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "newcomer_id": change.newcomer}
    return [Write(_ASK, row | {"person_id": change.person, "state": "asked", "at": now})]


@writes.register
def _answered(change: WelcomeAnswered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "community_id_": change.community, "newcomer_id_": change.newcomer}
    return [Write(_ANSWER, key | {"person_id_": change.person, "became": change.state})]


async def lay(connection: AsyncConnection, workspace: WorkspaceId, community: Community | None) -> Porch:
    """A community's porch."""
    if community is None:
        return Porch(None)
    return await with_members(connection, workspace, await with_asked(connection, workspace, community))


async def with_asked(connection: AsyncConnection, workspace: WorkspaceId, community: Community) -> Porch:
    """Who was asked about whom, and nothing of those who could be asked."""
    rows = await connection.execute(_OF_COMMUNITY, {"workspace": workspace, "community": community.id})
    return Porch(community, tuple(Asked(row.newcomer_id, row.person_id, row.at, row.state) for row in rows))


async def with_members(connection: AsyncConnection, workspace: WorkspaceId, porch: Porch) -> Porch:
    """Those who could be asked, and when each was last asked for anything."""
    assert porch.community is not None
    ids = [one.person for one in porch.community.members]
    last = {
        one.recipient: one.at
        for one in await connection.execute(_LAST_ASKED, {"workspace": workspace, "people": ids})
    }
    return replace(porch, last_asked=last, people=await load_people(connection, workspace, ids))


async def load_porch(connection: AsyncConnection, arrival: Arrival) -> Porch:
    """For a press or form that carries a community's id."""
    return await lay(connection, arrival.workspace, await meant_by(connection, arrival))


async def load_looked_at(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Porch:
    """For a wake whose subject is a community, or community/newcomer.

    On most days nobody came lately whom nobody was asked about; then whoever could be asked is not read either.
    """
    workspace, wake = due
    community = await load_community(connection, workspace, wake.subject.partition("/")[0])
    if community is None or wake.kind != LOOK:
        return await lay(connection, workspace, community)
    new = newcomers(community, wake.due_at)
    porch = await with_asked(connection, workspace, community) if new else Porch(community)
    unasked = any(not porch.about(one) for one in new)
    return await with_members(connection, workspace, porch) if unasked else porch
