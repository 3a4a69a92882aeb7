"""An operator rehearses from the command line what a convener rehearses in chat."""

from __future__ import annotations

import asyncio

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.rehearse import played
from storage.engine import Store
from tests.contracts.test_rehearsal import five
from tests.harness.house import lived_in


@pytest.mark.asyncio
async def test_a_story_is_shown_with_its_words_and_to_how_many(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        await five(lived)
        lines = await played(sqlite_url, "slack:T1", "Data stewards", "story")
    assert lines is not None
    text = "\n".join(lines)
    assert "To 1 person" in text and "Into the channel" in text and "“A first answer.”" in text


def test_a_wrong_word_and_a_wrong_name_are_said_plainly(sqlite_url: str) -> None:
    asyncio.run(made(sqlite_url))
    there = ["--workspace", "T1", "--community", "Nowhere"]
    environment = {"EVENER_DATABASE_URL": sqlite_url}
    wrong = CliRunner().invoke(app, ["rehearse", "opera", *there], env=environment)
    assert wrong.exit_code == 2 and "pulse" in wrong.output
    nowhere = CliRunner().invoke(app, ["rehearse", "week", *there], env=environment)
    assert nowhere.exit_code == 1 and "no community called 'Nowhere'" in nowhere.output


async def made(url: str) -> None:
    store = Store(url)
    await store.create_all()
    await store.close()
