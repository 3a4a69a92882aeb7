"""How communities change: made, joined, left, named anew, closed. Every change raises the community's version."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, select, update

from facilitation.community import (
    CharterWritten,
    CommunityClosed,
    CommunityCreated,
    LanguageNamed,
    MemberJoined,
    MemberLeft,
    MembersSeen,
    RoleTaken,
    SponsorNamed,
    StageConfirmed,
)
from facilitation.people import ProfileLearnt
from facilitation.words import CommunityId, PersonId, WorkspaceId
from storage.community import communities, community_channels, members
from storage.dialect import insert, insert_once, keys_bound
from storage.people import learn_profile, people
from storage.tables import Instant
from storage.writing import Write, writes

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
_raised = communities.c.version + 1
_TOUCH = update(communities).where(*_OF_COMMUNITY).values(version=_raised)
_CHARTER = (
    update(communities)
    .where(*_OF_COMMUNITY)
    .values(
        {
            name: func.coalesce(bindparam(f"new_{name}"), communities.c[name])
            for name in ("name", "purpose", "values", "who_for")
        }
        | {"version": _raised}
    )
)
_SPONSOR = (
    update(communities).where(*_OF_COMMUNITY).values(sponsor_id=bindparam("new_sponsor"), version=_raised)
)
_LANGUAGE = (
    update(communities).where(*_OF_COMMUNITY).values(language=bindparam("new_language"), version=_raised)
)
_STAGE = update(communities).where(*_OF_COMMUNITY).values(stage=bindparam("new_stage"), version=_raised)
_CLOSE = (
    update(communities)
    .where(*_OF_COMMUNITY)
    .values(closed_at=bindparam("closed", type_=Instant), version=_raised)
)


_known_so = exists().where(
    people.c.workspace_id == bindparam("workspace"),
    people.c.person_id == bindparam("person"),
    people.c.is_bot == bindparam("bot"),
    people.c.deactivated == bindparam("off"),
)
_TOUCH_OF = (
    update(communities)
    .where(
        communities.c.workspace_id == bindparam("workspace"),
        communities.c.community_id.in_(
            select(members.c.community_id).where(
                members.c.workspace_id == bindparam("workspace"), members.c.person_id == bindparam("person")
            )
        ),
        ~_known_so,
    )
    .values(version=_raised)
)


def _key(workspace: WorkspaceId, community: CommunityId) -> dict[str, Any]:
    return {"workspace_id_": workspace, "community_id_": community}


def touched(workspace: WorkspaceId, community: CommunityId) -> Write:
    """Whoever remembers this community reads it anew."""
    return Write(_TOUCH, _key(workspace, community))


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
    joined = _join_row(workspace, change.community, change.person, "member", now)
    return [joined, touched(workspace, change.community)]


@writes.register
def _see(change: MembersSeen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id": workspace, "community_id": change.community}
    seen = [
        Write(_SEEN, key | {"person_id": one, "role": "member", "joined_at": now}) for one in change.people
    ]
    return [*seen, touched(workspace, change.community)]


@writes.register
def _leave(change: MemberLeft, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community) | {"person_id_": change.person}
    return [Write(_LEAVE, key | {"gone_at": now}), touched(workspace, change.community)]


@writes.register
def _take_role(change: RoleTaken, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community) | {"person_id_": change.person}
    return [Write(_ROLE, key | {"new_role": change.role}), touched(workspace, change.community)]


@writes.register
def _learn_profile(change: ProfileLearnt, workspace: WorkspaceId, now: datetime) -> list[Write]:
    """A member who turns out to be a bot, or whose account was closed or opened, changes their communities."""
    told = change.profile
    values = {"workspace": workspace, "person": change.person, "bot": told.is_bot, "off": told.deactivated}
    return [Write(_TOUCH_OF, values), *learn_profile(change, workspace, now)]


@writes.register
def _write_charter(change: CharterWritten, workspace: WorkspaceId, now: datetime) -> list[Write]:
    new = {"new_name": change.name, "new_purpose": change.purpose}
    new |= {"new_values": change.values, "new_who_for": change.who_for}
    return [Write(_CHARTER, _key(workspace, change.community) | new)]


@writes.register
def _name_sponsor(change: SponsorNamed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_SPONSOR, _key(workspace, change.community) | {"new_sponsor": change.sponsor})]


@writes.register
def _name_language(change: LanguageNamed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_LANGUAGE, _key(workspace, change.community) | {"new_language": change.language})]


@writes.register
def _confirm_stage(change: StageConfirmed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_STAGE, _key(workspace, change.community) | {"new_stage": change.stage.value})]


@writes.register
def _close(change: CommunityClosed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = _key(workspace, change.community)
    return [Write(_CLOSE, key | {"closed": now}), Write(_UNBIND, key)]
