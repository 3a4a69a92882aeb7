"""Socket Mode comes back by itself: an address that did not answer is not dialled again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio
from aiohttp import WSMsgType, web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.dialling import Dialler

pytestmark = pytest.mark.asyncio

SOON = 0.05


class Slack:
    """What Slack does with addresses: each holds a ticket, good once; some are refused."""

    def __init__(self) -> None:
        self.refused, self.silent, self.no_address = 0, 0, 0
        self.given: set[str] = set()
        self.dialled: list[str] = []
        self.sockets: list[web.WebSocketResponse] = []
        self.lines = asyncio.Semaphore(0)  # one for each connection that stands
        self._tickets = count(1)
        self.port = 0

    async def open(self, _request: web.Request) -> web.Response:
        if self.no_address:
            self.no_address -= 1
            return web.json_response({"ok": False, "error": "internal_error"})
        ticket = str(next(self._tickets))
        self.given.add(ticket)
        return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket={ticket}"})

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query["ticket"]
        self.dialled.append(ticket)
        if self.silent:
            self.silent -= 1
            await asyncio.Event().wait()
        is_good = ticket in self.given and not self.refused
        self.refused -= bool(self.refused)
        self.given.discard(ticket)
        if not is_good:
            raise web.HTTPForbidden
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        self.lines.release()
        async for told in socket:
            assert told.type is WSMsgType.PING or told.type is WSMsgType.TEXT
        return socket


@pytest_asyncio.fixture
async def slack() -> AsyncIterator[Slack]:
    there = Slack()
    app = web.Application()
    app.add_routes([web.post("/api/apps.connections.open", there.open), web.get("/link", there.link)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    there.port = runner.addresses[0][1]
    yield there
    await runner.cleanup()


@pytest_asyncio.fixture
async def dialler(slack: Slack) -> AsyncIterator[Dialler]:
    made = Dialler("xapp-1", AsyncWebClient(base_url=f"http://127.0.0.1:{slack.port}/api/"), SOON)
    yield made
    await made.close()  # type: ignore[no-untyped-call]


async def stands(slack: Slack) -> None:
    await asyncio.wait_for(slack.lines.acquire(), 20)


async def test_it_dials_what_slack_gave(slack: Slack, dialler: Dialler) -> None:
    await dialler.connect()
    await stands(slack)
    assert slack.dialled == ["1"]


async def test_an_address_that_is_refused_is_not_dialled_again(slack: Slack, dialler: Dialler) -> None:
    slack.refused = 2
    await dialler.connect()
    await stands(slack)
    assert slack.dialled == ["1", "2", "3"]


async def test_an_address_that_stays_silent_is_given_up(slack: Slack, dialler: Dialler) -> None:
    slack.silent = 1
    await dialler.connect()
    await stands(slack)
    assert slack.dialled == ["1", "2"]


async def test_slack_is_asked_again_when_it_gives_no_address(slack: Slack, dialler: Dialler) -> None:
    slack.no_address = 2
    await dialler.connect()
    await stands(slack)
    assert slack.dialled == ["1"]


async def test_a_line_that_breaks_is_dialled_anew_even_when_the_first_new_address_is_refused(
    slack: Slack, dialler: Dialler
) -> None:
    await dialler.connect()
    await stands(slack)
    slack.refused = 1
    await slack.sockets[0].close()
    await stands(slack)
    assert slack.dialled == ["1", "2", "3"]


async def test_whoever_stops_while_it_dials_in_vain_does_not_wait(slack: Slack, dialler: Dialler) -> None:
    slack.no_address = 1_000_000
    dialling = asyncio.create_task(dialler.connect())
    dialling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dialling
