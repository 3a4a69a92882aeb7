"""What we believe about the event loop: tokens, keys and rosters never hold it for 50 ms. Measured, over real TLS and HTTP.

The token endpoint takes 500 ms for each of its answers and is asked by MSAL itself. Each is measured three times, anew,
and the best counts: what blocks, blocks each time, and this machine has other work.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters.port import Delivered, Later, Unavailable
from adapters.teams.tokens import NoToken, Patient, Tokens, with_secret
from facilitation.words import Tell
from tests.adapters.teams.cloud import APP, CHANNEL, TENANT, WORKSPACE, StandingClock, cloud, refuse
from tests.adapters.teams.test_send import MESSAGE, letter, met

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("measured")]

MOST = 0.050
SLOW = 0.5


class Stall:
    """The longest time the event loop did nothing but one thing."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            self.longest = max(self.longest, now - last)
            last = now


@asynccontextmanager
async def watched() -> AsyncIterator[Stall]:
    stall = Stall()
    watching = asyncio.create_task(stall.watch())
    try:
        yield stall
    finally:
        watching.cancel()


def certificate(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A certificate for 127.0.0.1 and the file that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(
            name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1)
        )
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "authority.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, str(file)


class Entra:
    """Microsoft's sign-in service: slow, and it counts."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.refusing = False
        self.server = TestServer(self._application(), scheme="https")

    def _application(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._openid)])
        app.add_routes([web.post("/token", self._token)])
        return app

    async def _openid(self, request: web.Request) -> web.Response:
        await asyncio.sleep(SLOW)
        base = str(self.server.make_url("")).rstrip("/")
        return web.json_response(
            {
                "issuer": f"{base}/{TENANT}/v2.0",
                "authorization_endpoint": f"{base}/authorize",
                "token_endpoint": f"{base}/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        await asyncio.sleep(SLOW)
        if self.refusing:
            return web.json_response({"error": "invalid_client", "error_description": "no"}, status=401)
        answer = {"token_type": "Bearer", "expires_in": 3600, "access_token": f"token {len(self.asked)}"}
        return web.json_response(answer)


def trusting(vouching: str) -> Patient:
    """A session that trusts our own authority, whatever this machine's environment says."""
    session = Patient()
    session.trust_env = False
    session.verify = vouching
    return session


@asynccontextmanager
async def entra(folder: Path) -> AsyncIterator[tuple[Entra, Any]]:
    """A running Entra and what asks it for tokens."""
    service = Entra()
    context, vouching = certificate(folder)
    await service.server.start_server(ssl=context)
    try:
        login = str(service.server.make_url("")).rstrip("/")
        yield service, with_secret(APP, "a secret", TENANT, login, lambda: trusting(vouching))
    finally:
        await service.server.close()


async def spoken_at_once(folder: Path) -> float:
    """The longest stall while three letters and three turns wait for the same first token."""
    async with entra(folder) as (service, acquire), cloud(acquire=acquire) as sky:
        await met(sky)
        sky.house.replies = (Tell(MESSAGE),)
        async with watched() as stall:
            outcomes = await asyncio.gather(*(sky.teams.send(letter(mark=str(n))) for n in range(3)))
            statuses = await asyncio.gather(*(sky.deliver(sky.activity(text="status")) for _ in range(3)))
        assert all(isinstance(one, Delivered) for one in outcomes)
        assert [status for status, _ in statuses] == [200] * 3
        assert len(service.asked) == 1, "one token for everybody"
        assert service.asked[0]["scope"] == "https://api.botframework.com/.default"
        return stall.longest


async def test_a_slow_token_endpoint_holds_nobody_up(tmp_path: Path) -> None:
    assert min([await spoken_at_once(tmp_path) for _ in range(3)]) < MOST


async def test_a_token_is_renewed_before_it_ends_while_the_old_one_serves(tmp_path: Path) -> None:
    async with entra(tmp_path) as (_, acquire):
        clock = StandingClock()
        tokens = Tokens(acquire, clock)
        assert await tokens.token() == "token 1"
        clock.passes(45 * 60)
        started = time.perf_counter()
        assert await tokens.token() == "token 1"
        assert time.perf_counter() - started < SLOW / 2
        await tokens.stop()
        assert await tokens.token() == "token 2"


async def test_a_refused_secret_is_final_and_a_missing_service_is_not(tmp_path: Path) -> None:
    async with entra(tmp_path) as (service, acquire):
        service.refusing = True
        with pytest.raises(NoToken) as refused:
            await Tokens(acquire, StandingClock()).token()
        assert (refused.value.code, refused.value.final) == ("invalid_client", True)
    with pytest.raises(NoToken) as away:
        await Tokens(acquire, StandingClock()).token()
    assert not away.value.final


