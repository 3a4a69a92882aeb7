"""Communities, their charter, their channels and the people in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    and_,
    bindparam,
    exists,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import (
    Bench,
    Community,
    Membership,
    Stage,
)
from facilitation.people import Person
from facilitation.words import Arrival, ChannelId, CommunityId, PersonId, Roster, WorkspaceId
from storage.people import load_person, people, unknown_among
from storage.recollection import recollection
from storage.tables import Instant, metadata, workspace_key

communities = Table(
    "communities",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("purpose", Text, nullable=False, default=""),
    Column("values", Text, nullable=False, default=""),
    Column("who_for", Text, nullable=False, default=""),
    Column("stage", String(20), nullable=False, default=Stage.POTENTIAL.value),
    Column("sponsor_id", String(120)),
    Column("zone", String(64), nullable=False, default="UTC"),
    Column("language", String(16), nullable=False, default="en"),
    Column("created_at", Instant, nullable=False),
    Column("created_by", String(120), nullable=False),
    Column("closed_at", Instant),
    Column(
        "version", Integer, nullable=False, server_default="0"
    ),  # raised by every change (storage/recollection.py)
    Index("ix_communities_sponsor_id", "workspace_id", "sponsor_id"),
)

community_channels = Table(
    "community_channels",
    metadata,
    workspace_key(),
    Column("channel_id", String(120), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Index("ix_community_channels_community_id", "workspace_id", "community_id"),
)

members = Table(
    "members",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("role", String(12), nullable=False, default="member"),
    Column("joined_at", Instant, nullable=False),
    Column("left_at", Instant),
    Index("ix_members_person_id", "workspace_id", "person_id"),
)


# --- asking ----------------------------------------------------------------------------------------------------

_OPEN: Select[Any] = select(communities).where(
    communities.c.workspace_id == bindparam("workspace"), communities.c.closed_at.is_(None)
)
_ANY = select(communities.c.community_id).limit(1)  # whichever it is, only that there is one matters
_oldest_first = (communities.c.created_at, communities.c.community_id)
_BY_ID = _OPEN.where(communities.c.community_id.in_(bindparam("ids", expanding=True))).order_by(
    *_oldest_first
)
_THIS = _OPEN.where(communities.c.community_id == bindparam("community"))
_ALL = _OPEN.order_by(*_oldest_first)
_SPONSORED = _OPEN.where(communities.c.sponsor_id == bindparam("person")).order_by(*_oldest_first)
_CHANNELS = select(community_channels).where(
    community_channels.c.workspace_id == bindparam("workspace"),
    community_channels.c.community_id.in_(bindparam("ids", expanding=True)),
)
_gone = exists().where(
    people.c.workspace_id == members.c.workspace_id,
    people.c.person_id == members.c.person_id,
    people.c.is_bot | people.c.deactivated,
)
_MEMBERS = (
    select(members.c.community_id, members.c.person_id, members.c.role, members.c.joined_at)
    .where(
        members.c.workspace_id == bindparam("workspace"),
        members.c.community_id.in_(bindparam("ids", expanding=True)),
        members.c.left_at.is_(None),
        ~_gone,
    )
    .order_by(members.c.joined_at, members.c.person_id)
)
_ID_OF_CHANNEL = select(community_channels.c.community_id).where(
    community_channels.c.workspace_id == bindparam("workspace"),
    community_channels.c.channel_id == bindparam("channel"),
)
_VOICES = (
    select(community_channels.c.channel_id, communities.c.language, communities.c.zone)
    .join(
        communities,
        and_(
            communities.c.workspace_id == community_channels.c.workspace_id,
            communities.c.community_id == community_channels.c.community_id,
        ),
    )
    .where(
        community_channels.c.workspace_id == bindparam("workspace"),
        community_channels.c.channel_id.in_(bindparam("ids", expanding=True)),
    )
)
_IDS_OF_PERSON = select(members.c.community_id).where(
    members.c.workspace_id == bindparam("workspace"),
    members.c.person_id == bindparam("person"),
    members.c.left_at.is_(None),
)
_OF_PERSON = _OPEN.where(communities.c.community_id.in_(_IDS_OF_PERSON)).order_by(*_oldest_first)
_OF_CHANNEL = _OPEN.where(communities.c.community_id.in_(_ID_OF_CHANNEL))


async def load_voices(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId]
) -> dict[ChannelId, tuple[str, str]]:
    """The language and the zone of the communities that live in these channels, by channel."""
    rows = await connection.execute(_VOICES, {"workspace": workspace, "ids": sorted(set(channels))})
    return {row.channel_id: (row.language, row.zone) for row in rows}


async def load_community(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId
) -> Community | None:
    """One open community with its members; None when there is none of that id here."""
    found = await load_communities(connection, workspace, [community])
    return found[0] if found else None


async def load_communities(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[CommunityId]
) -> tuple[Community, ...]:
    """These open communities, oldest first."""
    if len(ids) == 1:
        return await _whole(connection, workspace, _THIS, {"community": ids[0]})
    return await _whole(connection, workspace, _BY_ID, {"ids": list(ids)}) if ids else ()


async def is_any(connection: AsyncConnection) -> bool:
    """Whether any workspace has a community, be it closed by now."""
    return await connection.scalar(_ANY) is not None


async def load_all_communities(connection: AsyncConnection, workspace: WorkspaceId) -> tuple[Community, ...]:
    """Every open community of a workspace, oldest first."""
    return await _whole(connection, workspace, _ALL, {})


async def load_sponsored(
    connection: AsyncConnection, workspace: WorkspaceId, sponsor: PersonId
) -> tuple[Community, ...]:
    """The open communities that this person sponsors, oldest first."""
    return await _whole(connection, workspace, _SPONSORED, {"person": sponsor})


async def load_community_of_channel(
    connection: AsyncConnection, workspace: WorkspaceId, channel: ChannelId | None
) -> Community | None:
    """The community that lives in this channel; None when there is none."""
    found = await _whole(connection, workspace, _OF_CHANNEL, {"channel": channel}) if channel else ()
    return found[0] if found else None


async def load_communities_of(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> tuple[Community, ...]:
    """The open communities this person is in, oldest first."""
    return await _whole(connection, workspace, _OF_PERSON, {"person": person})


async def load_bench(
    connection: AsyncConnection, arrival: Arrival, channel: ChannelId | None = None
) -> Bench:
    """Who asks, the community of the channel they are in, their communities, and those they sponsor."""
    channel = channel or getattr(arrival.what, "channel", None)
    return Bench(
        await load_person(connection, arrival.workspace, arrival.person),
        await load_community_of_channel(connection, arrival.workspace, channel),
        await load_communities_of(connection, arrival.workspace, arrival.person),
        await load_sponsored(connection, arrival.workspace, arrival.person),
    )


async def load_of_channel(connection: AsyncConnection, arrival: Arrival) -> Bench:
    """The smaller bench for events in a channel: most channels have no community, and that costs one question."""
    community = await load_community_of_channel(connection, arrival.workspace, arrival.what.channel)  # type: ignore[union-attr]
    if community is None:
        return Bench(Person(arrival.person))
    roster = arrival.what.people if isinstance(arrival.what, Roster) else ()
    strangers = await unknown_among(connection, arrival.workspace, roster) if roster else set()
    person = await load_person(connection, arrival.workspace, arrival.person)
    return Bench(person, community, strangers=tuple(sorted(strangers)))


async def load_named(connection: AsyncConnection, arrival: Arrival) -> Bench:
    """The bench for a press or a form whose first argument is a community's id."""
    carried = getattr(arrival.what, "args", None) or getattr(arrival.what, "memo", ())
    here = await load_community(connection, arrival.workspace, carried[0]) if carried else None
    person = await load_person(connection, arrival.workspace, arrival.person)
    return Bench(person, here, await load_communities_of(connection, arrival.workspace, arrival.person))


