"""Tokens can be sealed anew under another key; with the wrong keys nothing is touched and it is said why."""

from __future__ import annotations

import asyncio

from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import Clock
from storage.engine import Store
from storage.keyring import Keyring

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def rotate(url: str, keys: str) -> tuple[int, str]:
    env = {"EVENER_DATABASE_URL": url, "EVENER_SECRET_KEY": keys}
    result = CliRunner().invoke(app, ["keys", "rotate"], env=env)
    return result.exit_code, result.output


def loaded(url: str, key: str) -> object:
    async def load() -> object:
        store = Store(url)
        try:
            return await Keyring(store, [key], Clock().now).load("slack:T1")
        finally:
            await store.close()

    return asyncio.run(load())


def kept(url: str) -> None:
    async def keep() -> None:
        store = Store(url)
        await store.create_all()
        await Keyring(store, [OLD], Clock().now).save("slack:T1", {"token": "xoxb-1"})
        await store.close()

    asyncio.run(keep())


def test_after_a_rotation_the_new_key_alone_opens_every_token(sqlite_url: str) -> None:
    kept(sqlite_url)
    status, told = rotate(sqlite_url, f"{NEW},{OLD}")
    assert status == 0 and told.startswith("1 records")
    assert loaded(sqlite_url, NEW) == {"token": "xoxb-1"}


def test_without_the_old_key_nothing_changes_and_the_workspace_is_named(sqlite_url: str) -> None:
    kept(sqlite_url)
    status, told = rotate(sqlite_url, NEW)
    assert status == 1 and "slack:T1" in told and "xoxb" not in told
    assert loaded(sqlite_url, OLD) == {"token": "xoxb-1"}
