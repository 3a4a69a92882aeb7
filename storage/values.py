"""What members wrote that matters to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, String, Table, Text, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.values import ValueGiven, Values
from facilitation.words import Arrival, WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.meant import meant_by
from storage.tables import metadata, workspace_key
from storage.writing import Write, writes

member_values = Table(
    "member_values",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("words", Text, nullable=False),
)

_VALUE = upsert(member_values)
_NO_VALUE = delete(member_values).where(*keys_bound(member_values))
_VALUES = (
    select(member_values)
    .where(
        member_values.c.workspace_id == bindparam("workspace"),
        member_values.c.community_id == bindparam("community"),
    )
    .order_by(member_values.c.words, member_values.c.person_id)
)


@writes.register
def _value_given(change: ValueGiven, workspace: WorkspaceId, now: datetime) -> list[Write]:
    if not change.words:
        key = {"workspace_id_": workspace, "community_id_": change.community, "person_id_": change.person}
        return [Write(_NO_VALUE, key)]
    row = {"workspace_id": workspace, "community_id": change.community, "person_id": change.person}
    return [Write(_VALUE, row | {"words": change.words})]


async def load_values(connection: AsyncConnection, arrival: Arrival) -> Values:
    """What was written in the community that somebody means."""
    community = await meant_by(connection, arrival)
    if community is None:
        return Values(None)
    scope = {"workspace": arrival.workspace, "community": community.id}
    rows = (await connection.execute(_VALUES, scope)).all()
    mine = next((row.words for row in rows if row.person_id == arrival.person), "")
    return Values(community, tuple(row.words for row in rows), mine)
