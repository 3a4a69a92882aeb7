"""One aiohttp application for both platforms, with its health, its readiness and its figures said honestly."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from ipaddress import ip_address

from aiohttp import hdrs, web
from sqlalchemy import select

from adapters.gallery import PATH as PICTURES
from bot.api import Api
from bot.feed import Feed
from bot.hardening import METRICS, MOST_BYTES, hardened
from bot.house import House
from bot.metrics import CONTENT_TYPE_LATEST
from bot.rights import PATH, file_of
from storage import outbox, wakes
from storage.migrate import is_current

HOUSE: web.AppKey[House] = web.AppKey("house", House)
METRICS_TOKEN: web.AppKey[str] = web.AppKey("metrics_token", str)
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


@dataclass(frozen=True)
class Outward:
    """What is shown to others than the platforms. Without keys no calendar can be signed, so there is none."""

    metrics_token: str = field(default="", repr=False)
    keys: tuple[bytes, ...] = field(default=(), repr=False)


def application(house: House, outward: Outward | None = None) -> web.Application:
    """Every platform's routes, ``/healthz``, ``/readyz``, ``/metrics``, the read-only API and the calendars."""
    outward = outward or Outward()
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[hardened])
    app[HOUSE], app[METRICS], app[METRICS_TOKEN] = house, house.metrics, outward.metrics_token
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    app.add_routes([web.get(PATH + "{token}", mydata)])
    app.add_routes([web.get(PICTURES + "{token}.png", picture)])
    app.add_routes(Api(house).routes())
    if outward.keys:
        app.add_routes(Feed(house, outward.keys).routes())
    for platform in house.platforms.values():
        app.add_routes(list(platform.routes()))
    return app


async def mydata(request: web.Request) -> web.Response:
    """What is kept about one person, for whoever has the address that only they were given."""
    house = request.app[HOUSE]
    return await file_of(house.store, request.match_info["token"], house.clock.now())


async def picture(request: web.Request) -> web.Response:
    """A picture of published figures, for whoever has its address; it never changes."""
    gallery = request.app[HOUSE].readers.pictures
    found = gallery.fetched(request.match_info["token"]) if gallery else None
    if found is None:
        raise web.HTTPNotFound()
    kept = {hdrs.CACHE_CONTROL: "public, max-age=31536000, immutable"}
    return web.Response(body=found, content_type="image/png", headers=kept)


async def healthz(_request: web.Request) -> web.Response:
    """The process lives."""
    return web.json_response({"alive": True})


async def readyz(request: web.Request) -> web.Response:
    """Whether arrivals can be kept now: database, its shape, every platform, and not on the way out. Else 503.

    A platform is ready when its connection stands (Socket Mode) or when we can speak to it (HTTP).
    """
    house = request.app[HOUSE]
    state = {"serving": not house.closing, **await database_state(house)}
    state |= {name: platform.is_ready() for name, platform in house.platforms.items()}
    return web.json_response(state, status=200 if all(state.values()) else 503)


async def database_state(house: House) -> dict[str, bool]:
    """Whether a question comes back at all, and whether the tables are those this version needs."""
    try:
        async with house.store.reading() as connection:
            answers = await connection.scalar(select(1)) == 1
        return {"database": answers, "migrated": await is_current(house.store)}
    except Exception:  # any failure of the driver means the same here: not ready
        return {"database": False, "migrated": False}


async def metrics(request: web.Request) -> web.Response:
    """Prometheus' page; nobody who came through a proxy sees it without the token."""
    if not _may_see(request):
        raise web.HTTPNotFound()
    house = request.app[HOUSE]
    now = house.clock.now()
    async with house.store.reading() as connection:
        house.metrics.queue("letters", await outbox.depth(connection, now), now)
        house.metrics.queue("wakes", await wakes.depth(connection, now), now)
    return web.Response(body=house.metrics.exposed(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE_LATEST})


def _may_see(request: web.Request) -> bool:
    token = request.app[METRICS_TOKEN]
    if token:
        shown = request.headers.get(hdrs.AUTHORIZATION, "")
        return hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())
    return is_near(request)


def is_near(request: web.Request) -> bool:
    """Asked by a machine of the same private network, and not through a proxy."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.remote or "").is_private
    except ValueError:
        return False
