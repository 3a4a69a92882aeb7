"""What everything is measured against: a bolt app on an aiohttp server that only acknowledges. ``python -m tests.bench.bare PORT``.

It imports nothing of ours, so that its start and its memory are those of bolt alone.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import Any

import uvloop
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

SECRET = "bench-signing-secret"


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

    async def ready(_request: web.Request) -> web.Response:
        return web.json_response({})

    served = web.Application()
    served.add_routes([web.post("/slack/events", answer), web.get("/readyz", ready)])
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(bare(int(sys.argv[1])))
