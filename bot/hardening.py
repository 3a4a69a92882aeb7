"""What holds for every request whatever it asks: it is read in time, bounded, answered without our insides, and counted."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable

import structlog
from aiohttp import hdrs, web

from adapters.port import Crowded
from bot.clock import stopwatch
from bot.metrics import Metrics

logger = structlog.get_logger(__name__)

METRICS: web.AppKey[Metrics] = web.AppKey("metrics", Metrics)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_BYTES = 1_000_000
BODY_SECONDS = 10.0  # a body that comes slower than this holds a connection for nothing
# Our pages are a sentence and a link; nothing of them runs, loads or is framed anywhere.
CONTENT = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": CONTENT,
    "Strict-Transport-Security": "max-age=31536000",
    "Server": "evener",
}


@web.middleware
async def hardened(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The answer, or a refusal that says which kind and nothing of our insides; counted under the path as we declared it.

    One middleware for all of it: each further one costs every press a coroutine or two.
    """
    began, status = stopwatch(), 499  # who hung up gets no answer
    try:
        response = await _answered(request, handler)
        response.headers.update(HEADERS)
        response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
        status = response.status
        return response
    finally:
        resource = request.match_info.route.resource
        route = resource.canonical if resource else "none"
        request.app[METRICS].answered(route, request.method, status, stopwatch() - began)


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        if request.body_exists and not request.content.is_eof():  # mostly all of it came with the headers
            async with asyncio.timeout(BODY_SECONDS):
                await request.read()  # kept by the request; whoever asks for it again has it
        return await handler(request)
    except TimeoutError:
        return refusal(408, "too slow")
    except Crowded as crowd:
        return refusal(429, "too many", {hdrs.RETRY_AFTER: str(math.ceil(crowd.seconds))})
    except web.HTTPException as why:
        allow = why.headers.get(hdrs.ALLOW)
        moved = why.headers.get(hdrs.LOCATION)
        kept = {hdrs.ALLOW: allow} if allow else {hdrs.LOCATION: moved} if moved else None
        return refusal(why.status, why.reason.lower(), kept)
    except Exception:
        logger.exception("answer.failed", path=request.path)
        return refusal(500, "broken")


def refusal(status: int, what: str, headers: dict[str, str] | None = None) -> web.Response:
    """A short JSON answer that names the kind of fault."""
    return web.json_response({"error": what}, status=status, headers=headers)
