"""Letters that wait to be carried out, and what became of each.

A letter is waiting → handed (leased to one postman, told to the platform) → delivered, refused, dropped or unknown
(engine.md: what a platform send can promise). ``mark`` is a random id that says nothing; it travels with the message
so that a letter of unknown fate can be looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Row,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.attention import History, Sent
from facilitation.words import Fate, Letter, MessageRef, PersonId, WorkspaceId
from storage.dialect import insert_once
from storage.shapes import converter, message_in, message_out
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, write

WAITING, HANDED, DELIVERED, REFUSED, DROPPED, UNKNOWN = (
    "waiting",
    "handed",
    "delivered",
    "refused",
    "dropped",
    "unknown",
)
LEASE = timedelta(
    seconds=45
)  # longer than the longest HTTP timeout, so that a looked-for letter is really there or not

# Said with the states in it, word for word as the index says it: a database compares a partial index with the text of
# a question, and with bound values it would read every letter there ever was.
OPEN_STATES = text("state IN ('waiting', 'handed')")
SPOKEN = text("emptied_at IS NULL AND settled_at IS NOT NULL")
EMPTIED = text("emptied_at IS NOT NULL")

letters = Table(
    "letters",
    metadata,
    workspace_key(),
    Column("letter_id", String(40), primary_key=True),
    Column("once", String(240), nullable=False),
    Column("recipient", String(120), nullable=False),
    Column("kind", String(80), nullable=False),
    Column("message", JsonText, nullable=False),
    Column("thread", JsonText),
    Column("thread_of", String(240), nullable=False, default=""),
    Column("edits", String(240), nullable=False, default=""),
    Column("deletes", String(240), nullable=False, default=""),
    Column("importance", Integer, nullable=False, default=0),
    Column("asks", Boolean, nullable=False, default=False),
    Column("fate", String(10), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("expires", Instant),
    Column("state", String(10), nullable=False),
    Column("mark", String(40), nullable=False),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("written_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("delivered", JsonText),  # MessageRef on the platform
    Column("reason", String(200)),
    Column("emptied_at", Instant),  # when its words went (storage/housekeeping.py)
    Index("ux_letters_once", "workspace_id", "once", unique=True),
    Index(
        "ix_letters_turn",  # workspace first: each is asked apart, so that none hides another; then whose turn it is,
        "workspace_id",  # or a hundred thousand letters of one hour would be sorted for every ten that go
        "not_before",
        text("importance DESC"),
        "written_at",
        "letter_id",
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    ),
    Index("ix_letters_recipient", "workspace_id", "recipient", "settled_at"),
    Index("ix_letters_spoken", "settled_at", sqlite_where=SPOKEN, postgresql_where=SPOKEN),
    Index("ix_letters_emptied", "settled_at", sqlite_where=EMPTIED, postgresql_where=EMPTIED),
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter in this postman's hands. ``unsure``: an earlier attempt was cut off, so its fate is unknown."""

    workspace: WorkspaceId
    id: str
    letter: Letter
    mark: str
    attempts: int
    unsure: bool
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Depth:
    """How many rows wait in a queue, how many of them are due, and since when the oldest of those is."""

    waiting: int
    due: int
    oldest: datetime | None


def together(depths: Iterable[Depth]) -> Depth:
    """What waits in several databases as if it were one."""
    found = tuple(depths)
    oldest = min((one.oldest for one in found if one.oldest), default=None)
    return Depth(sum(one.waiting for one in found), sum(one.due for one in found), oldest)


