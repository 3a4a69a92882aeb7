"""What is left of a person where nobody thought of it: every text and every JSON of a workspace is read once for their id."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, String, Table, Text, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.mydata import GONE
from facilitation.words import PersonId, WorkspaceId
from storage.housekeeping import EMPTY
from storage.outbox import HANDED, WAITING, letters
from storage.tables import metadata

LEFT_ALONE = frozenset(
    {"keyring", "erasures", "ledger_archive", "pulse_sheets", "pulse_secrets"}
    | {"people", "person_links", "mail_digests"}  # these go last
)
KEYS_OF_LETTERS = frozenset({"once", "thread_of", "edits", "deletes"})


def exactly(ids: Sequence[PersonId]) -> re.Pattern[str]:
    """These ids and not longer ones that begin alike (``slack:U1`` is not in ``slack:U12``)."""
    return re.compile(
        "|".join(rf"{re.escape(one)}(?![A-Za-z0-9_-])" for one in sorted(ids, key=len, reverse=True))
    )


def texts_of(table: Table) -> list[Column[Any]]:
    """Every column in which an id or a name could stand."""
    return [
        column
        for column in table.columns
        if column.name != "workspace_id" and isinstance(column.type, String | Text | JSON)
    ]


@dataclass(frozen=True)
class Traces:
    """Looks for what is left of a person in one table, and takes it out."""

    table: Table
    workspace: WorkspaceId
    ids: Sequence[PersonId]
    names: Sequence[str]
    token: str  # stands in keys of letters for this one erasure, so that they stay different from each other

    async def find(self, connection: AsyncConnection) -> list[Any]:
        """Rows in which an id stands, and letters in which the name does."""
        columns = texts_of(self.table)
        if not columns:
            return []
        wanted = [cast(column, Text).contains(one, autoescape=True) for column in columns for one in self.ids]
        if self.table is letters:
            spelt = {one for name in self.names for one in (name, json.dumps(name)[1:-1])}
            wanted += [cast(letters.c.message, Text).contains(one, autoescape=True) for one in sorted(spelt)]
        rows = await connection.execute(
            select(self.table).where(self.table.c.workspace_id == self.workspace, or_(*wanted))
        )
        return [row for row in rows if self._concerns(row)]

    def _concerns(self, row: Any) -> bool:
        said = [str(row._mapping[column.name]) for column in texts_of(self.table)]
        named = self.table is letters and any(name in str(row.message) for name in self.names)
        return named or any(exactly(self.ids).search(one) for one in said)

    async def take_out(self, connection: AsyncConnection, rows: Sequence[Any]) -> None:
        """A row goes where the id stands in its key; elsewhere the id is taken out of the text."""
        pattern = exactly(self.ids)
        for row in rows:
            key = [column == row._mapping[column.name] for column in self.table.primary_key]
            if self._stands_in_key(row, pattern):
                await connection.execute(delete(self.table).where(*key))
                continue
            changed = self._changed(row, pattern)
            if changed:
                await connection.execute(update(self.table).where(*key).values(changed))

    def _stands_in_key(self, row: Any, pattern: re.Pattern[str]) -> bool:
        return any(
            pattern.search(str(row._mapping[column.name]))
            for column in self.table.primary_key
            if column.name not in KEYS_OF_LETTERS
        )

    def _changed(self, row: Any, pattern: re.Pattern[str]) -> dict[str, Any]:
        changed: dict[str, Any] = {}
        for column in texts_of(self.table):
            value = row._mapping[column.name]
            stand_in = self.token if column.name in KEYS_OF_LETTERS else GONE
            new = without(value, pattern, stand_in)
            if new != value:
                changed[column.name] = new
        if self.table is letters and row.state not in (WAITING, HANDED):
            changed["message"] = EMPTY
        return changed


def without(value: Any, pattern: re.Pattern[str], stand_in: str) -> Any:
    """The same text or JSON without the id; words that stand there as said by that person go too."""
    if isinstance(value, str):
        return pattern.sub(stand_in, value)
    if isinstance(value, list):
        return [without(one, pattern, stand_in) for one in value]
    if isinstance(value, dict):
        theirs = isinstance(value.get("by"), str) and pattern.fullmatch(value["by"])
        return {
            pattern.sub(stand_in, name): "" if theirs and name == "words" else without(one, pattern, stand_in)
            for name, one in value.items()
        }
    return value


def traces(
    workspace: WorkspaceId, ids: Sequence[PersonId], names: Sequence[str], token: str
) -> Iterator[Traces]:
    for table in metadata.sorted_tables:
        if table.name not in LEFT_ALONE:
            yield Traces(table, workspace, ids, names, token)
