"""Which community somebody means: the one their press or form carries, the channel's, or the only one they are in."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.words import Arrival, Command, Press, Submission
from storage.community import load_bench, load_community


def carried_by(arrival: Arrival) -> tuple[str, ...]:
    """The arguments of a press, or the memo of a form."""
    what = arrival.what
    return what.args if isinstance(what, Press) else what.memo if isinstance(what, Submission) else ()


async def meant_by(connection: AsyncConnection, arrival: Arrival) -> Community | None:
    """A press or form carries a community's id first; a command means that of its channel."""
    carried = carried_by(arrival)
    if isinstance(arrival.what, Command) or not carried:
        return (await load_bench(connection, arrival)).meant
    return await load_community(connection, arrival.workspace, carried[0])
