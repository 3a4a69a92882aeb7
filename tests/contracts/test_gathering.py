"""Gatherings come with a rhythm, an agenda of what is open, a time-keeper and a wrap-up; nobody keeps who came."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from facilitation.calendar import entry, file_name, google_link
from facilitation.words import Attached, Open, Quote, Reask
from storage.community import load_community
from storage.gathering import gatherings, load_gathering
from storage.tables import metadata
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio


async def three(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO)
    return await make(lived)


async def planned(lived: Lived, days: int = 3, **more: str) -> tuple[str, str]:
    """A gathering hosted by Caro; the community's id and its own."""
    community = await three(lived)
    day = f"{MONDAY + timedelta(days=days):%Y-%m-%d}"
    filled = {
        "title": "Thursday round",
        "day": day,
        "time": "10:00",
        "minutes": "45",
        "every": "0",
        "host": CARO,
    }
    await lived.submits(ANA, "gathering.plan", community, **(filled | more))
    await lived.passes(minutes=1)
    (row,) = await rows(lived, gatherings)
    return community, row.gathering_id


def in_channel(lived: Lived, words: str) -> list:  # type: ignore[type-arg]
    return [one for one in lived.paper.to(CHANNEL) if words in words_of(one)]


async def test_it_is_planned_by_any_member_and_the_channel_hears_of_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await planned(lived)
        (card,) = in_channel(lived, "@slack:U3 hosts.")
        assert "Thursday round: 5 March 2026 10:00, 45 minutes." in words_of(card)
        assert isinstance((await lived.types(BEN, "gather"))[0], Open)
        assert "Thursday round" in words_of(await lived.types(BEN, "gatherings"))


