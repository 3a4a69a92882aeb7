"""Who is an admin of this house: the people named in EVENER_ADMINS, and those to whom one of them gave it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.settings import read_settings
from facilitation.words import Arrival, PersonId
from storage.admins import is_given


@cache
def admins() -> frozenset[str]:
    """The platform user ids named by the operator."""
    return frozenset(one.strip() for one in read_settings().admins.split(",") if one.strip())


def is_admin(person: PersonId) -> bool:
    """Whether this person was named, with or without the platform in front (``slack:U01`` or ``U01``)."""
    return person in admins() or person.partition(":")[2] in admins()


def knowing_admins(
    load: Callable[[AsyncConnection, Arrival], Awaitable[Any]],
) -> Callable[[AsyncConnection, Arrival], Awaitable[Any]]:
    """The same loading, with ``is_admin`` of the picture filled in."""

    async def loaded(connection: AsyncConnection, arrival: Arrival) -> Any:
        person = arrival.person
        known = is_admin(person) or await is_given(connection, arrival.workspace, person)
        return replace(await load(connection, arrival), is_admin=known)

    return loaded
