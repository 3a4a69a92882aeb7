"""What the rules of the pulse ask of storage: the picture of a card, of an opening, of a closing, of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.pulse.wave import (
    FOUR_WEEKS,
    AgainPicture,
    Asked,
    CardPicture,
    ClosingPicture,
    DraftPicture,
    Heard,
    OpeningPicture,
    RestPicture,
    Seal,
    SilencePicture,
    StartPicture,
    Status,
    Wave,
)
from facilitation.words import Arrival, Command, CommunityId, PersonId, Press, Submission, Wake, WorkspaceId
from storage.community import load_communities_of, load_community, load_community_of_channel, members
from storage.people import load_people, load_person
from storage.pulse import (
    pulse_asked,
    pulse_secrets,
    pulse_sheets,
    pulse_waves,
    read_wave,
)
from storage.pulse_cohorts import load_sets
from storage.pulse_published import load_published
from storage.pulse_seal import house_keys, newest, open_envelope, seal_of, wave_key

Due = tuple[WorkspaceId, Wake]

# --- the card: two statements for a whole batch of presses -----------------------------------------------------

_CARDS: Select[Any] = (
    select(
        pulse_waves,
        pulse_secrets.c.secret,
        pulse_secrets.c.key_name,
        pulse_asked.c.person_id,
        pulse_asked.c.questions,
        members.c.joined_at.label("inside"),
    )
    .outerjoin(
        pulse_secrets,
        and_(
            pulse_secrets.c.workspace_id == pulse_waves.c.workspace_id,
            pulse_secrets.c.wave_id == pulse_waves.c.wave_id,
        ),
    )
    .outerjoin(
        pulse_asked,
        and_(
            pulse_asked.c.workspace_id == pulse_waves.c.workspace_id,
            pulse_asked.c.wave_id == pulse_waves.c.wave_id,
            pulse_asked.c.person_id.in_(bindparam("persons", expanding=True)),
        ),
    )
    .outerjoin(
        members,
        and_(
            members.c.workspace_id == pulse_waves.c.workspace_id,
            members.c.community_id == pulse_waves.c.community_id,
            members.c.person_id == pulse_asked.c.person_id,
            members.c.left_at.is_(None),
        ),
    )
    .where(
        tuple_(pulse_waves.c.workspace_id, pulse_waves.c.wave_id).in_(bindparam("waves", expanding=True)),
    )
    .with_for_update(
        read=True, of=pulse_waves
    )  # a closing waits for presses that are being kept, and they for it
)
_SHEETS = select(pulse_sheets).where(
    tuple_(pulse_sheets.c.workspace_id, pulse_sheets.c.wave_id, pulse_sheets.c.pseudonym).in_(
        bindparam("sheets", expanding=True)
    )
)
SheetKey = tuple[WorkspaceId, str, str]  # workspace, wave, pseudonym


def wave_of(arrival: Arrival) -> str:
    """The wave a card or a form belongs to: the first thing its button carried."""
    carried = arrival.what.args if isinstance(arrival.what, Press) else ()
    if isinstance(arrival.what, Submission):
        carried = arrival.what.memo
    return carried[0] if carried else ""


async def load_cards(connection: AsyncConnection, arrivals: Sequence[Arrival]) -> list[CardPicture]:
    """What each press on a card meets, in two statements however many presses there are."""
    waves = sorted({(one.workspace, wave_of(one)) for one in arrivals})
    persons = sorted({one.person for one in arrivals})
    rows = (await connection.execute(_CARDS, {"waves": waves, "persons": persons})).all()
    batch = _Batch(rows, house_keys(connection))
    seals = {(one.workspace, wave_of(one), seal.pseudonym) for one in arrivals if (seal := batch.seal(one))}
    sheets = await _sealed(connection, sorted(seals)) if seals else {}
    return [batch.card(one, sheets) for one in arrivals]


async def _sealed(connection: AsyncConnection, wanted: Sequence[SheetKey]) -> dict[SheetKey, bytes]:
    rows = await connection.execute(_SHEETS, {"sheets": wanted})
    return {(row.workspace_id, row.wave_id, row.pseudonym): row.sealed for row in rows}


class _Batch:
    """The rows behind many presses: each wave is read once, each person found at once."""

    def __init__(self, rows: Sequence[Row[Any]], house: Mapping[str, bytes]) -> None:
        firsts = {(row.workspace_id, row.wave_id): row for row in reversed(rows)}
        self._waves = {at: read_wave(row) for at, row in firsts.items()}
        self._keys = {
            at: wave_key(house[row.key_name], row.secret)
            for at, row in firsts.items()
            if row.key_name in house
        }
        self._asked = {(row.workspace_id, row.wave_id, row.person_id): row for row in rows}

    def seal(self, arrival: Arrival) -> Seal | None:
        """The right to this person's sheet; None when they were not asked or the secret is gone."""
        at = (arrival.workspace, wave_of(arrival))
        if at not in self._keys or (*at, arrival.person) not in self._asked:
            return None
        return seal_of(self._keys[at], arrival.person)

    def card(self, arrival: Arrival, sheets: Mapping[SheetKey, bytes]) -> CardPicture:
        at = (arrival.workspace, wave_of(arrival))
        row = self._asked.get((*at, arrival.person))
        if at not in self._waves or row is None:
            return CardPicture(self._waves.get(at))
        seal, answers = self.seal(arrival), dict[str, str]()
        if seal is not None and (*at, seal.pseudonym) in sheets:
            answers = dict(open_envelope(seal, sheets[(*at, seal.pseudonym)]))
        asked = Asked(arrival.person, row.questions)
        return CardPicture(self._waves[at], asked, row.inside is not None, answers, seal)


