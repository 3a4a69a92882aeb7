"""Everything that is kept about one person: counted for the card, written out for the file, and their stories for erasing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import BindParameter, Select, Table, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.mydata import MyData
from facilitation.story.facts import Telling
from facilitation.words import Arrival, PersonId, WorkspaceId
from storage.community import load_community
from storage.housekeeping import ledger_archive, unpacked
from storage.invitation import load_mine
from storage.linking import load_aliases, load_home
from storage.people import load_person
from storage.periphery import invitation_asks, suggestions
from storage.purposes import PURPOSES, TOPICS, Purpose
from storage.story import lay, load_story, stories, story_people
from storage.tables import metadata

SOMEBODY_ELSE = "somebody else"


@dataclass(frozen=True, slots=True)
class Whose:
    """One person: every id they have, and every workspace of their organisation."""

    home: WorkspaceId
    workspaces: tuple[WorkspaceId, ...]
    ids: tuple[PersonId, ...]

    @property
    def person(self) -> PersonId:
        return self.ids[0]

    @property
    def scope(self) -> dict[str, list[str]]:
        """For statements about them."""
        return {"workspaces": list(self.workspaces), "ids": list(self.ids)}


async def whose(connection: AsyncConnection, workspace: WorkspaceId, person: PersonId) -> Whose:
    """Who this is in all joined chats; the id that everything is kept under comes first."""
    home = await load_home(connection, workspace)
    aliases = await load_aliases(connection, home)
    kept = aliases.person_of.get(person, person)
    others = sorted(alias for alias, one in aliases.person_of.items() if one == kept and alias != kept)
    workspaces = tuple(dict.fromkeys((home, *sorted(aliases.workspaces.values()), workspace)))
    return Whose(home, workspaces, (kept, *others))


def tables_about_people() -> list[tuple[Table, Purpose]]:
    """Tables with a column that names somebody."""
    return [
        (table, PURPOSES[table.name])
        for table in metadata.sorted_tables
        if table.name in PURPOSES and PURPOSES[table.name].people and table.name != "erasures"
    ]


_OF_THEIRS: BindParameter[str] = bindparam("workspaces", expanding=True)
_THEM: BindParameter[str] = bindparam("ids", expanding=True)


@cache
def rows_about(table: Table) -> Select[Any]:
    """Every row about a person."""
    named = or_(*(table.c[name].in_(_THEM) for name in PURPOSES[table.name].people))
    return select(table).where(table.c.workspace_id.in_(_OF_THEIRS) & named).order_by(*table.primary_key)


@cache
def count_about(table: Table) -> Select[Any]:
    """How many rows are about a person."""
    return rows_about(table).order_by(None).with_only_columns(func.count(), maintain_column_froms=True)


# --- the card ----------------------------------------------------------------------------------------------------


async def count_topics(connection: AsyncConnection, who: Whose) -> dict[str, int]:
    """Rows by topic, in the order in which topics are told."""
    found: Counter[str] = Counter()
    scope = who.scope
    for table, purpose in tables_about_people():
        found[purpose.topic] += await connection.scalar(count_about(table), scope) or 0
    return {topic: found[topic] for topic in TOPICS if found[topic]}


async def load_card(connection: AsyncConnection, arrival: Arrival) -> MyData:
    """For the one who asks, and nobody else."""
    who = await whose(connection, arrival.workspace, arrival.person)
    return MyData(await count_topics(connection, who), await load_mine(connection, arrival))


async def load_text(connection: AsyncConnection, arrival: Arrival) -> MyData:
    """The file as text."""
    who = await whose(connection, arrival.workspace, arrival.person)
    kept = await everything(connection, who)
    return MyData(text=as_file(kept).decode())


# --- the file ----------------------------------------------------------------------------------------------------


async def everything(connection: AsyncConnection, who: Whose) -> dict[str, Any]:
    """All rows about a person by topic, with why they are kept, who sees them, and until when."""
    topics: dict[str, list[dict[str, Any]]] = {}
    scope = who.scope
    for table, purpose in tables_about_people():
        rows = [written(row, purpose, who) for row in await connection.execute(rows_about(table), scope)]
        if rows:
            topics.setdefault(purpose.topic, []).append(told(table.name, purpose, rows))
    asked_about = [
        {str(name): one for name, one in row._mapping.items()}
        for row in await connection.execute(_ASKED_ABOUT, scope)
    ]
    if asked_about:
        purpose = PURPOSES["invitation_asks"]
        topics.setdefault("suggested", []).append(told("asked about you", purpose, asked_about))
    older = await packed_entries(connection, who)
    if older:
        topics.setdefault("ledger", []).append(told("ledger_archive", PURPOSES["ledger_archive"], older))
    return {"person": list(who.ids), "workspaces": list(who.workspaces), "kept": topics}


def told(name: str, purpose: Purpose, rows: Sequence[Any]) -> dict[str, Any]:
    return {
        "table": name,
        "why": purpose.why,
        "seen_by": purpose.seen,
        "until": purpose.until.value,
        "rows": list(rows),
    }


def written(row: Any, purpose: Purpose, who: Whose) -> dict[str, Any]:
    """A row, in which others stand as somebody else where they did not meet this person."""
    kept = {str(name): one for name, one in row._mapping.items()}  # SQLAlchemy's names are no plain text
    if not purpose.shows_others:
        for name in purpose.people:
            if kept[name] is not None and kept[name] not in who.ids:
                kept[name] = SOMEBODY_ELSE
    return kept


_same = (invitation_asks.c.workspace_id == suggestions.c.workspace_id) & (
    invitation_asks.c.suggestion_id == suggestions.c.suggestion_id
)
# who was asked to invite somebody, and when
_ASKED_ABOUT = (
    select(invitation_asks.c.member_id, invitation_asks.c.asked_at, suggestions.c.community_id)
    .join_from(invitation_asks, suggestions, _same)
    .where(suggestions.c.workspace_id.in_(_OF_THEIRS), suggestions.c.person_id.in_(_THEM))
    .order_by(invitation_asks.c.asked_at, invitation_asks.c.member_id)
)
_PACKED = (
    select(ledger_archive.c.packed)
    .where(ledger_archive.c.workspace_id.in_(_OF_THEIRS))
    .order_by(ledger_archive.c.from_day, ledger_archive.c.part_id)
)


async def packed_entries(connection: AsyncConnection, who: Whose) -> list[dict[str, Any]]:
    """Older entries of the ledger about them, out of its archive."""
    parts = (await connection.scalars(_PACKED, {"workspaces": list(who.workspaces)})).all()
    return [one for part in parts for one in unpacked(part) if one["person_id"] in who.ids]


def as_file(kept: dict[str, Any]) -> bytes:
    """What is kept as JSON that a person can read."""
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


# --- for erasing -------------------------------------------------------------------------------------------------

_TOLD = select(stories.c.story_id).where(
    stories.c.workspace_id == bindparam("workspace"), stories.c.teller.in_(bindparam("ids", expanding=True))
)
_IN_IT = select(story_people.c.story_id).where(
    story_people.c.workspace_id == bindparam("workspace"),
    story_people.c.person_id.in_(bindparam("ids", expanding=True)),
)


async def load_leaving(connection: AsyncConnection, arrival: Arrival) -> MyData:
    """What follows from erasing somebody depends on this: their name and every story that they are in."""
    who = await whose(connection, arrival.workspace, arrival.person)
    return await leaving(connection, who)


async def leaving(connection: AsyncConnection, who: Whose) -> MyData:
    scope = {"workspace": who.home, "ids": list(who.ids)}
    found = {one for asked in (_TOLD, _IN_IT) for one in await connection.scalars(asked, scope)}
    tellings: list[Telling] = []
    for story_id in sorted(found):
        story = await load_story(connection, who.home, story_id)
        community = await load_community(connection, who.home, story.community) if story else None
        if story:
            laid = await lay(connection, who.home, community, story)
            tellings.append(laid if laid.story else Telling(None, story))
    name = (await load_person(connection, who.home, who.person)).name
    return MyData(tellings=tuple(tellings), name=name)
