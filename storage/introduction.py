"""Who takes part in introductions, and which groups were drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from itertools import combinations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.introduction import Hall, Introduced, IntroductionAnswered, IntroductionWished, Wish
from facilitation.words import Arrival, Wake, WorkspaceId
from storage.aboutme import load_about
from storage.community import load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

introduction_wishes = Table(
    "introduction_wishes",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("takes_part", Boolean, nullable=False),
    Column("paused_until", Instant),
)

introductions = Table(
    "introductions",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("round", String(10), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("number", Integer, nullable=False),  # which group of the round
    Column("met", Boolean, nullable=False, default=False),
    Index("ix_introductions_person_id", "workspace_id", "person_id"),
)

_WISH = upsert(introduction_wishes)
_DRAW = insert_once(introductions)
_MET = update(introductions).where(*keys_bound(introductions)).values(met=True)
_WISHES = (
    select(introduction_wishes)
    .where(
        introduction_wishes.c.workspace_id == bindparam("workspace"),
        introduction_wishes.c.community_id == bindparam("community"),
    )
    .order_by(introduction_wishes.c.person_id)
)
_ROUNDS = (
    select(introductions)
    .where(
        introductions.c.workspace_id == bindparam("workspace"),
        introductions.c.community_id == bindparam("community"),
    )
    .order_by(introductions.c.round, introductions.c.number, introductions.c.person_id)
)


@writes.register
def _wished(change: IntroductionWished, workspace: WorkspaceId, now: datetime) -> list[Write]:
    wish = change.wish
    row = {"workspace_id": workspace, "community_id": change.community, "person_id": wish.person}
    return [Write(_WISH, row | {"takes_part": wish.takes_part, "paused_until": wish.paused_until})]


@writes.register
def _introduced(change: Introduced, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "round": change.round, "met": False}
    return [
        Write(_DRAW, row | {"person_id": person, "number": number})
        for number, group in enumerate(change.groups)
        for person in group
    ]


@writes.register
def _answered(change: IntroductionAnswered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "community_id_": change.community, "round_": change.round}
    return [Write(_MET, key | {"person_id_": change.member})]


async def lay(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community | None, round: str = ""
) -> Hall:
    """A community's introductions, with one round's groups."""
    if community is None:
        return Hall(None)
    scope = {"workspace": workspace, "community": community.id}
    wishes = [
        Wish(w.person_id, w.takes_part, w.paused_until) for w in await connection.execute(_WISHES, scope)
    ]
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in await connection.execute(_ROUNDS, scope):
        groups[row.round, row.number].append(row.person_id)
    met = Counter(frozenset(pair) for group in groups.values() for pair in combinations(group, 2))
    about = await load_about(connection, workspace, [one.person for one in wishes])
    this = tuple(tuple(group) for (name, _), group in groups.items() if name == round)
    return Hall(community, tuple(wishes), met, about, this)


async def load_hall(connection: AsyncConnection, arrival: Arrival) -> Hall:
    """By the community a press or form carries, and the round behind it; or by a command's channel."""
    community = await meant_by(connection, arrival)
    return await lay(connection, arrival.workspace, community, (*carried_by(arrival), "", "")[1])


async def load_drawn(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Hall:
    """For a wake whose subject is a community, or community/round."""
    community, _, name = due[1].subject.partition("/")
    return await lay(connection, due[0], await load_community(connection, due[0], community), name)
