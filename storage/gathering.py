"""Gatherings and what people put on their agenda; who came is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.gathering import (
    Asks,
    Floor,
    Gathering,
    GatheringEnded,
    GatheringPlanned,
    RhythmStopped,
    TopicPut,
)
from facilitation.words import Arrival, CommunityId, Wake, WorkspaceId
from storage.community import load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.hours import hour_of
from storage.meant import carried_by, meant_by
from storage.resource import requests
from storage.tables import Instant, metadata, workspace_key
from storage.threads import count_due_reviews, count_unanswered
from storage.writing import Write, writes

gatherings = Table(
    "gatherings",
    metadata,
    workspace_key(),
    Column("gathering_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("title", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("host", String(120), nullable=False),
    Column("process", String(24), nullable=False),
    Column("every", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("spoke", Float),
    Index("ix_gatherings_community_id", "workspace_id", "community_id", "at"),
)

gathering_topics = Table(
    "gathering_topics",
    metadata,
    workspace_key(),
    Column("gathering_id", String(40), primary_key=True),
    Column("topic_id", String(40), primary_key=True),
    Column("person_id", String(120), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_PLAN = upsert(gatherings)
_END = (
    update(gatherings)
    .where(*keys_bound(gatherings))
    .values(
        state=bindparam("became"),
        spoke=func.coalesce(bindparam("spoke_share", type_=Float), gatherings.c.spoke),
    )
)
_NO_TOPICS = delete(gathering_topics).where(
    gathering_topics.c.workspace_id == bindparam("workspace_id_"),
    gathering_topics.c.gathering_id == bindparam("gathering_id_"),
)
_TOPIC = insert_once(gathering_topics)
_STOP = update(gatherings).where(*keys_bound(gatherings)).values(every=0)


@writes.register
def _planned(change: GatheringPlanned, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.gathering
    row = {
        "workspace_id": workspace,
        "gathering_id": one.id,
        "community_id": one.community,
        "title": one.title,
    }
    values = {
        "at": one.at,
        "minutes": one.minutes,
        "host": one.host,
        "process": one.process,
        "every": one.every,
    }
    return [Write(_PLAN, row | values | {"state": one.state, "spoke": one.spoke})]


@writes.register
def _ended(change: GatheringEnded, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "gathering_id_": change.gathering}
    ended = Write(_END, key | {"became": change.state, "spoke_share": change.spoke})
    return [ended, Write(_NO_TOPICS, key)]


@writes.register
def _topic_put(change: TopicPut, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "gathering_id": change.gathering, "topic_id": change.topic, "at": now}
    return [Write(_TOPIC, row | {"person_id": change.person, "words": change.words})]


@writes.register
def _stopped(change: RhythmStopped, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_STOP, {"workspace_id_": workspace, "gathering_id_": change.gathering})]


# --- asking ----------------------------------------------------------------------------------------------------

_ONE = select(gatherings).where(*keys_bound(gatherings))
_COMING = (
    select(gatherings)
    .where(
        gatherings.c.workspace_id == bindparam("workspace"),
        gatherings.c.community_id == bindparam("community"),
        gatherings.c.state == "planned",
    )
    .order_by(gatherings.c.at, gatherings.c.gathering_id)
)
_COMING_OF = (
    select(gatherings)
    .where(
        gatherings.c.workspace_id == bindparam("workspace"),
        gatherings.c.community_id.in_(bindparam("communities", expanding=True)),
        gatherings.c.state == "planned",
    )
    .order_by(gatherings.c.at, gatherings.c.gathering_id)
)
_TOPICS = (
    select(gathering_topics)
    .where(
        gathering_topics.c.workspace_id == bindparam("workspace"),
        gathering_topics.c.gathering_id == bindparam("gathering"),
    )
    .order_by(gathering_topics.c.at, gathering_topics.c.topic_id)
)
_REQUESTS = (
    select(requests.c.by, requests.c.what)
    .where(
        requests.c.workspace_id == bindparam("workspace"),
        requests.c.community_id == bindparam("community"),
        requests.c.state == "open",
    )
    .order_by(requests.c.at, requests.c.request_id)
)


def read_gathering(row: Row[Any]) -> Gathering:
    """A kept row as the gathering it is."""
    return Gathering(
        id=row.gathering_id,
        community=row.community_id,
        title=row.title,
        at=row.at,
        minutes=row.minutes,
        host=row.host,
        process=row.process,
        every=row.every,
        state=row.state,
        spoke=row.spoke,
    )


async def load_gathering(
    connection: AsyncConnection, workspace: WorkspaceId, gathering: str
) -> Gathering | None:
    row = (await connection.execute(_ONE, {"workspace_id_": workspace, "gathering_id_": gathering})).first()
    return read_gathering(row) if row else None


async def lay(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community | None, gathering: str = ""
) -> Floor:
    """A community's gatherings to come, and one picked out."""
    if community is None:
        return Floor(None)
    coming = await connection.execute(_COMING, {"workspace": workspace, "community": community.id})
    one = await load_gathering(connection, workspace, gathering) if gathering else None
    return Floor(community, one, tuple(read_gathering(row) for row in coming))


async def load_coming(
    connection: AsyncConnection, workspace: WorkspaceId, communities: Sequence[CommunityId]
) -> tuple[tuple[CommunityId, Gathering], ...]:
    """The planned gatherings of several communities, the next first."""
    values = {"workspace": workspace, "communities": sorted(communities)}
    rows = await connection.execute(_COMING_OF, values) if communities else ()
    return tuple((row.community_id, read_gathering(row)) for row in rows)


async def load_floor(connection: AsyncConnection, arrival: Arrival) -> Floor:
    """By what a press or form carries: a community's id, then a gathering's; or by a command's channel."""
    community = await meant_by(connection, arrival)
    return await lay(connection, arrival.workspace, community, (*carried_by(arrival), "", "")[1])


async def load_held(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Floor:
    """For a wake whose subject is a gathering, or gathering/step."""
    one = await load_gathering(connection, due[0], due[1].subject.partition("/")[0])
    community = await load_community(connection, due[0], one.community) if one else None
    return await lay(connection, due[0], community, one.id if one else "")


async def load_agenda(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Floor:
    """For a gathering.agenda wake: with everything that is open."""
    floor = await load_held(connection, due)
    if floor.one is None or floor.community is None:
        return floor
    scope = {"workspace": due[0], "community": floor.community.id}
    topics = await connection.execute(_TOPICS, {"workspace": due[0], "gathering": floor.one.id})
    asked = await connection.execute(_REQUESTS, scope)
    now = await hour_of(connection, due)
    asks = Asks(
        tuple((row.person_id, row.words) for row in topics),
        tuple((row.by, row.what) for row in asked),
        await count_unanswered(connection, due[0], floor.community.channels, now),
        await count_due_reviews(connection, due[0], floor.community.id, now),
    )
    return Floor(floor.community, floor.one, floor.coming, asks)
