"""Secrets that platforms need to speak for us, encrypted at rest."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Column, LargeBinary, Table, bindparam, delete, select

from facilitation.words import WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.engine import Store
from storage.tables import Instant, metadata, workspace_key

keyring = Table(
    "keyring",
    metadata,
    workspace_key(),
    Column("record", LargeBinary, nullable=False),
    Column("saved_at", Instant, nullable=False),
)

_SAVE = upsert(keyring)
_LOAD = select(keyring.c.record).where(keyring.c.workspace_id == bindparam("workspace"))
_KEYS = select(keyring.c.workspace_id).where(keyring.c.workspace_id.startswith(bindparam("prefix")))
_FORGET = delete(keyring).where(*keys_bound(keyring))


class WrongKey(Exception):
    """A kept secret cannot be opened with the keys that were given."""


class Keyring:
    """Encrypts with the first key, opens with any (``cryptography``'s Fernet: AES-128-CBC with HMAC-SHA256)."""

    def __init__(self, store: Store, keys: Sequence[str], now: Any) -> None:
        """``keys``: urlsafe base64 of 32 bytes each, newest first. ``now``: a callable that gives the hour."""
        self._store = store
        self._box = MultiFernet([Fernet(key) for key in keys])
        self._now = now

    async def load(self, key: WorkspaceId) -> Mapping[str, Any] | None:
        """The record of this key; None when there is none. Raises WrongKey."""
        async with self._store.reading() as connection:
            sealed = await connection.scalar(_LOAD, {"workspace": key})
        return None if sealed is None else self._open(key, sealed)

    async def save(self, key: WorkspaceId, record: Mapping[str, Any]) -> None:
        """Keep a record in place of the one before."""
        sealed = self._box.encrypt(json.dumps(record).encode())
        saved_at: datetime = self._now()
        async with self._store.writing() as connection:
            await connection.execute(_SAVE, {"workspace_id": key, "record": sealed, "saved_at": saved_at})

    async def forget(self, key: WorkspaceId) -> None:
        async with self._store.writing() as connection:
            await connection.execute(_FORGET, {"workspace_id_": key})

    async def keys(self, platform: str) -> Sequence[WorkspaceId]:
        """Every key of a platform that has a record."""
        async with self._store.reading() as connection:
            return [row.workspace_id for row in await connection.execute(_KEYS, {"prefix": f"{platform}:"})]

    async def reseal(self) -> int:
        """Encrypt every record with the newest key; returns how many. For after a key was added."""
        async with self._store.writing() as connection:
            rows = (await connection.execute(select(keyring.c.workspace_id, keyring.c.record))).all()
            for row in rows:
                sealed = self._box.encrypt(json.dumps(self._open(row.workspace_id, row.record)).encode())
                values = {"workspace_id": row.workspace_id, "record": sealed, "saved_at": self._now()}
                await connection.execute(_SAVE, values)
        return len(rows)

    def _open(self, key: WorkspaceId, sealed: bytes) -> dict[str, Any]:
        try:
            opened: dict[str, Any] = json.loads(self._box.decrypt(sealed))
        except InvalidToken:
            raise WrongKey(
                f"the secrets of {key} were sealed with a key that EVENER_SECRET_KEY does not hold"
            ) from None
        return opened
