"""Microsoft's side of Teams on this machine: keys it signs with, a connector that answers as told, and the bot before it.

Real HTTP everywhere, authentication on. The connector can be slow, say no in every documented way, never answer, and
hold the published rate limits by the test's clock.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.port import Reader
from adapters.teams.app import Setup, Teams
from adapters.teams.auth import ISSUER
from adapters.teams.hosts import Hosts
from facilitation.words import Arrival, Reply

APP = "11111111-2222-3333-4444-555555555555"
TENANT = "99999999-8888-7777-6666-555555555555"
WORKSPACE = f"teams:{TENANT}"
BOT = f"28:{APP}"
ANA = "aaaaaaaa-0000-0000-0000-000000000001"
ANA_29 = "29:ana"
CHANNEL = "19:general@thread.tacv2"
TEAM = "19:team@thread.tacv2"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

Json = Any
LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
TENANT_LIMIT = (50, 1.0)


class StandingClock:
    """The hour, until a test moves it."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        """Nobody waits here: the hour moves on."""
        self.passes(seconds)

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Signer:
    """A key pair and the name it is published under."""

    kid: str
    private: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    endorsements: Sequence[str] = ("msteams",)

    def published(self) -> Json:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        return {**key, "kid": self.kid, "endorsements": list(self.endorsements)}


class Authority:
    """Where Microsoft publishes the keys Teams signs with."""

    def __init__(self, clock: StandingClock) -> None:
        self.clock = clock
        self.current = Signer("first")
        self.published = [self.current]
        self.asked = 0
        self.down = False
        self.server = TestServer(self._application())

    def _application(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.get("/openid", self._openid), web.get("/keys", self._keys)])
        return app

    async def _openid(self, request: web.Request) -> web.Response:
        if self.down:
            return web.Response(status=503)
        return web.json_response({"issuer": ISSUER, "jwks_uri": str(self.server.make_url("/keys"))})

    async def _keys(self, request: web.Request) -> web.Response:
        self.asked += 1
        return web.json_response({"keys": [one.published() for one in self.published]})

    def token(self, service_url: str, signer: Signer | None = None, **claims: Any) -> str:
        """A token as Teams signs it, with whatever a test wants otherwise; a claim set to None is left out."""
        signer = signer or self.current
        now = self.clock()
        whole = {
            "iss": ISSUER,
            "aud": APP,
            "serviceurl": service_url,
            "nbf": now,
            "exp": now + timedelta(hours=1),
        }
        said = {name: value for name, value in (whole | claims).items() if value is not None}
        return jwt.encode(said, signer.private, "RS256", {"kid": signer.kid})


@dataclass(frozen=True)
class Call:
    """One request the bot made."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Json
    headers: Mapping[str, str]


Say = Callable[[Call], web.Response | None]


class Connector:
    """The Bot Connector: keeps what it is told, or answers as a test says first."""

    def __init__(self, clock: StandingClock) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.says: list[Say] = []
        self.delays: list[float] = []  # seconds before each of the next messages is answered
        self.enforcing = False
        self.refused_by_rate = 0
        self.members: list[Json] = []
        self._sent: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=1800))
        self._all: deque[float] = deque(maxlen=50)
        self._number = 0
        self.heard = asyncio.Event()
        self.server = TestServer(self._application())

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=2**24)
        app.add_routes([web.route("*", "/{path:.*}", self._answer)])
        return app

    @property
    def url(self) -> str:
        return str(self.server.make_url("/emea")).rstrip("/")

    def posts(self) -> list[Call]:
        """The messages that were posted."""
        return [one for one in self.calls if one.method == "POST" and one.path.endswith("/activities")]

    async def until(self, seen: Callable[[], Any]) -> Any:
        """Wait until something is to be seen here; what the test saw."""
        async with asyncio.timeout(10):
            while not (found := seen()):
                self.heard.clear()
                await self.heard.wait()
        return found

    async def _answer(self, request: web.Request) -> web.Response:
        raw = await request.read()
        call = Call(
            request.method,
            request.path.removeprefix("/emea"),
            dict(request.query),
            json.loads(raw) if raw else None,
            dict(request.headers),
        )
        self.calls.append(call)
        self.heard.set()
        if self.delays and call.path.endswith("/activities"):
            await asyncio.sleep(self.delays.pop(0))
        for say in list(self.says):
            if (said := say(call)) is not None:
                return said
        return self._limited(call) or self._usual(call)

    def _limited(self, call: Call) -> web.Response | None:
        """429 when any window of the published limits is full."""
        if not self.enforcing:
            return None
        now = self.clock().timestamp()
        full = len(self._all) == 50 and now - self._all[0] < TENANT_LIMIT[1]
        if call.path.endswith("/activities"):
            sent = self._sent[call.path]
            full |= any(len(sent) >= most and now - sent[-most] < seconds for most, seconds in LIMITS)
            sent.append(now)
        self._all.append(now)
        if full:
            self.refused_by_rate += 1
            return web.json_response(
                {"error": {"code": "Throttled"}}, status=429, headers={"Retry-After": "3"}
            )
        return None

    def _usual(self, call: Call) -> web.Response:
        self._number += 1
        if call.path.endswith("/pagedmembers"):
            return self._page(call)
        if "/members/" in call.path:
            return self._member(call.path.rsplit("/", 1)[1])
        if call.path == "/v3/conversations":
            person = call.body["members"][0]["id"]
            return web.json_response({"id": f"a:{person}"}, status=201)
        return web.json_response({"id": f"{1700000000000 + self._number}"}, status=201)

    def _page(self, call: Call) -> web.Response:
        start, size = int(call.query.get("continuationToken", 0)), int(call.query["pageSize"])
        page: Json = {"members": self.members[start : start + size]}
        if start + size < len(self.members):
            page["continuationToken"] = str(start + size)
        return web.json_response(page)

    def _member(self, person: str) -> web.Response:
        for one in self.members:
            if person in (one["id"], one.get("aadObjectId")):
                return web.json_response(one)
        return web.json_response({"error": {"code": "MemberNotFoundInConversation"}}, status=404)


