"""Who wrote where and when, in which thread, whom they rang and how long it was: everything but the words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    bindparam,
    delete,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.participation import (
    Heard,
    MessageHeard,
    MessageUnsaid,
    ReactionSeen,
    ReactionWithdrawn,
)
from facilitation.words import ChannelId, WorkspaceId
from storage.dialect import insert_once, keys_bound, upsert
from storage.people import channels, people
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

chat_messages = Table(
    "chat_messages",
    metadata,
    workspace_key(),
    Column("channel_id", String(120), primary_key=True),
    Column("message_id", String(120), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column(
        "thread_id", String(120), nullable=False
    ),  # the id of its first message, its own when it stands alone
    Column("at", Instant, nullable=False),
    Column("month", Integer, nullable=False),  # 202603, UTC: counted by month on either database
    Column("length", Integer, nullable=False),
    Column("asks", Boolean, nullable=False),
    Index("ix_chat_messages_at", "workspace_id", "at"),
    Index("ix_chat_messages_channel", "workspace_id", "channel_id", "at"),
    Index("ix_chat_messages_thread", "workspace_id", "channel_id", "thread_id", "at"),
    Index("ix_chat_messages_person_id", "workspace_id", "person_id", "at"),
)

chat_mentions = Table(
    "chat_mentions",
    metadata,
    workspace_key(),
    Column("channel_id", String(120), primary_key=True),
    Column("message_id", String(120), primary_key=True),
    Column("person_id", String(120), primary_key=True),  # who was rung
    Column("by_id", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_chat_mentions_at", "workspace_id", "at"),
)

chat_reactions = Table(
    "chat_reactions",
    metadata,
    workspace_key(),
    Column("channel_id", String(120), primary_key=True),
    Column("message_id", String(120), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("reaction", String(80), primary_key=True),
    Column("to_id", String(120)),
    Column("at", Instant, nullable=False),
    Index("ix_chat_reactions_at", "workspace_id", "at"),
)

TABLES = (chat_messages, chat_mentions, chat_reactions)


# --- keeping -----------------------------------------------------------------------------------------------------

_HEAR = upsert(chat_messages, "length", "asks")  # an edit changes what was said, not when or by whom
_KEEP = insert_once(chat_messages)
_RING = insert_once(chat_mentions)
_REACT = insert_once(chat_reactions)
_UNREACT = delete(chat_reactions).where(*keys_bound(chat_reactions))
_OF_MESSAGE = {
    table: delete(table).where(
        table.c.workspace_id == bindparam("workspace_id_"),
        table.c.channel_id == bindparam("channel_id_"),
        table.c.message_id == bindparam("message_id_"),
    )
    for table in TABLES
}


def instant(at: float) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def message_row(workspace: WorkspaceId, heard: Heard) -> dict[str, Any]:
    at = instant(heard.at)
    return {
        "workspace_id": workspace,
        "channel_id": heard.channel,
        "message_id": heard.id,
        "person_id": heard.person,
        "thread_id": heard.thread,
        "at": at,
        "month": at.year * 100 + at.month,
        "length": heard.length,
        "asks": heard.asks,
    }


def mention_rows(workspace: WorkspaceId, heard: Heard) -> list[dict[str, Any]]:
    at = instant(heard.at)
    return [
        {
            "workspace_id": workspace,
            "channel_id": heard.channel,
            "message_id": heard.id,
            "person_id": one,
            "by_id": heard.person,
            "at": at,
        }
        for one in heard.mentions
    ]


@writes.register
def _hear(change: MessageHeard, workspace: WorkspaceId, now: datetime) -> list[Write]:
    rung = mention_rows(workspace, change.message)
    return [Write(_HEAR, message_row(workspace, change.message)), *(Write(_RING, row) for row in rung)]


@writes.register
def _unsay(change: MessageUnsaid, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {"workspace_id_": workspace, "channel_id_": change.channel, "message_id_": change.id}
    return [Write(statement, values) for statement in _OF_MESSAGE.values()]


@writes.register
def _react(change: ReactionSeen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_REACT, reaction_row(workspace, change))]


def reaction_row(workspace: WorkspaceId, change: ReactionSeen) -> dict[str, Any]:
    return {
        "workspace_id": workspace,
        "channel_id": change.channel,
        "message_id": change.id,
        "person_id": change.person,
        "reaction": change.reaction[:80],
        "to_id": change.to,
        "at": change.at,
    }


@writes.register
def _unreact(change: ReactionWithdrawn, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {
        "workspace_id_": workspace,
        "channel_id_": change.channel,
        "message_id_": change.id,
        "person_id_": change.person,
        "reaction_": change.reaction[:80],
    }
    return [Write(_UNREACT, values)]


# --- an import keeps many at once ------------------------------------------------------------------------------------


async def keep_many(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    heard: Sequence[Heard],
    reactions: Iterable[ReactionSeen] = (),
) -> None:
    """Keep what is not there yet, in the running transaction; what is there stays as it is."""
    batches = (
        (_KEEP, [message_row(workspace, one) for one in heard]),
        (_RING, [row for one in heard for row in mention_rows(workspace, one)]),
        (_REACT, [reaction_row(workspace, one) for one in reactions]),
    )
    for statement, rows in batches:
        if rows:
            await connection.execute(statement, rows)


async def forget_before(connection: AsyncConnection, before: datetime) -> int:
    """Drop what is older than the house keeps chat events; returns how many rows went. For housekeeping."""
    gone = 0
    for table in TABLES:
        gone += (await connection.execute(delete(table).where(table.c.at < before))).rowcount
    return gone


# --- asking ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a workspace. ``month`` is 202603 for March 2026 (UTC)."""

    month: int
    messages: int
    active_people: int


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one workspace."""

    workspace: WorkspaceId
    people: int
    bots: int
    channels: int
    messages: int
    months: tuple[Month, ...]


_counted = func.count()
_COUNT = {
    table: select(_counted).select_from(table).where(table.c.workspace_id == bindparam("workspace"))
    for table in (*TABLES, people, channels)
}
_BOTS = select(_counted).where(people.c.workspace_id == bindparam("workspace"), people.c.is_bot.is_(True))
_MONTHS = (
    select(chat_messages.c.month, _counted, func.count(chat_messages.c.person_id.distinct()))
    .where(chat_messages.c.workspace_id == bindparam("workspace"))
    .group_by(chat_messages.c.month)
    .order_by(chat_messages.c.month)
)
_WORKSPACES = (
    select(people.c.workspace_id)
    .union(select(channels.c.workspace_id), select(chat_messages.c.workspace_id))
    .order_by("workspace_id")
)


async def count_rows(connection: AsyncConnection, workspace: WorkspaceId) -> int:
    """All rows of participation, people and channels of a workspace: what an import can add to."""
    counts = [await connection.scalar(statement, {"workspace": workspace}) for statement in _COUNT.values()]
    return sum(one or 0 for one in counts)


async def load_kept(connection: AsyncConnection) -> tuple[Kept, ...]:
    """What is kept of every workspace (an operator's question, so it spans them all)."""
    workspaces = (await connection.scalars(_WORKSPACES)).all()
    return tuple([await _kept_of(connection, workspace) for workspace in workspaces])


async def _kept_of(connection: AsyncConnection, workspace: WorkspaceId) -> Kept:
    scope = {"workspace": workspace}
    messages, known, places = [
        await connection.scalar(_COUNT[table], scope) or 0 for table in (chat_messages, people, channels)
    ]
    bots = await connection.scalar(_BOTS, scope) or 0
    months = tuple(Month(*row) for row in await connection.execute(_MONTHS, scope))
    return Kept(workspace, known - bots, bots, places, messages, months)


AT_ONCE = 1000  # rows of talk read before others get their turn
_TALK: Select[Any] = (
    select(
        chat_messages.c.at,
        chat_messages.c.person_id,
        chat_messages.c.channel_id,
        chat_messages.c.message_id,
        chat_messages.c.thread_id,
        chat_messages.c.length,
        chat_messages.c.asks,
    )
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.at >= bindparam("since", type_=Instant),
        chat_messages.c.at < bindparam("until", type_=Instant),
    )
    .order_by(chat_messages.c.at, chat_messages.c.channel_id, chat_messages.c.message_id)
)
_CHANNEL_TALK: Select[Any] = (
    select(*_TALK.selected_columns)
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
    )
    .order_by(chat_messages.c.at, chat_messages.c.channel_id, chat_messages.c.message_id)
)
_CHANNEL_RUNG: Select[Any] = select(
    chat_mentions.c.channel_id, chat_mentions.c.message_id, chat_mentions.c.person_id
).where(
    chat_mentions.c.workspace_id == bindparam("workspace"),
    chat_mentions.c.channel_id.in_(bindparam("channels", expanding=True)),
)
_RUNG: Select[Any] = select(
    chat_mentions.c.channel_id, chat_mentions.c.message_id, chat_mentions.c.person_id
).where(
    chat_mentions.c.workspace_id == bindparam("workspace"),
    chat_mentions.c.at >= bindparam("since", type_=Instant),
    chat_mentions.c.at < bindparam("until", type_=Instant),
)


