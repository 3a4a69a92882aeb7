"""Finding again by plain words: one interface, SQLite's FTS5 underneath or PostgreSQL's full text search.

Whatever can be found has a row in ``searchable``; writing there is the same on both databases. SQLite keeps its index
in step by triggers, PostgreSQL by an index over the text. Words are stemmed as English by both; any of the words may
match, and what matches more of them, and rarer ones, comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import DDL, Column, String, Table, Text, bindparam, delete, event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import WorkspaceId
from storage.dialect import keys_bound, upsert
from storage.tables import metadata, workspace_key
from storage.writing import Write

searchable = Table(
    "searchable",
    metadata,
    workspace_key(),
    Column("kind", String(20), primary_key=True),
    Column("found_id", String(120), primary_key=True),
    Column("text", Text, nullable=False),
)

DERIVED = "searchable_"  # tables and indexes whose names begin so are made here, and no model declares them


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic compares it with the models (its ``include_name``)."""
    return not (name or "").startswith(DERIVED)


SQLITE = (
    """CREATE VIRTUAL TABLE searchable_words USING fts5(
        text, content='searchable', content_rowid='rowid', tokenize='porter unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN
        INSERT INTO searchable_words(rowid, text) VALUES (new.rowid, new.text); END""",
    """CREATE TRIGGER searchable_gone AFTER DELETE ON searchable BEGIN
        INSERT INTO searchable_words(searchable_words, rowid, text) VALUES ('delete', old.rowid, old.text); END""",
    """CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN
        INSERT INTO searchable_words(searchable_words, rowid, text) VALUES ('delete', old.rowid, old.text);
        INSERT INTO searchable_words(rowid, text) VALUES (new.rowid, new.text); END""",
    "INSERT INTO searchable_words(searchable_words) VALUES ('rebuild')",
)
POSTGRESQL = ("CREATE INDEX searchable_english ON searchable USING gin (to_tsvector('english', text))",)

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        event.listen(searchable, "after_create", DDL(_statement).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]


# --- keeping ---------------------------------------------------------------------------------------------------

_KEEP = upsert(searchable)
_FORGET = delete(searchable).where(*keys_bound(searchable))


def keep_write(workspace: WorkspaceId, kind: str, found_id: str, parts: Iterable[str]) -> Write:
    """Make something findable by these texts, in place of what it was findable by before."""
    row = {"workspace_id": workspace, "kind": kind, "found_id": found_id}
    return Write(_KEEP, row | {"text": "\n".join(parts)})


def forget_write(workspace: WorkspaceId, kind: str, found_id: str) -> Write:
    """It can be found no more."""
    return Write(_FORGET, {"workspace_id_": workspace, "kind_": kind, "found_id_": found_id})


# --- asking ----------------------------------------------------------------------------------------------------

_IN_SQLITE = text("""
    SELECT searchable.found_id FROM searchable_words JOIN searchable ON searchable.rowid = searchable_words.rowid
    WHERE searchable_words MATCH :words AND searchable.workspace_id = :workspace AND searchable.kind = :kind
    ORDER BY searchable_words.rank, searchable.found_id LIMIT :most
""")
_IN_POSTGRESQL = text("""
    SELECT found_id FROM searchable, to_tsquery('english', :words) AS query
    WHERE to_tsvector('english', text) @@ query AND workspace_id = :workspace AND kind = :kind
    ORDER BY ts_rank_cd(to_tsvector('english', text), query, 1) DESC, found_id LIMIT :most
""").bindparams(bindparam("words", type_=Text()))
MOST_WORDS = 12


def words_in(asked: str) -> list[str]:
    """The words of a question; short ones only when there are no others, so that "the" finds nothing by itself."""
    words = re.findall(r"\w+", asked.lower())[: 4 * MOST_WORDS]
    return ([one for one in words if len(one) > 3] or words)[:MOST_WORDS]


async def find(
    connection: AsyncConnection, workspace: WorkspaceId, kind: str, asked: str, most: int = 5
) -> list[str]:
    """The ids of what fits these words best, the closest first; [] for no words or nothing found."""
    words = words_in(asked)
    if not words:
        return []
    lite = connection.dialect.name == "sqlite"
    query = " OR ".join(f'"{one}"' for one in words) if lite else " | ".join(words)
    values = {"words": query, "workspace": workspace, "kind": kind, "most": most}
    return list(await connection.scalars(_IN_SQLITE if lite else _IN_POSTGRESQL, values))
