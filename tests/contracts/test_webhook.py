"""What happens in communities is told to other programs: once, signed, repeated until heard, and never to inside addresses."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.fernet import Fernet

from bot.clock import given
from bot.keeping import keep
from bot.reach import NotPublic, Reach, checked, is_public
from bot.webhook import KINDS, WAITS, Carrier
from facilitation.community import Community, CommunityCreated
from facilitation.words import Decision, Entry
from storage.webhook import Hook, add_hook, prune, remove_hook, states
from tests.harness.house import MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

KEY, SECRET = Fernet.generate_key().decode(), "shared secret"


@dataclass
class Hearing:
    """A house that tells, and a program of ours that hears over real TLS."""

    lived: Lived
    server: TestServer
    carriers: list[Carrier]
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def happens(self, kind: str, subject: str = "c1", workspace: str = TEAM, **about: str) -> None:
        entry = Entry(kind, subject, tuple(about.items()), "slack:U1")
        async with self.lived.house.store.writing() as connection:
            now = given(self.lived.clock, self.lived.house.chance)
            await keep(connection, [(workspace, Decision(entries=(entry,)))], now)

    async def hook(self, *kinds: str, url: str = "") -> Hook:
        url = url or str(self.server.make_url("/told"))
        now = self.lived.clock.now()
        made = Hook(TEAM, f"h{len(url)}", url, self.carriers[0].seal(SECRET), kinds or KINDS, now, now)
        async with self.lived.house.store.writing() as connection:
            await add_hook(connection, made)
        self.lived.clock.move_to(now + timedelta(seconds=1))
        return made

    async def round(self) -> None:
        await asyncio.gather(*(one.round() for one in self.carriers))

    async def states(self) -> list[str]:
        async with self.lived.house.store.reading() as connection:
            return [state for _, state, _ in await states(connection, TEAM)]


@asynccontextmanager
async def hearing(url: str, certificate: Path, replicas: int = 1) -> AsyncIterator[Hearing]:
    def take(status: int) -> web.Response:
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 302 else None)

    async def told(request: web.Request) -> web.Response:
        there.heard.append((dict(request.headers), await request.read()))
        return take(there.answers.pop(0) if there.answers else 200)

    app = web.Application()
    app.add_routes([web.post("/told", told), web.route("*", "/elsewhere", told)])
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    async with lived_in(url) as lived:
        server = TestServer(app, scheme="https")
        await server.start_server(ssl=context)
        here = lambda address: address == "127.0.0.1"  # noqa: E731
        house = lived.house
        carriers = [Carrier(house.store, lived.clock, [KEY], Reach(here, trusting)) for _ in range(replicas)]
        there = Hearing(lived, server, carriers)
        community = Community("c1", TEAM, "Data Circle", created_at=MONDAY)
        async with house.store.writing() as connection:
            now = given(lived.clock, house.chance)
            await keep(connection, [(TEAM, Decision(changes=(CommunityCreated(community),)))], now)
        try:
            yield there
        finally:
            for one in carriers:
                await one.close()
            await server.close()


async def test_an_event_is_told_once_signed_and_without_anybody_in_it(
    any_database: str, certificate: Path
) -> None:
    async with hearing(any_database, certificate, replicas=2) as there:
        await there.happens("gathering.planned")  # before anybody wanted to hear
        there.lived.clock.move_to(MONDAY + timedelta(minutes=1))
        await there.hook()
        await there.happens("gathering.planned", every="7")
        await there.happens("experiment.opened", "e1", community="c1")
        await there.happens("nudge.offered")
        await there.happens("gathering.planned", workspace="slack:T2")
        for _ in range(3):
            await there.round()
        bodies = [json.loads(body) for _, body in there.heard]
        assert sorted(one["type"] for one in bodies) == ["experiment.opened", "gathering.planned"]
        for (headers, raw), body in zip(there.heard, bodies, strict=True):
            assert body.keys() == {"id", "type", "at", "workspace", "community"}
            assert body["community"] == {"id": "c1", "name": "Data Circle"}
            assert b"U1" not in raw
            assert headers["Evener-Event"] == body["id"]
            parts = dict(one.split("=", 1) for one in headers["Evener-Signature"].split(","))
            expected = hmac.new(SECRET.encode(), f"{parts['t']}.".encode() + raw, hashlib.sha256).hexdigest()
            assert hmac.compare_digest(parts["v1"], expected)
        assert await there.states() == ["told", "told"]


async def test_what_was_not_heard_is_told_again_later_and_at_last_given_up(
    any_database: str, certificate: Path
) -> None:
    async with hearing(any_database, certificate) as there:
        await there.hook("story.published")
        await there.happens("story.published")
        there.answers = [500, 302, *[503] * len(WAITS)]
        await there.round()
        await there.round()
        assert len(there.heard) == 1  # not before its time
        for wait in WAITS:
            there.lived.clock.move_to(there.lived.clock.now() + wait)
            await there.round()
        assert len(there.heard) == len(WAITS) + 1
        assert len({headers["Evener-Event"] for headers, _ in there.heard}) == 1
        assert all(headers["Host"] and body for headers, body in there.heard)  # nobody followed the 302
        assert await there.states() == ["given_up"]
        async with there.lived.house.store.writing() as connection:
            await prune(connection, there.lived.clock.now())
        assert await there.states() == []


async def test_a_carrier_that_fell_leaves_its_event_to_the_next(any_database: str, certificate: Path) -> None:
    async with hearing(any_database, certificate) as there:
        await there.hook()
        await there.happens("practice.kept")
        carrier = there.carriers[0]
        async with there.lived.house.store.reading() as connection:
            assert await states(connection, TEAM) == []
        await carrier.round()
        assert await there.states() == ["told"]
        await there.happens("practice.kept")
        carrier._tell = lambda _told: asyncio.sleep(0)  # type: ignore[method-assign]  # it falls with it in hand
        there.lived.clock.move_to(there.lived.clock.now() + timedelta(seconds=1))
        await carrier.round()
        del carrier._tell
        await carrier.round()
        assert len(there.heard) == 1  # leased
        there.lived.clock.move_to(there.lived.clock.now() + timedelta(minutes=2))
        await carrier.round()
        assert len(there.heard) == 2


async def test_an_address_that_was_removed_is_told_nothing_more(any_database: str, certificate: Path) -> None:
    async with hearing(any_database, certificate) as there:
        hook = await there.hook()
        await there.happens("practice.kept")
        async with there.lived.house.store.writing() as connection:
            assert await remove_hook(connection, TEAM, hook.id)
            assert not await remove_hook(connection, TEAM, hook.id)
        await there.round()
        assert there.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/x",
        "https://127.0.0.1/x",
        "https://10.0.0.8/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://[fd00::1]/x",
        "https://0.0.0.0/x",
        "https://user:password@example.org/x",
        "ftp://example.org/x",
        "https:///x",
        "//example.org",
        "https://exa mple/" + "x" * 3000,
    ],
)
async def test_an_address_inside_or_not_encrypted_is_refused(url: str) -> None:
    with pytest.raises(NotPublic):
        checked(url)


async def test_a_name_that_leads_inside_is_not_called(sqlite_url: str, certificate: Path) -> None:
    async with hearing(sqlite_url, certificate) as there:
        reach: Any = Reach(is_public)
        with pytest.raises(OSError) as refused:
            await reach.post(f"https://localhost:{there.server.port}/told", b"{}", {})
        await reach.close()
        assert isinstance(refused.value.__cause__, NotPublic)
        assert there.heard == []
