"""Who is there, page by page and never half a list; and what an admin has to mend, without a secret in it."""

from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from adapters.port import Finding, Platform, Unavailable
from adapters.slack.app import Config, Slack
from adapters.slack.scopes import SCOPES
from facilitation.words import Profile
from tests.adapters.slack.stand_in import Answer, error, stand_in
from tests.adapters.slack.world import NOW, House

pytestmark = pytest.mark.asyncio

TEAM = "slack:T01"


def person(at: int, **more):
    return {
        "id": f"U{at:04}",
        "name": f"p{at}",
        "tz": "Europe/Oslo",
        "profile": {"real_name": f"Person {at}"},
        **more,
    }


@asynccontextmanager
async def platform(**config):
    house = House()
    async with stand_in() as there:
        given = {"bot_token": "xoxb-secret", "api_url": there.api_url, **config}
        slack = Slack(Config(**given), house.receive, house.readers, lambda: NOW)
        await slack.start()
        try:
            yield slack, there
        finally:
            await slack.stop()


async def test_it_is_a_platform_of_the_house():
    async with platform() as (slack, _):
        assert isinstance(slack, Platform)
        assert slack.is_ready()


async def test_everybody_is_listed_page_by_page():
    async with platform() as (slack, there):
        there.people = [person(at) for at in range(450)]
        found = {one: profile async for one, profile in slack.people(TEAM)}
        assert len(found) == 450
        assert found["slack:U0007"] == Profile("Person 7", "Europe/Oslo", None, is_admin=False)
        assert len(there.called("users.list")) == 3


async def test_a_roster_of_thousands_is_read_to_its_end():
    async with platform() as (slack, there):
        there.people = [person(at) for at in range(5200)]
        assert len([one async for one in slack.members(TEAM, "slack:C01")]) == 5200
        assert len(there.called("conversations.members")) == 6


@pytest.mark.parametrize("code", ["channel_not_found", "not_in_channel", "is_archived"])
async def test_a_channel_we_are_not_in_has_nobody_we_may_know(code):
    async with platform() as (slack, there):
        there.next("conversations.members", error(code))
        assert [one async for one in slack.members(TEAM, "slack:C01")] == []


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (Answer({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "12"}), 12),
        (error("internal_error"), 30),
        (Answer(cut=True), 30),
    ],
)
async def test_half_a_list_is_never_taken_for_the_whole(answer, seconds):
    async with platform() as (slack, there):
        there.people = [person(at) for at in range(300)]
        page = {"ok": True, "members": there.people[:200], "response_metadata": {"next_cursor": "200"}}
        there.next("users.list", Answer(page), answer, answer)
        with pytest.raises(Unavailable) as told:
            [one async for one in slack.people(TEAM)]
        assert told.value.seconds == seconds


async def test_one_person_is_known_or_not():
    async with platform() as (slack, there):
        there.people = [person(1, locale="de-DE", is_bot=True)]
        assert await slack.profile(TEAM, "slack:U0001") == Profile(
            "Person 1", "Europe/Oslo", "de-DE", is_bot=True, is_admin=False
        )
        there.next("users.info", error("user_not_found"))
        assert await slack.profile(TEAM, "slack:U0002") is None
        assert there.called("users.info")[0]["include_locale"] in ("1", True)


async def test_who_has_do_not_disturb_on_is_asked_for_fifty_at_once():
    now = int(NOW.timestamp())
    night = {"dnd_enabled": True, "next_dnd_start_ts": now - 60, "next_dnd_end_ts": now + 3600}
    later = {"dnd_enabled": True, "next_dnd_start_ts": now + 60, "next_dnd_end_ts": now + 3600}
    people = [f"slack:U{at:04}" for at in range(60)]
    async with platform() as (slack, there):
        there.next(
            "dnd.teamInfo", Answer({"ok": True, "users": {"U0001": night, "U0002": later, "U0003": {}}})
        )
        assert await slack.shielded(TEAM, people, NOW) == {"slack:U0001": NOW + timedelta(hours=1)}
        assert [len(call["users"].split(",")) for call in there.called("dnd.teamInfo")] == [50, 10]


@pytest.mark.parametrize("answer", [error("missing_scope", needed="dnd:read"), Answer(cut=True)])
async def test_where_slack_does_not_say_who_is_disturbed_nobody_is_held_up(answer):
    async with platform() as (slack, there):
        there.next("dnd.teamInfo", answer)
        assert await slack.shielded(TEAM, ["slack:U0001"], NOW) == {}
        assert await slack.shielded("slack:T99", ["slack:U0001"], NOW) == {}


async def test_another_workspace_than_the_tokens_has_nobody():
    async with platform() as (slack, _):
        with pytest.raises(Unavailable):
            [one async for one in slack.people("slack:T99")]
        assert await slack.profile("slack:T99", "slack:U0001") is None


# --- the doctor ----------------------------------------------------------------------------------------------------


async def examined(answer: Answer | None = None, method: str = "auth.test", **config) -> list[Finding]:
    house = House()
    async with stand_in() as there:
        if answer:
            there.next(method, answer, answer)
        given = {"bot_token": "xoxb-secret", "signing_secret": "hush", "api_url": there.api_url, **config}
        found = list(await Slack(Config(**given), house.receive, house.readers, lambda: NOW).examine())
    assert "xoxb-secret" not in repr(found) and "hush" not in repr(found) and "xapp-secret" not in repr(found)
    assert all(one.well or one.do.endswith(".") for one in found)
    return found


def granted(*scopes: str) -> Answer:
    body = {"ok": True, "team_id": "T01", "team": "Acme", "user_id": "U0", "bot_id": "B0"}
    return Answer(body, headers={"x-oauth-scopes": ",".join(scopes)})


async def test_when_all_is_well_the_doctor_says_where_we_speak():
    found = await examined(granted(*SCOPES))
    assert all(one.well for one in found)
    assert any("Acme" in one.what for one in found)


async def test_missing_and_needless_permissions_are_named():
    (missing,) = [one for one in await examined(granted(*(set(SCOPES) - {"im:history"}))) if not one.well]
    assert "im:history" in missing.do
    (needless,) = [one for one in await examined(granted(*SCOPES, "files:read")) if not one.well]
    assert "files:read" in needless.do


async def test_a_bad_token_and_an_unreachable_slack_are_told_apart():
    (bad,) = [one for one in await examined(error("invalid_auth")) if not one.well]
    assert "Install the app" in bad.do
    (away,) = [one for one in await examined(Answer(cut=True)) if not one.well]
    assert "SLACK_API_URL" in away.do


async def test_socket_mode_is_tried_with_its_own_token():
    refused = await examined(error("missing_scope"), "apps.connections.open", app_token="xapp-secret")
    (fault,) = [one for one in refused if not one.well]
    assert "connections:write" in fault.do


async def test_a_bot_that_nobody_can_reach_is_told_so():
    found = await examined(granted(*SCOPES), signing_secret="")
    assert [one.what for one in found if not one.well] == ["Slack: a way in"]
