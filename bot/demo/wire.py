"""Carries every byte between the bot and the local Slack client through the mending, on the loopback interface."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
from aiohttp import web

from bot.demo.local_slack import Workspace
from bot.demo.mending import Json, Options, for_the_bot, for_the_page, option
from bot.demo.outside import free_port

DRAWN = ("blocks", "view")  # the arguments of a Web API call that hold something to look at


@contextlib.asynccontextmanager
async def mended(workspace: Workspace, client: str) -> AsyncIterator[str]:
    """An address that behaves as ``client`` and mends what passes; the bot's API base is this plus ``/api/``."""
    port = free_port()
    async with aiohttp.ClientSession() as http:
        wire = Wire(workspace, client, f"127.0.0.1:{port}", http)
        app = web.Application(client_max_size=0)
        app.router.add_get("/socket/{id}", wire.socket)
        app.router.add_route("*", "/{path:.*}", wire.call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield f"http://127.0.0.1:{port}"
        finally:
            await runner.cleanup()


class Wire:
    """One client's traffic. ``here`` is our own host and port."""

    def __init__(self, workspace: Workspace, client: str, here: str, http: aiohttp.ClientSession) -> None:
        self._there = client.removeprefix("http://")
        self._here = here
        self._http = http
        self._people: Options = tuple(option(one.id, one.name) for one in workspace.colleagues)
        self._channels: Options = tuple(option(one.id, f"#{one.name}") for one in workspace.channels)

    async def call(self, request: web.Request) -> web.Response:
        """A Web API call, or an answer to a response_url."""
        body = await request.read()
        if request.content_type == "application/json" and body:
            body = json.dumps(self._to_the_page(json.loads(body))).encode()
        kept = {name: value for name, value in request.headers.items() if name.lower() in _PASSED_ON}
        url = f"http://{self._there}{request.path_qs}"
        async with self._http.request(request.method, url, data=body, headers=kept) as reply:
            answer = self._lead_here(await reply.read())
            return web.Response(body=answer, status=reply.status, content_type=reply.content_type)

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """A Socket Mode connection: frames to the bot are mended, acknowledgements may carry a view or blocks back."""
        to_bot = web.WebSocketResponse(max_msg_size=0)
        await to_bot.prepare(request)
        async with self._http.ws_connect(f"ws://{self._there}{request.path_qs}", max_msg_size=0) as to_client:
            pumps = (
                asyncio.create_task(_pump(to_client, to_bot, self._to_the_bot)),
                asyncio.create_task(_pump(to_bot, to_client, self._acknowledged)),
            )
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        await to_bot.close()
        return to_bot

    def _to_the_page(self, arguments: Json) -> Json:
        drawn = {key: self._shown(arguments[key]) for key in DRAWN if arguments.get(key)}
        return {**arguments, **drawn}

    def _shown(self, drawn: Any) -> Any:
        """slack_sdk sends blocks and views as JSON in a string in some calls, and as they are in others."""
        parts = json.loads(drawn) if isinstance(drawn, str) else drawn
        return for_the_page(parts, self._people, self._channels)

    def _acknowledged(self, frame: str) -> str:
        told = json.loads(frame)
        if isinstance(told.get("payload"), dict):
            told["payload"] = self._to_the_page(told["payload"])
        return json.dumps(told)

    def _to_the_bot(self, frame: str) -> str:
        told = json.loads(self._lead_here(frame.encode()))
        if isinstance(told.get("payload"), dict):
            told["payload"] = for_the_bot(told["payload"])
        return json.dumps(told)

    def _lead_here(self, words: bytes) -> bytes:
        """The client names itself in the socket's address and in response_urls."""
        return words.replace(self._there.encode(), self._here.encode())


_PASSED_ON = {"authorization", "content-type", "user-agent"}
Socket = aiohttp.ClientWebSocketResponse | web.WebSocketResponse


async def _pump(source: Socket, target: Socket, mend: Callable[[str], str]) -> None:
    async for frame in source:
        if frame.type is aiohttp.WSMsgType.TEXT:
            await target.send_str(mend(frame.data))
