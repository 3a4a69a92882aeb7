"""Problems, the hands that are up, and who was asked once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.problem import (
    HandLowered,
    HandRaised,
    Invited,
    OpenedToAll,
    Problem,
    ProblemFramed,
    ProblemMoved,
    ProblemPicture,
    State,
)
from facilitation.words import Arrival, CommunityId, PersonId, WorkspaceId
from storage.community import load_bench, load_community
from storage.dialect import insert, insert_once, keys_bound
from storage.experiment import carried
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

SEEN = 40

problems = Table(
    "problems",
    metadata,
    workspace_key(),
    Column("problem_id", String(40), primary_key=True),
    Column("sponsor_id", String(120), nullable=False),
    Column("question", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("for_whom", Text, nullable=False),
    Column("promise", Text, nullable=False),
    Column("framed_at", Instant, nullable=False),
    Column("by_when", Date),
    Column("state", String(20), nullable=False),
    Column("moved_at", Instant),
    Column("community_id", String(40)),
    Column("to_all", Boolean, nullable=False, default=False),
    Column("learnt", Text, nullable=False, default=""),
    Index("ix_problems_sponsor", "workspace_id", "sponsor_id"),
    Index("ix_problems_community", "workspace_id", "community_id"),
)

hands = Table(
    "problem_hands",
    metadata,
    workspace_key(),
    Column("problem_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("raised_at", Instant, nullable=False),
)

invitations = Table(
    "problem_invitations",
    metadata,
    workspace_key(),
    Column("problem_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("invited_by", String(120), nullable=False),
    Column("invited_at", Instant, nullable=False),
)

# --- keeping -------------------------------------------------------------------------------------------------------

_FRAME = insert(problems).on_conflict_do_nothing()
_KEY = keys_bound(problems)
_MOVE = (
    update(problems)
    .where(*_KEY)
    .values(
        state=bindparam("to"),
        moved_at=bindparam("at", type_=Instant),
        community_id=bindparam("community"),
        learnt=bindparam("lesson"),
    )
)
_TO_ALL = update(problems).where(*_KEY).values(to_all=True)
_RAISE = insert_once(hands)
_LOWER = delete(hands).where(*keys_bound(hands))
_INVITE = insert_once(invitations)


@writes.register
def _frame(change: ProblemFramed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.problem
    row = {
        "workspace_id": workspace, "problem_id": one.id, "sponsor_id": one.sponsor, "question": one.question, "why": one.why,
        "for_whom": one.for_whom, "promise": one.promise, "framed_at": one.framed_at, "by_when": one.by_when, "state": one.state.value,
        "moved_at": one.moved_at, "community_id": one.community, "to_all": one.to_all, "learnt": one.learnt,
    }  # fmt: skip
    return [Write(_FRAME, row)]


@writes.register
def _move(change: ProblemMoved, workspace: WorkspaceId, now: datetime) -> list[Write]:
    to = {"to": change.state.value, "at": change.at, "community": change.community, "lesson": change.learnt}
    return [Write(_MOVE, {"workspace_id_": workspace, "problem_id_": change.id, **to})]


@writes.register
def _open_to_all(change: OpenedToAll, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_TO_ALL, {"workspace_id_": workspace, "problem_id_": change.id})]


@writes.register
def _raise_hand(change: HandRaised, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "problem_id": change.id, "person_id": change.person, "raised_at": now}
    return [Write(_RAISE, row)]


@writes.register
def _lower_hand(change: HandLowered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [
        Write(_LOWER, {"workspace_id_": workspace, "problem_id_": change.id, "person_id_": change.person})
    ]


@writes.register
def _invite(change: Invited, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "problem_id": change.id, "person_id": change.person}
    return [Write(_INVITE, row | {"invited_by": change.by, "invited_at": now})]


# --- asking --------------------------------------------------------------------------------------------------------

_HERE = problems.c.workspace_id == bindparam("workspace")
_ONE = select(problems).where(_HERE, problems.c.problem_id == bindparam("id"))
_HELD = (
    select(problems)
    .where(_HERE, problems.c.sponsor_id == bindparam("sponsor"))
    .order_by(problems.c.framed_at, problems.c.problem_id)
)
_SEEN = (
    select(problems)
    .where(
        _HERE,
        problems.c.state.not_in([State.SOLVED.value, State.LET_GO.value]),
        or_(
            problems.c.community_id == bindparam("community"),
            problems.c.community_id.is_(None)
            & problems.c.sponsor_id.in_(bindparam("sponsors", expanding=True)),
            problems.c.state.in_([State.FRAMED.value, State.HANDED_BACK.value]) & problems.c.to_all,
        ),
    )
    .order_by(problems.c.framed_at, problems.c.problem_id)
    .limit(SEEN)
)
_HANDS = select(hands.c.problem_id, hands.c.person_id).where(
    hands.c.workspace_id == bindparam("workspace"), hands.c.problem_id.in_(bindparam("ids", expanding=True))
).order_by(hands.c.raised_at, hands.c.person_id)  # fmt: skip
_INVITED = select(invitations.c.problem_id, invitations.c.person_id).where(
    invitations.c.workspace_id == bindparam("workspace"),
    invitations.c.problem_id.in_(bindparam("ids", expanding=True)),
)


async def load_problem(connection: AsyncConnection, workspace: WorkspaceId, id: str) -> Problem | None:
    """One problem with its hands; None when there is none of that id here."""
    found = await _whole(
        connection, workspace, (await connection.execute(_ONE, {"workspace": workspace, "id": id})).all()
    )
    return found[0] if found else None


async def load_held(
    connection: AsyncConnection, workspace: WorkspaceId, sponsor: PersonId
) -> tuple[Problem, ...]:
    """The problems a sponsor holds or held, oldest first."""
    rows = (await connection.execute(_HELD, {"workspace": workspace, "sponsor": sponsor})).all()
    return await _whole(connection, workspace, rows)


async def load_seen(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, sponsors: Iterable[PersonId]
) -> tuple[Problem, ...]:
    """Open problems a community can see: its own, untaken ones of its sponsor, and those opened to all."""
    values = {"workspace": workspace, "community": community, "sponsors": list(sponsors)}
    return await _whole(connection, workspace, (await connection.execute(_SEEN, values)).all())


async def _whole(
    connection: AsyncConnection, workspace: WorkspaceId, rows: Sequence[Row[Any]]
) -> tuple[Problem, ...]:
    """Problems with hands and invitations, in two statements more however many there are."""
    if not rows:
        return ()
    scope = {"workspace": workspace, "ids": [row.problem_id for row in rows]}
    up = (await connection.execute(_HANDS, scope)).all()
    asked = (await connection.execute(_INVITED, scope)).all()
    return tuple(read_problem(row, up, asked) for row in rows)


def read_problem(row: Row[Any], up: Sequence[Any], asked: Sequence[Any]) -> Problem:
    return Problem(
        row.problem_id, row.sponsor_id, row.question, row.why, row.for_whom, row.promise, row.framed_at, row.by_when, State(row.state),
        row.moved_at, row.community_id, row.to_all,
        tuple(one.person_id for one in up if one.problem_id == row.problem_id),
        tuple(one.person_id for one in asked if one.problem_id == row.problem_id), row.learnt,
    )  # fmt: skip


async def load_shelf(connection: AsyncConnection, arrival: Arrival) -> ProblemPicture:
    """For ``/community problem``: what can be seen here, and what the asker holds."""
    bench = await load_bench(connection, arrival)
    held = await load_held(connection, arrival.workspace, arrival.person)
    here = bench.meant
    seen: tuple[Problem, ...] = tuple(one for one in held if one.is_open)
    if here is not None:
        seen = await load_seen(
            connection, arrival.workspace, here.id, [here.sponsor] if here.sponsor else [""]
        )
    return ProblemPicture(bench, community=here, held=held, seen=seen)


async def load_named_problem(connection: AsyncConnection, arrival: Arrival) -> ProblemPicture:
    """The problem that a press or a form is about, with the community named beside it or the one that has it."""
    id, named = (*carried(arrival), "", "")[:2]
    one = await load_problem(connection, arrival.workspace, id)
    community_id = named or (one.community if one else None)
    community = await load_community(connection, arrival.workspace, community_id) if community_id else None
    return ProblemPicture(await load_bench(connection, arrival), one, community)
