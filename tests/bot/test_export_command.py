"""What a community has shown can be taken away as Markdown by an operator; a wrong name is said plainly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.export import written
from storage.engine import Store
from tests.contracts.test_membership import CARO
from tests.contracts.test_story import TOLD, shown
from tests.harness.house import lived_in


@pytest.mark.asyncio
async def test_a_shown_story_is_in_the_file_and_a_withdrawn_one_is_not(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        community, story = await shown(lived)
        first = await written(sqlite_url, "slack:T1", "Data stewards")
        await lived.presses(CARO, "story.withdraw", community, story)
        second = await written(sqlite_url, "slack:T1", "Data stewards")
    assert first is not None and "> Nobody dared to deploy." in first
    assert second is not None and TOLD[0] not in second


def test_a_community_nobody_knows_is_said_plainly(sqlite_url: str, tmp_path: Path) -> None:
    asyncio.run(made(sqlite_url))
    result = CliRunner().invoke(
        app,
        ["export", str(tmp_path / "x.md"), "--workspace", "T1", "--community", "Nowhere"],
        env={"EVENER_DATABASE_URL": sqlite_url},
    )
    assert result.exit_code == 1
    assert "There is no community called 'Nowhere' in slack:T1." in result.output


async def made(url: str) -> None:
    store = Store(url)
    await store.create_all()
    await store.close()