async def test_what_cannot_be_is_named_field_by_field(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        wrong = {"title": "", "day": "2020-01-01", "time": "25:99", "minutes": "2"}
        (again,) = await lived.submits(ANA, "gathering.plan", community, **wrong)
        assert isinstance(again, Reask)
        assert [name for name, _ in again.errors] == ["title", "time", "minutes"]
        (again,) = await lived.submits(
            ANA, "gathering.plan", community, **(wrong | {"title": "x", "time": "9", "minutes": "30"})
        )
        assert isinstance(again, Reask) and [name for name, _ in again.errors] == ["day"]


async def test_the_day_before_what_is_open_becomes_the_agenda(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, gathering = await planned(lived)
        await lived.submits(BEN, "gathering.topic", community, gathering, topic="How we test")
        await lived.submits(BEN, "request.new", community, kind="time", what="A day for all", amount="1")
        await lived.passes(days=2, hours=2)
        (agenda,) = in_channel(lived, "On the agenda:")
        assert [p.words for p in agenda.parts if isinstance(p, Quote)] == ["How we test", "A day for all"]
        assert not any("Nothing is open" in words_of(one) for one in lived.paper.to(CARO))


async def test_with_nothing_open_cancelling_is_offered_and_the_rhythm_goes_on(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await planned(lived, every="7")
        await lived.passes(days=2, hours=2)
        asked = [one for one in lived.paper.to(CARO) if "Nothing is open" in words_of(one)]
        args = buttons_in(asked[-1])["Cancel it"][1]
        assert "not open" in words_of(await lived.presses(BEN, "gathering.cancel", *args))
        await lived.presses(CARO, "gathering.cancel", *args)
        await lived.passes(days=1)
        assert in_channel(lived, "is cancelled.")
        assert not in_channel(lived, "Thursday round begins")
        states = {row.state: row.at for row in await rows(lived, gatherings)}
        assert states["planned"] - states["cancelled"] == timedelta(days=7)


async def test_each_step_of_a_structured_conversation_is_called_in_its_minute(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await planned(lived, process="one_two_four")
        await lived.passes(days=3, minutes=58)
        assert in_channel(lived, "Step 1 of 4") == []
        seen = []
        for minutes in (1.2, 1, 2.1, 4.1):
            await lived.passes(minutes=minutes)
            seen.append(sum("Step" in words_of(one) for one in lived.paper.to(CHANNEL)))
        assert seen == [1, 2, 3, 4]


async def test_the_wrap_up_goes_to_everybody_and_can_become_a_practice_or_a_story(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, gathering = await planned(lived)
        await lived.passes(days=3, hours=2)
        asked = [one for one in lived.paper.to(CARO) if "What do people take away" in words_of(one)]
        assert "Who came is not kept anywhere." in words_of(asked[-1])
        replies = await lived.submits(
            CARO, "gathering.wrap", community, gathering, heard="Pairs help", spoke="half"
        )
        assert set(buttons_in(replies)) == {"A practice for the shelf", "A story"}
        await lived.passes(minutes=1)
        assert in_channel(lived, "Wrap-up of Thursday round")
        (row,) = await rows(lived, gatherings)
        assert (row.state, row.spoke) == ("held", 0.5)
        (form,) = await lived.presses(CARO, "gathering.shelf", community, gathering)
        assert form.form.memo[2] == "wrap-up"


async def test_a_rhythm_comes_back_at_the_same_hour_of_the_clock_until_it_is_stopped(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await lived.submits(
            ANA,
            "settings.change",
            zone="Europe/Berlin",
            starts="9",
            ends="17",
            days=("0", "1", "2", "3", "4"),
        )
        community, gathering = await planned(lived, days=24, every="14")  # clocks are turned on 29 March
        await lived.passes(days=30)
        coming = [row for row in await rows(lived, gatherings) if row.state == "planned"]
        assert [row.at.hour for row in await rows(lived, gatherings, gathering_id=gathering)] == [9]
        assert [row.at.hour for row in coming] == [8]
        await lived.presses(ANA, "gathering.stop_rhythm", community, coming[0].gathering_id)
        await lived.passes(days=30)
        assert not [row for row in await rows(lived, gatherings) if row.state == "planned"]


async def test_hosting_is_handed_on_with_a_script(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, gathering = await planned(lived)
        await lived.presses(ANA, "gathering.host", community)
        await lived.passes(minutes=1)
        args = buttons_in(in_channel(lived, "offers the hosting")[-1])["I would like to host"][1]
        await lived.presses(BEN, "gathering.i_host", *args)
        await lived.passes(minutes=1)
        assert "Begin on time with one round" in words_of(lived.paper.to(BEN)[-1])
        assert [row.host for row in await rows(lived, gatherings, gathering_id=gathering)] == [BEN]


async def test_a_calendar_entry_keeps_the_rhythm_and_the_zone(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, gathering = await planned(lived, every="14")
        async with lived.house.store.reading() as connection:
            one = await load_gathering(connection, TEAM, gathering)
            whole = await load_community(connection, TEAM, community)
        assert one is not None and whole is not None
        read = Calendar.from_ical(entry(one, whole, MONDAY))
        (event,) = read.walk("VEVENT")
        assert event.decoded("dtstart") == one.at
        assert event["rrule"] == {"FREQ": ["WEEKLY"], "INTERVAL": [2]}
        assert file_name(one, whole) == "data-stewards-2026-03-05.ics"
        assert "RRULE%3AFREQ%3DWEEKLY%3BINTERVAL%3D2" in google_link(one, whole)
        assert "private message" in words_of(
            await lived.presses(BEN, "gathering.calendar", community, gathering)
        )
        await lived.passes(minutes=1)
        letter = lived.paper.to(BEN)[-1]
        (file,) = [part for part in letter.parts if isinstance(part, Attached)]
        assert file.name == file_name(one, whole)
        (event,) = Calendar.from_ical(file.text).walk("VEVENT")
        assert event.decoded("dtstart") == one.at
        shown = buttons_in(letter)
        assert set(shown) == {"Google Calendar", "Outlook"}


async def test_no_table_has_a_place_for_who_came() -> None:
    names = {
        column.name
        for table in metadata.tables.values()
        if "gathering" in table.name
        for column in table.columns
    }
    assert not {name for name in names if "attend" in name or "came" in name or "present" in name}
