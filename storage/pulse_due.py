"""What the rules of the pulse ask of storage by time: the picture of an opening, of a reminder, of a closing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.pulse.quiet import REMIND
from facilitation.pulse.wave import (
    FOUR_WEEKS,
    AgainPicture,
    Asked,
    ClosingPicture,
    Heard,
    OpeningPicture,
    ReminderPicture,
)
from facilitation.words import PersonId, Wake, WorkspaceId
from storage.community import load_community
from storage.people import load_people
from storage.pulse import pulse_asked, pulse_secrets, pulse_sheets
from storage.pulse_cohorts import load_sets
from storage.pulse_pairs import load_pools
from storage.pulse_published import load_published
from storage.pulse_questions import load_wave, load_waves
from storage.pulse_seal import first_mark, house_keys, newest, open_envelope, seal_of, wave_key

Due = tuple[WorkspaceId, Wake]

_RECENT = (
    select(pulse_asked.c.person_id, func.sum(pulse_asked.c.questions).label("asked"))
    .where(
        pulse_asked.c.workspace_id == bindparam("workspace"),
        pulse_asked.c.person_id.in_(bindparam("persons", expanding=True)),
        pulse_asked.c.on_day > bindparam("since"),
    )
    .group_by(pulse_asked.c.person_id)
)
_ASKED = (
    select(pulse_asked.c.person_id, pulse_asked.c.questions)
    .where(pulse_asked.c.workspace_id == bindparam("workspace"), pulse_asked.c.wave_id == bindparam("wave"))
    .order_by(pulse_asked.c.person_id)
)
_SECRET = select(pulse_secrets.c.secret, pulse_secrets.c.key_name).where(
    pulse_secrets.c.workspace_id == bindparam("workspace"), pulse_secrets.c.wave_id == bindparam("wave")
)
_SHEETS_OF = select(pulse_sheets.c.pseudonym, pulse_sheets.c.sealed).where(
    pulse_sheets.c.workspace_id == bindparam("workspace"), pulse_sheets.c.wave_id == bindparam("wave")
)


async def load_opening(connection: AsyncConnection, due: Due) -> OpeningPicture:
    """The community as it is when its wave opens, and what its people were asked in the last four weeks."""
    workspace, wake = due
    wave = await load_wave(connection, workspace, wake.subject, lock=True)
    community = await load_community(connection, workspace, wave.community) if wave else None
    if wave is None or community is None:
        return OpeningPicture(wave)
    persons = [one.person for one in community.members]
    people = await load_people(connection, workspace, persons)
    recent = await _recent(connection, workspace, persons, wake.due_at)
    before = await _asked(connection, workspace, wave.first) if wave.first else ()
    key_name = newest(house_keys(connection))
    return OpeningPicture(wave, community, people, recent, tuple(one.person for one in before), key_name)


async def _recent(
    connection: AsyncConnection, workspace: WorkspaceId, persons: Sequence[PersonId], now: datetime
) -> dict[PersonId, int]:
    if not persons:
        return {}
    values = {"workspace": workspace, "persons": list(persons), "since": (now - FOUR_WEEKS).date()}
    return {row.person_id: int(row.asked) for row in await connection.execute(_RECENT, values)}


async def load_reminders(connection: AsyncConnection, due: Due) -> ReminderPicture:
    """Everybody who was asked and is still there. Whether they answered is not looked at here."""
    workspace, wake = due
    wave = await load_wave(connection, workspace, wake.subject)
    if wave is None:
        return ReminderPicture(None)
    community = await load_community(connection, workspace, wave.community)
    asked = await _asked(connection, workspace, wave.id)
    inside, _ = still_in(community, asked)
    people = await load_people(connection, workspace, [one.person for one in inside])
    wanted = tuple(one.person for one in inside if people[one.person].wants(REMIND))
    return ReminderPicture(wave, wanted, people)


async def load_readers(connection: AsyncConnection, due: Due) -> tuple[PersonId, ...]:
    """Everybody whom a closed wave was brought to."""
    return tuple(one.person for one in await _asked(connection, due[0], due[1].subject))


def still_in(
    community: Community | None, asked: Sequence[Asked]
) -> tuple[tuple[Asked, ...], tuple[PersonId, ...]]:
    """(those asked who are in the community, those who are not any more)."""
    inside = tuple(one for one in asked if community is not None and community.has(one.person))
    there = {one.person for one in inside}
    return inside, tuple(one.person for one in asked if one.person not in there)


async def load_closing(connection: AsyncConnection, due: Due) -> ClosingPicture:
    """Every sheet, opened, with its person: the last time that this can be known."""
    workspace, wake = due
    wave = await load_wave(connection, workspace, wake.subject, lock=True)
    if wave is None:
        return ClosingPicture(None)
    community = await load_community(connection, workspace, wave.community)
    asked, left = still_in(community, await _asked(connection, workspace, wave.id))
    heard = await _heard(connection, workspace, wave.id, asked)
    people = await load_people(connection, workspace, [one.person for one in asked])
    sets = await load_sets(connection, workspace, wave, heard, wake.due_at.date())
    return ClosingPicture(
        wave,
        community,
        asked,
        left,
        sets.marked(heard),
        people,
        sets.published,
        (await load_published(connection, workspace, [wave.community], wake.due_at))[wave.community],
        sets.unreadable,
        sets.key_name,
        sets.key,
        *(await load_pools(connection, workspace, wave.measures) if wave.pairs else ()),
    )


async def load_again(connection: AsyncConnection, due: Due) -> AgainPicture:
    """The first round of a group rating, when the time to talk is over."""
    workspace, wake = due
    first = await load_wave(connection, workspace, wake.subject, lock=True)
    if first is None:
        return AgainPicture()
    community = await load_community(connection, workspace, first.community)
    waves = await load_waves(connection, workspace, [first.community])
    return AgainPicture(first, community, waves[first.community])


async def _asked(connection: AsyncConnection, workspace: WorkspaceId, wave: str) -> tuple[Asked, ...]:
    rows = await connection.execute(_ASKED, {"workspace": workspace, "wave": wave})
    return tuple(Asked(row.person_id, row.questions) for row in rows)


async def _heard(
    connection: AsyncConnection, workspace: WorkspaceId, wave: str, asked: Sequence[Asked]
) -> tuple[Heard, ...]:
    """The opened sheets with their people; none when the key that was mixed in is not among the house's any more."""
    values, house = {"workspace": workspace, "wave": wave}, house_keys(connection)
    row = (await connection.execute(_SECRET, values)).one_or_none()
    if row is None or row.key_name not in house:
        return ()
    key = wave_key(house[row.key_name], row.secret)
    sheets = {row.pseudonym: row.sealed for row in await connection.execute(_SHEETS_OF, values)}
    seals = {one.person: seal_of(key, one.person) for one in asked}
    newest_key = house[newest(house)]
    return tuple(
        Heard(
            person,
            open_envelope(seal, sheets[seal.pseudonym]),
            first=first_mark(newest_key, workspace, wave, person),
        )
        for person, seal in seals.items()
        if seal.pseudonym in sheets
    )
