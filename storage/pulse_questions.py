"""What the rules of the pulse ask of storage: the picture of a card, of an opening, of a closing, of results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.pulse.wave import (
    LEAST,
    Asked,
    CardPicture,
    DraftPicture,
    RestPicture,
    Seal,
    StartPicture,
    Status,
    Wave,
)
from facilitation.words import Arrival, Command, CommunityId, Press, Submission, Wake, WorkspaceId
from storage.community import load_communities_of, load_community, load_community_of_channel, members
from storage.people import load_people, load_person
from storage.pulse import (
    pulse_asked,
    pulse_secrets,
    pulse_sheets,
    pulse_waves,
    read_wave,
)
from storage.pulse_seal import house_keys, open_envelope, seal_of, wave_key

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
    return StartPicture(here, mine, waves, people, least_answers(connection), gathers_pairs(connection))


def least_answers(connection: AsyncConnection) -> int:
    """Answers below which nothing is shown, as the house set it on the engine."""
    options = connection.sync_connection.get_execution_options() if connection.sync_connection else {}
    return int(options.get("least_answers", LEAST))


def gathers_pairs(connection: AsyncConnection) -> bool:
    """Whether the house gathers evidence of how well statements hang together."""
    options = connection.sync_connection.get_execution_options() if connection.sync_connection else {}
    return bool(options.get("pulse_pairs", False))


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
