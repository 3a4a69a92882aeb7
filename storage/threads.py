"""The talk of a community's channels as facts: who, where, when, in which thread, and whose reaction thanked whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.leadership import Opened
from facilitation.nudges.talk import QUARTER, Earlier, Talk, threads_of, unanswered
from facilitation.participation import Heard
from facilitation.words import ChannelId, CommunityId, WorkspaceId
from storage.experiment import experiments
from storage.participation import chat_messages, chat_reactions
from storage.tables import Instant

A_YEAR = timedelta(days=366)

_there = (
    chat_messages.c.workspace_id == bindparam("workspace"),
    chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
)
_TALK = (
    select(
        chat_messages.c.at,
        chat_messages.c.person_id,
        chat_messages.c.channel_id,
        chat_messages.c.message_id,
        chat_messages.c.thread_id,
        chat_messages.c.asks,
    )
    .where(*_there, chat_messages.c.at > bindparam("since", type_=Instant))
    .order_by(chat_messages.c.at, chat_messages.c.channel_id, chat_messages.c.message_id)
)
_THANKS = select(chat_reactions.c.channel_id, chat_reactions.c.message_id, chat_reactions.c.person_id).where(
    chat_reactions.c.workspace_id == bindparam("workspace"),
    chat_reactions.c.channel_id.in_(bindparam("channels", expanding=True)),
    chat_reactions.c.at > bindparam("since", type_=Instant),
)
_opens = case((chat_messages.c.message_id == chat_messages.c.thread_id, 1), else_=0)
_at = chat_messages.c.at


def _opened(begins: str, ends: str) -> ColumnElement[int]:
    inside = _at > bindparam(begins, type_=Instant), _at <= bindparam(ends, type_=Instant)
    return func.sum(case((and_(*inside), _opens), else_=0))


_EARLIER = (
    select(
        chat_messages.c.person_id,
        func.count().label("messages"),
        func.sum(case((_at > bindparam("q4", type_=Instant), 1), else_=0)).label("year"),
        _opened("q2", "q1").label("first"),
        _opened("q3", "q2").label("second"),
        _opened("q4", "q3").label("third"),
    )
    .where(*_there, _at > bindparam("since", type_=Instant), _at <= bindparam("q1", type_=Instant))
    .group_by(chat_messages.c.person_id)
    .order_by(chat_messages.c.person_id)
)
_DUE = select(func.count()).where(
    experiments.c.workspace_id == bindparam("workspace"),
    experiments.c.community_id == bindparam("community"),
    experiments.c.reviewed_at.is_(None),
    experiments.c.review_on <= bindparam("today"),
)


async def load_channel_talk(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId], since: datetime
) -> Talk:
    """What was said in these channels since then, without its words."""
    if not channels:
        return Talk()
    scope = {"workspace": workspace, "channels": list(channels), "since": since}
    heard = tuple(
        Heard(at.timestamp(), person, channel, message, thread, asks=asks)
        for at, person, channel, message, thread, asks in await connection.execute(_TALK, scope)
    )
    thanks = frozenset(tuple(row) for row in await connection.execute(_THANKS, scope))
    return Talk(heard, thanks)


async def load_earlier(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId], now: datetime
) -> Earlier:
    """What was said in these channels in the year before this quarter, counted by the database."""
    if not channels:
        return Earlier()
    quarters = {f"q{n}": now - n * QUARTER for n in range(1, 5)}
    scope = {"workspace": workspace, "channels": list(channels), "since": now - A_YEAR, **quarters}
    rows = (await connection.execute(_EARLIER, scope)).all()
    opened = [Opened({row.person_id: row[n] for row in rows if row[n]}) for n in (3, 4, 5)]
    return Earlier(
        {row.person_id: row.messages for row in rows},
        sum(row.year for row in rows),
        (opened[0], opened[1], opened[2]),
    )


async def count_unanswered(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId], now: datetime
) -> int:
    """Questions in these channels that wait for a reply."""
    talk = await load_channel_talk(connection, workspace, channels, now - timedelta(days=15))
    return unanswered(threads_of(talk), now)


async def count_due_reviews(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, now: datetime
) -> int:
    """Experiments whose review date has come."""
    scope = {"workspace": workspace, "community": community, "today": now.date()}
    return await connection.scalar(_DUE, scope) or 0
