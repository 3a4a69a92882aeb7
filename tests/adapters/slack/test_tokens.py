"""One token or many: no call to Slack for a request, no stale token after a re-install, tokens renewed in time."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import ClientError
from slack_sdk.oauth.installation_store import Installation

from adapters.slack.tokens import Authorize, Installed, Line, OneToken
from tests.adapters.slack.stand_in import Answer, error, session, stand_in

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Safe(dict):
    """The house's keyring as its port describes it, in memory; it counts how often it is asked."""

    asked = 0

    async def load(self, key):
        self.asked += 1
        return self.get(key)

    async def save(self, key, record):
        self[key] = dict(record)

    async def forget(self, key):
        self.pop(key, None)

    async def keys(self, platform):
        return sorted(self)


class Hour:
    def __init__(self):
        self.at = NOW

    def __call__(self):
        return self.at


@asynccontextmanager
async def many():
    async with stand_in() as there, session() as connection:
        line = Line(there.api_url)
        line.session = connection
        hour, safe = Hour(), Safe()
        yield there, Installed(line, safe, hour, "client", "secret"), safe, hour


def installation(token="xoxb-1", team="T01", **more):
    return Installation(
        user_id="U01", team_id=team, team_name="Acme", bot_token=token, bot_id="B0", bot_user_id="U0", bot_scopes="chat:write,commands", **more
    )  # fmt: skip


async def test_the_one_token_asks_slack_once_whose_it_is():
    async with stand_in() as there, session() as connection:
        line = Line(there.api_url)
        line.session = connection
        tokens = OneToken(line, "xoxb-1")
        for _ in range(5):
            speaker = await tokens.speaker("slack:T01")
        assert (speaker.authorization.bot_user_id, speaker.name) == ("U0BOT", "Acme")
        assert len(there.called("auth.test")) == 1
        assert await tokens.speaker("slack:T02") is None


async def test_every_request_is_authorized_without_a_call_or_a_query():
    async with many() as (there, tokens, safe, _):
        await tokens.keep(installation())
        authorize = Authorize(tokens)
        for _ in range(50):
            found = await authorize(context=None, enterprise_id=None, team_id="T01", user_id="U01")
        assert (found.bot_token, found.bot_user_id) == ("xoxb-1", "U0")
        assert (safe.asked, there.calls) == (1, [])


async def test_nobody_speaks_where_nobody_installed_and_that_is_remembered_for_a_minute():
    async with many() as (_, tokens, safe, hour):
        assert await tokens.speaker("slack:T01") is None
        assert await tokens.speaker("slack:T01") is None
        assert safe.asked == 1
        await safe.save("slack:T01", {"token": "xoxb-other-replica", "team": "T01"})
        hour.at += timedelta(minutes=1)
        assert (await tokens.speaker("slack:T01")).client.token == "xoxb-other-replica"


async def test_after_a_re_install_the_new_token_speaks_at_once():
    async with many() as (_, tokens, _, _):
        await tokens.keep(installation("xoxb-1"))
        await tokens.speaker("slack:T01")
        await tokens.keep(installation("xoxb-2"))
        assert (await tokens.speaker("slack:T01")).client.token == "xoxb-2"


async def test_a_token_that_slack_refused_is_read_afresh():
    async with many() as (_, tokens, safe, _):
        await tokens.keep(installation("xoxb-1"))
        await tokens.speaker("slack:T01")
        safe["slack:T01"]["token"] = "xoxb-2"
        tokens.doubt("slack:T01")
        assert (await tokens.speaker("slack:T01")).client.token == "xoxb-2"


async def test_an_uninstall_leaves_no_token_behind():
    async with many() as (_, tokens, safe, _):
        await tokens.keep(installation())
        await tokens.forget("slack:T01")
        assert safe == {}
        assert await tokens.speaker("slack:T01") is None


async def test_an_organisations_install_speaks_in_its_workspaces_also_for_letters_later():
    async with many() as (_, tokens, _, hour):
        whole = installation(
            "xoxb-org", team=None, enterprise_id="E01", enterprise_name="Acme Org", is_enterprise_install=True
        )
        assert await tokens.keep(whole) == "slack:E01"
        assert await tokens.speaker("slack:T77") is None  # nobody has seen that workspace yet
        assert (await tokens.speaker("slack:T77", "slack:E01")).client.token == "xoxb-org"
        hour.at += timedelta(minutes=2)
        assert (await tokens.speaker("slack:T77")).client.token == "xoxb-org"


def expiring(hours):
    return {
        "token": "xoxe.old",
        "team": "T01",
        "refresh": "r1",
        "expires_at": (NOW + timedelta(hours=hours)).isoformat(),
    }


async def test_a_token_that_ends_soon_is_renewed_and_the_next_refresh_token_kept():
    async with many() as (there, tokens, safe, _):
        safe["slack:T01"] = expiring(1)
        assert (await tokens.speaker("slack:T01")).client.token == "xoxe.r1"
        assert safe["slack:T01"]["refresh"] == "next"
        assert safe["slack:T01"]["expires_at"] == (NOW + timedelta(hours=12)).isoformat()
        assert there.called("oauth.v2.access")[0]["refresh_token"] == "r1"


async def test_a_token_that_ended_while_nobody_spoke_is_renewed_for_the_letter_that_waited():
    async with many() as (there, tokens, safe, _):
        safe["slack:T01"] = expiring(-60)
        assert (await tokens.speaker("slack:T01")).client.token == "xoxe.r1"
        safe["slack:T02"] = expiring(9)
        assert (await tokens.speaker("slack:T02")).client.token == "xoxe.old"
        assert len(there.called("oauth.v2.access")) == 1


async def test_when_another_replica_renewed_first_its_token_is_used():
    async with many() as (there, tokens, safe, _):
        safe["slack:T01"] = expiring(1)
        there.next("oauth.v2.access", error("invalid_refresh_token"))
        assert (await tokens.speaker("slack:T01")).client.token == "xoxe.old"


async def test_slack_being_away_is_told_as_such():
    async with stand_in() as there, session() as connection:
        line = Line(there.api_url)
        line.session = connection
        there.next("auth.test", *[Answer(cut=True)] * 2)
        with pytest.raises(ClientError):
            await OneToken(line, "xoxb-1").speaker("slack:T01")


async def test_two_requests_at_once_renew_a_token_once():
    async with many() as (there, tokens, safe, _):
        safe["slack:T01"] = expiring(1)
        speakers = await asyncio.gather(*(tokens.speaker("slack:T01") for _ in range(5)))
        assert {one.client.token for one in speakers} == {"xoxe.r1"}
        assert len(there.called("oauth.v2.access")) == 1
