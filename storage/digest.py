"""What a sponsor's Monday looks at: whole communities counted, the reader's own problems, promise and conduct."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, Table, bindparam, case, func, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.clinic.state import Phase
from facilitation.community import Community
from facilitation.digest import CommunityWeek, OpenAsk, ProblemWeek, SponsorWeek
from facilitation.member_digest import KIND as MEMBER
from facilitation.member_digest import MemberWeek
from facilitation.people import Person
from facilitation.problem import Problem
from facilitation.pulse.standing import SPONSOR_WAITS, stand_together
from facilitation.voice.problem import STATES
from facilitation.words import Arrival, CommunityId, PersonId, Wake, WorkspaceId
from storage.charter import charter_versions
from storage.clinic import clinics
from storage.community import load_communities_of, load_community_of_channel, load_sponsored, members
from storage.digest_talk import load_own, load_shared, load_talk_week
from storage.experiment import count_week, experiments
from storage.gathering import gatherings, load_coming
from storage.hours import hour_of, workspace_of
from storage.life import expected
from storage.people import load_person
from storage.practice import practices
from storage.problem import load_held
from storage.promise import load_latest
from storage.pulse import pulse_waves
from storage.pulse_published import load_published
from storage.resource import requests
from storage.story import stories
from storage.tables import Instant

WEEK = timedelta(days=7)
QUARTER = 13
PROMISED_LATELY = timedelta(days=21)

_CAME = (
    select(
        members.c.community_id,
        func.sum(case((members.c.joined_at > bindparam("since", type_=Instant), 1), else_=0)).label("joined"),
        func.sum(case((members.c.left_at > bindparam("since", type_=Instant), 1), else_=0)).label("left"),
    )
    .where(members.c.workspace_id == bindparam("workspace"), members.c.community_id.in_(bindparam("ids", expanding=True)))
    .group_by(members.c.community_id)
)  # fmt: skip
_MOVES = select(experiments.c.opened_at, experiments.c.reviewed_at).where(
    experiments.c.workspace_id == bindparam("workspace"),
    experiments.c.community_id.in_(bindparam("ids", expanding=True)),
    experiments.c.opened_at > bindparam("since", type_=Instant),
)


def _lately(table: Table, at: str, *more: Any, since: str = "since") -> Select[Any]:
    """Rows of this table since an instant, counted by community."""
    columns = table.c
    return (
        select(literal(table.name).label("kind"), columns.community_id, func.count().label("n"))
        .where(
            columns.workspace_id == bindparam("workspace"),
            columns.community_id.in_(bindparam("ids", expanding=True)),
            columns[at] > bindparam(since, type_=Instant),
            *more,
        )
        .group_by(columns.community_id)
    )


_HAPPENED = union_all(
    _lately(practices, "at", practices.c.state == "kept"),
    _lately(
        pulse_waves,
        "shared_at",
        pulse_waves.c.shared_at <= bindparam("read_until", type_=Instant),
        since="read_since",
    ),
    _lately(charter_versions, "adopted_at"),
    _lately(stories, "published_at"),
    _lately(clinics, "ended_at", clinics.c.phase == Phase.WRAPPED.value),
    _lately(gatherings, "at", gatherings.c.state == "held"),
)


_ASKS = (
    select(requests.c.community_id, requests.c.request_id, requests.c.what, requests.c.at)
    .where(
        requests.c.workspace_id == bindparam("workspace"),
        requests.c.community_id.in_(bindparam("ids", expanding=True)),
        requests.c.state == "open",
    )
    .order_by(requests.c.at, requests.c.request_id)
)


async def load_week(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> SponsorWeek | None:
    """The week of the sponsor whom a wake or a press is about; None for somebody who sponsors nothing and holds nothing."""
    workspace = workspace_of(subject)
    sponsor = subject.person if isinstance(subject, Arrival) else subject[1].subject
    now = await hour_of(connection, subject)
    reader = await load_person(connection, workspace, sponsor)
    sponsored = await load_sponsored(connection, workspace, sponsor)
    held = await load_held(connection, workspace, sponsor)
    if not sponsored and not held:
        return None
    return SponsorWeek(
        reader,
        await weeks_of(connection, workspace, sponsored, now),
        tuple(problem_week(one, now) for one in held if one.is_open or one.since > now - WEEK),
        await latest_promise(connection, workspace, sponsor, now),
        await load_own(connection, workspace, sponsored, sponsor, now),
        quarter=await moves_by_week(connection, workspace, [one.id for one in sponsored], now),
    )


async def happened_in(
    connection: AsyncConnection, workspace: WorkspaceId, communities: Sequence[Community], now: datetime
) -> tuple[CommunityWeek, ...]:
    """What happened in each community this week, in one statement per kind of fact however many there are."""
    ids, since = [one.id for one in communities], now - WEEK
    if not ids:
        return ()
    scope: dict[str, Any] = {"workspace": workspace, "ids": ids, "since": since}
    reads = {"read_since": since - SPONSOR_WAITS, "read_until": now - SPONSOR_WAITS}
    came = {row.community_id: row for row in await connection.execute(_CAME, scope)}
    tried = await count_week(connection, workspace, ids, since, now)
    happened = {
        (row.kind, row.community_id): row.n for row in await connection.execute(_HAPPENED, scope | reads)
    }
    return tuple(
        replace(
            community_week(one, came.get(one.id), tried.get(one.id), since),
            clinics=happened.get(("clinics", one.id), 0),
            stories=happened.get(("stories", one.id), 0),
            gatherings=happened.get(("gatherings", one.id), 0),
            practices=happened.get(("practices", one.id), 0),
            pulse_closed=("pulse_waves", one.id) in happened,
            charter_adopted=("charter_versions", one.id) in happened,
        )
        for one in communities
    )


async def weeks_of(
    connection: AsyncConnection, workspace: WorkspaceId, sponsored: Sequence[Community], now: datetime
) -> tuple[CommunityWeek, ...]:
    """Each community's week for its sponsor: what happened, how much was said, how it stands, and what it asks for."""
    if not sponsored:
        return ()
    ids = [one.id for one in sponsored]
    asks = await load_asks(connection, {"workspace": workspace, "ids": ids})
    talk = await load_talk_week(connection, workspace, sponsored, now)
    shares = await load_shared(connection, workspace, sponsored, now)
    published = await load_published(connection, workspace, ids, now - SPONSOR_WAITS)
    figures = stand_together(published, now.date())
    return tuple(
        replace(
            week,
            figures=figures[week.id],
            asks=asks.get(week.id, ()),
            messages=talk[week.id][0] if week.id in talk else 0,
            posters=talk[week.id][1] if week.id in talk else 0,
            shared=shares.get(week.id),
        )
        for week in await happened_in(connection, workspace, sponsored, now)
    )


