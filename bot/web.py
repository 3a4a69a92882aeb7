"""One aiohttp application for both platforms, with its health and readiness said honestly."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import select

from bot.house import House

HOUSE: web.AppKey[House] = web.AppKey("house", House)
MOST_BYTES = 1_000_000


def application(house: House) -> web.Application:
    """Every platform's routes, ``/healthz`` and ``/readyz``."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[hardened])
    app[HOUSE] = house
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz)])
    for platform in house.platforms.values():
        app.add_routes(list(platform.routes()))
    return app


@web.middleware
async def hardened(request: web.Request, handler: web.RequestHandler) -> web.StreamResponse:  # type: ignore[type-arg]
    """No stack trace leaves the house, and no browser guesses at content."""
    response = await handler(request)  # type: ignore[operator]
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


async def healthz(_request: web.Request) -> web.Response:
    """The process lives."""
    return web.json_response({"alive": True})


async def readyz(request: web.Request) -> web.Response:
    """The database answers and every platform can reach us; 503 with what is missing otherwise."""
    house = request.app[HOUSE]
    state = {"database": await database_answers(house)}
    state |= {name: platform.is_ready() for name, platform in house.platforms.items()}
    return web.json_response(state, status=200 if all(state.values()) else 503)


async def database_answers(house: House) -> bool:
    """Whether a question comes back at all."""
    try:
        async with house.store.reading() as connection:
            return await connection.scalar(select(1)) == 1
    except Exception:  # any failure of the driver means the same here: not ready
        return False
