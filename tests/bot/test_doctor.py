"""Doctor finds what an admin can mend, and says how, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from adapters.port import Finding
from bot.clock import given
from bot.doctor import examine
from bot.keeping import keep
from bot.settings import Settings, read_settings
from bot.tenants import HOME
from facilitation.words import Decision, Wake
from storage.keyring import Keyring
from tests.harness.house import TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

KEY, OLD = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def settings(url: str, **more: str) -> Settings:
    return read_settings(**{"EVENER_DATABASE_URL": url, "EVENER_SECRET_KEY": KEY, "SLACK_BOT_TOKEN": "xoxb-1",
                            "SLACK_APP_TOKEN": "xapp-1"} | more)  # fmt: skip


async def found(lived: Lived, url: str, **more: str) -> dict[str, Finding]:
    told = await examine(settings(url, **more), {HOME: lived.house.store}, [], lived.clock.now())
    return {one.what: one for one in told}


async def test_secrets_that_the_keys_do_not_open_are_found(any_database: str) -> None:
    async with lived_in(any_database, migrated=True) as lived:
        assert (await found(lived, any_database))["keys"].well
        await Keyring(lived.house.store, [OLD], lived.clock.now).save(TEAM, {"token": "xoxb-secret"})
        wrong = (await found(lived, any_database))["keys"]
        assert not wrong.well and "EVENER_SECRET_KEY" in wrong.do and "xoxb" not in wrong.do
        assert (await found(lived, any_database, EVENER_SECRET_KEY=f"{KEY},{OLD}"))["keys"].well


async def test_what_is_due_and_does_not_happen_is_found(any_database: str) -> None:
    async with lived_in(any_database, migrated=True) as lived:
        async with lived.house.store.writing() as connection:
            wake = Decision(wakes=(Wake(lived.clock.now(), "pulse.close", "w1"),))
            await keep(connection, [(TEAM, wake)], given(lived.clock, lived.house.chance))
        assert (await found(lived, any_database))["wakes go in time"].well
        lived.clock.move_to(lived.clock.now() + timedelta(minutes=20))
        late = (await found(lived, any_database))["wakes go in time"]
        assert not late.well and "20 minutes" in late.do


async def test_an_address_is_asked_for_where_slack_sends_people_back(sqlite_url: str) -> None:
    async with lived_in(sqlite_url, migrated=True) as lived:
        many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "s"}
        assert not (await found(lived, sqlite_url, **many))["public address"].well
        plain = await found(lived, sqlite_url, EVENER_PUBLIC_URL="http://evener.example")
        assert not plain["public address"].well
        good = await found(lived, sqlite_url, EVENER_PUBLIC_URL="https://evener.example", **many)
        assert good["public address"].well and good["disk"].well
