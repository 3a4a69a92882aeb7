"""The read-only API: what was published, for other programs of the same organisation, by a token of one workspace."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import orjson
from aiohttp import hdrs, web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.api_shapes import (
    MOST,
    PATHS,
    USUAL,
    CommunityShape,
    FigureShape,
    Page,
    PracticeShape,
    Shape,
    StoryShape,
    described,
)
from bot.hardening import refusal
from bot.houses import Houses
from bot.pace import Pace, Rate
from facilitation.community import Community
from facilitation.pulse.disclosure import band
from facilitation.pulse.instruments import Scale
from facilitation.pulse.pictures import estimate_of
from facilitation.pulse.published import Published
from facilitation.pulse.saying import yes_estimate
from facilitation.story.facts import shown_answers
from storage.api_token import ApiToken, find_token, note_token_used
from storage.community import load_all_communities
from storage.engine import Store
from storage.pulse_published import load_published
from storage.story import library_of

RATE = Rate(timedelta(milliseconds=100), 50)  # questions of one token
NUMBER = re.compile(r"[0-9]{1,7}")
PREFIX = "evn_"

Load = Callable[[AsyncConnection, ApiToken, Community], Awaitable[Sequence[Shape]]]


def written_token(workspace: str, token_id: str, secret: str) -> str:
    """A token as people get it: it says whose it is, so that every question about it is scoped."""
    named = base64.urlsafe_b64encode(workspace.encode()).decode().rstrip("=")
    return f"{PREFIX}{named}.{token_id}.{secret}"


def parted(written: str) -> tuple[str, str, str] | None:
    """(workspace, id, secret) of a written token; None for what is none."""
    named, dot, rest = written.removeprefix(PREFIX).partition(".")
    token_id, second, secret = rest.partition(".")
    if not written.startswith(PREFIX) or not dot or not second or not secret.isascii():
        return None
    try:
        workspace = base64.urlsafe_b64decode(named + "=" * (-len(named) % 4)).decode()
    except (binascii.Error, ValueError):
        return None
    return (workspace, token_id, secret) if "\0" not in workspace + token_id else None


class Api:
    """The routes under /api/v1."""

    def __init__(self, houses: Houses) -> None:
        self._houses, self._clock, self._pace = houses, houses.first.clock, Pace()
        self._described = orjson.dumps(described())

    def routes(self) -> list[web.RouteDef]:
        loads: dict[str, Load] = {
            "figures": self._figures,
            "stories": self._stories,
            "practices": self._practices,
        }
        found = [web.get("/api/v1/openapi.json", self._description)]
        for path, (_, scope, _summary) in PATHS.items():
            found.append(web.get(path, self._about(scope, loads[scope]) if scope else self._communities))
        return found

    async def _description(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._described, content_type="application/json")

    # --- who asks ----------------------------------------------------------------------------------------------

    def _store(self, request: web.Request) -> Store:
        """Where the workspace of whoever asks is kept; any database where the token says none."""
        shown = _shown(request)
        return (self._houses.of(shown[0]) if shown else self._houses.first).store

    async def _asker(self, request: web.Request, connection: AsyncConnection) -> ApiToken | web.Response:
        found, now = _shown(request), self._clock.now()
        token = await find_token(connection, *found, now) if found else None
        if token is None:
            return refusal(401, "no token that holds", {hdrs.WWW_AUTHENTICATE: "Bearer"})
        key = f"{token.workspace} {token.id}"
        if wait := self._pace.wait(key, RATE, now):
            return refusal(429, "too many", {hdrs.RETRY_AFTER: str(math.ceil(wait.total_seconds()))})
        self._pace.take(key, RATE, now)
        return token

    async def _note(self, token: ApiToken) -> None:
        today = self._clock.now().date()
        if token.used_on != today:
            async with self._houses.of(token.workspace).store.writing() as connection:
                await note_token_used(connection, token, today)

    # --- what is asked -----------------------------------------------------------------------------------------

    async def _communities(self, request: web.Request) -> web.Response:
        async with self._store(request).reading() as connection:
            token = await self._asker(request, connection)
            if isinstance(token, web.Response):
                return token
            found = await load_all_communities(connection, token.workspace)
        await self._note(token)
        shapes = [
            CommunityShape(
                id=one.id,
                name=one.name,
                purpose=one.purpose,
                stage=one.stage.value,
                created_at=one.created_at,
            )
            for one in found
        ]
        return paged(request, shapes)

    def _about(self, scope: str, load: Load) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            async with self._store(request).reading() as connection:
                token = await self._asker(request, connection)
                if isinstance(token, web.Response):
                    return token
                if scope not in token.scopes:
                    return refusal(403, f"the token lacks the scope {scope}")
                named = request.match_info["community"]
                here = await load_all_communities(connection, token.workspace)
                community = next((one for one in here if one.id == named), None)
                if community is None:
                    return refusal(404, "no such community")
                shapes = await load(connection, token, community)
            await self._note(token)
            return paged(request, shapes)

        return answer

    async def _figures(
        self, connection: AsyncConnection, token: ApiToken, community: Community
    ) -> Sequence[Shape]:
        now = self._clock.now()
        found = await load_published(connection, token.workspace, [community.id], now)
        return [
            figure(one) for one in found[community.id] if one.wave.scale_of(one.measure) is not Scale.CHOICE
        ]

    async def _stories(
        self, connection: AsyncConnection, token: ApiToken, community: Community
    ) -> Sequence[Shape]:
        library = await library_of(connection, token.workspace, community)
        return [
            StoryShape(
                id=one.id,
                shown_at=one.published_at or one.at,
                words=list(shown_answers(one, library.names)),
                meaning=one.meaning,
            )
            for one in library.stories
        ]

    async def _practices(
        self, connection: AsyncConnection, token: ApiToken, community: Community
    ) -> Sequence[Shape]:
        library = await library_of(connection, token.workspace, community)
        return [
            PracticeShape(
                id=one.id,
                when=one.when,
                what=one.what,
                because=one.because,
                seen_at=one.seen_at,
                used_by=one.users,
                communities=one.places,
                doubts=list(one.doubts),
            )
            for one in library.practices
        ]


def _shown(request: web.Request) -> tuple[str, str, str] | None:
    """(workspace, id, secret) of the token in the header."""
    scheme, _, written = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return parted(written.strip()) if scheme.lower() == "bearer" else None


def figure(one: Published) -> FigureShape:
    """A figure with what the card shows of it and no more: a band for how many, no counts. A choice has no mean."""
    scale = one.wave.scale_of(one.measure)
    told = yes_estimate(one.figure) if scale is Scale.YES_NO else estimate_of(one.wave, one.figure)
    return FigureShape(
        pulse=one.wave.number,
        measure=one.measure,
        scale=scale.value,
        closed_on=one.figure.on,
        answered=band(one.figure.answered),
        value=told.value,
        low=told.low,
        high=told.high,
        partly=one.figure.partly,
    )


def paged(request: web.Request, shapes: Sequence[Shape]) -> web.Response:
    """The asked part of a list, or 400 for a number that is none."""
    limit, offset = _number(request, "limit", USUAL), _number(request, "offset", 0)
    if limit is None or offset is None or not 1 <= limit <= MOST or offset > 1_000_000:
        return refusal(400, f"limit is 1 to {MOST}, offset 0 to 1000000")
    end = offset + limit
    page: Page[Any] = Page(items=list(shapes[offset:end]), next=end if end < len(shapes) else None)
    body = orjson.dumps({"items": [one.model_dump(mode="json") for one in page.items], "next": page.next})
    return web.Response(body=body, content_type="application/json")


def _number(request: web.Request, name: str, usual: int) -> int | None:
    given = request.query.getall(name, [])
    if not given:
        return usual
    return int(given[0]) if len(given) == 1 and NUMBER.fullmatch(given[0]) else None
