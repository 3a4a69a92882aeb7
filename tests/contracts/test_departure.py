"""Whoever removes the app has everything of their workspace erased after some days, and nothing if they come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.words import Installed, MessageRef, Removed, Said
from storage.ledger import ledger
from storage.tables import metadata
from storage.wakes import wakes
from tests.contracts.everywhere import DERIVED, dump, fill
from tests.contracts.test_membership import ANA, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, TEAM, Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio
ELSEWHERE = "slack:T2"


async def kept_of(lived: Lived, workspace: str) -> dict[str, int]:
    async with lived.house.store.reading() as connection:
        found = await dump(connection, workspace_id=workspace)
    return {name: len(all_rows) for name, all_rows in found.items() if all_rows}


async def goes_by(lived: Lived, **time: float) -> None:
    lived.clock.move_to(lived.clock.now() + timedelta(**time))
    await lived.house.rounds.tick()
    await lived.house.housekeeping.erase()


async def test_a_month_after_the_removal_no_table_knows_the_workspace(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await lived.arrives("", Removed())
        lived.clock.move_to(lived.clock.now() + timedelta(days=29))
        async with lived.house.store.writing() as connection:
            for workspace in (TEAM, ELSEWHERE):
                await fill(connection, workspace, ANA, "a" * 32)
        before = await kept_of(lived, ELSEWHERE)
        await goes_by(lived, hours=1)
        assert set(await kept_of(lived, TEAM)) >= set(metadata.tables) - DERIVED
        await goes_by(lived, days=1)
        assert await kept_of(lived, TEAM) == {}
        assert await kept_of(lived, ELSEWHERE) == before


async def test_whoever_installs_again_before_finds_everything_as_it_was(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await make(lived)
        await lived.arrives("", Removed())
        await goes_by(lived, days=20)
        await lived.arrives(ANA, Installed(ANA, "Acme"))
        await goes_by(lived, days=60)
        assert "Data stewards" in words_of(await lived.types(ANA, "charter"))
        told = {row.kind for row in await rows(lived, ledger) if row.kind.startswith("admin.")}
        assert told == {"admin.removed", "admin.installed"}


async def test_where_people_are_heard_of_after_a_removal_nothing_is_erased(any_database: str) -> None:
    """A revoked token of an older install, or a second chat of the same organisation that is still there."""
    async with lived_in(any_database) as lived:
        await make(lived)
        await lived.arrives("", Removed())
        lived.clock.move_to(lived.clock.now() + timedelta(days=28))
        await lived.arrives(ANA, Said(MessageRef(CHANNEL, "1.0"), "still here"))
        await goes_by(lived, days=3)
        assert "Data stewards" in words_of(await lived.types(ANA, "charter"))
        assert not await rows(lived, wakes, kind="departure.erase")
