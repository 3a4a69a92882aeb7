"""Clinics between two turns: each whole in one row, deleted to its bare fact when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.clinic.state import (
    OVER,
    Asset,
    Clinic,
    ClinicEnded,
    ClinicPicture,
    ClinicTurned,
    ContactsSet,
    Phase,
    Spoken,
    WordsForgotten,
    WordsHeard,
)
from facilitation.community import Bench, Community
from facilitation.experiment import ClinicCommitted, ExperimentPicture
from facilitation.people import Person
from facilitation.words import Arrival, Command, MessageRef, PersonId, Said, Wake, WorkspaceId
from storage.aboutme import KIND as ABOUT
from storage.aboutme import load_about
from storage.community import load_bench, load_community
from storage.dialect import keys_bound, upsert
from storage.experiment import carried, load_for_new, load_of_clinic, search
from storage.hours import workspace_of
from storage.outbox import DELIVERED, find_delivered, letters
from storage.participation import chat_messages
from storage.people import load_people
from storage.practice import KIND as PRACTICE
from storage.practice import load_practices
from storage.search import find
from storage.shapes import converter
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

ASK_REST = timedelta(days=14)
ASSETS = 10
OPEN_PHASES = tuple(phase.value for phase in Phase if phase not in OVER)

clinics = Table(
    "clinics",
    metadata,
    workspace_key(),
    Column("clinic_id", String(40), primary_key=True),
    Column("asker_id", String(120), nullable=False),
    Column("thread", String(240), nullable=False),  # '' in a direct conversation
    Column("community_id", String(40), nullable=False),
    Column("phase", String(12), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("state", JsonText, nullable=False),
    Index("ix_clinics_asker", "workspace_id", "asker_id", "thread"),
    Index("ix_clinics_thread", "workspace_id", "thread"),
    Index("ix_clinics_community", "workspace_id", "community_id", "ended_at"),
)

clinic_words = Table(
    "clinic_words",
    metadata,
    workspace_key(),
    Column("clinic_id", String(40), primary_key=True),
    Column("said_id", String(40), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column("turn", Integer, nullable=False),  # -1: a reply that waits for its writer's yes; '' once answered
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

contacts = Table(
    "clinic_contacts",
    metadata,
    workspace_key(),
    Column("topic", String(20), primary_key=True),
    Column("words", Text, nullable=False),
)

# --- keeping -------------------------------------------------------------------------------------------------------

_TURN = upsert(clinics, "phase", "state", "thread")
_KEY = keys_bound(clinics)
_END = (
    update(clinics)
    .where(*_KEY)
    .values(
        phase=bindparam("became"), ended_at=bindparam("at", type_=Instant), state={}, asker_id="", thread=""
    )
)
_CONTACT = upsert(contacts, "words")

_HEAR = upsert(clinic_words, "words")
_OF_CLINIC = (
    clinic_words.c.workspace_id == bindparam("workspace_"),
    clinic_words.c.clinic_id == bindparam("clinic_"),
)
_FORGET = delete(clinic_words).where(*_OF_CLINIC, clinic_words.c.turn >= 0)
_FORGET_ALL = delete(clinic_words).where(*_OF_CLINIC)
_COMMIT = update(clinics).where(*_KEY).values(phase=Phase.COMMITTED.value)


SHARED = "~"  # in front of the thread of a question that was shared out of a direct conversation


def place_of(thread: MessageRef | None) -> str:
    """A thread as one key."""
    return f"{thread.channel}|{thread.thread or thread.id}" if thread else ""


@writes.register
def _turn(change: ClinicTurned, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.clinic
    where = place_of(one.thread) or (SHARED + place_of(one.talk) if one.talk else "")
    row = {"workspace_id": workspace, "clinic_id": one.id, "asker_id": one.asker, "thread": where,
           "community_id": one.community, "phase": one.phase.value, "opened_at": one.opened_at, "ended_at": None,
           "state": orjson.loads(converter.dumps(one))}  # fmt: skip
    return [Write(_TURN, row)]


@writes.register
def _end(change: ClinicEnded, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {
        "workspace_id_": workspace,
        "clinic_id_": change.id,
        "became": change.phase.value,
        "at": change.at,
    }
    return [Write(_END, values), Write(_FORGET_ALL, {"workspace_": workspace, "clinic_": change.id})]


@writes.register
def _hear(change: WordsHeard, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.spoken
    key = {"workspace_id": workspace, "clinic_id": change.clinic, "said_id": one.id}
    return [Write(_HEAR, key | {"person_id": one.by, "turn": one.turn, "words": one.words, "at": now})]


@writes.register
def _forget(change: WordsForgotten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_FORGET, {"workspace_": workspace, "clinic_": change.clinic})]


@writes.register
def _commit(change: ClinicCommitted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {"workspace_id_": workspace, "clinic_id_": change.clinic}
    return [Write(_COMMIT, values)]


@writes.register
def _set_contacts(change: ContactsSet, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [
        Write(_CONTACT, {"workspace_id": workspace, "topic": topic, "words": words})
        for topic, words in change.contacts
    ]


# --- asking --------------------------------------------------------------------------------------------------------

_HERE = clinics.c.workspace_id == bindparam("workspace")
_ONE = select(clinics).where(_HERE, clinics.c.clinic_id == bindparam("id")).with_for_update()
_OPEN = (
    select(clinics)
    .where(_HERE, clinics.c.phase.in_(OPEN_PHASES))
    .order_by(clinics.c.opened_at.desc(), clinics.c.clinic_id)
    .limit(1)
    .with_for_update()
)
_AT = _OPEN.where(clinics.c.thread.in_(bindparam("places", expanding=True)))
_MINE = _OPEN.where(
    clinics.c.asker_id == bindparam("asker"),
    or_(clinics.c.thread == "", clinics.c.thread.startswith(SHARED)),
)
_THREADS = select(clinics.c.workspace_id, clinics.c.thread).where(
    clinics.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
    clinics.c.thread.in_(bindparam("places", expanding=True)),
    clinics.c.phase.in_(OPEN_PHASES),
)
_SPOKEN = select(clinic_words).where(*_OF_CLINIC).order_by(clinic_words.c.at, clinic_words.c.said_id)
_CONTACTS = select(contacts.c.topic, contacts.c.words).where(
    contacts.c.workspace_id == bindparam("workspace")
)
_ASKED = select(letters.c.recipient).where(
    letters.c.workspace_id == bindparam("workspace"),
    letters.c.asks,
    letters.c.state == DELIVERED,
    letters.c.settled_at > bindparam("since", type_=Instant),
).distinct()  # fmt: skip


def read_clinic(row: Row[Any] | None) -> Clinic | None:
    """A kept row as the clinic it was; None once its words are deleted. The phase of the row is the newer one."""
    if row is None or not row.state:
        return None
    clinic: Clinic = converter.structure({**row.state, "phase": row.phase}, Clinic)
    return clinic


async def load_clinic(connection: AsyncConnection, workspace: WorkspaceId, id: str) -> Clinic | None:
    """One clinic that is not over; None otherwise."""
    return read_clinic((await connection.execute(_ONE, {"workspace": workspace, "id": id})).first())


async def load_open(
    connection: AsyncConnection, workspace: WorkspaceId, asker: PersonId, place: str
) -> Clinic | None:
    """The open clinic of a person in their direct conversation ('' for place), or whoever's it is in a thread."""
    statement = _AT if place else _MINE
    values = {"places": [place, SHARED + place]} if place else {"asker": asker}
    return read_clinic((await connection.execute(statement, {"workspace": workspace, **values})).first())


