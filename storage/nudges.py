"""What was offered to conveners and sponsors, what they said to it, whether it helped, and how often they hear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    Row,
    String,
    Table,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.attention import NO_HABIT, Habit
from facilitation.nudges.answers import Later, Pressed
from facilitation.nudges.desk import (
    Desk,
    DigestHabitChanged,
    NudgeAnswered,
    NudgeMeasured,
    NudgeOffered,
    NudgeRetired,
    NudgeStopped,
    NudgeWanted,
    Offer,
)
from facilitation.nudges.measure import Season, Tally
from facilitation.nudges.week import DIGEST
from facilitation.words import Arrival, PersonId, Phrase, Press, Wake, WorkspaceId
from storage.community import load_communities_of, load_community, load_sponsored
from storage.dialect import insert, insert_once, keys_bound, upsert
from storage.hours import hour_of, workspace_of
from storage.people import load_person
from storage.picture import Album
from storage.shapes import converter
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

nudge_offers = Table(
    "nudge_offers",
    metadata,
    workspace_key(),
    Column("offer_id", String(40), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("community_id", String(40), nullable=False),
    Column("person_id", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("measure_at", Instant, nullable=False),
    Column("evidence", JsonText, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("propensity", Float, nullable=False),
    Column("helped", Boolean),
    Column("said", String(12), nullable=False, default=""),
    Index("ix_nudge_offers_community_id", "workspace_id", "community_id", "at"),
    Index("ix_nudge_offers_kind", "workspace_id", "kind"),
)

nudge_wishes = Table(
    "nudge_wishes",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("stopped", Boolean, nullable=False, default=False),
    Column("dismissed", Integer, nullable=False, default=0),
    Column("until", Instant),
)

nudges_retired = Table(
    "nudges_retired",
    metadata,
    workspace_key(),
    Column("kind", String(40), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("offers", Integer, nullable=False),
)

digest_habits = Table(
    "digest_habits",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("kind", String(40), primary_key=True),
    Column("untouched", Integer, nullable=False),
    Column("monthly", Boolean, nullable=False),
    Column("last_at", Instant),
)

LONGEST_REST = timedelta(days=125)

# --- keeping ---------------------------------------------------------------------------------------------------

_OFFER = insert_once(nudge_offers)
_SAID = update(nudge_offers).where(*keys_bound(nudge_offers)).values(said=bindparam("what_said"))
_HELPED = update(nudge_offers).where(*keys_bound(nudge_offers)).values(helped=bindparam("did_help"))
_wishing = insert(nudge_wishes)
_WISH = _wishing.on_conflict_do_update(
    index_elements=["workspace_id", "person_id", "kind"],
    set_={
        "dismissed": nudge_wishes.c.dismissed + _wishing.excluded.dismissed,
        "until": func.coalesce(_wishing.excluded.until, nudge_wishes.c.until),
    },
)
_STOP = upsert(nudge_wishes, "stopped")
_WANT = upsert(nudge_wishes)
_RETIRE = insert_once(nudges_retired)
_HABIT = upsert(digest_habits)


@writes.register
def _offered(change: NudgeOffered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.offer
    row = {
        "workspace_id": workspace,
        "offer_id": one.id,
        "kind": one.kind,
        "community_id": one.community,
        "person_id": one.person,
        "at": one.at,
        "measure_at": one.measure_at,
        "evidence": converter.unstructure(one.evidence),
        "shown": one.shown,
        "propensity": one.propensity,
        "said": one.said,
    }
    return [Write(_OFFER, row)]


@writes.register
def _answered(change: NudgeAnswered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    said = Write(_SAID, {"workspace_id_": workspace, "offer_id_": change.offer, "what_said": change.said})
    if change.said not in ("not_useful", "snooze"):
        return [said]
    away = int(change.said == "not_useful")
    return [
        said,
        Write(_WISH, wish_row(workspace, change.person, change.kind, dismissed=away, until=change.until)),
    ]


def wish_row(workspace: WorkspaceId, person: PersonId, kind: str, **values: Any) -> dict[str, Any]:
    row = {"workspace_id": workspace, "person_id": person, "kind": kind}
    return row | {"stopped": False, "dismissed": 0, "until": None} | values


@writes.register
def _stopped(change: NudgeStopped, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_STOP, wish_row(workspace, change.person, change.kind, stopped=True))]


@writes.register
def _wanted(change: NudgeWanted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_WANT, wish_row(workspace, change.person, change.kind))]


@writes.register
def _measured(change: NudgeMeasured, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [
        Write(_HELPED, {"workspace_id_": workspace, "offer_id_": change.offer, "did_help": change.helped})
    ]


@writes.register
def _retired(change: NudgeRetired, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "kind": change.kind, "at": now, "offers": change.offers}
    return [Write(_RETIRE, row | {"low": change.low, "high": change.high})]


@writes.register
def _habit_changed(change: DigestHabitChanged, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id": workspace, "person_id": change.person, "kind": change.kind}
    habit = change.habit
    values = {"untouched": habit.untouched, "monthly": habit.monthly, "last_at": habit.last_at}
    return [Write(_HABIT, key | values)]


# --- asking ----------------------------------------------------------------------------------------------------

_ONE = select(nudge_offers).where(*keys_bound(nudge_offers))
_OFFERS = (
    select(nudge_offers)
    .where(
        nudge_offers.c.workspace_id == bindparam("workspace"),
        nudge_offers.c.community_id.in_(bindparam("ids", expanding=True)),
        nudge_offers.c.at > bindparam("since"),
    )
    .order_by(nudge_offers.c.at, nudge_offers.c.offer_id)
)
_WISHES = select(nudge_wishes).where(
    nudge_wishes.c.workspace_id == bindparam("workspace"), nudge_wishes.c.person_id == bindparam("person")
)
_RETIRED = select(nudges_retired.c.kind).where(nudges_retired.c.workspace_id == bindparam("workspace"))
_THIS_HABIT = select(digest_habits).where(*keys_bound(digest_habits))


def _count(shown: bool, *, well: bool = False) -> Any:
    counted = nudge_offers.c.shown.is_(shown)
    return func.sum(case((counted & nudge_offers.c.helped.is_(True) if well else counted, 1), else_=0))


_TALLIES = (
    select(
        nudge_offers.c.kind,
        _count(True).label("shown"),
        _count(True, well=True).label("shown_well"),
        _count(False).label("left_out"),
        _count(False, well=True).label("left_out_well"),
    )
    .where(
        nudge_offers.c.workspace_id == bindparam("workspace"),
        nudge_offers.c.helped.is_not(None),
        nudge_offers.c.propensity < 1,
    )
    .group_by(nudge_offers.c.kind)
    .order_by(nudge_offers.c.kind)
)


def read_offer(row: Row[Any]) -> Offer:
    """A kept row as the offer it was."""
    return Offer(
        id=row.offer_id,
        kind=row.kind,
        community=row.community_id,
        person=row.person_id,
        at=row.at,
        measure_at=row.measure_at,
        evidence=converter.structure(row.evidence, Phrase),
        shown=row.shown,
        propensity=row.propensity,
        helped=row.helped,
        said=row.said,
    )


async def load_offer(connection: AsyncConnection, workspace: WorkspaceId, offer: str) -> Offer | None:
    row = (await connection.execute(_ONE, {"workspace_id_": workspace, "offer_id_": offer})).first()
    return read_offer(row) if row else None


async def load_habit(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId, kind: str = DIGEST
) -> Habit:
    """How this person lives with one kind of digest."""
    key = {"workspace_id_": workspace, "person_id_": person, "kind_": kind}
    row = (await connection.execute(_THIS_HABIT, key)).first()
    return Habit(row.untouched, row.monthly, row.last_at) if row else NO_HABIT


async def load_stopped(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> frozenset[str]:
    """The kinds this person stopped."""
    rows = await _wishes(connection, workspace, person)
    return frozenset(row.kind for row in rows if row.stopped)


async def _wishes(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> Sequence[Row[Any]]:
    return (await connection.execute(_WISHES, {"workspace": workspace, "person": person})).all()


async def load_retired(connection: AsyncConnection, workspace: WorkspaceId) -> frozenset[str]:
    return frozenset(await connection.scalars(_RETIRED, {"workspace": workspace}))


# --- pictures for routes -----------------------------------------------------------------------------------------


async def load_desks(connection: AsyncConnection, dues: Sequence[tuple[WorkspaceId, Wake]]) -> list[Desk]:
    """Everything these people's weeks look at. ``dues``: nudges.week wakes with a person as their subject."""
    album = Album(connection)
    return [await load_desk(album, due) for due in dues]


