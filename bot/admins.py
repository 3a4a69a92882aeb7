"""Who is an admin of this house: those whom the operator or an admin named, and whoever administers the platform's workspace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Decide, Route
from bot.settings import read_settings
from facilitation.admins import Looked, Standing, for_admins, told_to_admins
from facilitation.words import Arrival, PersonId
from storage.admins import is_given
from storage.people import load_flag

Load = Callable[[AsyncConnection, Arrival], Awaitable[Any]]


@cache
def admins() -> frozenset[str]:
    """The platform user ids named by the operator."""
    return frozenset(one.strip() for one in read_settings().admins.split(",") if one.strip())


def is_admin(person: PersonId) -> bool:
    """Whether this person was named, with or without the platform in front (``slack:U01`` or ``U01``)."""
    return person in admins() or person.partition(":")[2] in admins()


def admins_only(decide: Decide, load: Load, **more: Any) -> Route:
    """A route for admins alone; the picture has ``is_admin``."""
    return Route(for_admins(decide), load=looking(load), **more)


def more_for_admins(decide: Decide, load: Load, **more: Any) -> Route:
    """A route for everybody, on which ``is_admin`` of the picture says whether an admin looks."""
    return Route(told_to_admins(decide), load=looking(load), **more)


def looking(load: Load) -> Load:
    """The same loading, with the standing of whoever arrived."""

    async def loaded(connection: AsyncConnection, arrival: Arrival) -> Looked:
        person = arrival.person
        named = is_admin(person) or await is_given(connection, arrival.workspace, person)
        flag, told_at = await load_flag(connection, arrival.workspace, person)
        return Looked(await load(connection, arrival), Standing(named, flag, told_at))

    return loaded
