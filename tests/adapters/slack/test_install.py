"""Installing into many workspaces: a state this browser was given, a token nobody sees, a house that hears of it."""

import re
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession
from yarl import URL

from adapters.slack.install import SignedState, arrival_of
from adapters.slack.scopes import SCOPES
from facilitation.words import Installed
from tests.adapters.slack.payloads import command
from tests.adapters.slack.stand_in import Answer, error, stand_in
from tests.adapters.slack.test_tokens import Hour, Safe, installation
from tests.adapters.slack.world import House, over_http

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def installing(house: House, **more):
    """A browser in front of the platform, with the stand-in behind it."""
    safe = Safe()
    async with stand_in() as there:
        many = {"client_id": "c1", "client_secret": "s1", "keyring": safe, "new_id": lambda: "id1", **more}
        # the cookie is marked Secure and this test speaks plain HTTP, so the browser carries it by hand
        async with over_http(house, there.api_url, **many) as (_, post), ClientSession() as browser:
            yield Browser(post.address, browser), safe, there, post


class Browser:
    def __init__(self, address: str, http: ClientSession) -> None:
        self.address, self.http, self.cookie = address, http, ""

    async def begins(self) -> dict[str, list[str]]:
        """The install page; what its button would tell Slack."""
        async with self.http.get(f"{self.address}/slack/install") as page:
            assert page.status == 200
            self.cookie = page.headers.get("Set-Cookie", "").partition(";")[0]
            link = re.search(r'href="([^"]+oauth/v2/authorize[^"]*)"', await page.text())
        assert link
        return parse_qs(urlsplit(link.group(1).replace("&amp;", "&")).query)

    async def comes_back(self, query: str, cookie: str | None = None) -> tuple[int, str]:
        """Slack sends the browser back with a code."""
        headers = {"Cookie": self.cookie if cookie is None else cookie}
        url = URL(f"{self.address}/slack/oauth_redirect?{query}", encoded=True)
        async with self.http.get(url, headers=headers) as page:
            return page.status, await page.text()


async def test_an_install_is_kept_heard_of_and_speaks_from_then_on():
    house = House()
    async with installing(house, public_url="https://evener.example.org/") as (browser, safe, there, post):
        asked = await browser.begins()
        assert asked["client_id"] == ["c1"]
        assert asked["redirect_uri"] == ["https://evener.example.org/slack/oauth_redirect"]
        assert set(asked["scope"][0].split(",")) == set(SCOPES)
        assert asked["user_scope"] == [""] if "user_scope" in asked else True
        status, page = await browser.comes_back(f"code=abc&state={asked['state'][0]}")
        assert status == 200
        assert "xoxb" not in page
        assert safe["slack:T01"]["token"] == "xoxb-abc"
        (heard,) = house.kept
        assert heard.what == Installed("slack:U01", "Acme")
        assert (heard.workspace, heard.person) == ("slack:T01", "slack:U01")
        assert (await post.form(command()))[0] == 200
        assert len(house.kept) == 2
        assert len(there.called("auth.test")) == 1  # by the install itself, none by the command


@pytest.mark.parametrize(
    ("query", "cookie", "status"),
    [
        ("code=abc&state={state}", "", 400),  # another browser
        ("code=abc&state={state}x", None, 400),  # a state nobody gave
        ("code=abc", None, 400),
        ("state={state}", None, 401),
        ("error=access_denied", None, 200),  # they changed their mind
    ],
)
async def test_a_return_that_did_not_begin_here_installs_nothing(query, cookie, status):
    house = House()
    async with installing(house) as (browser, safe, there, _):
        asked = await browser.begins()
        answer = await browser.comes_back(query.format(state=asked["state"][0]), cookie)
        assert answer[0] == status
        assert (safe, house.kept, there.called("oauth.v2.access")) == ({}, [], [])


async def test_a_code_that_slack_refuses_installs_nothing():
    house = House()
    async with installing(house) as (browser, safe, there, _):
        asked = await browser.begins()
        there.next("oauth.v2.access", error("invalid_code"))
        assert (await browser.comes_back(f"code=abc&state={asked['state'][0]}"))[0] == 401
        assert (safe, house.kept) == ({}, [])


async def test_when_the_house_breaks_the_admin_reads_a_page_and_no_stack_trace():
    async with installing(House(broken=RuntimeError("secret"))) as (browser, _, _, _):
        asked = await browser.begins()
        status, page = await browser.comes_back(f"code=abc&state={asked['state'][0]}")
        assert status == 500
        assert "secret" not in page and "Traceback" not in page


async def test_slack_being_away_is_a_page_too():
    async with installing(House()) as (browser, safe, there, _):
        asked = await browser.begins()
        there.next("oauth.v2.access", Answer(cut=True))
        assert (await browser.comes_back(f"code=abc&state={asked['state'][0]}"))[0] == 500
        assert safe == {}


async def test_a_state_proves_itself_for_ten_minutes_and_cannot_be_made_up():
    hour = Hour()
    states = SignedState("secret", hour, lambda: "id1")
    state = await states.async_issue()
    assert await states.async_consume(state)
    assert not await SignedState("other secret", hour, lambda: "id1").async_consume(state)
    hour.at += timedelta(minutes=11)
    assert not await states.async_consume(state)
    for made_up in ("", ".", "x.y.z", state + "x", "é.é.é", state.replace("id1", "id2")):
        assert not await states.async_consume(made_up)


async def test_an_organisations_install_is_heard_under_the_organisation():
    whole = installation(
        "xoxb-org", team=None, enterprise_id="E01", enterprise_name="Acme Org", is_enterprise_install=True
    )
    assert arrival_of(whole).workspace == "slack:E01"
    assert arrival_of(whole).what.name == "Acme Org"


async def test_one_workspace_by_token_has_no_install_page():
    async with stand_in() as there, over_http(House(), there.api_url) as (slack, _):
        assert [route.path for route in slack.routes()] == ["/slack/events"]