_KEEP = insert_once(letters)
IS_OPEN = or_(
    letters.c.state == WAITING, and_(letters.c.state == HANDED, letters.c.lease_until <= bindparam("now"))
)
_DUE = (
    select(letters)
    .where(
        letters.c.workspace_id == bindparam("workspace"),
        OPEN_STATES,
        letters.c.not_before <= bindparam("now"),
        IS_OPEN,
    )
    .order_by(letters.c.not_before, letters.c.importance.desc(), letters.c.written_at, letters.c.letter_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_ONE = and_(letters.c.workspace_id == bindparam("workspace"), letters.c.letter_id == bindparam("letter"))
_HAND = (
    update(letters)
    .where(_ONE)
    .values(state=HANDED, lease_until=bindparam("until"), attempts=letters.c.attempts + 1)
)
_SETTLE = (
    update(letters)
    .where(_ONE)
    .values(
        state=bindparam("became"),
        settled_at=bindparam("now"),
        delivered=bindparam("where", type_=JsonText),
        reason=bindparam("why"),
        lease_until=None,
    )
)
_LATER = (
    update(letters)
    .where(_ONE)
    .values(
        state=WAITING,
        not_before=bindparam("later"),
        lease_until=None,
        reason=bindparam("why"),
        attempts=letters.c.attempts - bindparam("untried"),
    )
)
_FIND = select(letters.c.delivered, letters.c.state).where(
    letters.c.workspace_id == bindparam("workspace"), letters.c.once == bindparam("once_key")
)
_DEPTH = select(
    func.count(),
    func.count(case((letters.c.not_before <= bindparam("now"), 1))),
    func.min(letters.c.not_before),
).where(OPEN_STATES)


def letter_write(letter: Letter, workspace: WorkspaceId, letter_id: str, mark: str, now: datetime) -> Write:
    """Keep one letter, unless one with the same ``once`` was kept before."""
    return Write(
        _KEEP,
        {
            "workspace_id": workspace,
            "letter_id": letter_id,
            "once": letter.once,
            "recipient": letter.to,
            "kind": letter.kind,
            "message": message_out(letter.message),
            "thread": converter.unstructure(letter.thread) if letter.thread else None,
            "thread_of": letter.thread_of,
            "edits": letter.edits,
            "deletes": letter.deletes,
            "importance": letter.importance,
            "asks": letter.asks,
            "fate": letter.fate.value,
            "not_before": letter.not_before or now,
            "expires": letter.expires,
            "state": WAITING,
            "mark": mark,
            "attempts": 0,
            "written_at": now,
        },
    )


def read_letter(row: Row[Any]) -> Letter:
    """A kept row as the letter it was."""
    return Letter(
        once=row.once,
        to=row.recipient,
        message=message_in(row.message),
        kind=row.kind,
        not_before=row.not_before,
        expires=row.expires,
        importance=row.importance,
        fate=Fate(row.fate),
        asks=row.asks,
        thread=converter.structure(row.thread, MessageRef) if row.thread else None,
        thread_of=row.thread_of,
        edits=row.edits,
        deletes=row.deletes,
    )


async def load_due(
    connection: AsyncConnection, workspace: WorkspaceId, now: datetime, most: int = 10
) -> list[Claimed]:
    """The letters of a workspace that are due, locked until this transaction ends (another replica skips them).

    Few at a time: with 500 in hand a power cut leaves 732 of unknown fate.
    """
    rows = (await connection.execute(_DUE, {"workspace": workspace, "now": now, "most": most})).all()
    return [
        Claimed(
            row.workspace_id,
            row.letter_id,
            read_letter(row),
            row.mark,
            row.attempts,
            row.state == HANDED,
            row.written_at,
        )
        for row in rows
    ]


async def hand(connection: AsyncConnection, claimed: Sequence[Claimed], now: datetime) -> None:
    """Lease these letters to the postman who asked for them."""
    until = now + LEASE
    values = [{"workspace": one.workspace, "letter": one.id, "until": until} for one in claimed]
    if values:
        await write(connection, _HAND, values)


def settle_write(
    claimed: Claimed, became: str, now: datetime, where: MessageRef | None = None, why: str | None = None
) -> Write:
    """Write down what became of a letter."""
    kept = converter.unstructure(where) if where else None
    key = {"workspace": claimed.workspace, "letter": claimed.id}
    return Write(_SETTLE, key | {"became": became, "now": now, "where": kept, "why": why})


def settle_quietly_write(claimed: Claimed) -> Write:
    """All letters of a quiet kind end alike, carried or not: delivered at the hour for which they were written."""
    return settle_write(claimed, DELIVERED, claimed.letter.not_before or claimed.written_at)


def put_off_write(claimed: Claimed, later: datetime, why: str, tried: bool = False) -> Write:
    """The letter waits until ``later``; only a real try at the platform counts as an attempt."""
    key = {"workspace": claimed.workspace, "letter": claimed.id}
    return Write(_LATER, key | {"later": later, "why": why, "untried": 0 if tried else 1})


async def find_delivered(
    connection: AsyncConnection, workspace: WorkspaceId, once: str
) -> tuple[str, MessageRef | None]:
    """(state, where it stands) of the letter with this ``once``; ("", None) when there is none."""
    row = (await connection.execute(_FIND, {"workspace": workspace, "once_key": once})).first()
    if row is None:
        return "", None
    return row.state, converter.structure(row.delivered, MessageRef) if row.delivered else None


async def depth(connection: AsyncConnection, now: datetime) -> Depth:
    """How many letters of all workspaces are on their way (for ``/metrics``)."""
    waiting, due, oldest = (await connection.execute(_DEPTH, {"now": now})).one()
    return Depth(waiting, due, oldest if due else None)


def recipients(claimed: Sequence[Claimed]) -> set[tuple[WorkspaceId, str]]:
    """Whom these letters go to, each once."""
    return {(one.workspace, one.letter.to) for one in claimed}


_HISTORY = (
    select(letters.c.recipient, letters.c.settled_at, letters.c.kind, letters.c.asks, letters.c.importance)
    .where(
        letters.c.workspace_id == bindparam("workspace"),
        letters.c.recipient.in_(bindparam("ids", expanding=True)),
        letters.c.state == DELIVERED,
        letters.c.settled_at > bindparam("since"),
        letters.c.edits == "",
        letters.c.deletes == "",
    )
    .order_by(letters.c.settled_at, letters.c.letter_id)
)


async def load_histories(
    connection: AsyncConnection, workspace: WorkspaceId, recipients: Sequence[PersonId], since: datetime
) -> dict[PersonId, History]:
    """What reached each of these people since then, oldest first; somebody who got nothing has an empty history."""
    values = {"workspace": workspace, "ids": list(recipients), "since": since}
    found: dict[PersonId, list[Sent]] = {one: [] for one in recipients}
    for row in await connection.execute(_HISTORY, values):
        found[row.recipient].append(Sent(row.settled_at, row.kind, row.asks, row.importance))
    return {one: History(tuple(sent)) for one, sent in found.items()}
