"""The two servers that are compared, each a process of its own on one core: ``python -m tests.bench.serving bare|evener PORT``.

``bare`` is a bolt app on the same aiohttp server that only acknowledges; ``evener`` is the whole house on SQLite.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from typing import Any

import uvloop
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot import logs
from bot.building import build
from bot.cli import serve_house
from bot.settings import read_settings

SECRET = "bench-signing-secret"
CORE = 0


async def authorize(**_known: Any) -> AuthorizeResult:
    """As cheap as an authorization can be, so that the comparison is hard on us."""
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_token="xoxb-1", bot_id="B1", bot_user_id="U0"
    )


async def bare(port: int) -> None:
    """A bolt app that only acknowledges."""
    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    @app.command("/community")
    async def command(ack: Any) -> None:
        await ack("ok")

    @app.action(re.compile(".*"))
    async def action(ack: Any) -> None:
        await ack()

    @app.event("message")
    async def message() -> None:
        """Acknowledged by bolt."""

    async def answer(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    served = web.Application()
    served.add_routes([web.post("/slack/events", answer)])
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


async def evener(port: int) -> None:
    """The whole house, as ``evener serve`` runs it."""
    settings = read_settings(EVENER_PORT=str(port), SLACK_SIGNING_SECRET=SECRET)
    await serve_house(await build(settings), settings)


if __name__ == "__main__":
    os.sched_setaffinity(0, {CORE})
    logs.set_up("warning")
    uvloop.run({"bare": bare, "evener": evener}[sys.argv[1]](int(sys.argv[2])))