async def load_spoken(connection: AsyncConnection, workspace: WorkspaceId, clinic: str) -> tuple[Spoken, ...]:
    """What was written in a clinic's thread and is still kept, in the order of writing."""
    rows = await connection.execute(_SPOKEN, {"workspace_": workspace, "clinic_": clinic})
    return tuple(Spoken(row.said_id, row.person_id, row.words, row.turn) for row in rows)


async def load_contacts(connection: AsyncConnection, workspace: WorkspaceId) -> tuple[tuple[str, str], ...]:
    """(topic, words) as the admin wrote them."""
    return tuple(
        (row.topic, row.words) for row in await connection.execute(_CONTACTS, {"workspace": workspace})
    )


async def load_ask(connection: AsyncConnection, arrival: Arrival) -> ClinicPicture:
    """For ``/community ask`` and its form: the bench, the direct clinic that may be open, and where to turn."""
    bench = await load_bench(connection, arrival)
    clinic = await load_open(connection, arrival.workspace, arrival.person, "")
    return ClinicPicture(
        bench, clinic, bench.meant, contacts=await load_contacts(connection, arrival.workspace)
    )


async def load_said(connection: AsyncConnection, arrivals: Sequence[Arrival]) -> list[ClinicPicture]:
    """For many messages at once: those in a direct conversation, a mention, or a thread in which a clinic is open.

    One question finds the threads; most messages in channels concern no clinic and cost nothing more.
    """
    places = {
        place_of(one.what.message)
        for one in arrivals
        if isinstance(one.what, Said) and one.what.message.thread
    }
    both = sorted(places | {SHARED + one for one in places})
    values = {"workspaces": sorted({one.workspace for one in arrivals}), "places": both}
    open_at = (
        {
            (row.workspace_id, row.thread.removeprefix(SHARED))
            for row in await connection.execute(_THREADS, values)
        }
        if places
        else set()
    )
    return [await _load_said(connection, one, open_at) for one in arrivals]


