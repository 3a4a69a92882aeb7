"""A rehearsal shows every message beforehand, to how many and when, and sends and changes nothing."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import func, select

from bot.rehearsal import with_rehearsal
from bot.routes import FEATURES
from facilitation.words import Button, Buttons, Menu, Profile, Tell
from storage.tables import metadata
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.harness.house import CHANNEL, Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio
HOUSE = with_rehearsal(FEATURES)
DAN, EVA = "slack:U4", "slack:U6"
PEOPLE = (ANA, BEN, CARO, DAN, EVA)


async def five(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = PEOPLE
    for person, zone in zip(
        PEOPLE, ("UTC", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "UTC"), strict=True
    ):
        await lived.arrives(person, Profile(name=f"Person {person[-1]}", zone=zone))
    return await make(lived, purpose="")


async def counted(lived: Lived) -> dict[str, int]:
    """Rows in every table but those that know that a command came."""
    async with lived.house.store.reading() as connection:
        return {
            table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
            if table.name not in ("arrivals",)
        }


async def rehearsed(lived: Lived, what: str, by: str = ANA) -> str:
    return words_of(await lived.types(by, f"rehearse {what}"))


@pytest.mark.parametrize("what", ["pulse", "welcome", "story", "week"])
async def test_nothing_is_sent_and_nothing_changes(any_database: str, what: str) -> None:
    async with lived_in(any_database, features=HOUSE) as lived:
        await five(lived)
        await lived.passes(days=30)
        before, sent = await counted(lived), len(lived.paper.sent)
        told = await rehearsed(lived, what)
        assert "Nothing was sent." in told
        assert await counted(lived) == before
        await lived.passes(minutes=1)
        assert len(lived.paper.sent) == sent


async def test_a_pulse_shows_its_questions_to_how_many_and_when(any_database: str) -> None:
    async with lived_in(any_database, features=HOUSE) as lived:
        await five(lived)
        told = await rehearsed(lived, "pulse")
        assert "Rehearsal of a pulse in Data stewards" in told
        assert "To 5 people, each in their own hours, from" in told


async def test_a_welcome_a_story_and_a_week_show_what_people_would_read(any_database: str) -> None:
    async with lived_in(any_database, features=HOUSE) as lived:
        await five(lived)
        await lived.passes(days=30)
        assert "Would you say hello?" in await rehearsed(lived, "welcome")
        story = await rehearsed(lived, "story")
        assert "To 1 person" in story and "Into the channel" in story
        assert "Is it fine for you to stand in it?" in story
        assert "an idea" in await rehearsed(lived, "week") or "a digest" in await rehearsed(lived, "week")


async def test_it_is_for_conveners_has_no_buttons_and_says_what_can_be_rehearsed(any_database: str) -> None:
    async with lived_in(any_database, features=HOUSE) as lived:
        await five(lived)
        assert "Conveners" in await rehearsed(lived, "week", BEN)
        assert "pulse, welcome, story, week" in await rehearsed(lived, "nonsense")
        (reply,) = await lived.types(ANA, "rehearse story")
        assert isinstance(reply, Tell)
        assert not any(isinstance(part, Button | Buttons | Menu) for part in reply.message.parts)
        assert len(reply.message.parts) <= 45  # one page, within Slack's fifty blocks


async def test_the_copy_holds_one_community_and_no_secrets(any_database: str) -> None:
    async with lived_in(any_database, features=HOUSE) as lived:
        await five(lived)
        other = await lived.submits("slack:U7", "community.new", "slack:C2", name="Elsewhere")
        assert "Elsewhere" in words_of(other)
        assert "Elsewhere" not in await rehearsed(lived, "week")


async def test_it_is_quick_enough_to_answer_a_command(sqlite_url: str) -> None:
    async with lived_in(sqlite_url, features=HOUSE) as lived:
        await five(lived)
        began = time.perf_counter()
        await rehearsed(lived, "week")
        assert time.perf_counter() - began < 10  # a loaded machine; alone it takes about a second