async def load_talk(
    connection: AsyncConnection, workspace: WorkspaceId, since: datetime, until: datetime
) -> AsyncIterator[Heard]:
    """Messages kept between two instants, in time order, a few at a time: other work goes on in between."""
    scope = {"workspace": workspace, "since": since, "until": until}
    rung = whom(await connection.execute(_RUNG, scope))
    async with connection.stream(_TALK, scope, execution_options={"yield_per": AT_ONCE}) as rows:
        async for some in rows.partitions():
            for row in some:
                yield read_heard(row, rung)


async def load_channel_talk(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId]
) -> list[Heard]:
    """Everything that is kept of the talk in these channels, in time order."""
    if not channels:
        return []
    scope = {"workspace": workspace, "channels": list(channels)}
    rung = whom(await connection.execute(_CHANNEL_RUNG, scope))
    return [read_heard(row, rung) for row in await connection.execute(_CHANNEL_TALK, scope)]


Rung = dict[tuple[str, str], list[str]]


def whom(rows: Iterable[Row[Any]]) -> Rung:
    """Whom each message rang."""
    rung: Rung = {}
    for row in rows:
        rung.setdefault((row.channel_id, row.message_id), []).append(row.person_id)
    return rung


def read_heard(row: Row[Any], rung: Rung) -> Heard:
    at, person, channel, message, thread, length, asks = tuple(row)
    rang = rung.get((channel, message))
    mentions = tuple(sorted(rang)) if rang else ()
    return Heard(at.timestamp(), person, channel, message, thread, mentions, length, asks)
