"""Installing and removing the app: what is kept of a workspace ends some days after it was removed."""

from __future__ import annotations

from functools import cache

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from bot.settings import read_settings
from facilitation import departure
from facilitation.departure import Departure
from facilitation.words import Arrival, Installed, Removed, Wake, WorkspaceId
from storage.departure import last_heard


@cache
def days() -> int:
    """How long a removed workspace is kept (EVENER_ERASE_AFTER_DAYS)."""
    return read_settings().erase_after_days


async def load_days(_connection: AsyncConnection, _arrival: Arrival) -> Departure:
    return Departure(days())


async def load_due(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Departure:
    """For the wake that ends it."""
    return Departure(days(), await last_heard(connection, due[0]))


ROUTES = Routes(
    events={
        Removed: Route(departure.leave, load=load_days),
        Installed: Route(departure.come, load=load_days),
    },
    wakes={departure.ERASE: Route(departure.go, load=load_due)},
)
