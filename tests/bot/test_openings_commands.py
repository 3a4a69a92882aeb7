"""What other programs may read and are told is opened, listed and closed on the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import Chance, StillClock, given
from bot.keeping import keep
from facilitation.community import CommunityCreated
from facilitation.words import Decision
from storage.engine import Store
from tests.contracts.test_api import DATA
from tests.harness.house import MONDAY, TEAM

KEY = Fernet.generate_key().decode()


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A database with one community."""
    url = f"sqlite:///{tmp_path / 'evener.db'}"

    async def made() -> None:
        store = Store(url)
        await store.create_all()
        async with store.writing() as connection:
            now = given(StillClock(MONDAY), Chance("commands"))
            await keep(connection, [(TEAM, Decision(changes=(CommunityCreated(DATA),)))], now)
        await store.close()

    asyncio.run(made())
    return url


def typed(url: str, *words: str, key: str = KEY) -> tuple[int, str]:
    env = {
        "EVENER_DATABASE_URL": url,
        "EVENER_SECRET_KEY": key,
        "EVENER_PUBLIC_URL": "https://evener.example",
    }
    result = CliRunner().invoke(app, words, env=env)
    return result.exit_code, result.output.strip()


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(database: str) -> None:
    create = ("api", "token", "create", "--workspace", "T1", "--name", "page", "--scope")
    assert typed(database, *create, "everything")[0] == 2
    code, token = typed(database, *create, "stories")
    assert (code, token[:4]) == (0, "evn_")
    _, listed = typed(database, "api", "token", "list", "--workspace", "T1")
    token_id, secret = token.split(".")[1:]
    assert token_id in listed and "stories" in listed and "never used" in listed and secret not in listed
    assert typed(database, "api", "token", "revoke", token_id, "--workspace", "T1")[0] == 0
    assert typed(database, "api", "token", "revoke", token_id, "--workspace", "T1")[0] == 1


def test_a_calendars_address_stays_until_it_is_revoked(database: str) -> None:
    named = ("--workspace", "T1", "--community", "Data Circle")
    _, first = typed(database, "feed", "address", *named)
    assert first.startswith("https://evener.example/calendar/slack%3AT1/c1/")
    assert typed(database, "feed", "address", *named)[1] == first
    assert typed(database, "feed", "revoke", *named)[0] == 0
    assert typed(database, "feed", "address", *named)[1] != first
    assert typed(database, "feed", "address", "--workspace", "T1", "--community", "Nobody's")[0] == 1


def test_only_public_encrypted_addresses_are_told_and_only_events_there_are(database: str) -> None:
    add = ("webhook", "add", "--workspace", "T1")
    assert typed(database, *add, "http://example.org")[0] == 2
    assert typed(database, *add, "https://127.0.0.1/x")[0] == 2
    assert typed(database, *add, "https://example.org/x", "--kind", "pulse.answered")[0] == 2
    code, said = typed(database, *add, "https://example.org/x", "--kind", "story.published")
    hook, secret = said.split()
    assert code == 0
    _, listed = typed(database, "webhook", "list", "--workspace", "T1")
    assert hook in listed and "story.published" in listed and secret not in listed
    assert typed(database, "webhook", "list", "--workspace", "T2")[1] == ""
    assert typed(database, "webhook", "remove", hook, "--workspace", "T1")[0] == 0


def test_a_key_that_is_none_is_said_in_a_sentence(database: str) -> None:
    code, said = typed(database, "webhook", "add", "--workspace", "T1", "https://example.org/x", key="no key")
    assert code == 2
    assert "evener key" in said and "Traceback" not in said


def test_a_backup_is_made_of_sqlite_and_never_over_another(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert typed(database, "backup", str(copy))[0] == 0
    assert copy.exists()
    assert typed(database, "backup", str(copy))[0] == 2
    assert typed("postgresql://nobody@127.0.0.1:9/none", "backup", str(tmp_path / "x"))[0] == 2
