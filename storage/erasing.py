"""Erasing a person, or a whole workspace, from every table: a few hundred rows at a time, and cut off anywhere it goes on.

A row of ``erasures`` says what is to go; the row itself goes last. What happens to each table stands in
``storage/purposes.py``. After that every text and every JSON of the workspace is read once for the id, so that also
what nobody thought of is found: keys of letters, subjects of wakes, states, entries of the ledger and of its archive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    String,
    Table,
    bindparam,
    delete,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.mydata import GONE, ErasureWanted, ErasureWithdrawn
from facilitation.words import PersonId, WorkspaceId
from storage.community import communities, members
from storage.dialect import keys_bound, upsert
from storage.housekeeping import BATCH, ledger_archive, packed, unpacked
from storage.keyring import keyring
from storage.linking import mail_digests, person_links
from storage.people import people
from storage.pulse import pulse_asked, pulse_secrets, pulse_sheets
from storage.pulse_cohorts import unmark
from storage.pulse_quiet import pulse_first_readers
from storage.pulse_seal import first_mark, house_keys, seal_of, wave_key
from storage.purposes import PURPOSES, Erasing
from storage.tables import Instant, metadata, workspace_key
from storage.traces import LEFT_ALONE, exactly, without
from storage.writing import Write, writes

erasures = Table(
    "erasures",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),  # '' for the whole workspace
    Column("take_back", Boolean, nullable=False),
    Column("due_at", Instant, nullable=False),
)


_WANT = upsert(erasures)
_DONE = delete(erasures).where(*keys_bound(erasures))
_DUE = (
    select(erasures)
    .where(erasures.c.due_at <= bindparam("now", type_=Instant))
    .order_by(erasures.c.due_at, erasures.c.workspace_id, erasures.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to go: one person with all their ids, or a workspace (``person`` '')."""

    workspace: WorkspaceId
    person: PersonId
    take_back: bool
    due_at: datetime


@writes.register
def _wanted(change: ErasureWanted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "person_id": change.person, "take_back": change.take_back}
    return [Write(_WANT, row | {"due_at": change.due_at or now})]


@writes.register
def _withdrawn(change: ErasureWithdrawn, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_DONE, {"workspace_id_": workspace, "person_id_": change.person})]


async def due_erasures(connection: AsyncConnection, now: datetime) -> list[Erasure]:
    """What is to be erased by now, oldest first."""
    rows = await connection.execute(_DUE, {"now": now})
    return [Erasure(row.workspace_id, row.person_id, row.take_back, row.due_at) for row in rows]


async def is_erased(connection: AsyncConnection, one: Erasure) -> None:
    """Nothing is left of it: its own row goes."""
    await connection.execute(_DONE, {"workspace_id_": one.workspace, "person_id_": one.person})


Step = Callable[[AsyncConnection], Any]  # a batch: awaits, and says how many rows it was about


# --- a whole workspace -------------------------------------------------------------------------------------------


def workspace_steps(one: Erasure, chats: str) -> Iterator[Step]:
    """Batches, each to be repeated until it is about nothing. A token that came after the removal stays.

    ``chats``: what the keys of its people's chats begin with in the keyring.
    """
    yield _keys(keyring.c.workspace_id.startswith(chats, autoescape=True))
    for table in reversed(metadata.sorted_tables):
        if table is not erasures:
            yield _all_of(table, one)


def _keys(which: Any) -> Step:
    """What the keyring holds beside tokens: where to reach people."""
    statement = delete(keyring).where(
        keyring.c.workspace_id.in_(select(keyring.c.workspace_id).where(which).limit(BATCH))
    )

    async def batch(connection: AsyncConnection) -> int:
        return (await connection.execute(statement)).rowcount

    return batch


def _all_of(table: Table, one: Erasure) -> Step:
    key = list(table.primary_key)
    these = select(*key).where(table.c.workspace_id == one.workspace)
    if table is keyring:
        these = these.where(keyring.c.saved_at <= one.due_at)
    statement = delete(table).where(tuple_(*key).in_(these.limit(BATCH)))

    async def batch(connection: AsyncConnection) -> int:
        return (await connection.execute(statement)).rowcount

    return batch


# --- a person: what is declared ----------------------------------------------------------------------------------


def declared_steps(workspace: WorkspaceId, ids: Sequence[PersonId], take_back: bool) -> Iterator[Step]:
    """Batches for every column that names a person, as storage/purposes.py says."""
    for table in metadata.sorted_tables:
        purpose = PURPOSES.get(table.name)
        if purpose is None or table.name in LEFT_ALONE:
            continue
        for name, fate in purpose.people.items():
            goes = fate is Erasing.GOES or (fate is Erasing.GIVEN and take_back)
            yield _column(table, name, workspace, ids, None if goes else fate)


def last_steps(workspace: WorkspaceId, ids: Sequence[PersonId], chats: Sequence[str]) -> Iterator[Step]:
    """What says who they are goes last, so that an erasure that was cut off still knows all their ids.

    ``chats``: the keys under which the keyring knows where to reach them.
    """
    yield _keys(keyring.c.workspace_id.in_(chats))
    for table in (people, mail_digests, person_links):
        for name in PURPOSES[table.name].people:
            yield _column(table, name, workspace, ids, None)


