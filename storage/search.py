"""Finding again by plain words: one interface, SQLite's FTS5 underneath or PostgreSQL's full text search.

Whatever can be found has a row in ``searchable``; writing there is the same on both databases. SQLite keeps its index
in step by triggers, PostgreSQL by an index over the text. Words are stemmed as English by both; any of the words may
match, and what matches more of them, and rarer ones, comes first. Both say what matches; what comes first is decided
here, because each of them ranks in its own way, and SQLite by how rare a word is in everybody's workspaces together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log1p

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
    SELECT searchable.found_id, searchable.text
    FROM searchable_words JOIN searchable ON searchable.rowid = searchable_words.rowid
    WHERE searchable_words MATCH :words AND searchable.workspace_id = :workspace AND searchable.kind = :kind
    ORDER BY searchable_words.rank, searchable.found_id LIMIT :most
""")
_IN_POSTGRESQL = text("""
    SELECT found_id, text FROM searchable, to_tsquery('english', :words) AS query
    WHERE to_tsvector('english', text) @@ query AND workspace_id = :workspace AND kind = :kind
    ORDER BY ts_rank_cd(to_tsvector('english', text), query, 1) DESC, found_id LIMIT :most
""").bindparams(bindparam("words", type_=Text()))
MOST_WORDS = 12
NEAR = 60  # as many as are put in order here
WORD = re.compile(r"\w+")

# English words that PostgreSQL never looks for; SQLite would find almost everything by them.
UNTELLING = frozenset(
    """about above after again against and any are because been before being below between both but can did does doing
    don down during each few for from further had has have having her here hers herself him himself his how into its
    itself just more most myself nor not now off once only other our ours ourselves out over own same she should some
    such than that the their theirs them themselves then there these they this those through too under until very was
    were what when where which while who whom why will with you your yours yourself yourselves""".split()  # noqa: SIM905 — a list of words reads better as words
)


def words_in(asked: str) -> list[str]:
    """The telling words of a question; short ones only when there are no others."""
    words = [one for one in WORD.findall(asked.lower())[: 4 * MOST_WORDS] if one not in UNTELLING]
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
    values = {"words": query, "workspace": workspace, "kind": kind, "most": NEAR}
    rows = await connection.execute(_IN_SQLITE if lite else _IN_POSTGRESQL, values)
    return closest(words, {row.found_id: row.text for row in rows})[:most]


def closest(words: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    """The ids of these texts: what holds more of the words comes first, and a word counts by how few texts hold it."""
    beginnings = dict.fromkeys(stem(one) for one in words)
    held = {found: beginnings_in(text, beginnings) for found, text in texts.items()}
    rare = {one: log1p(len(held) / (1 + sum(one in some for some in held.values()))) for one in beginnings}
    score = {found: round(sum(rare[one] for one in sorted(some)), 9) for found, some in held.items()}
    return sorted(held, key=lambda found: (-score[found], len(texts[found]), found))


def stem(word: str) -> str:
    """As much of a word as its forms share, roughly: enough to compare texts that a real stemmer has found."""
    return word[: max(4, len(word) - 3)]


def beginnings_in(text: str, beginnings: Iterable[str]) -> frozenset[str]:
    """Which of these some word of the text begins with."""
    there = set(WORD.findall(text.lower()))
    return frozenset(one for one in beginnings if any(word.startswith(one) for word in there))
