"""The file of what is kept about a person, behind a sealed address that works for a quarter of an hour."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime
from functools import cache

import orjson
from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.settings import read_settings
from facilitation.words import Arrival, PersonId, WorkspaceId
from storage.engine import Store
from storage.hours import hour_of
from storage.mydata import as_file, everything, whose
from storage.pulse_seal import house_keys

LIVES = 900  # seconds
PATH = "/mydata/"


@cache
def public_url() -> str:
    """Where people reach us, '' where they cannot."""
    return read_settings().public_url.rstrip("/")


def seal(key: bytes) -> Fernet:
    """What seals addresses: a key of its own, made from the house's."""
    return Fernet(base64.urlsafe_b64encode(hmac.new(key, b"evener mydata", hashlib.sha256).digest()))


def reached(connection: AsyncConnection) -> tuple[str, bytes] | None:
    """Where people reach us, and the key that seals addresses there; None where they cannot, or there is no key."""
    url, key = public_url(), next((one for one in house_keys(connection).values() if one), None)
    return (url, key) if key and url.startswith("https://") else None


async def link_for(connection: AsyncConnection, arrival: Arrival) -> str:
    """The address of the file of the one who asks; '' where we cannot be reached or have no key."""
    if (place := reached(connection)) is None:
        return ""
    url, key = place
    now = await hour_of(connection, arrival)
    return url + PATH + token(key, arrival.workspace, arrival.person, now)


def token(key: bytes, workspace: WorkspaceId, person: PersonId, now: datetime) -> str:
    """Whose file it is, sealed and dated."""
    return seal(key).encrypt_at_time(orjson.dumps([workspace, person]), int(now.timestamp())).decode()


def opened(keys: tuple[bytes, ...], sealed: str, now: datetime) -> tuple[WorkspaceId, PersonId] | None:
    """Whose file it is; None for a token that is old or that we did not seal."""
    for key in keys:
        try:
            told = seal(key).decrypt_at_time(sealed.encode(), LIVES, int(now.timestamp()))
        except (InvalidToken, ValueError):
            continue
        workspace, person = orjson.loads(told)
        return workspace, person
    return None


def house_keys_of(store: Store) -> tuple[bytes, ...]:
    """The keys that seal addresses, newest first."""
    return tuple(key for key in store.engine.get_execution_options().get("house_keys", ()) if key)


async def file_of(store: Store, whom: tuple[WorkspaceId, PersonId]) -> web.Response:
    """The file, from the database where their workspace is kept."""
    async with store.reading() as connection:
        kept = await everything(connection, await whose(connection, *whom))
    headers = {"Content-Disposition": 'attachment; filename="mydata.json"', "X-Robots-Tag": "noindex"}
    return web.Response(body=as_file(kept), content_type="application/json", headers=headers)


def old_address() -> web.Response:
    """What is read at an address that does not work (any more)."""
    return web.Response(
        status=404, text="This address does not work any more. /community mydata makes a new one."
    )
