"""Tokens with which other programs read what was published; only a digest of each is kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Row, String, Table, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import WorkspaceId
from storage.dialect import keys_bound
from storage.tables import Instant, JsonText, metadata, workspace_key

api_tokens = Table(
    "api_tokens",
    metadata,
    workspace_key(),
    Column("token_id", String(40), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("name", String(120), nullable=False),
    Column("scopes", JsonText, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("used_on", Date),
)

_ADD = insert(api_tokens)
_REVOKE = delete(api_tokens).where(*keys_bound(api_tokens))
_ONE = select(api_tokens).where(
    api_tokens.c.workspace_id == bindparam("workspace"), api_tokens.c.token_id == bindparam("token")
)
_ALL = (
    select(api_tokens)
    .where(api_tokens.c.workspace_id == bindparam("workspace"))
    .order_by(api_tokens.c.created_at, api_tokens.c.token_id)
)
_USED = update(api_tokens).where(*keys_bound(api_tokens)).values(used_on=bindparam("on_day", type_=Date))


@dataclass(frozen=True, slots=True)
class ApiToken:
    """What is known of a token; not the token itself."""

    workspace: WorkspaceId
    id: str
    name: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None = None
    used_on: date | None = None


def digest_of(secret: str) -> str:
    """SHA-256: the secret is 256 random bits, so nothing slower is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def read_token(row: Row[Any]) -> ApiToken:
    scopes = frozenset(row.scopes)
    return ApiToken(
        row.workspace_id, row.token_id, row.name, scopes, row.created_at, row.expires_at, row.used_on
    )


async def add_token(connection: AsyncConnection, token: ApiToken, secret: str) -> None:
    """Keep a token under the digest of its secret."""
    row = {"workspace_id": token.workspace, "token_id": token.id, "name": token.name}
    when = {"created_at": token.created_at, "expires_at": token.expires_at, "used_on": None}
    kept = {"digest": digest_of(secret), "scopes": sorted(token.scopes)}
    await connection.execute(_ADD, row | when | kept)


async def revoke_token(connection: AsyncConnection, workspace: WorkspaceId, token: str) -> bool:
    """Take a token away; False when there was none."""
    done = await connection.execute(_REVOKE, {"workspace_id_": workspace, "token_id_": token})
    return bool(done.rowcount)


async def load_tokens(connection: AsyncConnection, workspace: WorkspaceId) -> Sequence[ApiToken]:
    """Every token of a workspace, oldest first."""
    return [read_token(row) for row in await connection.execute(_ALL, {"workspace": workspace})]


async def find_token(
    connection: AsyncConnection, workspace: WorkspaceId, token: str, secret: str, now: datetime
) -> ApiToken | None:
    """The token with this secret, if it stands and has not run out. Compared in constant time."""
    row = (await connection.execute(_ONE, {"workspace": workspace, "token": token})).first()
    kept = row.digest if row else "0" * 64
    fits = hmac.compare_digest(kept, digest_of(secret))
    if row is None or not fits or (row.expires_at and row.expires_at <= now):
        return None
    return read_token(row)


async def note_token_used(connection: AsyncConnection, token: ApiToken, on: date) -> None:
    """On which day it was last used, so that an admin sees which are not needed any more."""
    await connection.execute(_USED, {"workspace_id_": token.workspace, "token_id_": token.id, "on_day": on})