async def load_asks(
    connection: AsyncConnection, scope: dict[str, Any]
) -> dict[CommunityId, tuple[OpenAsk, ...]]:
    """What waits for the sponsor's word, by community, oldest first; who asked is not read."""
    found: dict[CommunityId, tuple[OpenAsk, ...]] = {}
    for row in await connection.execute(_ASKS, scope):
        found[row.community_id] = (
            *found.get(row.community_id, ()),
            OpenAsk(row.request_id, row.what, row.at),
        )
    return found


def community_week(one: Community, came: Any, tried: Any, since: datetime) -> CommunityWeek:
    """A community that began this week has no newcomers: everybody was there from its start."""
    fresh = one.created_at is not None and one.created_at > since
    return CommunityWeek(
        one.id,
        one.name,
        joined=0 if fresh or came is None else came.joined,
        left=0 if fresh or came is None else came.left,
        experiments_opened=tried.opened if tried else 0,
        kept=tried.kept if tried else 0,
        changed=tried.changed if tried else 0,
        dropped=tried.dropped if tried else 0,
        overdue=tried.overdue if tried else 0,
    )


def problem_week(one: Problem, now: datetime) -> ProblemWeek:
    moved = one.moved_at is not None and one.moved_at > now - WEEK
    return ProblemWeek(one.question, STATES[one.state.value], one.since, moved, len(one.hands))


async def latest_promise(
    connection: AsyncConnection, workspace: WorkspaceId, sponsor: PersonId, now: datetime
) -> Any:
    """The newest promise when it is recent enough to be asked about."""
    found = await load_latest(connection, workspace, sponsor)
    return found if found and found.made_at > now - PROMISED_LATELY else None


async def moves_by_week(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[CommunityId], now: datetime
) -> tuple[int, ...]:
    """Experiments begun or looked back on in each of the last 13 weeks, oldest first; () without communities."""
    if not ids:
        return ()
    since = now - QUARTER * WEEK
    weeks = [0] * QUARTER
    for row in await connection.execute(_MOVES, {"workspace": workspace, "ids": list(ids), "since": since}):
        for at in (row.opened_at, row.reviewed_at):
            if at is not None and since < at <= now:
                weeks[min(QUARTER - 1, (at - since) // WEEK)] += 1
    return tuple(weeks)


async def load_new_sponsor(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> Person | None:
    """The sponsor of the community whose channel became known, when no Monday of theirs is set yet; None otherwise."""
    workspace = workspace_of(subject)
    if isinstance(subject, Arrival):
        community = await load_community_of_channel(
            connection, workspace, getattr(subject.what, "channel", None)
        )
        sponsor = community.sponsor if community else None
    else:
        sponsor = subject[1].subject
    if sponsor is None or await expected(connection, workspace, "digest.sponsor", [sponsor]):
        return None
    return await load_person(connection, workspace, sponsor)


async def load_member_week(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> MemberWeek:
    """The week of a member's communities, for a wake; for a command or a press only whether they get it."""
    workspace = workspace_of(subject)
    member = subject.person if isinstance(subject, Arrival) else subject[1].subject
    reader = await load_person(connection, workspace, member)
    if isinstance(subject, Arrival):
        return MemberWeek(reader, bool(await expected(connection, workspace, MEMBER, [member])))
    now = await hour_of(connection, subject)
    mine = await load_communities_of(connection, workspace, member)
    coming = await load_coming(connection, workspace, [one.id for one in mine])
    return MemberWeek(reader, True, await happened_in(connection, workspace, mine, now), coming)
