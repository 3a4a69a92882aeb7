"""People make a community, come, go, and say what it is for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from facilitation.words import Home, Joined, Left, Open, Opened, Profile, Reask
from storage.wakes import wakes
from tests.harness.house import CHANNEL, TEAM, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

ANA, BEN, CARO, ROBOT = "slack:U1", "slack:U2", "slack:U3", "slack:U9"


async def make(lived: Lived, **answers: str) -> str:
    """Ana makes a community in the channel; its id."""
    filled = {"name": "Data stewards", "purpose": "Care for data", **answers}
    replies = await lived.submits(ANA, "community.new", CHANNEL, **filled)
    await lived.house.beat()
    return buttons_in(replies)["Tell the channel"][1][0]


async def test_new_opens_a_form_and_the_form_makes_a_community(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        (form,) = await lived.types(ANA, "new")
        assert isinstance(form, Open)
        assert form.form.memo == (CHANNEL,)
        await make(lived)
        shown = words_of(await lived.types(ANA, "charter"))
        assert "Data stewards" in shown and "Care for data" in shown
        assert "already has a community" in words_of(await lived.types(BEN, "new"))


async def test_a_community_without_a_name_is_asked_for_one(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        (again,) = await lived.submits(ANA, "community.new", CHANNEL, name="  ")
        assert isinstance(again, Reask)
        assert again.errors[0][0] == "name"


async def test_everybody_in_the_channel_belongs_except_bots_and_those_who_left(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, ROBOT)
        await lived.arrives(ROBOT, Profile(name="Robot", is_bot=True))
        await make(lived)
        assert "Members\n3" in words_of(await lived.types(ANA, "status"))
        assert "You are out" in words_of(await lived.types(BEN, "leave"))
        assert "You are not in" in words_of(await lived.types(BEN, "leave"))
        await lived.passes(days=1)
        assert "Members\n2" in words_of(await lived.types(ANA, "status"))
        assert "You are in" in words_of(await lived.types(BEN, "join"))
        assert "already" in words_of(await lived.types(BEN, "join"))


async def test_joining_the_channel_is_joining_and_leaving_it_is_leaving(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await make(lived)
        await lived.arrives(BEN, Joined(CHANNEL))
        assert "Members\n2" in words_of(await lived.types(ANA, "status"))
        await lived.arrives(BEN, Left(CHANNEL))
        await lived.arrives(BEN, Left("slack:C2"))
        assert "Members\n1" in words_of(await lived.types(ANA, "status"))


async def test_only_conveners_change_the_charter_and_a_member_may_take_up_convening(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        community = await make(lived)
        await lived.types(BEN, "join")
        assert "Conveners change the charter" in words_of(
            await lived.presses(BEN, "community.charter", community)
        )
        assert isinstance((await lived.presses(ANA, "community.charter", community))[0], Open)
        await lived.submits(ANA, "community.charter", community, name="Stewards", purpose="More")
        assert "Stewards" in words_of(await lived.types(BEN, "charter"))
        assert "only one who convenes" in words_of(await lived.types(ANA, "leave"))
        assert "Convene it" in buttons_in(await lived.types(BEN, "charter"))
        await lived.presses(BEN, "community.convene", community)
        assert "Change the charter" in buttons_in(await lived.types(BEN, "charter"))


async def test_a_sponsor_hears_that_they_were_named_and_by_whom(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await make(lived, sponsor=CARO)
        assert len(lived.paper.to(CARO)) == 1
        assert "nothing about any one person" in words_of(lived.paper.to(CARO)[0])


async def test_a_sponsor_named_later_gets_a_monday_too(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN)
        community = await make(lived)
        await lived.passes(hours=1)
        await lived.submits(ANA, "community.charter", community, name="Stewards", sponsor=CARO)
        await lived.passes(minutes=5)
        async with lived.house.store.reading() as connection:
            found = await connection.execute(select(wakes.c.kind, wakes.c.subject))
            due = {(row.kind, row.subject) for row in found}
        assert any(kind.startswith("digest") and subject == CARO for kind, subject in due), due


async def test_nobody_sees_or_changes_a_community_of_another_workspace(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await make(lived)
        other = "slack:T2"
        from_there = await lived.arrives(ANA, Opened(), team=other)
        assert "Data stewards" not in words_of(from_there)
        assert other != TEAM
        assert words_of(await lived.presses(ANA, "community.join", community)).startswith("You are in")


async def test_home_is_useful_to_everybody_and_settings_hold(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        (home,) = await lived.arrives(BEN, Opened())
        assert isinstance(home, Home)
        assert "no community yet" in words_of(home)
        wrong = await lived.submits(
            BEN, "settings.change", zone="Mars", starts="9", ends="25:00", days=("0",)
        )
        assert [name for name, _ in wrong[0].errors] == ["zone", "ends"]
        right = {
            "zone": "Asia/Tokyo",
            "starts": "8",
            "ends": "16:30",
            "days": ("0", "1"),
            "refused": ("pulse",),
        }
        assert "saved" in words_of(await lived.submits(BEN, "settings.change", **right))
        shown = words_of(await lived.types(BEN, "settings"))
        assert "08:00 to 16:30" in shown and "Asia/Tokyo" in shown and "Pulses" in shown
        await lived.arrives(BEN, Profile(name="Ben", zone="Europe/Paris"))
        assert "Asia/Tokyo" in words_of(await lived.types(BEN, "settings"))


async def test_an_unknown_word_names_the_nearest_command(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        assert "/community charter" in words_of(await lived.types(ANA, "chart"))
        assert "I do not know “xyzzy”" in words_of(await lived.types(ANA, "xyzzy"))
        assert "/community join" in words_of(await lived.types(ANA, ""))
