"""What reached us already, so that a second delivery of the same thing counts once.

A delivery is kept under a keyed digest of its id: whoever copies the database cannot tell a press from a message, nor
try out ids (Teams' are times of day) to learn who pressed something when.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import orjson
from sqlalchemy import Column, Index, String, Table, bindparam, text
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
# SQLite takes all of them as one value; SQLAlchemy would write a statement as long as the batch each time.
_AS_JSON = text(
    "INSERT INTO arrivals (workspace_id, arrival_id, at)"
    " SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), :at FROM json_each(:kept) WHERE true"
    " ON CONFLICT DO NOTHING RETURNING workspace_id, arrival_id"
).bindparams(bindparam("at", type_=Instant), bindparam("kept", type_=String))
_CLAIM_AS_JSON = _AS_JSON.columns(arrivals.c.workspace_id, arrivals.c.arrival_id)


def kept_as(connection: AsyncConnection, workspace: WorkspaceId, arrival_id: str) -> str:
    """The name under which a delivery is kept."""
    key = hashlib.blake2b(newest_key(connection), person=b"evener arrival").digest()
    return hashlib.blake2b(f"{workspace} {arrival_id}".encode(), key=key, digest_size=20).hexdigest()


async def claim(
    connection: AsyncConnection, incoming: Sequence[Arrival], now: object
) -> set[tuple[str, str]]:
    """Mark these as received; returns the (workspace, arrival id) that are here for the first time."""
    kept = {(one.workspace, kept_as(connection, one.workspace, one.id)): one.id for one in incoming}
    if connection.dialect.name == "sqlite":
        as_json = orjson.dumps(list(kept)).decode()
        result = await connection.execute(_CLAIM_AS_JSON, {"at": now, "kept": as_json})
    else:  # in order, so that two replicas with the same arrivals never wait in a circle
        rows = [{"workspace_id": there, "arrival_id": name, "at": now} for there, name in sorted(kept)]
        result = await connection.execute(_CLAIM, rows)
    return {(workspace, kept[(workspace, name)]) for workspace, name in result}
