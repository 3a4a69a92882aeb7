"""The picture behind the nudges holds what really happened in a community, and no word of it; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitation.nudges.picture import Pace, Picture
from facilitation.people import HoursChosen
from facilitation.words import MessageRef, Profile, Reacted, Said
from storage.community import load_community
from storage.engine import all_writes, execute
from storage.gathering import gatherings
from storage.picture import load_picture
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_story import shown
from tests.harness.house import CHANNEL, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio
DAN, NEW = "slack:U4", "slack:U8"


async def picture_of(lived: Lived, community: str, reader: str = ANA) -> Picture:
    async with lived.house.store.reading() as connection:
        found = await load_community(connection, TEAM, community)
        assert found is not None
        return await load_picture(connection, TEAM, found, lived.clock.now(), reader)


async def says(
    lived: Lived, person: str, id: str, thread: str | None = None, text: str = "hello there"
) -> None:
    await lived.arrives(person, Said(MessageRef(CHANNEL, id, thread), text))


async def four(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, DAN)
    return await make(lived)


async def test_talk_becomes_threads_counts_and_weeks(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await says(lived, BEN, "1", text="who has met this before?")
        await says(lived, ANA, "2", thread="1")
        await lived.arrives(BEN, Reacted(MessageRef(CHANNEL, "2"), "thumbsup", ANA))
        await says(lived, CARO, "3", text="anybody for lunch?")
        await lived.passes(days=3)
        picture = await picture_of(lived, community)
        assert dict(picture.talk) == {ANA: 1, BEN: 1, CARO: 1}
        first, second = picture.threads
        assert (first.starter, first.asks, first.first_reply_by, first.thanked) == (BEN, True, ANA, True)
        assert (second.asks, second.replies) == (True, 0)
        assert picture.open_topics == 1
        assert picture.pace == Pace(0, 3 / 8)


async def test_people_who_came_later_are_newcomers_until_somebody_took_them_in(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.passes(days=5)
        await lived.types(NEW, "join")
        await says(lived, NEW, "1")
        await lived.passes(days=4)
        (one,) = (await picture_of(lived, community)).newcomers
        assert one.person == NEW and not one.introduced and one.waited > timedelta(hours=8)


async def test_what_people_made_is_counted_where_it_belongs(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, _ = await shown(lived, cycle="reframing")
        await lived.submits(ANA, "values.mine", community, words="Care")
        await lived.submits(BEN, "request.new", community, kind="time", what="A day", amount="1")
        day = f"{lived.clock.now() + timedelta(days=2):%Y-%m-%d}"
        plan = {"title": "Round", "day": day, "time": "10:00", "minutes": "30", "every": "14", "host": CARO}
        await lived.submits(ANA, "gathering.plan", community, process="lean_coffee", **plan)
        picture = await picture_of(lived, community)
        assert picture.values_from == {ANA}
        assert [one.cycle for one in picture.stories] == ["reframing"]
        assert len(picture.open_requests) == 1
        assert picture.has_rhythm and picture.sessions == ()
        await lived.passes(days=3)
        await lived.submits(CARO, "gathering.wrap", community, await held(lived), heard="Much", spoke="few")
        (session,) = (await picture_of(lived, community)).sessions
        assert (session.host, session.format, session.spoke) == (CARO, "lean_coffee", 0.2)


async def held(lived: Lived) -> str:
    async with lived.house.store.reading() as connection:
        return str(
            await connection.scalar(select(gatherings.c.gathering_id).where(gatherings.c.state == "held"))
        )


async def test_zones_and_languages_are_counted_by_who_was_heard(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        for person, zone, language in ((ANA, "Europe/Berlin", "de"), (BEN, "Asia/Tokyo", "ja")):
            await lived.arrives(person, Profile(name=person, zone=zone, language=language))
        await says(lived, ANA, "1")
        picture = await picture_of(lived, community)
        assert ("Asia/Tokyo", 1, 0) in picture.zones and ("Europe/Berlin", 1, 1) in picture.zones
        assert dict(picture.languages) == {"de": 1, "en": 2, "ja": 1}
        async with lived.house.store.writing() as connection:
            changed = all_writes([HoursChosen(BEN, zone="Europe/Berlin")], TEAM, lived.clock.now())
            await execute(connection, [changed])
        assert (
            dict((zone, n) for zone, n, _ in (await picture_of(lived, community)).zones)["Europe/Berlin"] == 2
        )


async def test_only_the_sponsor_sees_their_own_traces(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN)
        community = await make(lived, sponsor=DAN)
        await says(lived, BEN, "1", text="how do we do this?")
        await says(lived, DAN, "2", thread="1")
        assert (await picture_of(lived, community, DAN)).sponsor.answers_posted == 1
        assert (await picture_of(lived, community, ANA)).sponsor.answers_posted == 0
