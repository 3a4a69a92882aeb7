"""What we believe about who may speak to us as Teams. Every delivery here is real HTTP with real signatures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import jwt
import pytest

from adapters.teams.app import Setup
from adapters.teams.hosts import ForeignAddress, Hosts
from tests.adapters.teams.cloud import APP, TENANT, Cloud, Signer, cloud

pytestmark = pytest.mark.asyncio


async def status_with(token: str | None, **activity: Any) -> tuple[int, int]:
    """The status a delivery gets with this token, and how many arrivals the house saw."""
    async with cloud() as sky:
        status, _ = await sky.deliver({**sky.activity(text="status"), **activity}, token)
        return status, len(sky.house.arrived)


async def signed(sky: Cloud, **claims: Any) -> int:
    """The status a delivery gets with a token that has these claims."""
    token = sky.authority.token(sky.connector.url, **claims)
    status, _ = await sky.deliver(sky.activity(text="status"), token)
    return status


async def test_a_good_token_is_heard() -> None:
    async with cloud() as sky:
        status, _ = await sky.deliver(sky.activity(text="status"))
        assert status == 200
        assert len(sky.house.arrived) == 1


async def test_no_token_is_401() -> None:
    assert await status_with(None) == (401, 0)


async def test_garbage_is_401() -> None:
    assert await status_with("garbage.that.is-no-token") == (401, 0)


async def test_another_scheme_is_401() -> None:
    async with cloud() as sky:
        url = sky.bot.make_url("/api/messages")
        headers = {"Authorization": "Basic Zm9vOmJhcg=="}
        async with sky.http.post(url, json=sky.activity(text="status"), headers=headers) as answer:
            assert answer.status == 401


async def test_an_expired_token_is_401_and_five_minutes_of_skew_are_not() -> None:
    async with cloud() as sky:
        assert await signed(sky, exp=sky.clock() - timedelta(minutes=4)) == 200
        assert await signed(sky, exp=sky.clock() - timedelta(minutes=6)) == 401


async def test_a_token_from_the_future_is_401() -> None:
    async with cloud() as sky:
        assert await signed(sky, nbf=sky.clock() + timedelta(minutes=6)) == 401


async def test_a_forged_token_is_401() -> None:
    async with cloud() as sky:
        forger = Signer(sky.authority.current.kid)  # the published name, another key
        token = sky.authority.token(sky.connector.url, forger)
        assert (await sky.deliver(sky.activity(text="status"), token))[0] == 401


async def test_an_unsigned_token_is_401() -> None:
    async with cloud() as sky:
        claims = {
            "iss": "https://api.botframework.com",
            "aud": APP,
            "exp": 2**33,
            "serviceurl": sky.connector.url,
        }
        token = jwt.encode(claims, None, "none", {"kid": "first"})
        assert (await sky.deliver(sky.activity(text="status"), token))[0] == 401


async def test_a_token_signed_with_the_public_key_as_a_password_is_401() -> None:
    async with cloud() as sky:
        claims = {
            "iss": "https://api.botframework.com",
            "aud": APP,
            "exp": 2**33,
            "serviceurl": sky.connector.url,
        }
        secret = str(sky.authority.current.published()["n"])
        token = jwt.encode(claims, secret, "HS256", {"kid": "first"})
        assert (await sky.deliver(sky.activity(text="status"), token))[0] == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-app"},
        {"aud": None},
        {"aud": ""},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": None},
        {"exp": None},
        {"serviceurl": None},
        {"serviceurl": "https://smba.trafficmanager.net/emea"},
    ],
    ids=lambda claims: "-".join(f"{name} {value}"[:24] for name, value in claims.items()),
)
async def test_a_token_for_anything_else_is_401(claims: dict[str, Any]) -> None:
    async with cloud() as sky:
        assert await signed(sky, **claims) == 401
        assert sky.house.arrived == []


async def test_an_emulator_token_is_401() -> None:
    """The SDK accepts those of the Bot Framework Emulator; nobody needs them here."""
    async with cloud() as sky:
        issuer = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0"
        assert await signed(sky, iss=issuer, ver="2.0", azp=APP) == 401


async def test_another_tenant_is_403() -> None:
    async with cloud() as sky:
        activity = sky.activity(text="status", channelData={"tenant": {"id": "somebody-elses"}})
        assert (await sky.deliver(activity))[0] == 403
        assert sky.house.arrived == []


async def test_no_tenant_is_403() -> None:
    async with cloud() as sky:
        assert (await sky.deliver(sky.activity(text="status", channelData={})))[0] == 403


@pytest.mark.parametrize("missing", ["serviceUrl", "channelId"])
async def test_without_what_the_token_is_checked_against_it_is_401(missing: str) -> None:
    async with cloud() as sky:
        activity = sky.activity(text="status")
        del activity[missing]
        assert (await sky.deliver(activity))[0] == 401


async def test_a_key_not_endorsed_for_teams_is_401() -> None:
    async with cloud() as sky:
        sky.authority.current.endorsements = ("webchat",)
        assert await signed(sky) == 401


async def test_a_service_url_that_is_not_microsofts_is_403_even_when_signed() -> None:
    async with cloud() as sky:
        evil = "https://evil.example.org/emea"
        token = sky.authority.token(evil)
        status, _ = await sky.deliver(sky.activity(text="status", serviceUrl=evil), token)
        assert status == 403
        assert sky.drawer.held == {}


async def test_a_rotated_key_is_fetched_and_heard() -> None:
    async with cloud() as sky:
        assert await signed(sky) == 200
        sky.authority.current = Signer("second")
        sky.authority.published = [sky.authority.current]
        sky.clock.passes(61)
        assert await signed(sky) == 200
        assert sky.authority.asked == 2


async def test_unknown_keys_do_not_make_us_ask_microsoft_each_time() -> None:
    async with cloud() as sky:
        for n in range(20):
            token = sky.authority.token(
                sky.connector.url, Signer(f"made-up-{n}", sky.authority.current.private)
            )
            assert (await sky.deliver(sky.activity(text="status"), token))[0] == 401
        assert sky.authority.asked == 1


async def test_when_the_keys_cannot_be_fetched_teams_is_asked_to_repeat() -> None:
    async with cloud() as sky:
        sky.authority.down = True
        assert await signed(sky) == 503
        sky.authority.down = False
        assert await signed(sky) == 200


async def test_keys_once_fetched_serve_while_microsoft_is_away() -> None:
    async with cloud() as sky:
        assert await signed(sky) == 200
        sky.authority.down = True
        sky.clock.passes(25 * 3600)
        assert await signed(sky) == 200


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"type": 5}',
        b'{"type": "message", "from": "me"}',
        b'{"type": "message", "conversation": []}',
        b'{"type": "message", "entities": {}}',
    ],
    ids=lambda raw: raw[:24].decode(errors="replace"),
)
async def test_bad_json_is_never_a_500(raw: bytes) -> None:
    async with cloud() as sky:
        status, _ = await sky.deliver(raw)
        assert status in (400, 401)
        assert sky.house.arrived == []


@pytest.mark.parametrize(
    "broken",
    [
        {"from": {}},
        {"from": {"id": 7}},
        {"conversation": {"id": ""}},
        {"entities": [{"type": "mention", "mentioned": "x"}]},
        {"value": {"action": ["a"]}},
        {"value": {"action": "a", "args": "b"}},
        {"value": {"action": "a", "args": [1]}},
        {"value": {"form": "f", "kinds": {"x": "one"}, "field.x": {"deep": 1}}},
    ],
    ids=str,
)
async def test_an_activity_that_is_not_as_documented_is_400(broken: dict[str, Any]) -> None:
    async with cloud() as sky:
        assert (await sky.deliver(sky.activity(text="status") | broken))[0] == 400
        assert sky.house.arrived == []


async def test_what_was_not_kept_is_not_acknowledged() -> None:
    async with cloud() as sky:
        sky.house.breaks = True
        assert (await sky.deliver(sky.activity(text="status")))[0] == 500


async def test_without_an_app_id_there_is_no_bot() -> None:
    with pytest.raises(ValueError, match="app id"):
        async with cloud(app_id=""):
            raise AssertionError("it started")


async def test_without_a_tenant_there_is_no_bot() -> None:
    with pytest.raises(ValueError, match="tenant"):
        async with cloud(tenant=""):
            raise AssertionError("it started")


async def test_without_a_secret_or_an_identity_there_is_no_bot() -> None:
    with pytest.raises(ValueError, match="secret"):
        Setup(APP, TENANT).tokens()


async def test_the_demo_hears_this_machine_without_tokens() -> None:
    async with cloud(app_id="", tenant="", demo=True) as sky:
        assert (await sky.deliver(sky.activity(text="status"), None))[0] == 200


async def test_the_demo_hears_nobody_through_a_tunnel() -> None:
    async with cloud(app_id="", tenant="", demo=True) as sky:
        url = sky.bot.make_url("/api/messages")
        headers = {"X-Forwarded-For": "203.0.113.9"}
        async with sky.http.post(url, json=sky.activity(text="status"), headers=headers) as answer:
            assert answer.status == 403


async def test_the_demo_answers_nobody_but_this_machine() -> None:
    async with cloud(app_id="", tenant="", demo=True) as sky:
        activity = sky.activity(text="status", serviceUrl="https://smba.trafficmanager.net/emea")
        assert (await sky.deliver(activity, None))[0] == 403


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/emea",
        "https://smba.trafficmanager.net.evil.org/",
        "https://evil.org/smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.org/",
        "https://evilbotframework.com/",
        "https://user:pass@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net:8443/",
        "https://169.254.169.254/metadata",
        "https://localhost/",
        "https://[::1/",
        "ftp://smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "",
    ],
)
async def test_only_microsofts_addresses_are_spoken_to(url: str) -> None:
    with pytest.raises(ForeignAddress):
        Hosts().check(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://europe.api.botframework.com/x",
        "https://smba.trafficmanager.net:443/",
    ],
)
async def test_microsofts_addresses_are(url: str) -> None:
    assert Hosts().check(url) == url.rstrip("/")
