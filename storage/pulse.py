"""What a pulse leaves behind: waves, who was asked, sealed sheets while one is open, and figures once it has closed.

``pulse_asked`` knows people and no answers; ``pulse_sheets`` knows pseudonyms and sealed answers; ``pulse_figures``
knows counts of five or more. No row has a time finer than a day, and at closing the sheets and their secret go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    false,
    insert,
    update,
)

from facilitation.pulse.after import IntentionSaid, WhatCameSaid
from facilitation.pulse.disclosure import REMEMBERED
from facilitation.pulse.instruments import OwnQuestion, Scale
from facilitation.pulse.wave import (
    Cohort,
    Figure,
    PeopleAsked,
    SheetKept,
    Status,
    Wave,
    WaveClosed,
    WaveDrafted,
    WaveDropped,
    WaveSent,
)
from facilitation.words import WorkspaceId
from storage.dialect import insert_once, keys_bound, upsert
from storage.pulse_seal import close_envelope, hidden
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

pulse_waves = Table(
    "pulse_waves",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("asks", JsonText, nullable=False),  # measures, turns, problem, own question
    Column("by", String(120), nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("status", String(10), nullable=False),
    Column("least", Integer, nullable=False),
    Column("shared_at", Instant),
    Column("came_of", Text, nullable=False, default=""),
    Column("intended", Text, nullable=False, server_default=""),
    Column("came_after", Text, nullable=False, server_default=""),
    Index("ix_pulse_waves_community", "workspace_id", "community_id", "number"),
)

pulse_secrets = Table(
    "pulse_secrets",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column("secret", String(64), nullable=False),
    Column("key_name", String(12), nullable=False, server_default=""),  # of the house's key that is mixed in
    sqlite_with_rowid=False,
)

pulse_asked = Table(
    "pulse_asked",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("questions", Integer, nullable=False),
    Column("on_day", Date, nullable=False),
    Index("ix_pulse_asked_person", "workspace_id", "person_id", "on_day"),
    sqlite_with_rowid=False,
)

pulse_sheets = Table(
    "pulse_sheets",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column("pseudonym", String(32), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

pulse_figures = Table(
    "pulse_figures",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("wave_id", String(40), primary_key=True),
    Column("measure", String(8), primary_key=True),
    Column("figure_id", String(40), nullable=False),
    Column("on_day", Date, nullable=False),
    Column("counts", JsonText, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("partly", Boolean, nullable=False, server_default=false()),
    sqlite_with_rowid=False,
)

pulse_cohorts = Table(
    "pulse_cohorts",
    metadata,
    workspace_key(),
    Column("subject", String(24), primary_key=True),
    Column("figure_id", String(40), primary_key=True),
    Column("mark", String(32), primary_key=True),  # a keyed mark for a person, another in every measure
    Column("on_day", Date, nullable=False),
    Column("key_name", String(12), nullable=False),
    sqlite_with_rowid=False,
)

pulse_comments = Table(
    "pulse_comments",
    metadata,
    workspace_key(),
    Column("wave_id", String(40), primary_key=True),
    Column("comment_id", String(40), primary_key=True),  # random, so that order tells nothing
    Column("words", Text, nullable=False),
    sqlite_with_rowid=False,
)


# --- keeping ---------------------------------------------------------------------------------------------------

_DRAFT = insert_once(pulse_waves)
_DROP = delete(pulse_waves).where(*keys_bound(pulse_waves), pulse_waves.c.status == Status.DRAFT.value)
_SEND = (
    update(pulse_waves)
    .where(*keys_bound(pulse_waves))
    .values(
        status=Status.OPEN.value,
        opens_at=bindparam("opens", type_=Instant),
        closes_at=bindparam("closes", type_=Instant),
    )
)
_INTEND = update(pulse_waves).where(*keys_bound(pulse_waves)).values(intended=bindparam("words"))
_CAME = update(pulse_waves).where(*keys_bound(pulse_waves)).values(came_after=bindparam("words"))
_SECRET = insert_once(pulse_secrets)
_ASK = insert_once(pulse_asked)
_KEEP_SHEET = upsert(pulse_sheets, "sealed")
_CLOSE = (
    update(pulse_waves)
    .where(*keys_bound(pulse_waves))
    .values(status=Status.CLOSED.value, shared_at=bindparam("shared", type_=Instant))
)
_BURN_SECRET = delete(pulse_secrets).where(*keys_bound(pulse_secrets))
_BURN_SHEETS = delete(pulse_sheets).where(
    pulse_sheets.c.workspace_id == bindparam("workspace_id_"), pulse_sheets.c.wave_id == bindparam("wave_id_")
)
_KEEP_FIGURE = insert(pulse_figures)
_KEEP_MARK = insert(pulse_cohorts)
_KEEP_COMMENT = insert(pulse_comments)
_FORGET_MARKS = delete(pulse_cohorts).where(
    pulse_cohorts.c.workspace_id == bindparam("workspace_id_"), pulse_cohorts.c.on_day < bindparam("day")
)
_FORGET_ASKED = delete(pulse_asked).where(
    pulse_asked.c.workspace_id == bindparam("workspace_id_"), pulse_asked.c.on_day < bindparam("day")
)


def _key(workspace: WorkspaceId, wave: str) -> dict[str, Any]:
    return {"workspace_id_": workspace, "wave_id_": wave}


@writes.register
def _draft(change: WaveDrafted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_DRAFT, wave_row(change.wave, workspace))]


@writes.register
def _drop(change: WaveDropped, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_DROP, _key(workspace, change.wave))]


@writes.register
def _send(change: WaveSent, workspace: WorkspaceId, now: datetime) -> list[Write]:
    times = {"opens": change.opens_at, "closes": change.closes_at}
    return [Write(_SEND, _key(workspace, change.wave) | times)]


@writes.register
def _intend(change: IntentionSaid, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_INTEND, _key(workspace, change.wave) | {"words": change.words})]


@writes.register
def _came(change: WhatCameSaid, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_CAME, _key(workspace, change.wave) | {"words": change.words})]


@writes.register
def _ask(change: PeopleAsked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    wave = {"workspace_id": workspace, "wave_id": change.wave}
    place = wave | {"community_id": change.community, "on_day": change.on}
    asked = [Write(_ASK, place | {"person_id": one.person, "questions": one.items}) for one in change.asked]
    return [Write(_SECRET, wave | {"secret": change.secret, "key_name": change.key_name}), *asked]


@writes.register
def _keep_sheet(change: SheetKept, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {
        "workspace_id": workspace,
        "wave_id": change.wave,
        "pseudonym": change.seal.pseudonym,
        "sealed": close_envelope(change.seal, change.answers, change.roomy),
    }
    return [Write(_KEEP_SHEET, row)]


@writes.register
def _close(change: WaveClosed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.wave)
    return [
        Write(_CLOSE, key | {"shared": change.shared_at}),
        Write(_BURN_SHEETS, key),
        Write(_BURN_SECRET, key),
        *(Write(_KEEP_FIGURE, figure_row(one, workspace)) for one in change.figures),
        *(
            Write(_KEEP_MARK, row)
            for cohort in change.cohorts
            for row in _mark_rows(change, cohort, workspace)
        ),
        *(Write(_KEEP_COMMENT, row) for row in _comment_rows(change, workspace)),
        Write(_FORGET_MARKS, {"workspace_id_": workspace, "day": change.on - REMEMBERED}),
        Write(_FORGET_ASKED, {"workspace_id_": workspace, "day": change.on - REMEMBERED}),
    ]


def _mark_rows(change: WaveClosed, cohort: Cohort, workspace: WorkspaceId) -> list[dict[str, Any]]:
    """In the order of the marks, so that the order of rows tells nothing either."""
    shared: dict[str, Any] = {
        "workspace_id": workspace,
        "subject": cohort.subject,
        "figure_id": cohort.figure,
    }
    shared |= {"on_day": change.on, "key_name": change.key_name}
    return [shared | {"mark": mark} for mark in sorted(hidden(change.sets_key, cohort.figure, cohort.marks))]


def _comment_rows(change: WaveClosed, workspace: WorkspaceId) -> list[dict[str, Any]]:
    shared = {"workspace_id": workspace, "wave_id": change.wave}
    return [shared | {"comment_id": one, "words": words} for one, words in sorted(change.comments)]


# --- rows ------------------------------------------------------------------------------------------------------


def wave_row(wave: Wave, workspace: WorkspaceId) -> dict[str, Any]:
    own = (
        {"words": wave.own.words, "scale": wave.own.scale.value, "choices": wave.own.choices}
        if wave.own
        else None
    )
    return {
        "workspace_id": workspace,
        "wave_id": wave.id,
        "community_id": wave.community,
        "name": wave.name,
        "number": wave.number,
        "asks": {"measures": wave.measures, "turns": wave.turns, "problem": wave.problem, "own": own}
        | ({"round": wave.round, "first": wave.first, "talk_days": wave.talk_days} if wave.rates else {})
        | ({"pairs": True} if wave.pairs else {}),
        "by": wave.by,
        "opens_at": wave.opens_at,
        "closes_at": wave.closes_at,
        "status": wave.status.value,
        "least": wave.least,
        "shared_at": wave.shared_at,
        "came_of": wave.came_of,
        "intended": wave.intended,
        "came_after": wave.came_after,
    }


def read_wave(row: Row[Any]) -> Wave:
    """A kept row as the wave it was."""
    asks = row.asks
    own = asks["own"]
    return Wave(
        id=row.wave_id,
        community=row.community_id,
        name=row.name,
        number=row.number,
        measures=tuple(asks["measures"]),
        turns=tuple(asks["turns"]),
        by=row.by,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        status=Status(row.status),
        problem=asks["problem"],
        own=OwnQuestion(own["words"], Scale(own["scale"]), tuple(own["choices"])) if own else None,
        least=row.least,
        shared_at=row.shared_at,
        came_of=row.came_of,
        intended=row.intended,
        came_after=row.came_after,
        round=asks.get("round", 0),
        first=asks.get("first", ""),
        talk_days=asks.get("talk_days", 0),
        pairs=asks.get("pairs", False),
    )


def figure_row(figure: Figure, workspace: WorkspaceId) -> dict[str, Any]:
    return {
        "workspace_id": workspace,
        "community_id": figure.community,
        "wave_id": figure.wave,
        "measure": figure.measure,
        "figure_id": figure.id,
        "on_day": figure.on,
        "counts": list(figure.counts),
        "asked": figure.asked,
        "partly": figure.partly,
    }


def read_figures(rows: Iterable[Row[Any]]) -> tuple[Figure, ...]:
    """Kept rows as figures."""
    return tuple(
        Figure(
            row.figure_id,
            row.community_id,
            row.wave_id,
            row.measure,
            row.on_day,
            tuple(row.counts),
            row.asked,
            row.partly,
        )
        for row in rows
    )
