"""What the talk of a community adds up to: how much, by how many, who opens topics, and the reader's own part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, distinct, func, select
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
_STARTED = (
    select(chat_messages.c.channel_id, chat_messages.c.person_id, func.count().label("n"))
    .where(
        *_HERE,
        chat_messages.c.at <= bindparam("until", type_=Instant),
        chat_messages.c.message_id == chat_messages.c.thread_id,
    )
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
    by_id = {one.id: one for one in sponsored}
    recent = await _opened(connection, workspace, sponsored, now - QUARTER, now)
    before = await _opened(connection, workspace, sponsored, now - 2 * QUARTER, now - QUARTER)
    few = [by_id[id] for id, one in recent.items() if one.people < FEW]
    if few:
        recent |= await _opened(connection, workspace, few, now - 2 * QUARTER, now)
        before |= await _opened(connection, workspace, few, now - 4 * QUARTER, now - 2 * QUARTER)
    found = {id: shared(one, before.get(id)) for id, one in recent.items()}
    return {id: one for id, one in found.items() if one is not None}


async def _opened(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    communities: Sequence[Community],
    since: datetime,
    until: datetime,
) -> dict[CommunityId, Opened]:
    home, conveners = homes(communities), {one.id: one.conveners for one in communities}
    counts: dict[CommunityId, dict[PersonId, int]] = defaultdict(lambda: defaultdict(int))
    values = {"workspace": workspace, "channels": list(home), "since": since, "until": until}
    for row in await connection.execute(_STARTED, values):
        counts[home[row.channel_id]][row.person_id] += row.n
    return {id: opened_by(found, conveners[id]) for id, found in counts.items()}


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
