"""Communities, their charter, their channels and the people in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Row,
    Select,
    String,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import (
    Bench,
    CharterWritten,
    Community,
    CommunityClosed,
    CommunityCreated,
    MemberJoined,
    MemberLeft,
    Membership,
    MembersSeen,
    RoleTaken,
    SponsorNamed,
    Stage,
    StageConfirmed,
)
from facilitation.people import Person
from facilitation.words import Arrival, ChannelId, CommunityId, PersonId, Roster, WorkspaceId
from storage.dialect import insert, insert_once, keys_bound
from storage.people import load_person, people, unknown_among
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

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


# --- keeping ---------------------------------------------------------------------------------------------------

_CREATE = insert_once(communities)
_BIND = insert_once(community_channels)
_UNBIND = delete(community_channels).where(
    community_channels.c.workspace_id == bindparam("workspace_id_"),
    community_channels.c.community_id == bindparam("community_id_"),
)
_joining = insert(members)
_JOIN = _joining.on_conflict_do_update(
    index_elements=["workspace_id", "community_id", "person_id"],
    set_={"left_at": None, "joined_at": _joining.excluded.joined_at, "role": _joining.excluded.role},
    where=members.c.left_at.is_not(None),
)
_SEEN = insert_once(members)
_LEAVE = (
    update(members)
    .where(*keys_bound(members), members.c.left_at.is_(None))
    .values(left_at=bindparam("gone_at", type_=Instant), role="member")
)
_ROLE = update(members).where(*keys_bound(members)).values(role=bindparam("new_role"))
_OF_COMMUNITY = keys_bound(communities)
_CHARTER = (
    update(communities)
    .where(*_OF_COMMUNITY)
    .values(
        {
            name: func.coalesce(bindparam(f"new_{name}"), communities.c[name])
            for name in ("name", "purpose", "values", "who_for")
        }
    )
)
_SPONSOR = update(communities).where(*_OF_COMMUNITY).values(sponsor_id=bindparam("new_sponsor"))
_STAGE = update(communities).where(*_OF_COMMUNITY).values(stage=bindparam("new_stage"))
_CLOSE = update(communities).where(*_OF_COMMUNITY).values(closed_at=bindparam("closed", type_=Instant))


def _key(workspace: WorkspaceId, community: CommunityId) -> dict[str, Any]:
    return {"workspace_id_": workspace, "community_id_": community}


def _join_row(
    workspace: WorkspaceId, community: CommunityId, person: PersonId, role: str, now: datetime
) -> Write:
    key = {"workspace_id": workspace, "community_id": community, "person_id": person}
    return Write(_JOIN, key | {"role": role, "joined_at": now, "left_at": None})


@writes.register
def _create(change: CommunityCreated, workspace: WorkspaceId, now: datetime) -> list[Write]:
    made = change.community
    row = {
        "workspace_id": workspace,
        "community_id": made.id,
        "name": made.name,
        "purpose": made.purpose,
        "values": made.values,
        "who_for": made.who_for,
        "stage": made.stage.value,
        "sponsor_id": made.sponsor,
        "zone": made.zone,
        "language": made.language,
        "created_at": now,
        "created_by": made.created_by or "",
    }
    channels = [
        {"workspace_id": workspace, "channel_id": one, "community_id": made.id} for one in made.channels
    ]
    return [
        Write(_CREATE, row),
        *(Write(_BIND, channel) for channel in channels),
        *(_join_row(workspace, made.id, one.person, one.role, now) for one in made.members),
    ]


@writes.register
def _join(change: MemberJoined, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [_join_row(workspace, change.community, change.person, "member", now)]


@writes.register
def _see(change: MembersSeen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id": workspace, "community_id": change.community}
    return [
        Write(_SEEN, key | {"person_id": one, "role": "member", "joined_at": now}) for one in change.people
    ]


@writes.register
def _leave(change: MemberLeft, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community) | {"person_id_": change.person}
    return [Write(_LEAVE, key | {"gone_at": now})]


@writes.register
def _take_role(change: RoleTaken, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community) | {"person_id_": change.person}
    return [Write(_ROLE, key | {"new_role": change.role})]


@writes.register
def _write_charter(change: CharterWritten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    new = {"new_name": change.name, "new_purpose": change.purpose}
    new |= {"new_values": change.values, "new_who_for": change.who_for}
    return [Write(_CHARTER, _key(workspace, change.community) | new)]


@writes.register
def _name_sponsor(change: SponsorNamed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_SPONSOR, _key(workspace, change.community) | {"new_sponsor": change.sponsor})]


@writes.register
def _confirm_stage(change: StageConfirmed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_STAGE, _key(workspace, change.community) | {"new_stage": change.stage.value})]


@writes.register
def _close(change: CommunityClosed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community)
    return [Write(_CLOSE, key | {"closed": now}), Write(_UNBIND, key)]


# --- asking ----------------------------------------------------------------------------------------------------

_OPEN: Select[Any] = select(communities).where(
    communities.c.workspace_id == bindparam("workspace"), communities.c.closed_at.is_(None)
)
_BY_ID = _OPEN.where(communities.c.community_id.in_(bindparam("ids", expanding=True))).order_by(
    communities.c.created_at
)
_ALL = _OPEN.order_by(communities.c.created_at, communities.c.community_id)
_SPONSORED = _OPEN.where(communities.c.sponsor_id == bindparam("sponsor")).order_by(communities.c.created_at)
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
    select(members)
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
_IDS_OF_PERSON = select(members.c.community_id).where(
    members.c.workspace_id == bindparam("workspace"),
    members.c.person_id == bindparam("person"),
    members.c.left_at.is_(None),
)


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
    if not ids:
        return ()
    return await _whole(connection, workspace, _BY_ID, {"ids": list(ids)})


async def load_all_communities(connection: AsyncConnection, workspace: WorkspaceId) -> tuple[Community, ...]:
    """Every open community of a workspace, oldest first."""
    return await _whole(connection, workspace, _ALL, {})


async def load_sponsored(
    connection: AsyncConnection, workspace: WorkspaceId, sponsor: PersonId
) -> tuple[Community, ...]:
    """The open communities that this person sponsors, oldest first."""
    return await _whole(connection, workspace, _SPONSORED, {"sponsor": sponsor})


async def load_community_of_channel(
    connection: AsyncConnection, workspace: WorkspaceId, channel: ChannelId | None
) -> Community | None:
    """The community that lives in this channel; None when there is none."""
    found = await connection.scalar(_ID_OF_CHANNEL, {"workspace": workspace, "channel": channel or ""})
    return await load_community(connection, workspace, found) if found else None


async def load_communities_of(
    connection: AsyncConnection, workspace: WorkspaceId, person: PersonId
) -> tuple[Community, ...]:
    """The open communities this person is in, oldest first."""
    rows = await connection.execute(_IDS_OF_PERSON, {"workspace": workspace, "person": person})
    return await load_communities(connection, workspace, [row.community_id for row in rows])


async def load_bench(
    connection: AsyncConnection, arrival: Arrival, channel: ChannelId | None = None
) -> Bench:
    """Who asks, the community of the channel they are in, their communities, and those they sponsor."""
    channel = channel or getattr(arrival.what, "channel", None)
    return Bench(
        await load_person(connection, arrival.workspace, arrival.person),
        await load_community_of_channel(connection, arrival.workspace, channel) if channel else None,
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
    """Communities with channels and members, in three statements however many there are."""
    rows = (await connection.execute(statement, {"workspace": workspace} | values)).all()
    if not rows:
        return ()
    scope = {"workspace": workspace, "ids": [row.community_id for row in rows]}
    bound = (await connection.execute(_CHANNELS, scope)).all()
    inside = (await connection.execute(_MEMBERS, scope)).all()
    return tuple(read_community(row, bound, inside) for row in rows)


def read_community(row: Row[Any], bound: Sequence[Row[Any]], inside: Sequence[Row[Any]]) -> Community:
    """One row with the rows of its channels and members (rows of other communities are passed over)."""
    return Community(
        id=row.community_id,
        workspace=row.workspace_id,
        name=row.name,
        purpose=row.purpose,
        values=row._mapping["values"],
        who_for=row.who_for,
        stage=Stage(row.stage),
        channels=tuple(one.channel_id for one in bound if one.community_id == row.community_id),
        sponsor=row.sponsor_id,
        zone=row.zone,
        language=row.language,
        created_at=row.created_at,
        created_by=row.created_by,
        members=tuple(
            Membership(one.person_id, one.role, one.joined_at)
            for one in inside
            if one.community_id == row.community_id
        ),
    )
