"""What reached us already, so that a second delivery of the same thing counts once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Index, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Arrival
from storage.dialect import insert_once
from storage.tables import Instant, metadata, workspace_key

arrivals = Table(
    "arrivals",
    metadata,
    workspace_key(),
    Column("arrival_id", String(160), primary_key=True),
    Column("at", Instant, nullable=False),
    Index("ix_arrivals_at", "at"),
    sqlite_with_rowid=False,
)

_CLAIM = insert_once(arrivals).returning(arrivals.c.workspace_id, arrivals.c.arrival_id)


async def claim(
    connection: AsyncConnection, incoming: Sequence[Arrival], now: object
) -> set[tuple[str, str]]:
    """Mark these as received; returns the (workspace, arrival id) that are here for the first time."""
    rows = {
        (one.workspace, one.id): {"workspace_id": one.workspace, "arrival_id": one.id, "at": now}
        for one in incoming
    }
    in_order = [
        rows[key] for key in sorted(rows)
    ]  # two replicas with the same arrivals never wait in a circle
    result = await connection.execute(_CLAIM, in_order)
    return {(workspace, arrival) for workspace, arrival in result}
