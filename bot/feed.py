"""A community's gatherings as a calendar people subscribe to, at an address that cannot be guessed and can be revoked."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from aiohttp import hdrs, web

from bot.houses import Houses
from facilitation.calendar import whole
from storage.community import load_community
from storage.feed import feed_number, load_calendar, signature

PATH = "/calendar/{workspace}/{community}/{signature}.ics"


class Feed:
    """The route under /calendar."""

    def __init__(self, houses: Houses, keys: Sequence[bytes]) -> None:
        self._houses, self._keys = houses, keys

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self._read)]

    async def _read(self, request: web.Request) -> web.Response:
        """The calendar; 404 for any address that does not hold, whatever is wrong with it."""
        workspace, community = request.match_info["workspace"], request.match_info["community"]
        if "\0" in workspace + community:
            raise web.HTTPNotFound()
        house = self._houses.of(workspace)
        now = house.clock.now()
        async with house.store.reading() as connection:
            number = await feed_number(connection, workspace, community)
            if (
                not self._holds(request.match_info["signature"], workspace, community, number or 0)
                or not number
            ):
                raise web.HTTPNotFound()
            found = await load_community(connection, workspace, community)
            if found is None:
                raise web.HTTPNotFound()
            text = whole(await load_calendar(connection, workspace, community, now), found, now)
        headers = {hdrs.CACHE_CONTROL: "private, max-age=900"}
        return web.Response(text=text, content_type="text/calendar", charset="utf-8", headers=headers)

    def _holds(self, shown: str, workspace: str, community: str, number: int) -> bool:
        """Whether it was signed with any of our keys: a rotated one keeps the addresses people have."""
        return any(
            hmac.compare_digest(shown.encode(), signature(key, workspace, community, number).encode())
            for key in self._keys
        )
