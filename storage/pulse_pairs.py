"""The pairs of answers that reliability is computed from: one sealed pool for each construct of a workspace.

Off by default (EVENER_PULSE_EVIDENCE). A pool holds no person, community, pulse, day or order, is sealed with the house's
own key and padded, so that a copy of the database tells at most that there are some thousands or some thousands more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from sqlalchemy import Column, LargeBinary, String, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.reliability import Pair
from facilitation.pulse.wave import PairsPooled
from facilitation.words import WorkspaceId
from storage.dialect import upsert
from storage.pulse_seal import house_keys, newest
from storage.tables import metadata, workspace_key
from storage.writing import Write, writes

PAGE = 16_384  # bytes; about a thousand pairs

pulse_pairs = Table(
    "pulse_pairs",
    metadata,
    workspace_key(),
    Column("construct", String(8), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("key_name", String(12), nullable=False),
    sqlite_with_rowid=False,
)

_KEEP = upsert(pulse_pairs, "sealed", "key_name")
_POOLS = select(pulse_pairs).where(
    pulse_pairs.c.workspace_id == bindparam("workspace"),
    pulse_pairs.c.construct.in_(bindparam("constructs", expanding=True)),
)
_EVERY = select(pulse_pairs).order_by(pulse_pairs.c.workspace_id, pulse_pairs.c.construct)


def pool_key(house: bytes) -> bytes:
    """What pools are sealed with."""
    return hmac.new(house, b"evener pulse pairs", hashlib.sha512).digest()


@writes.register
def _pool(change: PairsPooled, workspace: WorkspaceId, now: datetime) -> list[Write]:
    plain = json.dumps(sorted(change.pairs), separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // PAGE) * PAGE)
    sealed = AESSIV(change.key).encrypt(padded, [f"{workspace} {change.construct}".encode()])
    row = {"workspace_id": workspace, "construct": change.construct, "key_name": change.key_name}
    return [Write(_KEEP, row | {"sealed": sealed})]


async def load_pools(
    connection: AsyncConnection, workspace: WorkspaceId, constructs: Sequence[str]
) -> tuple[Mapping[str, tuple[Pair, ...]], bytes]:
    """What was pooled of these constructs so far, and the key for sealing it again. What an older key that is gone
    had sealed is lost."""
    house = house_keys(connection)
    values = {"workspace": workspace, "constructs": sorted(constructs)}
    rows = (await connection.execute(_POOLS, values)).all()
    pools = {
        row.construct: opened(pool_key(house[row.key_name]), workspace, row.construct, row.sealed)
        for row in rows
        if row.key_name in house
    }
    return pools, pool_key(house[newest(house)])


async def load_all_pairs(connection: AsyncConnection) -> dict[str, tuple[Pair, ...]]:
    """Of every construct all pairs there are, over all communities of all workspaces."""
    house = house_keys(connection)
    found: dict[str, list[Pair]] = {}
    for row in await connection.execute(_EVERY):
        if row.key_name in house:
            pool = opened(pool_key(house[row.key_name]), row.workspace_id, row.construct, row.sealed)
            found.setdefault(row.construct, []).extend(pool)
    return {construct: tuple(sorted(pairs)) for construct, pairs in sorted(found.items())}


def opened(key: bytes, workspace: WorkspaceId, construct: str, sealed: bytes) -> tuple[Pair, ...]:
    plain: Iterable[Sequence[object]] = json.loads(
        AESSIV(key).decrypt(sealed, [f"{workspace} {construct}".encode()])
    )
    return tuple((str(a), str(b), int(str(x)), int(str(y))) for a, b, x, y in plain)
