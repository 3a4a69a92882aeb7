"""Admins can read what was changed, given, exported or erased, nobody else can, and no answer is in it."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.audit import _trail, told
from bot.settings import read_settings
from facilitation.words import Command, Installed, Submission
from tests.contracts.recorded import is_an_admin
from tests.contracts.test_membership import ANA, BEN
from tests.contracts.test_story import shown
from tests.harness.house import CHANNEL, TEAM, Lived, lived_in, words_of


async def something_happens(lived: Lived) -> None:
    await lived.arrives(ANA, Installed(ANA, "Acme"))
    community, _ = await shown(lived)
    with is_an_admin(BEN):
        await lived.submits(BEN, "clinic.contacts", words="health: the works doctor")
    await lived.submits(ANA, "community.charter", community, name="Stewards", sponsor="slack:U7")
    await lived.types(BEN, "export")
    await lived.presses(BEN, "mydata.erase", "leave")
    await lived.house.housekeeping.erase()


@pytest.mark.asyncio
async def test_an_admin_reads_the_trail_and_a_member_is_told_that_it_is_for_admins(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await something_happens(lived)
        assert "Only admins" in words_of(await lived.types(ANA, "audit"))
        with is_an_admin(ANA):
            seen = words_of(await lived.types(ANA, "audit"))
        for kind in (
            "admin.installed",
            "admin.sponsor_named",
            "clinic.contacts",
            "story.exported",
            "admin.erased",
        ):
            assert kind in seen, kind
        assert BEN not in seen and "deploy" not in seen and "doctor" not in seen


@pytest.mark.asyncio
async def test_the_whole_trail_outlives_the_packing_of_the_ledger(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        await something_happens(lived)
        before = await _trail(read_settings(EVENER_DATABASE_URL=sqlite_url), TEAM)
        lived.clock.move_to(lived.clock.now() + timedelta(days=440))
        await lived.house.housekeeping.sweep()
        after = await _trail(read_settings(EVENER_DATABASE_URL=sqlite_url), TEAM)
        assert sorted(told(*one) for one in after) == sorted(told(*one) for one in before)
        assert len(before) >= 5


def test_the_command_says_it_line_by_line(sqlite_url: str) -> None:
    async def live() -> None:
        async with lived_in(sqlite_url) as lived:
            await lived.arrives(ANA, Installed(ANA, "Acme"))

    asyncio.run(live())
    result = CliRunner().invoke(app, ["audit", "--json"], env={"EVENER_DATABASE_URL": sqlite_url})
    assert result.exit_code == 0
    (line,) = result.output.splitlines()
    assert json.loads(line)["kind"] == "admin.installed" and json.loads(line)["by"] == ANA


@pytest.mark.asyncio
async def test_an_admin_shares_it_and_takes_it_back_and_both_are_in_the_trail(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        assert "Only admins" in words_of(await shares(lived, ANA, ANA))
        with is_an_admin(ANA):
            await shares(lived, ANA, BEN)
        assert BEN in str(await lived.types(BEN, "admins"))
        assert "admin.given" in words_of(await lived.types(BEN, "audit"))
        assert "Only admins" in words_of(await lived.arrives(BEN, Command("audit", CHANNEL), team="slack:T2"))
        await lived.presses(BEN, "admins.take", BEN)
        assert "Only admins" in words_of(await lived.types(BEN, "audit"))
        with is_an_admin(ANA):
            assert "admin.taken" in words_of(await lived.types(ANA, "audit"))


async def shares(lived: Lived, one: str, other: str) -> Any:
    return await lived.arrives(one, Submission("admins.give", (), {"person": other}))