async def load_desk(album: Album, due: tuple[WorkspaceId, Wake]) -> Desk:
    """One person's."""
    connection, workspace, person = album.connection, due[0], due[1].subject
    now = await hour_of(connection, due)
    mine = [
        one for one in await load_communities_of(connection, workspace, person) if one.is_convened_by(person)
    ]
    mine += [one for one in await load_sponsored(connection, workspace, person) if one not in mine]
    scope = {"workspace": workspace, "ids": [one.id for one in mine], "since": now - LONGEST_REST}
    offers = (await connection.execute(_OFFERS, scope)).all() if mine else []
    wishes = await _wishes(connection, workspace, person)
    return Desk(
        person=await load_person(connection, workspace, person),
        pictures=await album.show(workspace, mine, now, person),
        offers=tuple(read_offer(row) for row in offers),
        stopped=frozenset(row.kind for row in wishes if row.stopped),
        snoozed={row.kind: row.until for row in wishes if row.until},
        dismissed={row.kind: row.dismissed for row in wishes if row.dismissed},
        retired=await load_retired(connection, workspace),
        habit=await load_habit(connection, workspace, person),
    )


async def load_pressed(connection: AsyncConnection, arrival: Arrival) -> Pressed:
    """The offer that a press names first among its arguments."""
    assert isinstance(arrival.what, Press)
    args = arrival.what.args
    offer = await load_offer(connection, arrival.workspace, args[0]) if args else None
    if offer is None:
        return Pressed(None)
    return Pressed(
        offer,
        await load_community(connection, arrival.workspace, offer.community),
        await load_habit(connection, arrival.workspace, arrival.person),
    )


