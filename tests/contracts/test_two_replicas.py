"""What one replica remembers is never more behind what another has written than docs/operating.md says of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from adapters.slack.tokens import Installed, Line
from bot.clock import StillClock, given
from bot.house import House
from bot.keeping import keep
from bot.paper import Paper
from bot.switchboard import Switchboard
from facilitation.admins import AdminGiven, AdminTaken
from facilitation.community import Community, CommunityCreated, LanguageNamed, MemberJoined, Membership
from facilitation.linking import PeopleLinked, PeopleUnlinked
from facilitation.people import HoursChosen, ProfileLearnt
from facilitation.words import Arrival, Change, Command, Decision, Joined, Profile
from storage.keyring import Keyring
from storage.linking import join_workspaces
from tests.contracts.test_pace import replicas
from tests.harness.house import CHANNEL, TEAM, words_of

pytestmark = pytest.mark.asyncio

ANA, ANA_TEAMS, TENANT = "slack:U1", "teams:aaaa", "teams:tenant"
MINUTE = timedelta(minutes=1)
KEY = Fernet.generate_key().decode()
NUMBERS = count(1)


async def keeps(house: House, *changes: Change) -> None:
    """A replica writes something, and knows itself that it did."""
    decision = Decision(changes=changes)
    async with house.store.writing() as connection:
        await keep(connection, [(TEAM, decision)], given(house.clock, house.chance))
    house.readers.learn(TEAM, decision)


async def types(house: House, person: str, words: str) -> str:
    arrival = Arrival(f"r{next(NUMBERS)}", TEAM, person, Command(words, CHANNEL, opener="open"))
    return words_of(await house.reception.receive(arrival))


async def test_a_language_learnt_by_one_replica_is_spoken_by_the_other_within_a_minute(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        assert (await there.readers(TEAM, ANA, ())).language == "en"
        await keeps(here, ProfileLearnt(ANA, Profile("Ana", "Europe/Lisbon", "de")))
        assert (await here.readers(TEAM, ANA, ())).language == "de"
        clock.move_to(clock.now() + MINUTE)
        assert (await there.readers(TEAM, ANA, ())).zone == "Europe/Lisbon"


async def test_what_somebody_sets_for_themself_holds_on_the_other_replica_within_a_minute(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        await keeps(here, ProfileLearnt(ANA, Profile("Ana", "Europe/Lisbon", "de")))
        assert (await there.readers(TEAM, ANA, ())).zone == "Europe/Lisbon"
        await keeps(here, HoursChosen(ANA, zone="Asia/Tokyo", language="fr"))
        clock.move_to(clock.now() + MINUTE)
        reader = await there.readers(TEAM, ANA, ())
        assert (reader.zone, reader.language) == ("Asia/Tokyo", "fr")


async def test_a_communitys_language_and_members_are_those_that_the_other_replica_wrote(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        inside = (Membership(ANA, "convener"),)
        one = Community("c1", TEAM, "Bakers", channels=(CHANNEL,), members=inside, created_by=ANA)
        await keeps(here, CommunityCreated(one))
        assert "Members\n1" in await types(there, ANA, "status")
        await keeps(here, MemberJoined("c1", "slack:U2"))
        assert "Members\n2" in await types(there, ANA, "status"), "at once, by its version"
        assert (await there.readers(TEAM, CHANNEL, ())).language == "en"
        await keeps(here, LanguageNamed("c1", "de"))
        clock.move_to(clock.now() + MINUTE)
        assert (await there.readers(TEAM, CHANNEL, ())).language == "de"


async def test_whoever_was_made_an_admin_is_one_at_once_everywhere_and_no_longer_than_anywhere(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (_, _, (here, there)):
        await keeps(here, ProfileLearnt(ANA, Profile("Ana", is_admin=False)))
        assert "Only admins" in await types(there, ANA, "admins")
        for given_or_taken, told in (
            (AdminGiven(ANA, "slack:U9"), "These are admins, too"),
            (AdminTaken(ANA), "Only admins"),
            (ProfileLearnt(ANA, Profile("Ana", is_admin=True)), "These are admins, too"),
            (ProfileLearnt(ANA, Profile("Ana", is_admin=False)), "Only admins"),
        ):
            await keeps(here, given_or_taken)
            assert told in await types(there, ANA, "admins")


# --- who is whom -------------------------------------------------------------------------------------------------


def board(house: House) -> Switchboard:
    made = Switchboard(house.store, house.reception.receive, house.readers, house.clock)
    for name in ("slack", "teams"):
        made.line(Paper(name))
    return made


async def test_joined_linked_and_unlinked_by_one_replica_is_so_on_the_other_within_a_minute(
    any_database: str,
) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        ours, theirs = board(here), board(there)
        assert (await theirs.aliases(TENANT)).home == TENANT
        async with here.store.writing() as connection:
            await join_workspaces(connection, TENANT, TEAM, clock.now())
        clock.move_to(clock.now() + MINUTE)
        assert (await theirs.aliases(TENANT)).home == TEAM
        await keeps(here, PeopleLinked(ANA, ANA_TEAMS))
        clock.move_to(clock.now() + MINUTE)
        for one in (ours, theirs):
            assert (await one.aliases(TENANT)).person_of[ANA_TEAMS] == ANA
        await keeps(here, PeopleUnlinked(ANA))
        clock.move_to(clock.now() + MINUTE)
        for one in (ours, theirs):
            assert ANA_TEAMS not in (await one.aliases(TENANT)).person_of


async def test_what_arrives_at_the_other_replica_after_a_link_is_one_persons(any_database: str) -> None:
    async with replicas(any_database, 2) as (clock, _, (here, there)):
        theirs = board(there)
        async with here.store.writing() as connection:
            await join_workspaces(connection, TENANT, TEAM, clock.now())
        inside = (Membership(ANA, "convener"),)
        one = Community(
            "c1", TEAM, "Bakers", channels=(CHANNEL, "teams:19:x"), members=inside, created_by=ANA
        )
        await keeps(here, CommunityCreated(one), PeopleLinked(ANA, ANA_TEAMS))
        clock.move_to(clock.now() + MINUTE)
        await theirs.receive(Arrival("t1", TENANT, ANA_TEAMS, Joined("teams:19:x")))
        assert "Members\n1" in await types(here, ANA, "status"), "nobody is counted twice"


# --- by which right we speak -------------------------------------------------------------------------------------


@asynccontextmanager
async def speakers(url: str) -> AsyncIterator[tuple[StillClock, Installed, Installed]]:
    """The tokens of two replicas over one database."""
    async with replicas(url, 2) as (clock, _, houses):
        here, there = (
            Installed(Line("http://127.0.0.1:9/"), Keyring(one.store, [KEY], clock.now), clock.now, "c", "s")
            for one in houses
        )
        yield clock, here, there


def install(token: str) -> Installation:
    return Installation(user_id="U1", team_id="T1", bot_token=token, bot_id="B0", bot_user_id="U0")


async def speaks(tokens: Installed) -> str | None:
    found = await tokens.speaker(TEAM)
    return found.client.token if found else None


async def test_an_install_a_re_install_and_an_uninstall_on_one_replica_hold_on_the_other_within_a_minute(
    any_database: str,
) -> None:
    async with speakers(any_database) as (clock, here, there):
        assert await speaks(there) is None
        for token in ("xoxb-1", "xoxb-2"):
            await here.keep(install(token))
            assert await speaks(here) == token
            clock.move_to(clock.now() + MINUTE)
            assert await speaks(there) == token
        await here.forget(TEAM)
        assert await speaks(here) is None
        clock.move_to(clock.now() + MINUTE)
        assert await speaks(there) is None


async def test_a_token_that_slack_refuses_is_looked_up_at_once_and_not_within_a_minute(
    any_database: str,
) -> None:
    async with speakers(any_database) as (_, here, there):
        await here.keep(install("xoxb-1"))
        assert await speaks(there) == "xoxb-1"
        await here.keep(install("xoxb-2"))
        assert await speaks(there) == "xoxb-1", "remembered"
        there.doubt(TEAM)
        assert await speaks(there) == "xoxb-2"
