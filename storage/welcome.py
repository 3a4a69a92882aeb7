"""Who was asked to welcome whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, String, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.welcome import Asked, Porch, WelcomeAnswered, WelcomeAsked
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
    ids = [one.person for one in community.members]
    rows = await connection.execute(_OF_COMMUNITY, {"workspace": workspace, "community": community.id})
    asked = tuple(Asked(row.newcomer_id, row.person_id, row.at, row.state) for row in rows)
    last = {
        one.recipient: one.at
        for one in await connection.execute(_LAST_ASKED, {"workspace": workspace, "people": ids})
    }
    return Porch(community, asked, last, await load_people(connection, workspace, ids))


async def load_porch(connection: AsyncConnection, arrival: Arrival) -> Porch:
    """For a press or form that carries a community's id."""
    return await lay(connection, arrival.workspace, await meant_by(connection, arrival))


async def load_looked_at(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Porch:
    """For a wake whose subject is a community, or community/newcomer."""
    community = await load_community(connection, due[0], due[1].subject.partition("/")[0])
    return await lay(connection, due[0], community)
