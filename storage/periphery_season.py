"""The season of talk that a search for suggestions looks at, and everything that keeps people from being named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.participation import Heard
from facilitation.periphery.memory import TRACE_HALF_LIFE, Memory
from facilitation.periphery.season import Hearing, Season
from facilitation.periphery.slots import Exposure
from facilitation.periphery.suggestion import DECLINES, Dismissal, State
from facilitation.words import CommunityId, PersonId, Wake, WorkspaceId
from storage.community import community_channels, load_community
from storage.participation import chat_messages, chat_reactions, load_talk
from storage.people import load_people, people
from storage.periphery import invitation_asks, suggestion_refusals, suggestions
from storage.tables import Instant

SEASON = timedelta(days=200)  # ninety are looked at; three lessons lie before them

_NAMED: Select[Any] = (
    select(
        suggestions.c.suggestion_id,
        suggestions.c.person_id,
        suggestions.c.community_id,
        suggestions.c.made_at,
        suggestions.c.state,
        suggestions.c.moved_at,
        suggestions.c.why,
    )
    .where(suggestions.c.workspace_id == bindparam("workspace"))
    .order_by(suggestions.c.made_at, suggestions.c.suggestion_id)
)
_CARRIED = (
    select(invitation_asks.c.member_id, func.max(invitation_asks.c.asked_at))
    .where(invitation_asks.c.workspace_id == bindparam("workspace"))
    .group_by(invitation_asks.c.member_id)
)
_REFUSALS = select(suggestion_refusals).where(suggestion_refusals.c.workspace_id == bindparam("workspace"))
_APART = select(people.c.person_id).where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.is_bot | people.c.is_guest | people.c.deactivated | (people.c.away_until > bindparam("today")),
)
_CAME = (
    select(suggestions.c.suggestion_id)
    .join(
        community_channels,
        (community_channels.c.workspace_id == suggestions.c.workspace_id)
        & (community_channels.c.community_id == suggestions.c.community_id),
    )
    .join(
        chat_messages,
        (chat_messages.c.workspace_id == suggestions.c.workspace_id)
        & (chat_messages.c.channel_id == community_channels.c.channel_id)
        & (chat_messages.c.person_id == suggestions.c.person_id)
        & (chat_messages.c.at > suggestions.c.moved_at),
    )
    .where(suggestions.c.workspace_id == bindparam("workspace"), suggestions.c.state == State.DECLINED.value)
    .distinct()
)
_BOUND = (
    select(community_channels)
    .where(community_channels.c.workspace_id == bindparam("workspace"))
    .order_by(community_channels.c.community_id, community_channels.c.channel_id)
)


async def load_carried(connection: AsyncConnection, workspace: WorkspaceId) -> dict[str, float]:
    """When each member was last asked to carry an invitation, in seconds since 1970."""
    rows = await connection.execute(_CARRIED, {"workspace": workspace})
    return {member: at.timestamp() for member, at in rows}


@dataclass(frozen=True)
class Around:
    """What all searches of one workspace at one instant look at."""

    named: Sequence[Row[Any]]
    hearing: Hearing
    exposure: Exposure
    away: frozenset[PersonId]
    carried: Mapping[PersonId, float]


async def load_seasons(connection: AsyncConnection, dues: Sequence[tuple[WorkspaceId, Wake]]) -> list[Season]:
    """Everything these searches look at; what those of one workspace and instant have in common is read once."""
    around: dict[tuple[WorkspaceId, datetime], Around] = {}
    seasons: list[Season] = []
    for workspace, wake in dues:
        community = await load_community(connection, workspace, wake.subject.partition(":")[0])
        if community is None:
            seasons.append(Season(None))
            continue
        key = workspace, wake.due_at
        if key not in around:
            around[key] = await load_around(connection, *key)
        seasons.append(await load_season(connection, community, wake.due_at, around[key]))
    return seasons


async def load_season(
    connection: AsyncConnection, community: Community, now: datetime, around: Around
) -> Season:
    """One community's, with what it has in common with its neighbours."""
    people = [one.person for one in community.members]
    members = await load_people(connection, community.workspace, people)
    return Season(
        community=community,
        hearing=around.hearing,
        exposure=around.exposure,
        away=around.away,
        barred=already(around.named, community.id, now),
        unwilling=frozenset(id for id, one in members.items() if not one.wants("invitation")),
        carried=around.carried,
        dismissals=Counter(row.why for row in around.named if row.community_id == community.id and row.why),
    )


async def load_around(connection: AsyncConnection, workspace: WorkspaceId, now: datetime) -> Around:
    """Two hundred days of talk are read; what lies further back comes counted by month."""
    place = await load_places(connection, workspace)
    memory = await load_memory(connection, workspace, now, place)
    named = (await connection.execute(_NAMED, {"workspace": workspace})).all()
    refusals = {row.person_id: row for row in await connection.execute(_REFUSALS, {"workspace": workspace})}
    came = frozenset(await connection.scalars(_CAME, {"workspace": workspace}))
    apart = await connection.scalars(_APART, {"workspace": workspace, "today": now.date()})
    return Around(
        named=named,
        hearing=Hearing(memory, await load_season_talk(connection, workspace, now, place)),
        exposure=exposure_of(named),
        away=frozenset(apart)
        | {person for person, row in refusals.items() if row.refused}
        | declined(named, {person: row.since for person, row in refusals.items()}, came),
        carried=await load_carried(connection, workspace),
    )


