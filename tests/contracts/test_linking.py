"""One person in two chats, one community in two places: what we believe about it, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from adapters.port import Outgoing
from bot.commands.teams import NotJoinable, join_in
from bot.paper import Paper
from bot.switchboard import Switchboard
from facilitation.voice import linking as say
from facilitation.words import (
    Arrival,
    Command,
    Joined,
    Message,
    MessageRef,
    Press,
    Profile,
    Reply,
    Submission,
    What,
)
from storage.community import load_all_communities
from storage.engine import Store
from storage.linking import join_workspaces, resolve
from storage.migrate import migrate
from tests.harness.house import MONDAY, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

HOME, TENANT = "slack:T1", "teams:tenant"
ANA, ANA_TEAMS, BEN, EVE = "slack:U1", "teams:aaaa", "slack:U2", "teams:eeee"
CHANNEL, CHANNEL_TEAMS = "slack:C1", "teams:19:general"


@dataclass
class Two:
    """A house with two chats of one organisation before it."""

    lived: Lived
    board: Switchboard
    slack: Paper
    teams: Paper
    numbers: Any

    async def arrives(self, person: str, what: What) -> tuple[Reply, ...]:
        workspace = HOME if person.startswith("slack:") else TENANT
        return await self.board.receive(Arrival(f"a{next(self.numbers)}", workspace, person, what))

    async def types(self, person: str, words: str, channel: str | None = None) -> tuple[Reply, ...]:
        return await self.arrives(person, Command(words, channel, private=channel is None, opener="x"))

    async def presses(self, person: str, replies: object, label: str) -> tuple[Reply, ...]:
        action, args = buttons_in(replies)[label]
        return await self.arrives(person, Press(action, args, opener="x"))

    async def code(self, person: str) -> str:
        shown = words_of(await self.types(person, "link"))
        return shown.split("link ")[1].split("*")[0].split(".")[0].strip()

    async def links(self, person: str, other: str) -> None:
        asked = await self.types(other, f"link {await self.code(person)}")
        assert "one person in both chats" in words_of(await self.presses(other, asked, "That is me"))

    async def meets(self, channel: str, *people: str) -> None:
        for person in people:
            await self.arrives(person, Joined(channel))

    async def writes_to(self, to: str) -> None:
        """A letter of the house to somebody goes out."""
        letter = Outgoing(HOME, to, Message(say.LINKED), f"mark{next(self.numbers)}")
        await self.lived.house.platforms[to.partition(":")[0]].send(letter)


@asynccontextmanager
async def two_chats(url: str, joined: bool = True) -> AsyncIterator[Two]:
    async with lived_in(url) as lived:
        house = lived.house
        board = Switchboard(house.store, house.reception.receive, house.readers, house.clock)
        slack, teams = Paper("slack"), Paper("teams")
        for sheet in (slack, teams):
            house.add(board.line(sheet))
        if joined:
            async with house.store.writing() as connection:
                await join_workspaces(connection, TENANT, HOME, house.clock.now())
        yield Two(lived, board, slack, teams, count(1))


async def made(two: Two) -> None:
    """Ana makes a community in Slack."""
    await two.arrives(
        ANA, Submission("community.new", (CHANNEL,), {"name": "Data stewards", "purpose": "Care"})
    )


# --- linking ---------------------------------------------------------------------------------------------------


async def test_a_code_typed_in_the_other_chat_makes_two_one(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        async with two.lived.house.store.reading() as connection:
            assert await resolve(connection, TENANT, ANA_TEAMS) == (HOME, ANA)
            assert await resolve(connection, HOME, BEN) == (HOME, BEN)


async def test_a_code_works_once(any_database: str) -> None:
    async with two_chats(any_database) as two:
        code = await two.code(ANA)
        asked = await two.types(ANA_TEAMS, f"link {code.lower()}")
        await two.presses(ANA_TEAMS, asked, "That is me")
        assert "Nobody made this code" in words_of(await two.types(EVE, f"link {code}"))
        assert "Nobody made this code" in words_of(await two.presses(EVE, asked, "That is me"))


async def test_a_code_works_for_ten_minutes(any_database: str) -> None:
    async with two_chats(any_database) as two:
        code = await two.code(ANA)
        two.lived.clock.move_to(two.lived.clock.now() + timedelta(minutes=11))
        assert "Nobody made this code" in words_of(await two.types(ANA_TEAMS, f"link {code}"))


async def test_whoever_types_somebody_elses_code_is_told_whose_it_is_and_can_say_no(
    any_database: str,
) -> None:
    async with two_chats(any_database) as two:
        code = await two.code(ANA)
        asked = await two.types(EVE, f"link {code}")
        assert "made by" in words_of(asked)
        assert "nothing is linked" in words_of(await two.presses(EVE, asked, "Not me"))
        assert "Nobody made this code" in words_of(await two.types(ANA_TEAMS, f"link {code}"))


async def test_a_code_is_for_the_other_chat(any_database: str) -> None:
    async with two_chats(any_database) as two:
        code = await two.code(ANA)
        assert "other chat" in words_of(await two.types(ANA, f"link {code}"))
        assert "other chat" in words_of(await two.types(BEN, f"link {code}"))


async def test_nobody_is_linked_with_two_people(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        code = await two.code(BEN)
        assert "linked already" in words_of(await two.types(ANA_TEAMS, f"link {code}"))
        assert "one person in both chats already" in words_of(await two.types(ANA, "link"))


async def test_where_nothing_is_joined_there_is_nobody_to_link_with(any_database: str) -> None:
    async with two_chats(any_database, joined=False) as two:
        assert "not joined" in words_of(await two.types(ANA, "link"))
        assert "not linked" in words_of(await two.types(ANA, "unlink"))


async def test_made_two_again_they_are_strangers(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        assert "two people again" in words_of(await two.types(ANA_TEAMS, "unlink"))
        async with two.lived.house.store.reading() as connection:
            assert await resolve(connection, TENANT, ANA_TEAMS) == (HOME, ANA_TEAMS)
        assert "not linked" in words_of(await two.types(ANA, "unlink"))
        await two.links(ANA, ANA_TEAMS)


# --- by e-mail -------------------------------------------------------------------------------------------------


async def test_the_same_verified_address_in_both_chats_is_one_person_who_is_told_and_may_undo_it(
    any_database: str,
) -> None:
    async with two_chats(any_database) as two:
        for person, mail in ((ANA, "Ana@example.org"), (ANA_TEAMS, "ana@example.org")):
            await two.arrives(person, Profile(name="Ana", email=mail))
        await two.lived.house.beat()
        told = [one for sheet in (two.slack, two.teams) for one in sheet.sent]
        assert "same verified e-mail" in words_of([one.message for one in told])
        two.lived.clock.move_to(two.lived.clock.now() + timedelta(minutes=2))
        await two.presses(ANA_TEAMS, [one.message for one in told], "Make me two again")
        await two.arrives(ANA_TEAMS, Profile(name="Ana", email="ana@example.org"))
        async with two.lived.house.store.reading() as connection:
            assert await resolve(connection, TENANT, ANA_TEAMS) == (HOME, ANA_TEAMS), "a no is kept to"


@pytest.mark.parametrize(
    "profile",
    [
        Profile(email="ana@example.org", is_guest=True),
        Profile(email="ana@example.org", is_bot=True),
        Profile(email="another@example.org"),
        Profile(email=None),
    ],
    ids=["a guest", "a bot", "another address", "no address"],
)
async def test_nobody_else_is_linked_by_address(sqlite_url: str, profile: Profile) -> None:
    async with two_chats(sqlite_url) as two:
        await two.arrives(ANA, Profile(name="Ana", email="ana@example.org"))
        await two.arrives(EVE, profile)
        async with two.lived.house.store.reading() as connection:
            assert await resolve(connection, TENANT, EVE) == (HOME, EVE)


async def test_an_address_that_two_people_share_links_nobody(sqlite_url: str) -> None:
    async with two_chats(sqlite_url) as two:
        for person in (ANA, BEN, EVE):
            await two.arrives(person, Profile(name="Team", email="team@example.org"))
        async with two.lived.house.store.reading() as connection:
            assert await resolve(connection, TENANT, EVE) == (HOME, EVE)


# --- what it is good for ---------------------------------------------------------------------------------------


async def test_a_community_is_the_same_in_both_chats(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await made(two)
        await two.links(ANA, ANA_TEAMS)
        card = await two.types(ANA_TEAMS, "link", CHANNEL_TEAMS)
        assert "lives here as well" in words_of(
            await two.presses(ANA_TEAMS, card, "Bring Data stewards here")
        )
        await two.meets(CHANNEL_TEAMS, EVE)
        assert "Members\n2" in words_of(await two.types(ANA, "status", CHANNEL))
        assert "Members\n2" in words_of(await two.types(EVE, "status", CHANNEL_TEAMS))


async def test_only_a_convener_brings_a_community_and_only_into_a_free_channel(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await made(two)
        await two.links(ANA, ANA_TEAMS)
        card = await two.types(ANA_TEAMS, "link", CHANNEL_TEAMS)
        assert "Only a convener" in words_of(await two.presses(EVE, card, "Bring Data stewards here"))
        await two.presses(ANA_TEAMS, card, "Bring Data stewards here")
        assert "lives in this channel already" in words_of(
            await two.presses(ANA_TEAMS, card, "Bring Data stewards here")
        )


async def test_linking_takes_memberships_along_and_counts_nobody_twice(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await made(two)
        await two.links(ANA, ANA_TEAMS)
        card = await two.types(ANA_TEAMS, "link", CHANNEL_TEAMS)
        await two.presses(ANA_TEAMS, card, "Bring Data stewards here")
        ben_teams = "teams:bbbb"
        await two.meets(CHANNEL, BEN)
        await two.meets(CHANNEL_TEAMS, ben_teams)
        assert "Members\n3" in words_of(await two.types(ANA, "status", CHANNEL))
        await two.links(BEN, ben_teams)
        assert "Members\n2" in words_of(await two.types(ANA, "status", CHANNEL))


async def test_a_letter_follows_people_to_the_chat_they_used_last(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        await two.writes_to(ANA)
        assert (two.teams.sent[-1].to, two.teams.sent[-1].workspace) == (ANA_TEAMS, TENANT)
        two.lived.clock.move_to(two.lived.clock.now() + timedelta(seconds=1))
        await two.types(ANA, "help")
        await two.writes_to(ANA)
        assert (two.slack.sent[-1].to, two.slack.sent[-1].workspace) == (ANA, HOME)
        two.lived.clock.move_to(two.lived.clock.now() + timedelta(seconds=1))
        await two.types(ANA_TEAMS, "help")
        await two.writes_to(ANA)
        assert [len(two.slack.sent), len(two.teams.sent)] == [1, 2]


async def test_a_letter_changed_later_is_changed_where_it_is(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        earlier = MessageRef("slack:D1", "17")
        letter = replace(Outgoing(HOME, ANA, Message(say.LINKED), "m"), edits=earlier)
        await two.lived.house.platforms["slack"].send(letter)
        assert two.slack.sent[-1].to == ANA


async def test_a_letter_to_a_channel_goes_to_that_channels_platform(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.writes_to(CHANNEL_TEAMS)
        assert (two.teams.sent[-1].to, two.teams.sent[-1].workspace) == (CHANNEL_TEAMS, TENANT)


async def test_people_are_named_to_each_platform_by_its_own_ids(any_database: str) -> None:
    async with two_chats(any_database) as two:
        await two.links(ANA, ANA_TEAMS)
        replies = await two.types(EVE, f"link {await two.code(BEN)}")
        assert BEN in repr(replies)
        two.lived.clock.move_to(two.lived.clock.now() + timedelta(minutes=2))
        reader = await two.board.readers(TENANT, EVE, {ANA_TEAMS})
        assert set(reader.names) <= {ANA_TEAMS}


# --- joining, by whoever runs the bot --------------------------------------------------------------------------


async def test_a_tenant_joins_a_workspace_once_its_own_communities_are_none(any_database: str) -> None:
    store = Store(any_database)
    await migrate(store)
    now = MONDAY
    await join_in(store, "tenant", HOME, now)
    async with store.reading() as connection:
        assert await resolve(connection, TENANT, ANA_TEAMS) == (HOME, ANA_TEAMS)
    for tenant, home in (("", HOME), ("tenant", "T1")):
        with pytest.raises(NotJoinable):
            await join_in(store, tenant, home, now)
    await store.close()


async def test_a_tenant_with_communities_of_its_own_is_not_joined(any_database: str) -> None:
    migrated = Store(any_database)
    await migrate(migrated)
    await migrated.close()
    async with two_chats(any_database, joined=False) as two:
        await two.arrives(ANA_TEAMS, Submission("community.new", (CHANNEL_TEAMS,), {"name": "Ours"}))
        async with two.lived.house.store.reading() as connection:
            assert len(await load_all_communities(connection, TENANT)) == 1
    store = Store(any_database)
    with pytest.raises(NotJoinable, match="communities of its own"):
        await join_in(store, "tenant", HOME, MONDAY)
    await store.close()
