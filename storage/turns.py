"""One replica at a time, where two of them would otherwise decide on the same picture.

Arrivals that share a lane are decided one after the other inside one process (engine.GroupCommit). Several replicas
on one PostgreSQL take turns by its advisory locks, which end with the transaction: who decides about a whole
workspace alone, who decides about one person side by side with others of that workspace. SQLite has one writer
anyway. All turns of a transaction are taken by one statement in one order, so that nobody waits in a circle.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable

from sqlalchemy import BigInteger, Boolean, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection

_TAKE = text(
    "SELECT CASE WHEN beside THEN pg_advisory_xact_lock_shared(key)::text ELSE pg_advisory_xact_lock(key)::text END"
    " FROM (SELECT key, beside FROM unnest(:keys, :besides) AS turn(key, beside) ORDER BY key) AS turns"
).bindparams(bindparam("keys", type_=ARRAY(BigInteger)), bindparam("besides", type_=ARRAY(Boolean)))


def key_of(lane: Hashable) -> int:
    """A lane as PostgreSQL's 64-bit lock key; two lanes that met by chance would only wait for each other."""
    digest = hashlib.blake2b(repr(lane).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def turns_for(lanes: Iterable[Hashable]) -> dict[int, bool]:
    """Lock key → whether it is held beside others. A lane ``(workspace, …)`` also stands beside its workspace's."""
    turns: dict[int, bool] = {}
    for lane in lanes:
        if lane is None:
            continue
        turns[key_of(lane)] = False
        if isinstance(lane, tuple):
            turns.setdefault(key_of(lane[0]), True)
    return turns


async def take_turns(connection: AsyncConnection, lanes: Iterable[Hashable]) -> None:
    """Wait until nobody else decides on these lanes; they are ours until the transaction ends."""
    if connection.dialect.name == "sqlite":
        return
    turns = turns_for(lanes)
    if turns:
        keys = sorted(turns)
        await connection.execute(_TAKE, {"keys": keys, "besides": [turns[key] for key in keys]})