def exposure_of(named: Iterable[Row[Any]]) -> Exposure:
    """Who was named where and when, those held back included: they rest alike, or they could not be compared."""
    exposure = Exposure()
    for row in named:
        exposure.note(row.person_id, row.community_id, row.made_at.timestamp())
    return exposure


def declined(
    named: Iterable[Row[Any]], since: Mapping[str, datetime], came: Collection[str]
) -> frozenset[str]:
    """Who declined twice and has since neither come to one of those communities nor said that they may be suggested.

    ``came``: suggestions that were declined and whose person wrote in the community afterwards.
    """
    epoch = datetime.min.replace(tzinfo=UTC)
    times = Counter(
        row.person_id
        for row in named
        if row.state == State.DECLINED.value
        and row.moved_at > since.get(row.person_id, epoch)
        and row.suggestion_id not in came
    )
    return frozenset(person for person, many in times.items() if many >= DECLINES)


def already(named: Iterable[Row[Any]], community: CommunityId, now: datetime) -> frozenset[str]:
    """Who takes part in another way, as a convener said within a year."""
    return frozenset(
        row.person_id
        for row in named
        if row.community_id == community
        and row.why == Dismissal.ALREADY.value
        and now - row.moved_at < timedelta(days=365)
    )


_REACTIONS = (
    select(
        chat_reactions.c.at, chat_reactions.c.person_id, chat_reactions.c.to_id, chat_reactions.c.channel_id
    )
    .where(
        chat_reactions.c.workspace_id == bindparam("workspace"),
        chat_reactions.c.at >= bindparam("since", type_=Instant),
        chat_reactions.c.to_id.is_not(None),
    )
    .order_by(
        chat_reactions.c.at, chat_reactions.c.person_id, chat_reactions.c.channel_id, chat_reactions.c.to_id
    )
)
_BEFORE = (
    select(
        chat_messages.c.person_id,
        chat_messages.c.channel_id,
        chat_messages.c.month,
        func.count().label("many"),
        func.min(chat_messages.c.at).label("first"),
        func.max(chat_messages.c.at).label("last"),
    )
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.at < bindparam("since", type_=Instant),
    )
    .group_by(chat_messages.c.person_id, chat_messages.c.channel_id, chat_messages.c.month)
    .order_by(chat_messages.c.person_id, chat_messages.c.channel_id, chat_messages.c.month)
)


async def load_memory(
    connection: AsyncConnection, workspace: WorkspaceId, now: datetime, place: Mapping[str, str]
) -> Memory:
    """What lies before the talk of the season, as a fading trace, and reactions. ``place`` is that of ``load_places``."""
    since = now - SEASON
    memory = Memory()
    await restore_traces(connection, workspace, since, now, memory, place)
    scope = {"workspace": workspace, "since": since}
    for at, person, to, channel in await connection.execute(_REACTIONS, scope):
        memory.see_reaction(at.timestamp(), person, to, place.get(channel, channel))
    return memory


async def load_season_talk(
    connection: AsyncConnection, workspace: WorkspaceId, now: datetime, place: Mapping[str, str]
) -> list[Heard]:
    """The talk of the season. A community that lives in two channels, one on each platform, is heard as one place."""
    known: dict[str, str] = {}  # each name once: a row of the database brings it anew
    return [
        Heard(
            one.at,
            known.setdefault(one.person, one.person),
            known.setdefault(where := place.get(one.channel, one.channel), where),
            *one[3:],
        )
        async for one in load_talk(connection, workspace, now - SEASON, now)
    ]


async def load_places(connection: AsyncConnection, workspace: WorkspaceId) -> dict[str, str]:
    """Channel → the first channel of the community that lives there."""
    first: dict[str, str] = {}
    rows = await connection.execute(_BOUND, {"workspace": workspace})
    return {row.channel_id: first.setdefault(row.community_id, row.channel_id) for row in rows}


async def restore_traces(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    since: datetime,
    now: datetime,
    memory: Memory,
    place: Mapping[str, str],
) -> None:
    """What lies before the window, month by month: each month counts as if said in the middle of its talk."""
    kept: dict[tuple[str, str], tuple[int, float, float]] = {}
    scope = {"workspace": workspace, "since": since}
    for row in await connection.execute(_BEFORE, scope):
        key = (row.person_id, place.get(row.channel_id, row.channel_id))
        first, last = row.first.timestamp(), row.last.timestamp()
        weight = row.many * 2.0 ** (((first + last) / 2 - now.timestamp()) / TRACE_HALF_LIFE)
        many, latest, total = kept.get(key, (0, 0.0, 0.0))
        kept[key] = (many + row.many, max(latest, last), total + weight)
        memory.meet(row.person_id, first)
    for (person, channel), (many, latest, total) in kept.items():
        numbers = memory.people.number(person), memory.channels.number(channel)
        memory.traces.restore(*numbers, many, latest, total, now.timestamp())
