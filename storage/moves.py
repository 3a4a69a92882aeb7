"""How conveners and sponsors took part, counted by day: for their own private mirror and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Date, Integer, String, Table, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.life import keepers
from facilitation.moves import KIND, LOOKED_BACK, REST, Doing, MirrorPicture, Told
from facilitation.words import Arrival, PersonId, Said, Wake, WorkspaceId
from storage.aboutme import load_about
from storage.community import (
    communities,
    community_channels,
    load_communities,
    load_community,
    load_community_of_channel,
    members,
)
from storage.dialect import insert
from storage.hours import hour_of, workspace_of
from storage.outbox import DELIVERED, letters
from storage.participation import chat_messages
from storage.people import load_people
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

told = Table(
    "moves_told",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("community_id", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("messages", Integer, nullable=False),
    Column("told", Integer, nullable=False),
)

_insert = insert(told)
_COUNT = _insert.on_conflict_do_update(
    index_elements=["workspace_id", "person_id", "community_id", "day"],
    set_={
        "messages": told.c.messages + _insert.excluded.messages,
        "told": told.c.told + _insert.excluded.told,
    },
)


@writes.register
def _count(change: Told, workspace: WorkspaceId, now: Any) -> list[Write]:
    key = {
        "workspace_id": workspace,
        "person_id": change.person,
        "community_id": change.community,
        "day": change.day,
    }
    return [Write(_COUNT, key | {"messages": 1, "told": int(change.like_an_answer)})]


_KEPT_BY = (
    select(community_channels.c.workspace_id, community_channels.c.channel_id, community_channels.c.community_id,
           members.c.person_id, communities.c.sponsor_id)
    .join(communities, (communities.c.workspace_id == community_channels.c.workspace_id)
          & (communities.c.community_id == community_channels.c.community_id))
    .outerjoin(members, (members.c.workspace_id == community_channels.c.workspace_id)
               & (members.c.community_id == community_channels.c.community_id)
               & members.c.left_at.is_(None) & (members.c.role == "convener"))
    .where(community_channels.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
           community_channels.c.channel_id.in_(bindparam("channels", expanding=True)),
           or_(members.c.person_id.in_(bindparam("people", expanding=True)),
               communities.c.sponsor_id.in_(bindparam("people", expanding=True))))
)  # fmt: skip


async def load_spoken(connection: AsyncConnection, arrivals: Sequence[Arrival]) -> list[Community | None]:
    """For many messages at once: the community each stands in, where its writer convenes or sponsors it; None for all others."""
    talk = [one for one in arrivals if isinstance(one.what, Said) and not one.what.private]
    if not talk:
        return [None] * len(arrivals)
    values = {
        "workspaces": list({one.workspace for one in talk}),
        "channels": list({one.what.message.channel for one in talk}),  # type: ignore[union-attr]
        "people": list({one.person for one in talk}),
    }
    keeps: dict[tuple[str, str, PersonId | None], str] = {}
    for row in await connection.execute(_KEPT_BY, values):
        keeps[(row.workspace_id, row.channel_id, row.person_id)] = row.community_id
        keeps[(row.workspace_id, row.channel_id, row.sponsor_id)] = row.community_id
    wanted = [
        keeps.get((one.workspace, one.what.message.channel, one.person))
        if isinstance(one.what, Said)
        else None
        for one in arrivals
    ]
    found = {
        (workspace, one.id): one
        for workspace in {one.workspace for one in arrivals}
        for one in await load_communities(connection, workspace, sorted({id for id in wanted if id}))
    }
    return [found.get((one.workspace, id)) if id else None for one, id in zip(arrivals, wanted, strict=True)]


_DONE = (
    select(told.c.person_id, func.sum(told.c.messages).label("messages"), func.sum(told.c.told).label("told"))
    .where(
        told.c.workspace_id == bindparam("workspace"),
        told.c.community_id == bindparam("community"),
        told.c.day >= bindparam("day"),
    )
    .group_by(told.c.person_id)
)
_THREADS = (
    select(chat_messages.c.thread_id, chat_messages.c.person_id, chat_messages.c.message_id)
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
        chat_messages.c.at > bindparam("since", type_=Instant),
    )
    .order_by(chat_messages.c.at, chat_messages.c.message_id)
)
_MIRRORED = select(letters.c.recipient).where(
    letters.c.workspace_id == bindparam("workspace"),
    letters.c.kind == KIND,
    letters.c.recipient.in_(bindparam("ids", expanding=True)),
    letters.c.written_at > bindparam("since", type_=Instant),
    letters.c.state.in_((DELIVERED, "waiting", "handed")),
)


async def load_mirror(
    connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]
) -> MirrorPicture:
    """What the keepers of one community did in the last four weeks, each for their own mirror."""
    workspace = workspace_of(subject)
    if isinstance(subject, Arrival):
        return MirrorPicture(
            await load_community_of_channel(connection, workspace, getattr(subject.what, "channel", None))
        )
    community = await load_community(connection, workspace, subject[1].subject)
    if community is None:
        return MirrorPicture(None)
    now = await hour_of(connection, subject)
    ids = keepers(community)
    people = await load_people(connection, workspace, ids)
    day = (now - LOOKED_BACK).date()
    done = {
        row.person_id: row
        for row in await connection.execute(
            _DONE, {"workspace": workspace, "community": community.id, "day": day}
        )
    }
    first, threads = await first_answers(connection, workspace, community, now - LOOKED_BACK)
    lately = await connection.scalars(
        _MIRRORED, {"workspace": workspace, "ids": list(ids), "since": now - REST + timedelta(hours=12)}
    )
    mirrored = frozenset(lately)
    about = await load_about(connection, workspace, [one.person for one in community.members] + list(ids))
    doings = tuple(
        Doing(people[one], first.get(one, 0), threads.get(one, 0), done[one].told if one in done else 0,
              done[one].messages if one in done else 0, one in about, one in mirrored)
        for one in ids
    )  # fmt: skip
    return MirrorPicture(community, doings, sum(one.person in about for one in community.members))


async def first_answers(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community, since: Any
) -> tuple[dict[PersonId, int], dict[PersonId, int]]:
    """By person: how many threads of others they answered first, and how many threads of others were answered at all."""
    starter: dict[str, PersonId] = {}
    answered: dict[str, PersonId] = {}
    values = {"workspace": workspace, "channels": list(community.channels), "since": since}
    for row in await connection.execute(_THREADS, values):
        if row.thread_id == row.message_id:
            starter[row.thread_id] = row.person_id
        elif row.thread_id in starter and starter[row.thread_id] != row.person_id:
            answered.setdefault(row.thread_id, row.person_id)
    first: dict[PersonId, int] = {}
    threads: dict[PersonId, int] = {}
    for person in keepers(community):
        threads[person] = sum(starter[thread] != person for thread in answered)
        first[person] = sum(one == person for one in answered.values())
    return first, threads