async def _whole(
    connection: AsyncConnection, workspace: WorkspaceId, statement: Select[Any], values: dict[str, Any]
) -> tuple[Community, ...]:
    """Communities with channels and members: one statement for those that are remembered, two more for the others."""
    rows = (await connection.execute(statement, {"workspace": workspace} | values)).all()
    memory = recollection(connection)
    known = {row.community_id: memory.recall((workspace, row.community_id), row.version) for row in rows}
    new = [row for row in rows if known[row.community_id] is None]
    if new:
        scope = {"workspace": workspace, "ids": [row.community_id for row in new]}
        bound = by_community((await connection.execute(_CHANNELS, scope)).all())
        inside = by_community((await connection.execute(_MEMBERS, scope)).all())
        for row in new:
            read = read_community(row, bound[row.community_id], inside[row.community_id])
            memory.remember((workspace, row.community_id), row.version, read)
            known[row.community_id] = read
    return tuple(found for row in rows if (found := known[row.community_id]))


def by_community(rows: Sequence[Any]) -> dict[CommunityId, list[Any]]:
    """Rows sorted by the community they belong to, each kind of row in the order it came."""
    sorted_out: dict[CommunityId, list[Any]] = defaultdict(list)
    for row in rows:
        sorted_out[row.community_id].append(row)
    return sorted_out


def read_community(row: Row[Any], bound: Sequence[Row[Any]], inside: Sequence[Row[Any]]) -> Community:
    """One row with the rows of its channels and of its members."""
    return Community(
        id=row.community_id,
        workspace=row.workspace_id,
        name=row.name,
        purpose=row.purpose,
        values=row._mapping["values"],
        who_for=row.who_for,
        stage=Stage(row.stage),
        channels=tuple(one.channel_id for one in bound),
        sponsor=row.sponsor_id,
        zone=row.zone,
        language=row.language,
        created_at=row.created_at,
        created_by=row.created_by,
        members=tuple(Membership(one.person_id, one.role, one.joined_at) for one in inside),
    )
