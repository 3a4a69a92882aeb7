"""Whoever looks after the whole Slack workspace looks after this bot too, as long as Slack says so, and no longer."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from facilitation.words import Profile, Submission
from tests.adapters.slack.payloads import command, event
from tests.harness.doors import SLACK, Doors, doors
from tests.harness.house import Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio

OLA, BEN = "slack:U1", "slack:U2"


async def told(lived: Lived, person: str, flag: bool | None) -> None:
    """The platform says who somebody is."""
    lived.paper.profiles[person] = Profile(name="Ola", is_admin=flag)
    await lived.arrives(person, lived.paper.profiles[person])


async def test_an_owner_of_the_workspace_is_an_admin_who_nobody_named(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await told(lived, OLA, True)
        await told(lived, BEN, False)
        assert "These are admins, too" in words_of(await lived.types(OLA, "admins"))
        assert "Only admins" in words_of(await lived.types(BEN, "admins"))
        assert "Only admins" in words_of(await lived.types(BEN, "audit"))
        assert "Only admins" in words_of(await lived.presses(BEN, "admins.take", OLA))


async def test_whoever_is_let_in_by_the_platforms_word_stands_in_the_trail(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await told(lived, OLA, True)
        await lived.arrives(OLA, Submission("admins.give", (), {"person": BEN}))
        trail = words_of(await lived.types(BEN, "audit"))
        assert "admin.by_platform" in trail and "admin.given" in trail


async def test_it_ends_when_the_platform_says_so(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await told(lived, OLA, True)
        await told(lived, OLA, False)
        assert "Only admins" in words_of(await lived.types(OLA, "admins"))


async def test_after_an_hour_the_platform_is_asked_again_and_until_then_the_door_is_shut(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await told(lived, OLA, True)
        await lived.passes(minutes=61)
        assert "I am asking your chat" in words_of(await lived.types(OLA, "admins"))
        await lived.house.beat()
        assert "These are admins, too" in words_of(await lived.types(OLA, "admins"))
        lived.paper.profiles[OLA] = Profile(name="Ola", is_admin=False)
        await lived.passes(minutes=61)
        await lived.types(OLA, "admins")
        await lived.house.beat()
        assert "Only admins" in words_of(await lived.types(OLA, "admins"))


async def test_a_list_that_does_not_tell_changes_nothing(sqlite_url: str) -> None:
    """An export of years ago, a platform that does not say."""
    async with lived_in(sqlite_url) as lived:
        await told(lived, OLA, True)
        await told(lived, OLA, None)
        assert "These are admins, too" in words_of(await lived.types(OLA, "admins"))


# --- through Slack's own door ------------------------------------------------------------------------------------


def user(**flags: Any) -> dict[str, Any]:
    return {"id": "U01", "team_id": "T01", "name": "ola", "profile": {"real_name": "Ola"}, **flags}


async def types(there: Doors, words: str) -> str:
    raw = urlencode(command(words, trigger_id=str(there.statuses.total()))).encode()
    status, said = await there.throws(SLACK, raw, "application/x-www-form-urlencoded")
    assert status == 200
    return said


@pytest.mark.parametrize("flag", ["is_admin", "is_owner", "is_primary_owner"])
async def test_slack_is_asked_and_says_when_it_changes(sqlite_url: str, flag: str) -> None:
    async with doors(sqlite_url) as there:
        there.slack.people.append(user(**{flag: True}))
        assert "I am asking your chat" in await types(there, "admins")
        await there.house.beat()
        assert "These are admins, too" in await types(there, "admins")
        changed = event({"type": "user_change", "user": user(**{flag: False})}, event_id="EvChanged")
        assert (await there.throws(SLACK, json.dumps(changed).encode(), "application/json"))[0] == 200
        assert "Only admins" in await types(there, "admins")


@pytest.mark.parametrize(
    "more",
    [
        {"team_id": "T02"},
        {"is_stranger": True},
        {"is_restricted": True},
        {"deleted": True},
        {"is_bot": True},
        {"team_id": "E01", "enterprise_user": {"teams": ["T02"]}},
    ],
    ids=["of another workspace", "a stranger", "a guest", "gone", "a bot", "elsewhere in the organisation"],
)
async def test_a_flag_from_elsewhere_opens_nothing(sqlite_url: str, more: dict[str, Any]) -> None:
    async with doors(sqlite_url) as there:
        there.slack.people.append(user(is_admin=True) | more)
        await types(there, "admins")
        await there.house.beat()
        assert "Only admins" in await types(there, "admins")
