"""A community's calendar is read at an address that nobody can guess, and no more once it is revoked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import icalendar
import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import rights
from bot.subscribing import address
from bot.web import Outward, application
from facilitation.community import CommunityCreated
from facilitation.gathering import Gathering, GatheringEnded, GatheringPlanned
from facilitation.words import Joined, Submission, Tell
from storage.feed import open_feed, revoke_feed
from tests.contracts.test_api import DATA, Reading
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

NEW, OLD = b"new key of the house", b"old key of the house"
SOON = Gathering("g1", "c1", "How we review", MONDAY + timedelta(days=1), 45, "slack:U1", every=7)


async def test_planned_and_cancelled_gatherings_are_in_the_calendar_and_nobody_is(any_database: str) -> None:
    async with (
        lived_in(any_database) as lived,
        TestClient(TestServer(application(lived.house, Outward(keys=(NEW, OLD))))) as web,
    ):
        there = Reading(lived, web)
        await there.keeps(
            CommunityCreated(DATA), GatheringPlanned(SOON), GatheringPlanned(replace(SOON, id="g2"))
        )
        await there.keeps(GatheringEnded("g2", "cancelled"))
        async with lived.house.store.writing() as connection:
            number = await open_feed(connection, TEAM, "c1")
            assert await open_feed(connection, TEAM, "c1") == number
        for key in (NEW, OLD):  # a rotated key keeps the addresses people have
            answer = await web.get(address("", key, TEAM, "c1", number))
            assert (answer.status, answer.content_type) == (200, "text/calendar")
        text = await answer.text()
        events = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert {str(one["uid"]): one.get("status") for one in events} == {
            "g1@evener": None,
            "g2@evener": "CANCELLED",
        }
        assert "How we review" in text and "U1" not in text


async def test_any_other_address_is_not_there(any_database: str) -> None:
    async with (
        lived_in(any_database) as lived,
        TestClient(TestServer(application(lived.house, Outward(keys=(NEW,))))) as web,
    ):
        there = Reading(lived, web)
        await there.keeps(CommunityCreated(DATA))
        right = address("", NEW, TEAM, "c1", 1)
        assert (await web.get(right)).status == 404  # nobody opened it
        async with lived.house.store.writing() as connection:
            await open_feed(connection, TEAM, "c1")
        assert (await web.get(right)).status == 200
        wrongs = (
            right.replace(".ics", "0.ics"),
            right.replace("c1", "c2"),
            address("", NEW, TEAM, "c1", 0),
            address("", NEW, TEAM, "c1", 2),
            address("", b"a stranger's key", TEAM, "c1", 1),
            address("", NEW, "slack:T2", "c1", 1),
            "/calendar/%00/c1/x.ics",
        )
        assert [(await web.get(one)).status for one in wrongs] == [404] * len(wrongs)
        async with lived.house.store.writing() as connection:
            assert await revoke_feed(connection, TEAM, "c1")
        assert (await web.get(right)).status == 404
        async with lived.house.store.writing() as connection:
            assert await open_feed(connection, TEAM, "c1") == 2
        assert (await web.get(right)).status == 404
        assert (await web.get(address("", NEW, TEAM, "c1", 2))).status == 200


# --- by a command in chat ----------------------------------------------------------------------------------------

CONVENER, MEMBER = "slack:U1", "slack:U2"


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "public_url", lambda: "https://evener.example")


async def made(lived: Lived) -> None:
    """A community with a convener and a member."""
    form = Submission("community.new", (CHANNEL,), {"name": "Data Circle"})
    await lived.arrives(CONVENER, form)
    await lived.arrives(MEMBER, Joined(CHANNEL))


def path_in(replies: object) -> str:
    (found,) = set(re.findall(r"https://evener.example(/calendar/[^'\"|>]*\.ics)", repr(replies)))
    return found


@pytest.mark.usefixtures("reached")
async def test_a_convener_gets_the_address_and_makes_it_anew(any_database: str) -> None:
    async with (
        lived_in(any_database, house_key=NEW) as lived,
        TestClient(TestServer(application(lived.house, Outward(keys=(NEW,))))) as web,
    ):
        await made(lived)
        replies = await lived.types(CONVENER, "calendar")
        assert isinstance(replies[0], Tell), "to them alone"
        first = path_in(replies)
        assert (await web.get(first)).status == 200
        assert path_in(await lived.types(CONVENER, "calendar")) == first
        action, args = buttons_in(replies)["Make it anew"]
        second = path_in(await lived.presses(CONVENER, action, *args))
        assert [(await web.get(one)).status for one in (first, second)] == [404, 200]
        assert path_in(await lived.types(CONVENER, "calendar")) == second
        async with lived.house.store.writing() as connection:
            assert await revoke_feed(connection, TEAM, args[0])
        third = path_in(await lived.types(CONVENER, "calendar"))
        assert [(await web.get(one)).status for one in (second, third)] == [404, 200]


@pytest.mark.usefixtures("reached")
async def test_nobody_else_gets_it_or_makes_it_anew(any_database: str) -> None:
    async with lived_in(any_database, house_key=NEW) as lived:
        await made(lived)
        action, args = buttons_in(await lived.types(CONVENER, "calendar"))["Make it anew"]
        for person in (MEMBER, "slack:U9"):
            for replies in (
                await lived.types(person, "calendar"),
                await lived.presses(person, action, *args),
            ):
                assert "Conveners of the community" in words_of(replies) and "https" not in repr(replies)


async def test_where_nobody_can_reach_us_it_says_so(sqlite_url: str) -> None:
    async with lived_in(sqlite_url, house_key=NEW) as lived:
        await made(lived)
        assert "no public address" in words_of(await lived.types(CONVENER, "calendar"))
