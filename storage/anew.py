"""A letter that somebody looks at again, and what in it was settled since it was written."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.promise import Kept
from facilitation.words import Arrival, Buttons, Message, Press
from storage.outbox import letters
from storage.promise import promises
from storage.resource import requests
from storage.shapes import message_in


@dataclass(frozen=True, slots=True)
class Monday:
    """A sponsor's letter of one week. ``settled``: ids of the promises and asks in it that wait for nobody any more."""

    message: Message
    settled: frozenset[str] = frozenset()


_LETTER = select(letters.c.message).where(
    letters.c.workspace_id == bindparam("workspace"),
    letters.c.once == bindparam("once"),
    letters.c.emptied_at.is_(None),
)
_SETTLED = union_all(
    select(promises.c.promise_id).where(
        promises.c.workspace_id == bindparam("workspace"),
        promises.c.promise_id.in_(bindparam("ids", expanding=True)),
        promises.c.kept != Kept.OPEN.value,
    ),
    select(requests.c.request_id).where(
        requests.c.workspace_id == bindparam("workspace"),
        requests.c.request_id.in_(bindparam("ids", expanding=True)),
        requests.c.state != "open",
    ),
)


async def load_monday(connection: AsyncConnection, arrival: Arrival) -> Monday | None:
    """The Monday of the week that the press names, of whoever looks; None once its words are gone."""
    assert isinstance(arrival.what, Press)
    week = arrival.what.args[0] if arrival.what.args else ""
    wanted = {"workspace": arrival.workspace, "once": f"digest:{arrival.person}:{week}"}
    row = (await connection.execute(_LETTER, wanted)).first()
    if row is None:
        return None
    message = message_in(row.message)
    ids = sorted(
        {one for part in message.parts if isinstance(part, Buttons) for b in part.buttons for one in b.args}
    )
    if not ids:
        return Monday(message)
    found = await connection.execute(_SETTLED, {"workspace": arrival.workspace, "ids": ids})
    return Monday(message, frozenset(found.scalars()))
