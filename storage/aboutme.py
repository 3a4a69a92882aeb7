"""What people wrote of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, String, Table, Text, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.aboutme import AboutMe, AboutMeWritten, Found
from facilitation.words import Arrival, Command, PersonId, WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.search import find, forget_write, keep_write
from storage.tables import metadata, workspace_key
from storage.writing import Write, writes

KIND = "about"

about_me = Table(
    "about_me",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("can_help", Text, nullable=False),
    Column("learning", Text, nullable=False),
)

_KEEP = upsert(about_me)
_GONE = delete(about_me).where(*keys_bound(about_me))
_THESE = select(about_me).where(
    about_me.c.workspace_id == bindparam("workspace"),
    about_me.c.person_id.in_(bindparam("ids", expanding=True)),
)


@writes.register
def _written(change: AboutMeWritten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    about = change.about
    if about.is_empty:
        key = {"workspace_id_": workspace, "person_id_": about.person}
        return [forget_write(workspace, KIND, about.person), Write(_GONE, key)]
    row = {"workspace_id": workspace, "person_id": about.person}
    words = {"can_help": about.can_help, "learning": about.learning}
    return [Write(_KEEP, row | words), keep_write(workspace, KIND, about.person, words.values())]


async def load_about(
    connection: AsyncConnection, workspace: WorkspaceId, people: Sequence[PersonId]
) -> dict[PersonId, AboutMe]:
    """What these people wrote, in this order; those who wrote nothing are not in it."""
    rows = await connection.execute(_THESE, {"workspace": workspace, "ids": list(people)})
    found = {row.person_id: AboutMe(row.person_id, row.can_help, row.learning) for row in rows}
    return {person: found[person] for person in people if person in found}


async def load_mine(connection: AsyncConnection, arrival: Arrival) -> AboutMe:
    written = await load_about(connection, arrival.workspace, [arrival.person])
    return written.get(arrival.person, AboutMe(arrival.person))


async def load_found(connection: AsyncConnection, arrival: Arrival) -> Found:
    """For ``/community who words``."""
    assert isinstance(arrival.what, Command)
    asked = arrival.what.words.partition(" ")[2].strip()
    ids = await find(connection, arrival.workspace, KIND, asked)
    written = await load_about(connection, arrival.workspace, ids) if ids else {}
    return Found(tuple(written[one] for one in ids if one in written), asked)
