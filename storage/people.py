"""People and channels as the platforms told us, with each person's own hours and refusals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Row, String, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.people import (
    BecameUnreachable,
    ChannelLearnt,
    ClientSeen,
    HoursChosen,
    Person,
    ProfileLearnt,
    RefusedChosen,
    RestChosen,
)
from facilitation.words import Arrival, PersonId, WorkspaceId
from storage.dialect import insert, insert_once, keys_bound
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

people = Table(
    "people",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("name", String(200), nullable=False, default=""),
    Column("zone", String(64), nullable=False, default="UTC"),
    Column("zone_chosen", Boolean, nullable=False, default=False),
    Column("language", String(16), nullable=False, default="en"),
    Column("language_chosen", Boolean, nullable=False, default=False),
    Column("starts", String(5), nullable=False, default="09:00"),
    Column("ends", String(5), nullable=False, default="17:00"),
    Column("days", String(7), nullable=False, default="01234"),
    Column("country", String(2)),
    Column("away_until", Date),
    Column("snoozed_until", Instant),
    Column("refused", JsonText, nullable=False, default=list),
    Column("is_bot", Boolean, nullable=False, default=False),
    Column("is_guest", Boolean, nullable=False, default=False),
    Column("deactivated", Boolean, nullable=False, default=False),
    Column("unreachable", Boolean, nullable=False, default=False),
    Column("seen_at", Instant),
    Column("is_admin", Boolean),  # of the platform's whole workspace, as told at told_at
    Column("told_at", Instant),
)

channels = Table(
    "channels",
    metadata,
    workspace_key(),
    Column("channel_id", String(120), primary_key=True),
    Column("name", String(200), nullable=False, default=""),
    Column("private", Boolean, nullable=False, default=False),
    Column("archived", Boolean, nullable=False, default=False),
)


_PEOPLE = select(people).where(
    people.c.workspace_id == bindparam("workspace"), people.c.person_id.in_(bindparam("ids", expanding=True))
)
_PERSON = select(people).where(*keys_bound(people))
_KNOWN = select(people.c.person_id).where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.person_id.in_(bindparam("ids", expanding=True)),
    people.c.name != "",
)
_MEET = insert_once(people)
_told = insert(people)
_LEARN = _told.on_conflict_do_update(
    index_elements=["workspace_id", "person_id"],
    set_={name: _told.excluded[name] for name in ("name", "is_bot", "is_guest", "deactivated")},
)
_ZONE = (
    update(people)
    .where(*keys_bound(people), people.c.zone_chosen.is_(False))
    .values(zone=bindparam("told_zone"))
)
_LANGUAGE = (
    update(people)
    .where(*keys_bound(people), people.c.language_chosen.is_(False))
    .values(language=bindparam("told_language"))
)
_named = insert(channels)
_CHANNEL = _named.on_conflict_do_update(
    index_elements=["workspace_id", "channel_id"],
    set_={name: _named.excluded[name] for name in ("name", "private", "archived")},
)


@lru_cache(maxsize=1024)
def _clock(kept: str) -> time:
    return time.fromisoformat(kept)


@lru_cache(maxsize=128)
def _days(kept: str) -> frozenset[int]:
    return frozenset(int(day) for day in kept)


def read_person(row: Row[Any]) -> Person:
    """A kept row as a person."""
    return Person(
        id=row.person_id,
        name=row.name,
        zone=row.zone,
        language=row.language,
        starts=_clock(row.starts),
        ends=_clock(row.ends),
        days=_days(row.days),
        country=row.country,
        away_until=row.away_until,
        snoozed_until=row.snoozed_until,
        refused=frozenset(row.refused),
        is_bot=row.is_bot,
        is_guest=row.is_guest,
        deactivated=row.deactivated,
        unreachable=row.unreachable,
    )


async def load_people(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Iterable[PersonId]
) -> dict[PersonId, Person]:
    """These people by id; somebody never heard of is a Person with nothing but the id."""
    wanted = sorted(set(ids))
    found: dict[PersonId, Person] = {}
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        rows = await connection.execute(_PEOPLE, {"workspace": workspace, "ids": chunk})
        found |= {row.person_id: read_person(row) for row in rows}
    return {one: found.get(one, Person(one)) for one in wanted}


async def load_person(connection: AsyncConnection, workspace: WorkspaceId, person: PersonId) -> Person:
    """One person; somebody never heard of is a Person with nothing but the id."""
    row = (await connection.execute(_PERSON, {"workspace_id_": workspace, "person_id_": person})).first()
    return read_person(row) if row else Person(person)


async def load_arriving(connection: AsyncConnection, arrival: Arrival) -> Person:
    """Whoever is there now."""
    return await load_person(connection, arrival.workspace, arrival.person)


async def count_unreachable(connection: AsyncConnection, workspace: WorkspaceId) -> int:
    """How many people of a workspace cannot be written to: they blocked or removed the app, or never had it. Never who."""
    return await connection.scalar(_UNREACHABLE_NOW, {"workspace": workspace}) or 0


async def workspaces_of_people(connection: AsyncConnection) -> list[WorkspaceId]:
    """Every workspace that anybody is known in, for whoever runs the house."""
    return list((await connection.execute(_WORKSPACES)).scalars())


async def unknown_among(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]
) -> set[PersonId]:
    """Those of whom no platform told us yet."""
    known: set[PersonId] = set()
    for start in range(0, len(ids), 500):
        chunk = list(ids[start : start + 500])
        known |= {
            row.person_id for row in await connection.execute(_KNOWN, {"workspace": workspace, "ids": chunk})
        }
    return set(ids) - known


_STANDING = (
    update(people)
    .where(*keys_bound(people))
    .values(is_admin=bindparam("flag"), told_at=bindparam("told", type_=Instant))
)
_TOLD = select(people.c.is_admin, people.c.told_at).where(*keys_bound(people))


async def load_flag(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> tuple[bool, datetime | None]:
    """Whether their platform said that they administer the whole workspace, and when it was asked last."""
    row = (await connection.execute(_TOLD, {"workspace_id_": workspace, "person_id_": person})).one_or_none()
    return (bool(row.is_admin), row.told_at) if row else (False, None)


def learn_profile(change: ProfileLearnt, workspace: WorkspaceId, now: datetime) -> list[Write]:
    """What is kept of a profile; storage/community.py registers it with what it means for communities."""
    told, key = change.profile, {"workspace_id_": workspace, "person_id_": change.person}
    row = {
        "workspace_id": workspace,
        "person_id": change.person,
        "name": told.name or "",
        "is_bot": told.is_bot,
        "is_guest": told.is_guest,
        "deactivated": told.deactivated,
    }
    learnt = [Write(_LEARN, row), *_told_by_client(key, told.zone, told.language)]
    if told.is_admin is not None:
        learnt.append(Write(_STANDING, key | {"flag": told.is_admin, "told": now}))
    return learnt


@writes.register
def _learn_channel(change: ChannelLearnt, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "channel_id": change.channel, "name": change.name}
    return [Write(_CHANNEL, row | {"private": change.private, "archived": change.archived})]


_HOURS = (
    update(people)
    .where(*keys_bound(people))
    .values(
        {
            name: func.coalesce(bindparam(f"new_{name}", type_=people.c[name].type), people.c[name])
            for name in (
                "zone",
                "zone_chosen",
                "language",
                "language_chosen",
                "starts",
                "ends",
                "days",
                "country",
            )
        }
    )
)
_REST = (
    update(people)
    .where(*keys_bound(people))
    .values(
        snoozed_until=bindparam("snooze", type_=people.c.snoozed_until.type),
        away_until=bindparam("away", type_=people.c.away_until.type),
    )
)
_REFUSED = update(people).where(*keys_bound(people)).values(refused=bindparam("kinds", type_=JsonText))
_UNREACHABLE_NOW = (
    select(func.count())
    .select_from(people)
    .where(people.c.workspace_id == bindparam("workspace"), people.c.unreachable.is_(True))
)
_WORKSPACES = select(people.c.workspace_id).distinct().order_by(people.c.workspace_id)
_UNREACHABLE = update(people).where(*keys_bound(people)).values(unreachable=bindparam("is_unreachable"))


def _met(workspace: WorkspaceId, person: PersonId) -> Write:
    """A row for somebody whom no platform told us about yet, so that their own choices have a place."""
    return Write(_MEET, {"workspace_id": workspace, "person_id": person, "refused": []})


def _key(workspace: WorkspaceId, person: PersonId) -> dict[str, Any]:
    return {"workspace_id_": workspace, "person_id_": person}


@writes.register
def _see_client(change: ClientSeen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [
        _met(workspace, change.person),
        *_told_by_client(_key(workspace, change.person), change.zone, change.language),
    ]


def _told_by_client(key: dict[str, Any], zone: str | None, language: str | None) -> list[Write]:
    """A zone and a language as a platform tells them; neither moves what the person chose themselves."""
    zones = [Write(_ZONE, key | {"told_zone": zone[:64]})] if zone else []
    return zones + ([Write(_LANGUAGE, key | {"told_language": language[:16]})] if language else [])


@writes.register
def _choose_hours(change: HoursChosen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {
        "new_zone": change.zone,
        "new_zone_chosen": True if change.zone else None,
        "new_language": change.language,
        "new_language_chosen": True if change.language else None,
        "new_starts": f"{change.starts:%H:%M}" if change.starts else None,
        "new_ends": f"{change.ends:%H:%M}" if change.ends else None,
        "new_days": "".join(str(day) for day in sorted(change.days)) if change.days is not None else None,
        "new_country": change.country,
    }
    return [_met(workspace, change.person), Write(_HOURS, _key(workspace, change.person) | values)]


@writes.register
def _choose_rest(change: RestChosen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {"snooze": change.snoozed_until, "away": change.away_until}
    return [_met(workspace, change.person), Write(_REST, _key(workspace, change.person) | values)]


@writes.register
def _choose_refused(change: RefusedChosen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {"kinds": sorted(change.refused)}
    return [_met(workspace, change.person), Write(_REFUSED, _key(workspace, change.person) | values)]


@writes.register
def _became_unreachable(change: BecameUnreachable, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {"is_unreachable": change.unreachable}
    return [_met(workspace, change.person), Write(_UNREACHABLE, _key(workspace, change.person) | values)]
