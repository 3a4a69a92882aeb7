"""What time it is for somebody who loads: the hour the house wrote down when this arrival or wake was taken up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Arrival, Wake, WorkspaceId
from storage.arrivals import arrivals, kept_as
from storage.dialect import keys_bound

_AT = select(arrivals.c.at).where(*keys_bound(arrivals))


def workspace_of(subject: Arrival | tuple[WorkspaceId, Wake]) -> WorkspaceId:
    """Whose arrival or wake this is."""
    return subject.workspace if isinstance(subject, Arrival) else subject[0]


async def hour_of(connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]) -> datetime:
    """The instant at which this is decided, near enough to choose which rows to look at.

    A wake is taken up when it is due; an arrival was claimed in this same transaction with the house's hour.
    """
    if isinstance(subject, tuple):
        return subject[1].due_at
    name = kept_as(connection, subject.workspace, subject.id)
    values: dict[str, Any] = {"workspace_id_": subject.workspace, "arrival_id_": name}
    found: datetime | None = await connection.scalar(_AT, values)
    if found is None:
        raise LookupError(f"arrival {subject.id} was not claimed before it was loaded")
    return found
