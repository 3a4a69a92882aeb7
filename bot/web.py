"""One aiohttp application for both platforms, with its health, its readiness and its figures said honestly."""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address

from aiohttp import hdrs, web
from sqlalchemy import select

from adapters.gallery import PATH as PICTURES
from bot.api import Api
from bot.feed import Feed
from bot.hardening import METRICS, MOST_BYTES, hardened
from bot.house import House
from bot.houses import Houses
from bot.metrics import CONTENT_TYPE_LATEST
from bot.rights import PATH, file_of, house_keys_of, old_address, opened
from storage import outbox, wakes
from storage.migrate import is_current

HOUSES: web.AppKey[Houses] = web.AppKey("houses", Houses)
METRICS_TOKEN: web.AppKey[str] = web.AppKey("metrics_token", str)
DATABASE_SECONDS = 5.0  # a database that has not answered by then is as good as away
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


@dataclass(frozen=True)
class Outward:
    """What is shown to others than the platforms. Without keys no calendar can be signed, so there is none."""

    metrics_token: str = field(default="", repr=False)
    keys: tuple[bytes, ...] = field(default=(), repr=False)


def application(house: House | Houses, outward: Outward | None = None) -> web.Application:
    """Every platform's routes, ``/healthz``, ``/readyz``, ``/metrics``, the read-only API and the calendars."""
    houses = house if isinstance(house, Houses) else Houses.of_one(house)
    outward = outward or Outward()
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[hardened])
    app[HOUSES], app[METRICS], app[METRICS_TOKEN] = houses, houses.metrics, outward.metrics_token
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    app.add_routes([web.get(PATH + "{token}", mydata)])
    app.add_routes([web.get(PICTURES + "{token}.png", picture)])
    app.add_routes(Api(houses).routes())
    if outward.keys:
        app.add_routes(Feed(houses, outward.keys).routes())
    for platform in houses.platforms.values():
        app.add_routes(list(platform.routes()))
    return app


async def mydata(request: web.Request) -> web.Response:
    """What is kept about one person, for whoever has the address that only they were given."""
    houses = request.app[HOUSES]
    keys = house_keys_of(houses.first.store)
    whom = opened(keys, request.match_info["token"], houses.first.clock.now())
    return await file_of(houses.of(whom[0]).store, whom) if whom else old_address()


async def picture(request: web.Request) -> web.Response:
    """A picture of published figures, for whoever has its address; it never changes."""
    gallery = request.app[HOUSES].first.readers.pictures
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

    A platform is ready when its connection stands (Socket Mode) or when we can speak to it (HTTP). Of several databases
    one is enough: the others are away for every replica alike, so sending their people elsewhere would help nobody, and
    would take the door from everybody else. Each is told by its name.
    """
    houses = request.app[HOUSES]
    names = {name: await database_state(house) for name, house in houses.each.items()}
    state = {"serving": not houses.closing, "database": any(all(one.values()) for one in names.values())}
    if len(names) == 1:
        state |= next(iter(names.values()))
    state |= {name: platform.is_ready() for name, platform in houses.platforms.items()}
    status = 200 if all(state.values()) else 503
    return web.json_response(state | ({"databases": names} if len(names) > 1 else {}), status=status)


async def database_state(house: House) -> dict[str, bool]:
    """Whether a question comes back at all, and whether the tables are those this version needs."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), house.store.reading() as connection:
            answers = await connection.scalar(select(1)) == 1
        return {"database": answers, "migrated": await is_current(house.store)}
    except Exception:  # any failure of the driver means the same here: not ready
        return {"database": False, "migrated": False}


async def metrics(request: web.Request) -> web.Response:
    """Prometheus' page; nobody who came through a proxy sees it without the token."""
    if not _may_see(request):
        raise web.HTTPNotFound()
    houses = request.app[HOUSES]
    figures, now = houses.metrics, houses.first.clock.now()
    asked = await asyncio.gather(*(depths(one, now) for one in houses.each.values()), return_exceptions=True)
    found = [one for one in asked if not isinstance(one, BaseException)]
    for name, answer in zip(houses.each, asked, strict=True):
        figures.database(name, not isinstance(answer, BaseException))
    for at, queue in enumerate(("letters", "wakes")):
        figures.queue(queue, outbox.together([one[at] for one in found]), now)
    return web.Response(body=figures.exposed(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE_LATEST})


async def depths(house: House, now: datetime) -> tuple[outbox.Depth, outbox.Depth]:
    """How much waits in one database: letters and wakes. Raises what the driver raises."""
    async with asyncio.timeout(DATABASE_SECONDS), house.store.reading() as connection:
        return await outbox.depth(connection, now), await wakes.depth(connection, now)


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
