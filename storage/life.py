"""A community with those who convene and sponsor it, for its daily look."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.life import Living, keepers
from facilitation.nudges.week import WEEK
from facilitation.periphery.finding import MONTH
from facilitation.words import Arrival, Wake, WorkspaceId
from storage.community import load_community, load_community_of_channel
from storage.hours import workspace_of
from storage.people import load_people
from storage.wakes import wakes

_SET = select(wakes.c.subject).where(
    wakes.c.workspace_id == bindparam("workspace"),
    wakes.c.kind == bindparam("kind"),
    wakes.c.subject.in_(bindparam("subjects", expanding=True)),
)


async def load_living(connection: AsyncConnection, subject: Arrival | tuple[WorkspaceId, Wake]) -> Living:
    """By the channel of an event, or by the community that a wake is about."""
    workspace = workspace_of(subject)
    if isinstance(subject, Arrival):
        channel = getattr(subject.what, "channel", None)
        community = await load_community_of_channel(connection, workspace, channel)
    else:
        community = await load_community(connection, workspace, subject[1].subject)
    ids = keepers(community) if community else ()
    people = await load_people(connection, workspace, ids)
    near = await expected(connection, workspace, MONTH, [f"{community.id}:"]) if community else frozenset()
    return Living(community, people, await expected(connection, workspace, WEEK, ids), bool(near))


async def expected(
    connection: AsyncConnection, workspace: WorkspaceId, kind: str, subjects: Sequence[str]
) -> frozenset[str]:
    """For which of these subjects a wake of this kind is set."""
    values = {"workspace": workspace, "kind": kind, "subjects": list(subjects)}
    return frozenset(await connection.scalars(_SET, values))
