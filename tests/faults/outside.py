"""A chat platform as a network shows it: it has its own memory, and what goes wrong on the way can be planned.

It lives in the test's process and is reached over a Unix socket, so that it remembers what a replica that lost its
power can no longer tell.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from adapters.port import Absent, Delivered, Later, Outcome, Outgoing, Refused, Seen, Unknown
from bot.paper import Paper
from facilitation.words import MessageRef, PersonId, Profile, WorkspaceId

WELL, TOO_MANY, BROKEN, CUT_OFF, LOST, REVOKED = "well", "429", "500", "cut off", "lost", "token revoked"
TIMEOUT = aiohttp.ClientTimeout(total=5)


@dataclass
class Outside:
    """What arrived there, by mark; ``plan`` holds what befalls the next sends."""

    got: Counter[str] = field(default_factory=Counter)
    at: list[tuple[float, str]] = field(default_factory=list)  # when each arrived, on the loop's clock
    plan: deque[str] = field(default_factory=deque)
    looked: int = 0

    async def send(self, request: web.Request) -> web.StreamResponse:
        mark = (await request.json())["mark"]
        happens = self.plan.popleft() if self.plan else WELL
        if happens == TOO_MANY:
            return web.json_response({}, status=429, headers={"Retry-After": "1"})
        if happens in (BROKEN, REVOKED):
            return web.json_response({"why": happens}, status=500 if happens == BROKEN else 401)
        if happens != LOST:  # lost: it never came as far as here
            self.got[mark] += 1
            self.at.append((asyncio.get_running_loop().time(), mark))
        if happens in (LOST, CUT_OFF):
            assert request.transport is not None
            request.transport.close()
        return web.json_response({"id": mark})

    async def look(self, request: web.Request) -> web.StreamResponse:
        self.looked += 1
        return web.json_response({"there": self.got[(await request.json())["mark"]] > 0})

    def application(self) -> web.Application:
        app = web.Application()
        app.add_routes([web.post("/send", self.send), web.post("/look", self.look)])
        return app


@asynccontextmanager
async def outside(socket: Path) -> AsyncIterator[Outside]:
    """The platform, listening until the block ends."""
    there = Outside()
    runner = web.AppRunner(there.application(), access_log=None)
    await runner.setup()
    await web.UnixSite(runner, str(socket)).start()
    try:
        yield there
    finally:
        await runner.cleanup()


class Wire(Paper):
    """The adapter at this end: one request a letter, and never a repeat by itself."""

    def __init__(self, socket: Path, blind: bool) -> None:
        super().__init__(blind=blind)
        self._socket = str(socket)

    async def start(self) -> None:
        self._http = aiohttp.ClientSession(connector=aiohttp.UnixConnector(self._socket), timeout=TIMEOUT)

    async def stop(self) -> None:
        await self._http.close()

    async def send(self, outgoing: Outgoing) -> Outcome:
        try:
            async with self._http.post("http://outside/send", json={"mark": outgoing.mark}) as answer:
                return await outcome_of(answer, outgoing)
        except (aiohttp.ClientError, TimeoutError) as why:
            return Unknown(type(why).__name__)

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        if self.blind:
            return Unknown("cannot look")
        async with self._http.post("http://outside/look", json={"mark": outgoing.mark}) as answer:
            there: Any = await answer.json()
        return Delivered(MessageRef(outgoing.to, outgoing.mark)) if there["there"] else Absent()

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        return Profile("Somebody", "UTC", "en")


async def outcome_of(answer: aiohttp.ClientResponse, outgoing: Outgoing) -> Outcome:
    """What an answer means, in the port's words."""
    match answer.status:
        case 429:
            return Later(float(answer.headers["Retry-After"]), everyone=True)
        case 401:
            return Refused("token_revoked", "workspace", "Install the app again.")
        case 500:
            return Unknown("server error")
        case _:
            await answer.read()
            return Delivered(MessageRef(outgoing.to, outgoing.mark))


def marks_twice(there: Outside) -> Sequence[str]:
    """Marks that came more than once."""
    return [mark for mark, count in there.got.items() if count > 1]