async def load_card(connection: AsyncConnection, arrival: Arrival) -> CardPicture:
    """What one press on a card meets."""
    return (await load_cards(connection, [arrival]))[0]


async def load_rest(connection: AsyncConnection, arrival: Arrival) -> RestPicture:
    """A card with its person's hours and refusals."""
    person = await load_person(connection, arrival.workspace, arrival.person)
    return RestPicture(await load_card(connection, arrival), person)


# --- starting --------------------------------------------------------------------------------------------------

_WAVES_OF = (
    select(pulse_waves)
    .where(
        pulse_waves.c.workspace_id == bindparam("workspace"),
        pulse_waves.c.community_id.in_(bindparam("communities", expanding=True)),
        pulse_waves.c.status != Status.DRAFT.value,
    )
    .order_by(pulse_waves.c.number.desc())
)
_WAVE: Select[Any] = select(pulse_waves).where(
    pulse_waves.c.workspace_id == bindparam("workspace"), pulse_waves.c.wave_id == bindparam("wave")
)
_WAVE_LOCKED = _WAVE.with_for_update()


async def load_waves(
    connection: AsyncConnection, workspace: WorkspaceId, communities: Sequence[CommunityId]
) -> dict[CommunityId, tuple[Wave, ...]]:
    """The sent waves of these communities, newest first."""
    if not communities:
        return {}
    values = {"workspace": workspace, "communities": list(communities)}
    rows = [read_wave(row) for row in await connection.execute(_WAVES_OF, values)]
    return {one: tuple(wave for wave in rows if wave.community == one) for one in communities}


async def load_wave(
    connection: AsyncConnection, workspace: WorkspaceId, wave: str, lock: bool = False
) -> Wave | None:
    """One wave, drafts included; None when there is none of that id here."""
    statement = _WAVE_LOCKED if lock else _WAVE
    row = (await connection.execute(statement, {"workspace": workspace, "wave": wave})).one_or_none()
    return None if row is None else read_wave(row)


async def load_start(connection: AsyncConnection, arrival: Arrival) -> StartPicture:
    """The community of this place, the asker's own, their waves, and the members as people."""
    workspace, what = arrival.workspace, arrival.what
    here = await community_meant(connection, arrival)
    mine = () if here else await load_communities_of(connection, workspace, arrival.person)
    every = (here,) if here else mine
    waves = await load_waves(connection, workspace, [one.id for one in every])
    asked = {one.person for one in here.members} if here and isinstance(what, Submission) else set()
    people = await load_people(connection, workspace, asked | {arrival.person})
    return StartPicture(here, mine, waves, people)


async def community_meant(connection: AsyncConnection, arrival: Arrival) -> Community | None:
    """By a command's channel, a button's first argument or a form's memo."""
    if isinstance(arrival.what, Command):
        return await load_community_of_channel(connection, arrival.workspace, arrival.what.channel)
    return await load_community(connection, arrival.workspace, wave_of(arrival))


async def load_draft(connection: AsyncConnection, arrival: Arrival) -> DraftPicture:
    """A drafted wave with its community and the other waves there."""
    wave = await load_wave(connection, arrival.workspace, wave_of(arrival), lock=True)
    if wave is None:
        return DraftPicture()
    community = await load_community(connection, arrival.workspace, wave.community)
    waves = await load_waves(connection, arrival.workspace, [wave.community])
    return DraftPicture(wave, community, tuple(one for one in waves[wave.community] if one.id != wave.id))


# --- by time ---------------------------------------------------------------------------------------------------

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


async def load_silence(connection: AsyncConnection, due: Due) -> SilencePicture:
    """Who has no sheet yet. Computed with the wave's secret, used once, and kept nowhere."""
    workspace, wake = due
    wave = await load_wave(connection, workspace, wake.subject)
    if wave is None:
        return SilencePicture(None)
    asked = await _asked(connection, workspace, wave.id)
    heard = {one.person for one in await _heard(connection, workspace, wave.id, asked)}
    silent = [one.person for one in asked if one.person not in heard]
    still_in = await _still_in(connection, workspace, wave.community, silent)
    people = await load_people(connection, workspace, still_in)
    return SilencePicture(wave, tuple(one for one in still_in if people[one].wants("pulse.remind")), people)


async def _still_in(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, persons: Sequence[PersonId]
) -> list[PersonId]:
    found = await load_community(connection, workspace, community)
    return [one for one in persons if found is not None and found.has(one)]


async def load_closing(connection: AsyncConnection, due: Due) -> ClosingPicture:
    """Every sheet, opened, with its person: the last time that this can be known."""
    workspace, wake = due
    wave = await load_wave(connection, workspace, wake.subject, lock=True)
    if wave is None:
        return ClosingPicture(None)
    community = await load_community(connection, workspace, wave.community)
    asked = await _asked(connection, workspace, wave.id)
    heard = await _heard(connection, workspace, wave.id, asked)
    people = await load_people(connection, workspace, [one.person for one in heard])
    sets = await load_sets(connection, workspace, wave, heard, wake.due_at.date())
    return ClosingPicture(
        wave,
        community,
        asked,
        sets.marked(heard),
        people,
        sets.published,
        (await load_published(connection, workspace, [wave.community], wake.due_at))[wave.community],
        sets.unreadable,
        sets.key_name,
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
    return tuple(
        Heard(person, open_envelope(seal, sheets[seal.pseudonym]))
        for person, seal in seals.items()
        if seal.pseudonym in sheets
    )
