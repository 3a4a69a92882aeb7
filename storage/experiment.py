"""The ledger of experiments across communities, and where a search for one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    Index,
    Row,
    String,
    Table,
    Text,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.experiment import (
    Experiment,
    ExperimentOpened,
    ExperimentPicture,
    ExperimentReviewed,
    Ledgered,
    OwnerFound,
    OwnerRefused,
    ReviewPutOff,
)
from facilitation.likeness import words
from facilitation.words import Arrival, Command, CommunityId, PersonId, Wake, WorkspaceId
from storage.community import communities, load_bench, load_community
from storage.dialect import insert, keys_bound
from storage.hours import workspace_of
from storage.people import load_people
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

SEARCHED, LISTED = 200, 40

experiments = Table(
    "experiments",
    metadata,
    workspace_key(),
    Column("experiment_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("question", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("expect", Text, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("opened_by", String(120), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("owner_id", String(120)),
    Column("asked_id", String(120)),
    Column("problem_id", String(40)),
    Column("clinic_id", String(40)),
    Column("happened", Text, nullable=False, default=""),
    Column("learnt", Text, nullable=False, default=""),
    Column("next", String(10), nullable=False, default=""),
    Column("reviewed_at", Instant),
    Column("told", Text, nullable=False, default=""),  # everything in lower case, for searching
    Index("ix_experiments_community", "workspace_id", "community_id", "opened_at"),
)

# --- keeping -------------------------------------------------------------------------------------------------------

_OPEN = insert(experiments).on_conflict_do_nothing()
_KEY = keys_bound(experiments)
_OWNED = update(experiments).where(*_KEY).values(owner_id=bindparam("owner"), asked_id=None)
_UNASKED = update(experiments).where(*_KEY).values(asked_id=None)
_LATER = update(experiments).where(*_KEY).values(review_on=bindparam("day"))
_REVIEWED = (
    update(experiments)
    .where(*_KEY)
    .values(
        happened=bindparam("what"),
        learnt=bindparam("lesson"),
        next=bindparam("became"),
        reviewed_at=bindparam("at", type_=Instant),
        told=experiments.c.told + bindparam("more"),
    )
)


def _of(workspace: WorkspaceId, id: str, **values: Any) -> dict[str, Any]:
    return {"workspace_id_": workspace, "experiment_id_": id, **values}


@writes.register
def _open(change: ExperimentOpened, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.experiment
    row = {
        "workspace_id": workspace, "experiment_id": one.id, "community_id": one.community, "question": one.question, "step": one.step,
        "expect": one.expect, "review_on": one.review_on, "opened_by": one.opened_by, "opened_at": one.opened_at, "owner_id": one.owner,
        "asked_id": one.asked, "problem_id": one.problem, "clinic_id": one.clinic, "told": one.text.lower(),
        "happened": "", "learnt": "", "next": "", "reviewed_at": None,
    }  # fmt: skip
    return [Write(_OPEN, row)]


@writes.register
def _own(change: OwnerFound, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_OWNED, _of(workspace, change.id, owner=change.owner))]


@writes.register
def _unask(change: OwnerRefused, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_UNASKED, _of(workspace, change.id))]


@writes.register
def _put_off(change: ReviewPutOff, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_LATER, _of(workspace, change.id, day=change.review_on))]


@writes.register
def _review(change: ExperimentReviewed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    more = f" {change.happened} {change.learnt}".lower()
    values = {
        "what": change.happened,
        "lesson": change.learnt,
        "became": change.next.value,
        "at": change.at,
        "more": more,
    }
    return [Write(_REVIEWED, _of(workspace, change.id, **values))]


# --- asking --------------------------------------------------------------------------------------------------------

_HERE = experiments.c.workspace_id == bindparam("workspace")
_ONE = select(experiments).where(_HERE, experiments.c.experiment_id == bindparam("id"))
_LIST = (
    select(experiments)
    .where(_HERE, experiments.c.community_id == bindparam("community"))
    .order_by(experiments.c.opened_at.desc(), experiments.c.experiment_id)
    .limit(LISTED)
)


async def load_experiment(connection: AsyncConnection, workspace: WorkspaceId, id: str) -> Experiment | None:
    """One experiment; None when there is none of that id here."""
    row = (await connection.execute(_ONE, {"workspace": workspace, "id": id})).first()
    return read_experiment(row) if row else None


_OF_CLINIC = (
    select(experiments)
    .where(_HERE, experiments.c.clinic_id == bindparam("clinic"))
    .order_by(experiments.c.opened_at.desc(), experiments.c.experiment_id)
    .limit(1)
)


async def load_of_clinic(
    connection: AsyncConnection, workspace: WorkspaceId, clinic: str
) -> Experiment | None:
    """The newest experiment that a clinic led to; None when it led to none so far."""
    row = (await connection.execute(_OF_CLINIC, {"workspace": workspace, "clinic": clinic})).first()
    return read_experiment(row) if row else None


async def load_listed(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId
) -> tuple[Experiment, ...]:
    """A community's experiments, newest first."""
    rows = await connection.execute(_LIST, {"workspace": workspace, "community": community})
    return tuple(map(read_experiment, rows))