async def _load_said(
    connection: AsyncConnection, arrival: Arrival, open_at: set[tuple[str, str]]
) -> ClinicPicture:
    said = arrival.what
    assert isinstance(said, Said)
    place = "" if said.private else place_of(said.message)
    if not (said.private or said.to_bot or (arrival.workspace, place) in open_at):
        return ClinicPicture(Bench(Person(arrival.person)))
    clinic = await load_open(connection, arrival.workspace, arrival.person, place)
    bench = await load_bench(connection, arrival, None if said.private else said.message.channel)
    contacts = await load_contacts(connection, arrival.workspace)
    spoken = await load_spoken(connection, arrival.workspace, clinic.id) if clinic and place else ()
    return ClinicPicture(bench, clinic, bench.meant, contacts=contacts, spoken=spoken)


async def load_named_clinic(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> ClinicPicture:
    """The clinic that a press, a form or a wake is about, with its community and its people."""
    workspace = workspace_of(subject)
    id = (carried(subject) or ("",))[0] if isinstance(subject, Arrival) else subject[1].subject
    clinic = await load_clinic(connection, workspace, id)
    person = subject.person if isinstance(subject, Arrival) else (clinic.asker if clinic else "")
    bench = await load_bench(
        connection, subject if isinstance(subject, Arrival) else Arrival("", workspace, person, Command(""))
    )
    community = (
        await load_community(connection, workspace, clinic.community) if clinic and clinic.community else None
    )
    experiment = await load_of_clinic(connection, workspace, id) if clinic else None
    people = await load_people(connection, workspace, [clinic.asker] if clinic else [])
    contacts = await load_contacts(connection, workspace)
    return ClinicPicture(
        bench, clinic, community, contacts=contacts, experiment=experiment, people=tuple(people.values())
    )


async def load_talk(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> ClinicPicture:
    """The same, with what was written in its thread and where its question stands."""
    picture, workspace = await load_named_clinic(connection, subject), workspace_of(subject)
    if picture.clinic is None:
        return picture
    _, stands_at = await find_delivered(connection, workspace, f"clinic:{picture.clinic.id}:shared")
    spoken = await load_spoken(connection, workspace, picture.clinic.id)
    return replace(picture, spoken=spoken, stands_at=stands_at)


async def load_people_for(connection: AsyncConnection, arrival: Arrival) -> ClinicPicture:
    """The clinic with everybody who may have met something like it, and who was asked for something lately."""
    picture = await load_named_clinic(connection, arrival)
    if picture.clinic is None:
        return picture
    assets = await load_assets(connection, arrival.workspace, " ".join(picture.clinic.heard))
    since = picture.clinic.turned_at - ASK_REST
    asked = frozenset(await connection.scalars(_ASKED, {"workspace": arrival.workspace, "since": since}))
    community = picture.community
    least = await load_least_heard(connection, arrival.workspace, community, since) if community else ()
    return replace(picture, assets=assets, asked_lately=asked, least_heard=least)


async def load_assets(connection: AsyncConnection, workspace: WorkspaceId, words: str) -> tuple[Asset, ...]:
    """What people wrote about things they met: their "about me", their practices, their experiments."""
    ids = await find(connection, workspace, ABOUT, words, ASSETS)
    about = (await load_about(connection, workspace, ids)).values()
    shelf = await load_practices(
        connection, workspace, await find(connection, workspace, PRACTICE, words, ASSETS)
    )
    tried = await search(connection, workspace, words)
    return (
        *(Asset(one.person, one.can_help) for one in about if one.can_help),
        *(Asset(one.by, " ".join((one.when, one.what))) for one in shelf if one.state == "kept"),
        *(
            Asset(
                one.experiment.owner or one.experiment.opened_by,
                one.experiment.learnt or one.experiment.question,
            )
            for one in tried
        ),
    )


async def load_least_heard(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community, since: datetime
) -> tuple[PersonId, ...]:
    """Members by how much they wrote in the community's channels since then, the least first. Never shown to anybody."""
    values = {"workspace": workspace, "channels": list(community.channels), "since": since}
    wrote = {row.person_id: row.n for row in await connection.execute(_WROTE, values)}
    return tuple(
        sorted((one.person for one in community.members), key=lambda person: (wrote.get(person, 0), person))
    )


_WROTE = (
    select(chat_messages.c.person_id, func.count().label("n"))
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
        chat_messages.c.at > bindparam("since", type_=Instant),
    )
    .group_by(chat_messages.c.person_id)
)


_ASKER = select(clinics.c.asker_id).where(
    clinics.c.workspace_id == bindparam("workspace"), clinics.c.clinic_id == bindparam("clinic")
)


async def load_of_its_clinic(connection: AsyncConnection, arrival: Arrival) -> ExperimentPicture:
    """For the form of a new experiment, with whoever asked in the clinic that it comes from."""
    picture = await load_for_new(connection, arrival)
    clinic = (*arrival.what.memo, "", "")[1]  # type: ignore[union-attr]
    asker = (
        await connection.scalar(_ASKER, {"workspace": arrival.workspace, "clinic": clinic})
        if clinic
        else None
    )
    return replace(picture, asker=asker or "")
