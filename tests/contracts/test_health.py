"""Anybody inside can ask how the community fares; only conveners say its stage and what came of a pulse."""

from __future__ import annotations

import pytest

from facilitation.words import Open, Quote, Reask
from storage.ledger import ledger
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, lived_in, words_of

pytestmark = pytest.mark.asyncio


async def test_health_reads_the_same_for_every_member(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO)
        await make(lived)
        told = [words_of(await lived.types(person, "health")) for person in (ANA, BEN)]
        assert told[0] == told[1]
        assert "A purpose is written down." in told[0] and "Not enough can be seen yet" in told[0]
        assert "You are not in" in words_of(await lived.types("slack:U77", "health"))


async def test_a_stage_changes_by_a_conveners_word_only(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN)
        community = await make(lived)
        assert "Conveners" in words_of(await lived.types(BEN, "stage"))
        assert isinstance((await lived.types(ANA, "stage"))[0], Open)
        assert "Conveners" in words_of(await lived.submits(BEN, "stage.confirm", community, stage="maturing"))
        await lived.submits(ANA, "stage.confirm", community, stage="maturing")
        assert "finding its focus" in words_of(await lived.types(BEN, "status"))


async def test_what_came_of_a_pulse_is_said_to_all_and_the_ledger_keeps_that_it_was(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN)
        community = await make(lived)
        assert isinstance((await lived.presses(ANA, "nudge.came", community))[0], Open)
        assert isinstance((await lived.submits(ANA, "nudge.came", community, words=""))[0], Reask)
        await lived.submits(ANA, "nudge.came", community, words="We meet at noon now")
        await lived.passes(minutes=1)
        quotes = [part.words for part in lived.paper.to(CHANNEL)[-1].parts if isinstance(part, Quote)]
        assert quotes == ["We meet at noon now"]
        (entry,) = await rows(lived, ledger, kind="pulse.came")
        assert entry.about == {}