def refuse(
    status: int, code: str = "", headers: Mapping[str, str] | None = None, times: int = 1, path: str = ""
) -> Say:
    """Say no so many times, where the path contains ``path``."""
    left = [times]

    def say(call: Call) -> web.Response | None:
        if not left[0] or path not in call.path:
            return None
        left[0] -= 1
        return web.json_response({"error": {"code": code, "message": "no"}}, status=status, headers=headers)

    return say


class Drawer:
    """The house's keyring without its encryption: a dict."""

    def __init__(self) -> None:
        self.held: dict[str, Json] = {}

    async def load(self, key: str) -> Json:
        return json.loads(self.held[key]) if key in self.held else None

    async def save(self, key: str, record: Mapping[str, Json]) -> None:
        self.held[key] = json.dumps(record)

    async def forget(self, key: str) -> None:
        self.held.pop(key, None)

    async def keys(self, platform: str) -> Sequence[str]:
        return [key for key in self.held if key.startswith(f"{platform}:")]


class Household:
    """Whatever the house would decide: a test says what is replied, and sees what arrived."""

    def __init__(self) -> None:
        self.arrived: list[Arrival] = []
        self.replies: tuple[Reply, ...] = ()
        self.breaks = False

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        if self.breaks:
            raise RuntimeError("the database is gone")
        self.arrived.append(arrival)
        return self.replies

    async def reader(self, workspace: str, to: str, named: Any) -> Reader:
        return Reader(names={one: f"Name of {one[-4:]}" for one in named})


@dataclass
class Cloud:
    """Everything of one test."""

    clock: StandingClock
    authority: Authority
    connector: Connector
    house: Household
    drawer: Drawer
    teams: Teams
    bot: TestServer
    http: aiohttp.ClientSession

    async def deliver(self, activity: Json, token: str | None = "good") -> tuple[int, Json]:
        """POST an activity as Teams does; the status and the body of the answer."""
        raw = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        if token == "good":
            token = self.authority.token(self.connector.url)
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        async with self.http.post(self.bot.make_url("/api/messages"), data=raw, headers=headers) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith(("{", "[")) else text

    def activity(self, kind: str = "message", personal: bool = True, **more: Any) -> Json:
        """An activity as Teams sends it, from Ana."""
        conversation: Json = {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT}
        data: Json = {"tenant": {"id": TENANT}}
        if not personal:
            conversation = {"id": CHANNEL, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
            data |= {"team": {"id": TEAM, "name": "Data"}, "channel": {"id": CHANNEL, "name": "General"}}
        return {
            "type": kind,
            "id": "1700000000001",
            "timestamp": "2026-03-02T12:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.connector.url,
            "from": {"id": ANA_29, "name": "Ana", "aadObjectId": ANA},
            "recipient": {"id": BOT, "name": "Evener"},
            "conversation": conversation,
            "channelData": data,
            "entities": [
                {"type": "clientInfo", "locale": "pt-PT", "country": "PT", "timezone": "Europe/Lisbon"}
            ],
        } | more

    def invoke(self, name: str, value: Json, personal: bool = True, **more: Any) -> Json:
        return self.activity("invoke", personal, name=name, value=value, replyToId="1700000000000", **more)


@asynccontextmanager
async def cloud(**setup: Any) -> AsyncIterator[Cloud]:
    """A bot with authentication on before an authority and a connector of our own."""
    clock = StandingClock()
    authority, connector, house, drawer = Authority(clock), Connector(clock), Household(), Drawer()
    bot = web.Application()
    server = TestServer(bot)
    async with authority.server, connector.server, aiohttp.ClientSession() as http:
        origin = str(connector.server.make_url("")).rstrip("/")
        given = {
            "app_id": APP,
            "tenant": TENANT,
            "hosts": Hosts(frozenset({origin})),
            "openid": str(authority.server.make_url("/openid")),
            "acquire": lambda: {"access_token": "ours", "expires_in": 3600},
        } | setup
        teams = Teams(
            Setup(**given),
            house.receive,
            house.reader,
            drawer,
            clock,
            {"status", "new", "help"}.__contains__,
            clock.sleep,
        )
        bot.add_routes(list(teams.routes()))
        async with server:
            await teams.start()
            try:
                yield Cloud(clock, authority, connector, house, drawer, teams, server, http)
            finally:
                await teams.stop()