async def search(connection: AsyncConnection, workspace: WorkspaceId, query: str) -> tuple[Ledgered, ...]:
    """Experiments of open and closed communities that hold any telling word of the query, newest first; at most SEARCHED."""
    telling = list(dict.fromkeys(words(query)))[:12]
    if not telling:
        return ()
    holds = or_(*(experiments.c.told.contains(one, autoescape=True) for one in telling))
    asked = (
        select(experiments, func.coalesce(communities.c.name, "").label("community_name"))
        .outerjoin(
            communities,
            (communities.c.workspace_id == experiments.c.workspace_id)
            & (communities.c.community_id == experiments.c.community_id),
        )
        .where(experiments.c.workspace_id == workspace, holds)
        .order_by(experiments.c.opened_at.desc(), experiments.c.experiment_id)
        .limit(SEARCHED)
    )
    return tuple(
        Ledgered(read_experiment(row), row.community_name) for row in await connection.execute(asked)
    )


def read_experiment(row: Row[Any]) -> Experiment:
    return Experiment(
        row.experiment_id, row.community_id, row.question, row.step, row.expect, row.review_on, row.opened_by, row.opened_at, row.owner_id,
        row.asked_id, row.problem_id, row.clinic_id, row.happened, row.learnt, row.next, row.reviewed_at,
    )  # fmt: skip


# --- pictures ------------------------------------------------------------------------------------------------------


def carried(arrival: Arrival) -> tuple[str, ...]:
    """What a button or a form carried for itself."""
    return tuple(getattr(arrival.what, "args", ()) or getattr(arrival.what, "memo", ()))


async def load_ledger(connection: AsyncConnection, arrival: Arrival) -> ExperimentPicture:
    """For ``/community experiment``: the bench, what is in its ledger, and the problems worked on there."""
    bench = await load_bench(connection, arrival)
    meant = bench.meant
    listed = await load_listed(connection, arrival.workspace, meant.id) if meant else ()
    return ExperimentPicture(bench, listed=listed)


async def load_tried(connection: AsyncConnection, arrival: Arrival) -> ExperimentPicture:
    """For ``/community tried``: everything that speaks of the words typed."""
    assert isinstance(arrival.what, Command)
    found = await search(connection, arrival.workspace, arrival.what.words.partition(" ")[2])
    return ExperimentPicture(await load_bench(connection, arrival), found=found)


async def load_for_new(connection: AsyncConnection, arrival: Arrival) -> ExperimentPicture:
    """For the form of a new one, which carries its community."""
    return ExperimentPicture(
        await load_bench(connection, arrival),
        people=await _people(connection, arrival.workspace, (arrival.person,)),
    )


async def load_one(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> ExperimentPicture:
    """The experiment that a press, a form or a wake is about, with its people."""
    workspace = workspace_of(subject)
    id = (carried(subject) or ("",))[0] if isinstance(subject, Arrival) else subject[1].subject
    one = await load_experiment(connection, workspace, id)
    asker = (
        subject
        if isinstance(subject, Arrival)
        else Arrival("", workspace, one.opened_by if one else "", Command(""))
    )
    involved = tuple(filter(None, (one.owner, one.opened_by))) if one else ()
    community = await load_community(connection, workspace, one.community) if one else None
    return ExperimentPicture(
        await load_bench(connection, asker),
        one,
        community,
        people=await _people(connection, workspace, involved),
    )


async def _people(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]
) -> tuple[Any, ...]:
    return tuple((await load_people(connection, workspace, ids)).values())


# --- counted, for a sponsor's Monday -----------------------------------------------------------------------------------

_WEEK = (
    select(
        experiments.c.community_id,
        func.sum(case((experiments.c.opened_at > bindparam("since", type_=Instant), 1), else_=0)).label("opened"),
        *(
            func.sum(case(((experiments.c.reviewed_at > bindparam("since", type_=Instant)) & (experiments.c.next == became), 1), else_=0)).label(became)
            for became in ("kept", "changed", "dropped")
        ),
        func.sum(case((experiments.c.reviewed_at.is_(None) & (experiments.c.review_on < bindparam("today")), 1), else_=0)).label("overdue"),
    )
    .where(_HERE, experiments.c.community_id.in_(bindparam("ids", expanding=True)))
    .group_by(experiments.c.community_id)
)  # fmt: skip


async def count_week(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    ids: Sequence[CommunityId],
    since: datetime,
    now: datetime,
) -> dict[CommunityId, Any]:
    """Opened, kept, changed, dropped since then, and overdue, by community; communities without any are left out."""
    values = {"workspace": workspace, "ids": list(ids), "since": since, "today": now.date()}
    return {row.community_id: row for row in await connection.execute(_WEEK, values)}
