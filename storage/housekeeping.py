"""What is old is let go: a few hundred rows at a time, so that whoever waits to write waits for milliseconds.

Rows that only tell of the past go (chat events, delivery ids, marks of figures). A letter first loses its words; that it
was written and where it stands stays as long as it may be needed, so that nothing comes twice and a story can be taken
back. Old ledger entries are packed month by month into ``ledger_archive``, where export and erasure reach them.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    Date,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.disclosure import REMEMBERED
from facilitation.voice import story as say
from facilitation.words import Message, WorkspaceId
from storage.dialect import run_script
from storage.keyring import keyring
from storage.ledger import ledger
from storage.linking import workspace_links
from storage.outbox import EMPTIED, SPOKEN, letters
from storage.people import people
from storage.purposes import PURPOSES, Until
from storage.shapes import message_out
from storage.story import story_copies
from storage.tables import JsonText, metadata, workspace_key

BATCH = 500
PACK = 1000  # entries in one packed part; about 15 KB

ledger_archive = Table(
    "ledger_archive",
    metadata,
    workspace_key(),
    Column("part_id", String(40), primary_key=True),  # of its first entry
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("packed", LargeBinary, nullable=False),  # gzip of one JSON object a line
)


@dataclass(frozen=True, slots=True)
class Keep:
    """How long things are kept, in days."""

    events: int = 400
    letters: int = 90
    arrivals: int = 7
    ledger: int = 400
    archive: int = 1100
    workspace: int = 30  # after the app was removed
    marks: int = REMEMBERED.days  # no setting: forgotten sooner, figures could be subtracted from each other

    def before(self, until: Until, now: datetime) -> datetime:
        """What is older than this goes."""
        return now - timedelta(days=int(getattr(self, until.value)))


def aged_tables() -> list[tuple[Table, Until]]:
    """Tables whose rows go when they are old, with what says how old."""
    named = {table.name: table for table in metadata.sorted_tables}
    return [(named[name], one.until) for name, one in sorted(PURPOSES.items()) if one.ages]


def old_rows(table: Table, whole_database: bool = False) -> Any:
    """A delete of the next few rows that are older than ``before``."""
    key = [column for column in table.primary_key]
    old = select(*key).where(table.c[PURPOSES[table.name].ages] < bindparam("before"))
    if not whole_database:
        old = old.where(table.c.workspace_id == bindparam("workspace"))
    return delete(table).where(tuple_(*key).in_(old.limit(BATCH)))


async def forget_old(
    connection: AsyncConnection, table: Table, workspace: WorkspaceId | None, before: datetime
) -> int:
    """Let the next few old rows go, of one workspace or (with an index by time alone) of all; says how many."""
    column = table.c[PURPOSES[table.name].ages]
    values: dict[str, Any] = {"before": before.date() if isinstance(column.type, Date) else before}
    if workspace is not None:
        values["workspace"] = workspace
    return (await connection.execute(old_rows(table, workspace is None), values)).rowcount


_NEXT_WORKSPACE = select(func.min(people.c.workspace_id)).where(people.c.workspace_id > bindparam("after"))


async def next_workspace(connection: AsyncConnection, after: WorkspaceId) -> WorkspaceId | None:
    """The workspaces one after the other, each by one look into an index; None after the last."""
    found: WorkspaceId | None = await connection.scalar(_NEXT_WORKSPACE, {"after": after})
    return found


_TOKENS = select(keyring.c.workspace_id).where(
    keyring.c.workspace_id.startswith("slack:") | keyring.c.workspace_id.startswith("teams:")
)
_JOINED = select(workspace_links.c.workspace_id, workspace_links.c.home_id)
_GOING = select(ledger.c.workspace_id).distinct()


async def workspaces(connection: AsyncConnection) -> list[WorkspaceId]:
    """Every workspace of which the ledger tells anything, for commands that go through all of them."""
    return sorted(await connection.scalars(_GOING))


async def tenants_in(connection: AsyncConnection) -> list[WorkspaceId]:
    """Every workspace whose people, secrets or joining are kept here, each found by one look into an index."""
    found = set(await connection.scalars(_TOKENS))
    for row in await connection.execute(_JOINED):
        found |= set(row)
    last: WorkspaceId | None = ""
    while last := await next_workspace(connection, last or ""):
        found.add(last)
    return sorted(found)


# --- letters -----------------------------------------------------------------------------------------------------

EMPTY = message_out(Message(say.GONE))
_key = tuple_(letters.c.workspace_id, letters.c.letter_id)


def _few(chosen: Select[Any]) -> Any:
    return _key.in_(chosen.limit(BATCH))


_SPOKEN = select(letters.c.workspace_id, letters.c.letter_id).where(
    SPOKEN, letters.c.settled_at < bindparam("before")
)
_EMPTY = (
    update(letters)
    .where(_few(_SPOKEN))
    .values(message=bindparam("nothing", type_=JsonText), reason=None, emptied_at=bindparam("now"))
)
_to_a_person = (
    select(people.c.person_id)
    .where(people.c.workspace_id == letters.c.workspace_id, people.c.person_id == letters.c.recipient)
    .exists()
)
_a_copy = (
    select(story_copies.c.once)
    .where(story_copies.c.workspace_id == letters.c.workspace_id, story_copies.c.once == letters.c.once)
    .exists()
)
_OVER = select(letters.c.workspace_id, letters.c.letter_id).where(
    EMPTIED,
    letters.c.settled_at < bindparam("before"),
    _to_a_person,
    ~_a_copy,
)
_FORGET = delete(letters).where(_few(_OVER))


async def empty_letters(connection: AsyncConnection, before: datetime, now: datetime) -> int:
    """The words of the next few letters that were settled before then go. Waiting letters are never touched."""
    values = {"before": before, "now": now, "nothing": EMPTY}
    return (await connection.execute(_EMPTY, values)).rowcount


async def forget_letters(connection: AsyncConnection, before: datetime) -> int:
    """What was written to a person so long ago goes altogether, unless a story stands there that may be taken back.

    What stands in channels stays: its place is needed when a card is changed or taken back years later.
    """
    return (await connection.execute(_FORGET, {"before": before})).rowcount


# --- the ledger --------------------------------------------------------------------------------------------------

_OLD = (
    select(ledger)
    .where(
        ledger.c.workspace_id == bindparam("workspace"),
        ledger.c.entry_id
        < bindparam("bound"),  # ids begin with their millisecond: the key finds the old ones
        ledger.c.at < bindparam("before"),
    )
    .order_by(ledger.c.entry_id)
    .limit(PACK)
)
_PACKED = delete(ledger).where(
    ledger.c.workspace_id == bindparam("workspace"),
    ledger.c.entry_id.in_(bindparam("ids", expanding=True)),
)
_ARCHIVE = insert(ledger_archive)


def month_of(instant: datetime) -> datetime:
    """The beginning of its month: the ledger is packed by whole months, so that parts do not become many."""
    return instant.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


async def pack_ledger(connection: AsyncConnection, workspace: WorkspaceId, before: datetime) -> int:
    """Move the next few entries from before then into one packed part; says how many."""
    bound = f"{int(before.timestamp() * 1000):012x}"
    values = {"workspace": workspace, "before": before, "bound": bound}
    rows = (await connection.execute(_OLD, values)).all()
    if not rows:
        return 0
    part = {
        "workspace_id": workspace,
        "part_id": rows[0].entry_id,
        "from_day": min(row.at for row in rows).date(),
        "to_day": max(row.at for row in rows).date(),
        "entries": len(rows),
        "packed": packed([entry_of(row) for row in rows]),
    }
    await connection.execute(_ARCHIVE, part)
    await connection.execute(_PACKED, {"workspace": workspace, "ids": [row.entry_id for row in rows]})
    return len(rows)


def entry_of(row: Any) -> dict[str, Any]:
    """One entry as it is packed."""
    kept = {name: row._mapping[name] for name in ("entry_id", "kind", "subject", "person_id", "about")}
    return {**kept, "at": row.at.isoformat()}


def packed(entries: list[dict[str, Any]]) -> bytes:
    """Entries as gzipped JSON lines; the same entries give the same bytes."""
    return gzip.compress(b"\n".join(orjson.dumps(one) for one in entries), mtime=0)


def unpacked(part: bytes) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in gzip.decompress(part).splitlines()]


# --- room --------------------------------------------------------------------------------------------------------

PAGES = 256  # 1 MB given back at a time


async def give_back(connection: AsyncConnection) -> int:
    """SQLite: give some free pages of the file back to the disk; says how many are still free. PostgreSQL vacuums itself."""
    if connection.dialect.name != "sqlite":
        return 0
    # a script, since execute steps once and would give back one page; it commits first, and nothing was written
    await run_script(connection, f"PRAGMA incremental_vacuum({PAGES})")
    free = (await connection.exec_driver_sql("PRAGMA freelist_count")).scalar_one()
    return int(free)
