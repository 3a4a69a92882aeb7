"""A row in every table there is, made from the declared columns, so that a new table is in these tests by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Date, Float, Integer, LargeBinary, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.dialect import insert_once
from storage.housekeeping import packed
from storage.purposes import PURPOSES
from storage.tables import Instant, metadata
from tests.harness.house import MONDAY

DERIVED = frozenset({"erasures", "workspace_links"})  # what says what is to go, and who is one organisation


def value(table: Table, column: Any, person: str, mark: str) -> Any:
    """Something for a column: the person where the column names one, else a text that has their id in the middle."""
    if column.name in PURPOSES[table.name].people:
        return person
    if isinstance(column.type, JSON):
        return {"by": person, "words": f"words of {mark}", "all": [person, {"who": f"x:{person}"}]}
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, Integer):
        return 1
    if isinstance(column.type, Float):
        return 0.5
    if isinstance(column.type, Instant):
        return MONDAY
    if isinstance(column.type, Date):
        return date(2026, 3, 2)
    if isinstance(column.type, LargeBinary):
        if table.name != "ledger_archive":
            return b"sealed"
        entry = {"entry_id": mark, "at": "", "kind": "k", "subject": person, "person_id": person, "about": {}}
        return packed([entry, {**entry, "subject": f"{person}9", "person_id": None}])
    length = getattr(column.type, "length", None)
    if length is None or length >= 200:
        return f"{mark}:{person}:end"
    return mark[-length:]


def row_of(table: Table, workspace: str, person: str, mark: str) -> dict[str, Any]:
    made = {one.name: value(table, one, person, mark) for one in table.columns}
    return {**made, "workspace_id": workspace}


async def fill(connection: AsyncConnection, workspace: str, person: str, mark: str) -> None:
    """One row about this person in every table."""
    for table in metadata.sorted_tables:
        if table.name not in DERIVED:
            row = row_of(table, workspace, person, mark)
            if table.name == "letters":
                row |= {"state": "delivered", "fate": "let_go", "delivered": None, "thread": None}
            if table.name == "people":
                row |= {"refused": [], "name": "Somebody Seen"}
            await connection.execute(insert_once(table), row)


async def dump(connection: AsyncConnection, **scope: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    found = {}
    for table in metadata.sorted_tables:
        asked = table.select().order_by(*table.primary_key)
        for name, wanted in scope.items():
            asked = asked.where(table.c[name] == wanted)
        found[table.name] = [tuple(row) for row in await connection.execute(asked)]
    return found
