"""What the talk of a community adds up to: how much, by how many, who opens topics, and the reader's own part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, case, distinct, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.digest import OwnWeek
from facilitation.leadership import FEW, Opened, Shared, shared
from facilitation.words import ChannelId, CommunityId, PersonId, WorkspaceId
from storage.participation import chat_messages, chat_reactions
from storage.tables import Instant

WEEK, QUARTER = timedelta(days=7), timedelta(days=91)

_HERE = (
    chat_messages.c.workspace_id == bindparam("workspace"),
    chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
    chat_messages.c.at > bindparam("since", type_=Instant),
)
_TALK = (
    select(
        chat_messages.c.channel_id,
        func.count().label("n"),
        func.count(distinct(chat_messages.c.person_id)).label("people"),
    )
    .where(*_HERE)
    .group_by(chat_messages.c.channel_id)
)
_QUARTERS = 4


def _in_quarter(ago: int) -> Any:
    """Topics opened in one of the last quarters; 0 is the running one."""
    at = chat_messages.c.at
    begins, ends = bindparam(f"q{ago + 1}", type_=Instant), bindparam(f"q{ago}", type_=Instant)
    return func.sum(case(((at > begins) & (at <= ends), 1), else_=0)).label(f"n{ago}")


_STARTED = (
    select(
        chat_messages.c.channel_id, chat_messages.c.person_id, *(_in_quarter(ago) for ago in range(_QUARTERS))
    )
    .where(*_HERE, chat_messages.c.message_id == chat_messages.c.thread_id)
    .group_by(chat_messages.c.channel_id, chat_messages.c.person_id)
)
_OWN = select(
    func.count(distinct(chat_messages.c.thread_id)).label("threads"),
    func.coalesce(func.sum(case((chat_messages.c.asks, 1), else_=0)), 0).label("asked"),
    func.count().label("n"),
).where(*_HERE, chat_messages.c.person_id == bindparam("person"))
_REACTED = select(func.count()).where(
    chat_reactions.c.workspace_id == bindparam("workspace"),
    chat_reactions.c.channel_id.in_(bindparam("channels", expanding=True)),
    chat_reactions.c.at > bindparam("since", type_=Instant),
    chat_reactions.c.person_id == bindparam("person"),
)


def homes(sponsored: Sequence[Community]) -> dict[ChannelId, CommunityId]:
    """Channel → community."""
    return {channel: one.id for one in sponsored for channel in one.channels}


async def load_talk_week(
    connection: AsyncConnection, workspace: WorkspaceId, sponsored: Sequence[Community], now: datetime
) -> dict[CommunityId, tuple[int, int]]:
    """(messages, people) of the last week by community; people of two platforms are counted where there are more."""
    home = homes(sponsored)
    found: dict[CommunityId, tuple[int, int]] = defaultdict(lambda: (0, 0))
    values = {"workspace": workspace, "channels": list(home), "since": now - WEEK}
    for row in await connection.execute(_TALK, values):
        had, people = found[home[row.channel_id]]
        found[home[row.channel_id]] = (had + row.n, max(people, row.people))
    return found


async def load_shared(
    connection: AsyncConnection, workspace: WorkspaceId, sponsored: Sequence[Community], now: datetime
) -> dict[CommunityId, Shared]:
    """How far leadership is shared this quarter against the last; small communities are compared over two quarters each."""
    home, conveners = homes(sponsored), {one.id: one.conveners for one in sponsored}
    counts: dict[CommunityId, list[Row[Any]]] = defaultdict(list)
    edges = {f"q{ago}": now - ago * QUARTER for ago in range(_QUARTERS + 1)}
    values = {"workspace": workspace, "channels": list(home), "since": edges[f"q{_QUARTERS}"], **edges}
    for row in await connection.execute(_STARTED, values):
        counts[home[row.channel_id]].append(row)
    found = {id: compared(rows, conveners[id]) for id, rows in counts.items()}
    return {id: one for id, one in found.items() if one is not None}


def compared(rows: Sequence[Row[Any]], conveners: Sequence[PersonId]) -> Shared | None:
    """One quarter against the one before; with fewer than FEW people two quarters against the two before."""
    recent = opened_by(added(rows, "n0"), conveners)
    if recent.people >= FEW:
        return shared(recent, opened_by(added(rows, "n1"), conveners))
    return shared(
        opened_by(added(rows, "n0", "n1"), conveners), opened_by(added(rows, "n2", "n3"), conveners)
    )


def added(rows: Sequence[Row[Any]], *quarters: str) -> dict[PersonId, int]:
    """Topics by person over these quarters, on all channels."""
    total: dict[PersonId, int] = defaultdict(int)
    for row in rows:
        total[row.person_id] += sum(getattr(row, one) for one in quarters)
    return {person: n for person, n in total.items() if n}


def opened_by(found: Mapping[PersonId, int], conveners: Sequence[PersonId]) -> Opened:
    return Opened(dict(found), sum(n for person, n in found.items() if person not in conveners))


async def load_own(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    sponsored: Sequence[Community],
    reader: PersonId,
    now: datetime,
) -> OwnWeek | None:
    """The reader's own week in their communities' channels; None when there is no channel to look at."""
    channels = list(homes(sponsored))
    if not channels:
        return None
    values = {"workspace": workspace, "channels": channels, "since": now - WEEK, "person": reader}
    row = (await connection.execute(_OWN, values)).one()
    reacted = await connection.scalar(_REACTED, values)
    return OwnWeek(threads=row.threads, thanked=reacted or 0, asked=row.asked, told=row.n - row.asked)