ASK = """
from adapters.teams.tokens import with_managed_identity
print(with_managed_identity("{app}")()["access_token"])
"""


async def test_a_managed_identity_needs_no_secret() -> None:
    """As Azure App Service offers it: through the environment of the bot's process."""
    asked: list[dict[str, str]] = []

    async def identity(request: web.Request) -> web.Response:
        asked.append({**request.query, "secret": request.headers["X-IDENTITY-HEADER"]})
        until = str(int(datetime(2099, 1, 1, tzinfo=UTC).timestamp()))
        return web.json_response({"access_token": "ours", "expires_on": until, "resource": "r"})

    app = web.Application()
    app.add_routes([web.get("/msi/token", identity)])
    async with TestServer(app) as server:
        azure = {"IDENTITY_ENDPOINT": str(server.make_url("/msi/token")), "IDENTITY_HEADER": "h"}
        program = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            ASK.format(app=APP),
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, **azure},
        )
        said, _ = await program.communicate()
    assert said.decode().strip() == "ours"
    assert asked == [
        {
            "api-version": "2019-08-01",
            "resource": "https://api.botframework.com",
            "client_id": APP,
            "secret": "h",
        }
    ]


async def heard_at_once(deliveries: int) -> float:
    """The longest stall while a new bot fetches its keys and hears this many at once."""
    async with cloud() as sky:
        token = sky.authority.token(sky.connector.url)
        async with watched() as stall:
            heard = (sky.deliver(sky.activity(text="hi"), token) for _ in range(deliveries))
            statuses = await asyncio.gather(*heard)
        assert {status for status, _ in statuses} == {200}
        assert sky.authority.asked == 1
        return stall.longest


async def test_keys_and_signatures_hold_nobody_up() -> None:
    assert min([await heard_at_once(10) for _ in range(3)]) < MOST


def people(count: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"29:{n}",
            "aadObjectId": f"00000000-0000-0000-0000-{n:012d}",
            "name": f"Person {n}",
            "givenName": "Person",
            "surname": str(n),
            "email": f"p{n}@example.org",
            "userPrincipalName": f"p{n}@example.org",
            "tenantId": TENANT,
            "userRole": "guest" if n % 100 == 0 else "user",
        }
        for n in range(count)
    ]


async def roster_read(count: int) -> float:
    """The longest stall while a roster of this many is read to its end."""
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.members = people(count)
        async with watched() as stall:
            found = [one async for one in sky.teams.members(WORKSPACE, f"teams:{CHANNEL}")]
        assert len(set(found)) == count
        assert found[7] == "teams:00000000-0000-0000-0000-000000000007"
        assert len([one for one in sky.connector.calls if one.path.endswith("/pagedmembers")]) == count // 500
        return stall.longest


async def test_a_roster_of_12_000_is_read_to_its_end_without_holding_anybody_up() -> None:
    assert min([await roster_read(12_000) for _ in range(3)]) < MOST


async def test_half_a_roster_is_never_taken_for_the_whole() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.members = people(1200)
        sky.connector.says.append(
            lambda call: (
                refuse(429, "Throttled", {"Retry-After": "8"})(call)
                if "continuationToken" in call.query
                else None
            )
        )
        with pytest.raises(Unavailable) as told:
            [one async for one in sky.teams.members(WORKSPACE, f"teams:{CHANNEL}")]
        assert told.value.seconds == 8


async def test_a_channel_we_are_not_in_has_nobody() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.says.append(refuse(403, "BotNotInConversationRoster"))
        assert [one async for one in sky.teams.members(WORKSPACE, f"teams:{CHANNEL}")] == []


async def test_everybody_is_told_once_with_what_teams_knows() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.members = people(3)
        everybody = [one async for one in sky.teams.people(WORKSPACE)]
        assert [person for person, _ in everybody] == [
            f"teams:00000000-0000-0000-0000-{n:012d}" for n in range(3)
        ]
        assert (everybody[1][1].name, everybody[1][1].email) == ("Person 1", "p1@example.org")
        assert [profile.is_guest for _, profile in everybody] == [True, False, False]


async def test_one_person_is_asked_for_where_we_may_know_them() -> None:
    async with cloud() as sky:
        await met(sky, personal=False)
        sky.connector.members = people(3)
        profile = await sky.teams.profile(WORKSPACE, "teams:00000000-0000-0000-0000-000000000002")
        assert profile is not None
        assert profile.name == "Person 2"
        assert await sky.teams.profile(WORKSPACE, "teams:29:nobody") is None
        assert not isinstance(await sky.teams.send(letter()), Later)