async def load_my_habit(connection: AsyncConnection, arrival: Arrival) -> Habit:
    return await load_habit(connection, arrival.workspace, arrival.person)


async def load_my_stopped(connection: AsyncConnection, arrival: Arrival) -> frozenset[str]:
    return await load_stopped(connection, arrival.workspace, arrival.person)


async def load_laters(connection: AsyncConnection, dues: Sequence[tuple[WorkspaceId, Wake]]) -> list[Later]:
    """Offers to be measured, with their communities' pictures now."""
    album = Album(connection)
    return [await load_later(album, due) for due in dues]


async def load_later(album: Album, due: tuple[WorkspaceId, Wake]) -> Later:
    connection, workspace = album.connection, due[0]
    offer = await load_offer(connection, workspace, due[1].subject)
    community = await load_community(connection, workspace, offer.community) if offer else None
    if offer is None or community is None:
        return Later(offer, None)
    now = await hour_of(connection, due)
    (picture,) = await album.show(workspace, [community], now, offer.person)
    return Later(offer, picture)


async def load_season(connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]) -> Season:
    """How every kind did in this workspace so far."""
    workspace = workspace_of(subject)
    rows = await connection.execute(_TALLIES, {"workspace": workspace})
    tallies = tuple(
        Tally(row.kind, row.shown, row.shown_well, row.left_out, row.left_out_well) for row in rows
    )
    return Season(tallies, await load_retired(connection, workspace))
