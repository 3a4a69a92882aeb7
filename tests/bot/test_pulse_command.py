"""An operator gets the figures that everybody reads, and nothing else; a wrong name is said plainly."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.pulse import published
from facilitation.words import Listing
from storage.engine import Store
from tests.contracts.pulse_world import people, world

LABELS = ("Agree", "Strongly agree", "In between", "Agree", "Disagree", "Agree")


@pytest.mark.asyncio
async def test_the_file_holds_what_everybody_reads(sqlite_url: str) -> None:
    members = people(6)
    async with world(sqlite_url) as house:
        await house.community(members)
        wave = await house.sends(measures=("ID",))
        for person, label in zip(members, LABELS, strict=True):
            await house.answers(person, wave, label)
        assert await published(sqlite_url, "slack:T1", "Data stewards", house.clock.now()) == (
            "closed,measure,question,scale,figure,likely_from,likely_to,answered,change,validated\n"
        )
        await house.later(days=9)
        await house.command("results csv", members[2])
        (letter,) = await house.letters("pulse.table")
        (listing,) = [one for one in letter.message.parts if isinstance(one, Listing)]
        assert await published(sqlite_url, "slack:T1", "Data stewards", house.clock.now()) == listing.lines


def test_a_community_nobody_knows_is_said_plainly(sqlite_url: str, tmp_path: Path) -> None:
    asyncio.run(made(sqlite_url))
    result = CliRunner().invoke(
        app,
        ["pulse", "figures", str(tmp_path / "x.csv"), "--workspace", "T1", "--community", "Nowhere"],
        env={"EVENER_DATABASE_URL": sqlite_url},
    )
    assert result.exit_code == 1
    assert "There is no community called 'Nowhere' in slack:T1." in result.output


async def made(url: str) -> None:
    store = Store(url)
    await store.create_all()
    await store.close()
