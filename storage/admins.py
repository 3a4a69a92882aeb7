"""To whom it was given to be an admin, by whom and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, String, Table, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.admins import AdminGiven, Admins, AdminTaken
from facilitation.words import Arrival, PersonId, WorkspaceId
from storage.dialect import insert_once, keys_bound
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

admins = Table(
    "admins",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("given_by", String(120)),
    Column("given_at", Instant, nullable=False),
)

_GIVE = insert_once(admins)
_TAKE = delete(admins).where(*keys_bound(admins))
_ALL = (
    select(admins.c.person_id)
    .where(admins.c.workspace_id == bindparam("workspace"))
    .order_by(admins.c.given_at, admins.c.person_id)
)
_ONE = select(admins.c.person_id).where(*keys_bound(admins))


@writes.register
def _given(change: AdminGiven, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "person_id": change.person, "given_by": change.by, "given_at": now}
    return [Write(_GIVE, row)]


@writes.register
def _taken(change: AdminTaken, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_TAKE, {"workspace_id_": workspace, "person_id_": change.person})]


async def load_admins(connection: AsyncConnection, arrival: Arrival) -> Admins:
    """Everybody to whom it was given here; bot/admins.py says whether the one who asks is one."""
    return Admins(tuple(await connection.scalars(_ALL, {"workspace": arrival.workspace})))


async def is_given(connection: AsyncConnection, workspace: WorkspaceId, person: PersonId) -> bool:
    """Whether it was given to this person."""
    found = await connection.scalar(_ONE, {"workspace_id_": workspace, "person_id_": person})
    return found is not None
