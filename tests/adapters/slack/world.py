"""A Slack platform with a scripted house behind it, reached over signed HTTP or by the local client."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, web
from slack_sdk.signature import SignatureVerifier

from adapters.port import Reader
from adapters.slack.app import Config, Slack
from facilitation.words import Arrival, Reply

SECRET = "signing-secret"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)

Script = Callable[[Arrival], tuple[Reply, ...]]


@dataclass
class House:
    """Stands where the house's reception stands: keeps every arrival and replies as the test says."""

    script: Script = lambda _arrival: ()
    kept: list[Arrival] = field(default_factory=list)
    reader: Reader = field(default_factory=Reader)
    broken: Exception | None = None
    before: Callable[[], Awaitable[None]] | None = None

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        if self.before:
            await self.before()
        if self.broken:
            raise self.broken
        self.kept.append(arrival)
        return self.script(arrival)

    async def readers(self, workspace: str, to: str, named: object) -> Reader:
        return self.reader


@dataclass
class Post:
    """Sends what Slack sends, signed as Slack signs."""

    address: str
    http: ClientSession

    async def form(self, body: dict[str, Any], **headers: str) -> tuple[int, str]:
        """A command, or an interaction (which Slack wraps in ``payload``)."""
        fields = body if "command" in body else {"payload": json.dumps(body)}
        return await self.raw(urlencode(fields), "application/x-www-form-urlencoded", **headers)

    async def event(self, body: dict[str, Any], **headers: str) -> tuple[int, str]:
        return await self.raw(json.dumps(body), "application/json", **headers)

    async def raw(
        self, body: str | bytes, kind: str, stamp: str = "", signature: str | None = None
    ) -> tuple[int, str]:
        stamp = stamp or str(int(time.time()))
        text = body if isinstance(body, str) else body.decode(errors="replace")
        signed = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=text)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signed or "" if signature is None else signature,
        }
        data = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
        async with self.http.post(f"{self.address}/slack/events", data=data, headers=headers) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def over_http(house: House, api_url: str, **config: Any) -> AsyncIterator[tuple[Slack, Post]]:
    """The platform on a port of its own, with its signing secret."""
    given = {"bot_token": "xoxb-1", "signing_secret": SECRET, "api_url": api_url, **config}
    extra = {name: given.pop(name) for name in ("keyring", "new_id") if name in given}
    slack = Slack(Config(**given), house.receive, house.readers, lambda: NOW, **extra)
    app = web.Application(client_max_size=1_000_000)
    app.add_routes(slack.routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await slack.start()
    async with ClientSession() as http:
        try:
            yield slack, Post(f"http://127.0.0.1:{runner.addresses[0][1]}", http)
        finally:
            await slack.stop()
            await runner.cleanup()
