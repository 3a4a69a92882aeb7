"""Which member was asked to carry which invitation, and when; what they answered, and never why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.invitation import Invitation, OpenQuestion
from facilitation.mine import Mine
from facilitation.periphery.suggestion import MemberAnswered, MemberAsked, Suggestion
from facilitation.words import Arrival, ChannelId, Press, Submission, Wake, WorkspaceId
from storage.community import communities, load_community
from storage.dialect import insert_once, keys_bound
from storage.ledger import ledger
from storage.participation import chat_messages
from storage.people import load_people, load_person
from storage.periphery import invitation_asks, load_refusal, load_suggestion, load_suggestions_of
from storage.writing import Write, writes

_ASK = insert_once(invitation_asks)
_ANSWER = update(invitation_asks).where(*keys_bound(invitation_asks)).values(answer=bindparam("answered"))


@writes.register
def _asked(change: MemberAsked, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "suggestion_id": change.suggestion, "member_id": change.member}
    return [Write(_ASK, row | {"asked_at": now, "answer": ""})]


@writes.register
def _answered(change: MemberAnswered, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "suggestion_id_": change.suggestion, "member_id_": change.member}
    return [Write(_ANSWER, key | {"answered": change.answer})]


_TRIED = select(invitation_asks.c.member_id).where(
    invitation_asks.c.workspace_id == bindparam("workspace"),
    invitation_asks.c.suggestion_id == bindparam("suggestion"),
)
_reply = chat_messages.alias("reply")
_WAITING = (
    select(chat_messages.c.person_id, chat_messages.c.channel_id, chat_messages.c.at)
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        chat_messages.c.channel_id.in_(bindparam("channels", expanding=True)),
        chat_messages.c.asks.is_(True),
        chat_messages.c.message_id == chat_messages.c.thread_id,
        ~select(_reply.c.message_id)
        .where(
            and_(
                _reply.c.workspace_id == chat_messages.c.workspace_id,
                _reply.c.channel_id == chat_messages.c.channel_id,
                _reply.c.thread_id == chat_messages.c.message_id,
                _reply.c.person_id != chat_messages.c.person_id,
            )
        )
        .exists(),
    )
    .order_by(chat_messages.c.at.desc(), chat_messages.c.message_id)
    .limit(1)
)
_CHANNEL_ASKED = select(func.max(ledger.c.at)).where(
    ledger.c.workspace_id == bindparam("workspace"),
    ledger.c.kind == "invitation.channel_asked",
    ledger.c.subject == bindparam("community"),
)
_NAMES = select(communities.c.community_id, communities.c.name).where(
    communities.c.workspace_id == bindparam("workspace"),
    communities.c.community_id.in_(bindparam("ids", expanding=True)),
)


async def load_invitation(connection: AsyncConnection, arrival: Arrival) -> Invitation:
    """For a press or a form that carries (community, suggestion)."""
    what = arrival.what
    carried = what.args if isinstance(what, Press) else what.memo if isinstance(what, Submission) else ()
    if len(carried) < 2:
        return Invitation()
    return await _whole(
        connection, arrival.workspace, await load_suggestion(connection, arrival.workspace, carried[1])
    )


async def load_due_invitation(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Invitation:
    """For a wake whose subject is a suggestion."""
    workspace, wake = due
    return await _whole(connection, workspace, await load_suggestion(connection, workspace, wake.subject))


async def _whole(connection: AsyncConnection, workspace: WorkspaceId, one: Suggestion | None) -> Invitation:
    if one is None:
        return Invitation()
    community = await load_community(connection, workspace, one.community)
    if community is None:
        return Invitation(one)
    named = await load_person(connection, workspace, one.person)
    members = await load_people(connection, workspace, [member.person for member in community.members])
    scope = {"workspace": workspace, "suggestion": one.id, "community": community.id}
    return Invitation(
        suggestion=one,
        community=community,
        name=named.name,
        question=await load_question(connection, workspace, community.channels),
        unwilling=frozenset(id for id, member in members.items() if not member.wants("invitation")),
        tried=frozenset(await connection.scalars(_TRIED, scope)),
        channel_asked_at=await connection.scalar(_CHANNEL_ASKED, scope),
    )


async def load_question(
    connection: AsyncConnection, workspace: WorkspaceId, channels: Sequence[ChannelId]
) -> OpenQuestion | None:
    """The newest question in these channels that nobody else has written under."""
    if not channels:
        return None
    scope = {"workspace": workspace, "channels": list(channels)}
    row = (await connection.execute(_WAITING, scope)).first()
    return OpenQuestion(row.person_id, row.channel_id, row.at) if row else None


async def load_mine(connection: AsyncConnection, arrival: Arrival) -> Mine:
    """Everything about the suggestions of the one who asks."""
    found = await load_suggestions_of(connection, arrival.workspace, arrival.person)
    ids = sorted({one.community for one in found})
    rows = await connection.execute(_NAMES, {"workspace": arrival.workspace, "ids": ids})
    names = {community: name for community, name in rows}
    refused = await load_refusal(connection, arrival.workspace, arrival.person)
    return Mine(found, names, refused)
