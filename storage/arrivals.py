"""What reached us already, so that a second delivery of the same thing counts once.

A delivery is kept under a keyed digest of its id: whoever copies the database cannot tell a press from a message, nor
try out ids (Teams' are times of day) to learn who pressed something when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Column, Index, String, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Arrival, WorkspaceId
from storage.dialect import insert_once
from storage.pulse_seal import newest_key
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


def kept_as(connection: AsyncConnection, workspace: WorkspaceId, arrival_id: str) -> str:
    """The name under which a delivery is kept."""
    key = hashlib.blake2b(newest_key(connection), person=b"evener arrival").digest()
    return hashlib.blake2b(f"{workspace} {arrival_id}".encode(), key=key, digest_size=20).hexdigest()


async def claim(
    connection: AsyncConnection, incoming: Sequence[Arrival], now: object
) -> set[tuple[str, str]]:
    """Mark these as received; returns the (workspace, arrival id) that are here for the first time."""
    kept = {(one.workspace, kept_as(connection, one.workspace, one.id)): one.id for one in incoming}
    rows = {
        (workspace, name): {"workspace_id": workspace, "arrival_id": name, "at": now}
        for workspace, name in kept
    }
    in_order = [
        rows[key] for key in sorted(rows)
    ]  # two replicas with the same arrivals never wait in a circle
    result = await connection.execute(_CLAIM, in_order)
    return {(workspace, kept[(workspace, name)]) for workspace, name in result}