def _column(
    table: Table, name: str, workspace: WorkspaceId, ids: Sequence[PersonId], fate: Erasing | None
) -> Step:
    key, column = list(table.primary_key), table.c[name]
    these = select(*key).where(table.c.workspace_id == workspace, column.in_(ids)).limit(BATCH)
    found = tuple_(*key).in_(these)
    if fate is None:
        statement: Any = delete(table).where(found)
    else:
        emptied: dict[str, Any] = {one: [] for one in PURPOSES[table.name].emptied}
        statement = (
            update(table).where(found).values({name: None if fate is Erasing.EMPTY else GONE} | emptied)
        )

    async def batch(connection: AsyncConnection) -> int:
        return (await connection.execute(statement)).rowcount

    return batch


_TOUCH = (
    update(communities)
    .where(
        communities.c.workspace_id == bindparam("workspace"),
        or_(
            communities.c.sponsor_id.in_(bindparam("ids", expanding=True)),
            communities.c.created_by.in_(bindparam("ids", expanding=True)),
            communities.c.community_id.in_(
                select(members.c.community_id).where(
                    members.c.workspace_id == bindparam("workspace"),
                    members.c.person_id.in_(bindparam("ids", expanding=True)),
                )
            ),
        ),
    )
    .values(version=communities.c.version + 1)
)


async def touch_communities(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]
) -> None:
    """Whoever remembers a community that the person was in reads it anew."""
    await connection.execute(_TOUCH, {"workspace": workspace, "ids": list(ids)})


# --- a person: what is sealed ------------------------------------------------------------------------------------

_OPEN_WAVES = select(pulse_secrets.c.wave_id, pulse_secrets.c.secret, pulse_secrets.c.key_name).where(
    pulse_secrets.c.workspace_id == bindparam("workspace"),
    pulse_secrets.c.wave_id.in_(
        select(pulse_asked.c.wave_id).where(
            pulse_asked.c.workspace_id == bindparam("workspace"),
            pulse_asked.c.person_id == bindparam("person"),
        )
    ),
)
_NO_SHEET = delete(pulse_sheets).where(*keys_bound(pulse_sheets))


_FIRST_WAVES = (
    select(pulse_first_readers.c.wave_id)
    .where(pulse_first_readers.c.workspace_id == bindparam("workspace"))
    .distinct()
)
_NOT_FIRST = delete(pulse_first_readers).where(*keys_bound(pulse_first_readers))


async def unseal(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId, new_id: Callable[[], str]
) -> None:
    """Their envelope in every open pulse goes; their mark behind figures becomes one that nobody can compute.

    The sets behind published figures keep their sizes, so the guard against subtraction goes on holding for the others.
    """
    house = house_keys(connection)
    values = {"workspace": workspace, "person": person}
    for wave in (await connection.execute(_OPEN_WAVES, values)).all():
        if wave.key_name in house or not wave.key_name:
            key = wave_key(house.get(wave.key_name, b""), wave.secret)
            sheet = {"workspace_id_": workspace, "wave_id_": wave.wave_id}
            await connection.execute(_NO_SHEET, sheet | {"pseudonym_": seal_of(key, person).pseudonym})
    for wave_id in (await connection.scalars(_FIRST_WAVES, {"workspace": workspace})).all():
        for house_key in house.values():
            mark = {"mark_": first_mark(house_key, workspace, wave_id, person), "wave_id_": wave_id}
            await connection.execute(_NOT_FIRST, mark | {"workspace_id_": workspace})
    await unmark(connection, workspace, person, new_id)


# --- a person: what is packed ------------------------------------------------------------------------------------

_PARTS = select(ledger_archive.c.part_id).where(ledger_archive.c.workspace_id == bindparam("workspace"))
_PART = select(ledger_archive.c.packed).where(*keys_bound(ledger_archive))
_REPACK = update(ledger_archive).where(*keys_bound(ledger_archive)).values(packed=bindparam("again"))


async def parts_of(connection: AsyncConnection, workspace: WorkspaceId) -> list[str]:
    """The packed parts of a workspace's ledger."""
    return list(await connection.scalars(_PARTS, {"workspace": workspace}))


async def repack(
    connection: AsyncConnection, workspace: WorkspaceId, part: str, ids: Sequence[PersonId]
) -> bool:
    """One packed part without the person; whether they were in it. As many entries as before stand in it."""
    pattern, key = exactly(ids), {"workspace_id_": workspace, "part_id_": part}
    kept = await connection.scalar(_PART, key)
    entries = unpacked(kept) if kept else []
    new = [nameless(one, pattern) for one in entries]
    if new == entries:
        return False
    await connection.execute(_REPACK, key | {"again": packed(new)})
    return True


def nameless(entry: dict[str, Any], pattern: re.Pattern[str]) -> dict[str, Any]:
    """One entry of the ledger without the person: what happened stays, that it was they goes."""
    mine = entry["person_id"] and pattern.fullmatch(entry["person_id"])
    return {
        name: None if mine and name == "person_id" else without(one, pattern, GONE)
        for name, one in entry.items()
    }


# --- who it is ---------------------------------------------------------------------------------------------------

_NAMES = select(people.c.name).where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.person_id.in_(bindparam("ids", expanding=True)),
    people.c.name != "",
)


async def names_of(connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]) -> list[str]:
    """What they are called, where that is long enough to be told from a word."""
    found = await connection.scalars(_NAMES, {"workspace": workspace, "ids": list(ids)})
    return [one for one in found if len(one) >= 5]
