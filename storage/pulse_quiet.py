"""For whom a pulse's quiet letter is: asked when it is about to go, answered with the house's own key, kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Column, String, Table, bindparam, delete, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.quiet import (
    REMIND,
    RESULTS,
    FirstReadersForgotten,
    FirstReadersKept,
    QuietLettersForgotten,
    wave_in,
)
from facilitation.words import Letter, WorkspaceId
from storage.outbox import letters
from storage.pulse import pulse_secrets, pulse_sheets
from storage.pulse_seal import first_mark, house_keys, seal_of, wave_key
from storage.tables import metadata, workspace_key
from storage.writing import Write, writes

pulse_first_readers = Table(
    "pulse_first_readers",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column(
        "mark", String(32), primary_key=True
    ),  # of somebody who answered; only the house's key computes it
    sqlite_with_rowid=False,
)

_KEEP = insert(pulse_first_readers)
_FORGET = delete(pulse_first_readers).where(
    pulse_first_readers.c.workspace_id == bindparam("workspace_id_"),
    pulse_first_readers.c.wave_id == bindparam("wave_id_"),
)
_TAKE_AWAY = delete(letters).where(
    letters.c.workspace_id == bindparam("workspace_id_"),
    letters.c.recipient == bindparam("person_id_"),
    letters.c.kind == bindparam("kind_"),
    letters.c.once.like(bindparam("of_wave")),
)
_SECRETS = select(pulse_secrets).where(
    pulse_secrets.c.workspace_id == bindparam("workspace"),
    pulse_secrets.c.wave_id.in_(bindparam("waves", expanding=True)),
)
_ANSWERED = select(pulse_sheets.c.wave_id, pulse_sheets.c.pseudonym).where(
    pulse_sheets.c.workspace_id == bindparam("workspace"),
    tuple_(pulse_sheets.c.wave_id, pulse_sheets.c.pseudonym).in_(bindparam("sheets", expanding=True)),
)
_FIRST = select(pulse_first_readers.c.wave_id, pulse_first_readers.c.mark).where(
    pulse_first_readers.c.workspace_id == bindparam("workspace"),
    tuple_(pulse_first_readers.c.wave_id, pulse_first_readers.c.mark).in_(bindparam("marks", expanding=True)),
)


@writes.register
def _keep_first(change: FirstReadersKept, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "wave_id": change.wave}
    return [Write(_KEEP, row | {"mark": mark}) for mark in sorted(change.marks)]


@writes.register
def _forget_first(change: FirstReadersForgotten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_FORGET, {"workspace_id_": workspace, "wave_id_": change.wave})]


@writes.register
def _take_away(change: QuietLettersForgotten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    """Person by person, because that is how letters are found quickly."""
    wanted = {"workspace_id_": workspace, "of_wave": f"%:{change.wave}:%"}
    return [
        Write(_TAKE_AWAY, wanted | {"person_id_": one, "kind_": kind})
        for one in change.persons
        for kind in change.kinds
    ]


# --- for whom ----------------------------------------------------------------------------------------------------


async def not_for_them(
    connection: AsyncConnection, workspace: WorkspaceId, quiet: Sequence[Letter]
) -> Collection[str]:
    """The ``once`` of those of these quiet letters that are not for the person they are written to.

    Where the house's key is gone nobody can tell, and then none of them goes.
    """
    reminders = [one for one in quiet if one.kind == REMIND]
    results = [one for one in quiet if one.kind == RESULTS]
    meant = await _silent(connection, workspace, reminders) if reminders else set()
    meant |= await _answered(connection, workspace, results) if results else set()
    return {one.once for one in (*reminders, *results)} - meant


async def _silent(
    connection: AsyncConnection, workspace: WorkspaceId, reminders: Sequence[Letter]
) -> set[str]:
    """Reminders to people whose wave is open and who have no sheet in it."""
    house = house_keys(connection)
    values = {"workspace": workspace, "waves": sorted({wave_in(one.once) for one in reminders})}
    keys = {
        row.wave_id: wave_key(house[row.key_name], row.secret)
        for row in await connection.execute(_SECRETS, values)
        if row.key_name in house
    }
    sheets = {
        one.once: (wave, seal_of(keys[wave], one.to).pseudonym)
        for one in reminders
        if (wave := wave_in(one.once)) in keys
    }
    if not sheets:
        return set()
    asked = {"workspace": workspace, "sheets": sorted(sheets.values())}
    answered = {(row.wave_id, row.pseudonym) for row in await connection.execute(_ANSWERED, asked)}
    return {once for once, sheet in sheets.items() if sheet not in answered}


async def _answered(
    connection: AsyncConnection, workspace: WorkspaceId, results: Sequence[Letter]
) -> set[str]:
    """Results to people who answered."""
    house = house_keys(connection)
    marks = {
        (wave_in(one.once), first_mark(key, workspace, wave_in(one.once), one.to)): one.once
        for one in results
        for key in house.values()
    }
    values = {"workspace": workspace, "marks": sorted(marks)}
    rows = await connection.execute(_FIRST, values)
    return {marks[(row.wave_id, row.mark)] for row in rows}
