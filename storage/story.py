"""Stories, everybody in them, and every place where one stands; when one is taken back, its words go everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Index,
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
from facilitation.story.export import Library
from facilitation.story.facts import (
    OPEN,
    Copy,
    Named,
    Story,
    StoryCopied,
    StoryGone,
    StoryKept,
    StoryTakenDown,
    Telling,
)
from facilitation.voice import story as say
from facilitation.words import Arrival, Command, CommunityId, Message, PersonId, Wake, WorkspaceId
from storage.community import load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.outbox import DROPPED, WAITING, letters
from storage.participation import chat_reactions
from storage.people import load_people
from storage.practice import load_practices, newest_of
from storage.shapes import message_out
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

stories = Table(
    "stories",
    metadata,
    workspace_key(),
    Column("story_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("teller", String(120), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Column("answers", JsonText, nullable=False),
    Column("cycle", String(12), nullable=False),
    Column("signifiers", JsonText, nullable=False),
    Column("meaning", Text, nullable=False),
    Column("picture", Text, nullable=False),
    Column("channels", JsonText, nullable=False),
    Column("due_at", Instant),
    Column("published_at", Instant),
    Index("ix_stories_community_id", "workspace_id", "community_id", "at"),
    Index("ix_stories_teller", "workspace_id", "teller"),
)

story_people = Table(
    "story_people",
    metadata,
    workspace_key(),
    Column("story_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("alias", String(80), nullable=False),
)

story_copies = Table(
    "story_copies",
    metadata,
    workspace_key(),
    Column("story_id", String(40), primary_key=True),
    Column("once", String(240), primary_key=True),
    Column("recipient", String(120), nullable=False),
    Column("kind", String(8), nullable=False),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_KEEP = upsert(stories)
_FORGET = delete(stories).where(*keys_bound(stories))


def _of_story(table: Table) -> Any:
    return delete(table).where(
        table.c.workspace_id == bindparam("workspace_id_"), table.c.story_id == bindparam("story_id_")
    )


_NOBODY_IN_IT = _of_story(story_people)
_IN_IT = upsert(story_people)
_COPY = insert_once(story_copies)
_NO_COPIES = _of_story(story_copies)
_NO_COPY = delete(story_copies).where(*keys_bound(story_copies))
_mine = letters.c.workspace_id == bindparam("workspace_id_")
_this_one = letters.c.once == bindparam("once_key")
_NOT_SENT = (
    update(letters)
    .where(_mine, _this_one, letters.c.state == WAITING)
    .values(state=DROPPED, reason="story withdrawn")
)
_BLANK = update(letters).where(_mine, _this_one).values(message=bindparam("blank", type_=JsonText))
NOTHING_LEFT = message_out(Message(say.GONE))


@writes.register
def _kept(change: StoryKept, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.story
    row = {
        "workspace_id": workspace,
        "story_id": one.id,
        "community_id": one.community,
        "teller": one.teller,
        "at": one.at,
        "state": one.state,
        "answers": list(one.answers),
        "cycle": one.cycle,
        "signifiers": list(one.signifiers),
        "meaning": one.meaning,
        "picture": one.picture,
        "channels": list(one.channels),
        "due_at": one.due_at,
        "published_at": one.published_at,
    }
    key = {"workspace_id": workspace, "story_id": one.id}
    people = [{"person_id": who.person, "state": who.state, "alias": who.alias} for who in one.named]
    forgotten = Write(_NOBODY_IN_IT, {"workspace_id_": workspace, "story_id_": one.id})
    return [Write(_KEEP, row), forgotten, *(Write(_IN_IT, key | who) for who in people)]


@writes.register
def _copied(change: StoryCopied, workspace: WorkspaceId, now: datetime) -> list[Write]:
    copy = change.copy
    row = {"workspace_id": workspace, "story_id": change.story, "once": copy.once}
    return [Write(_COPY, row | {"recipient": copy.to, "kind": copy.kind})]


def blanked(workspace: WorkspaceId, copies: Sequence[Copy]) -> list[Write]:
    """No letter carries its words any more: what waits is not sent, what was sent keeps only where it stands."""
    keys = [{"workspace_id_": workspace, "once_key": one.once} for one in copies]
    return [
        write
        for key in keys
        for write in (Write(_NOT_SENT, key), Write(_BLANK, key | {"blank": NOTHING_LEFT}))
    ]


@writes.register
def _gone(change: StoryGone, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "story_id_": change.story}
    forgotten = [Write(_NOBODY_IN_IT, key), Write(_NO_COPIES, key), Write(_FORGET, key)]
    return [*blanked(workspace, change.copies), *forgotten]


@writes.register
def _taken_down(change: StoryTakenDown, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "story_id_": change.story}
    forgotten = [Write(_NO_COPY, key | {"once_": one.once}) for one in change.copies]
    return [*blanked(workspace, change.copies), *forgotten]


# --- asking ----------------------------------------------------------------------------------------------------

_ONE = select(stories).where(*keys_bound(stories))
_PEOPLE = (
    select(story_people)
    .where(
        story_people.c.workspace_id == bindparam("workspace"),
        story_people.c.story_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(story_people.c.story_id, story_people.c.person_id)
)
_COPIES = (
    select(story_copies)
    .where(
        story_copies.c.workspace_id == bindparam("workspace"), story_copies.c.story_id == bindparam("story")
    )
    .order_by(story_copies.c.once)
)
_here = (stories.c.workspace_id == bindparam("workspace"), stories.c.community_id == bindparam("community"))
_LAST_DUE = select(func.max(stories.c.due_at)).where(*_here)
_SHOWN = (
    select(stories)
    .where(*_here, stories.c.state == "published")
    .order_by(stories.c.published_at.desc(), stories.c.story_id)
)
_MINE = (
    select(stories)
    .where(*_here, stories.c.teller == bindparam("teller"))
    .order_by(stories.c.at.desc(), stories.c.story_id)
)
_REACTIONS = (
    select(story_copies.c.story_id, letters.c.delivered)
    .join(
        letters,
        (letters.c.workspace_id == story_copies.c.workspace_id) & (letters.c.once == story_copies.c.once),
    )
    .where(
        story_copies.c.workspace_id == bindparam("workspace"),
        story_copies.c.story_id.in_(bindparam("ids", expanding=True)),
        story_copies.c.kind == "shown",
    )
)
_COUNT = select(func.count()).select_from(chat_reactions).where(
    chat_reactions.c.workspace_id == bindparam("workspace"),
    chat_reactions.c.channel_id == bindparam("channel"),
    chat_reactions.c.message_id == bindparam("message"),
)  # fmt: skip


async def read_stories(
    connection: AsyncConnection, workspace: WorkspaceId, rows: Sequence[Row[Any]]
) -> tuple[Story, ...]:
    """Kept rows as stories, with everybody in them."""
    if not rows:
        return ()
    scope = {"workspace": workspace, "ids": [row.story_id for row in rows]}
    people = (await connection.execute(_PEOPLE, scope)).all()
    return tuple(
        Story(
            id=row.story_id,
            community=row.community_id,
            teller=row.teller,
            at=row.at,
            state=row.state,
            answers=tuple(row.answers),
            cycle=row.cycle,
            signifiers=tuple(row.signifiers),
            meaning=row.meaning,
            picture=row.picture,
            channels=tuple(row.channels),
            named=tuple(
                Named(one.person_id, one.state, one.alias) for one in people if one.story_id == row.story_id
            ),
            due_at=row.due_at,
            published_at=row.published_at,
        )
        for row in rows
    )


async def load_story(connection: AsyncConnection, workspace: WorkspaceId, story: str) -> Story | None:
    rows = (await connection.execute(_ONE, {"workspace_id_": workspace, "story_id_": story})).all()
    found = await read_stories(connection, workspace, rows)
    return found[0] if found else None


async def names_of(
    connection: AsyncConnection, workspace: WorkspaceId, people: Sequence[PersonId]
) -> dict[PersonId, str]:
    """What these people are called on the platform."""
    return {one: person.name for one, person in (await load_people(connection, workspace, people)).items()}


async def lay(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community | None, story: Story | None
) -> Telling:
    """Everything one step of a story looks at."""
    if community is None:
        return Telling(None)
    scope = {"workspace": workspace, "community": community.id}
    last = await connection.scalar(_LAST_DUE, scope)
    if story is None:
        return Telling(community, last_due=last)
    copies = await connection.execute(_COPIES, {"workspace": workspace, "story": story.id})
    return Telling(
        community,
        story,
        await names_of(connection, workspace, [story.teller, *(one.person for one in story.named)]),
        tuple(Copy(row.once, row.recipient, row.kind) for row in copies),
        last,
    )


async def load_telling(connection: AsyncConnection, arrival: Arrival) -> Telling:
    """By what a press or form carries: a community's id, then a story's."""
    named = (*carried_by(arrival), "", "")[1]
    story = await load_story(connection, arrival.workspace, named) if named else None
    return await lay(connection, arrival.workspace, await meant_by(connection, arrival), story)


async def load_asking(connection: AsyncConnection, arrival: Arrival) -> Telling:
    """For asking others to tell: whether the asker has told or begun a story here themselves."""
    community = await meant_by(connection, arrival)
    if community is None:
        return Telling(None)
    mine = await load_mine(connection, arrival.workspace, community.id, arrival.person)
    return replace(await lay(connection, arrival.workspace, community, None), has_told=bool(mine))


async def load_begun(connection: AsyncConnection, arrival: Arrival) -> Telling:
    """For beginning: the teller's own story that is not told to the end, if there is one."""
    community = await meant_by(connection, arrival)
    if community is None:
        return Telling(None)
    mine = await load_mine(connection, arrival.workspace, community.id, arrival.person)
    begun = next((one for one in mine if one.state in ("telling", "meaning")), None)
    return await lay(connection, arrival.workspace, community, begun)


async def load_to_share(connection: AsyncConnection, arrival: Arrival) -> Telling:
    """For sharing with the sponsor: the newest story that changed a question."""
    community = await meant_by(connection, arrival)
    if community is None:
        return Telling(None)
    shown = await load_shown(connection, arrival.workspace, community.id)
    return await lay(
        connection,
        arrival.workspace,
        community,
        next((one for one in shown if one.cycle == "reframing"), None),
    )


async def load_due(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Telling:
    """For a story.publish wake, whose subject is a story."""
    story = await load_story(connection, due[0], due[1].subject)
    community = await load_community(connection, due[0], story.community) if story else None
    return await lay(connection, due[0], community, story)


async def load_mine(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, teller: PersonId
) -> tuple[Story, ...]:
    scope = {"workspace": workspace, "community": community, "teller": teller}
    return await read_stories(connection, workspace, (await connection.execute(_MINE, scope)).all())


async def load_shown(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId
) -> tuple[Story, ...]:
    """What was shown and still is, newest first."""
    scope = {"workspace": workspace, "community": community}
    return await read_stories(connection, workspace, (await connection.execute(_SHOWN, scope)).all())


async def load_library(connection: AsyncConnection, arrival: Arrival) -> Library:
    """What a community has shown so far, and the reader's own."""
    community = await meant_by(connection, arrival)
    if community is None:
        return Library(None)
    assert isinstance(arrival.what, Command)
    mine = await load_mine(connection, arrival.workspace, community.id, arrival.person)
    mine = tuple(one for one in mine if one.state in (*OPEN, "published"))
    return await library_of(connection, arrival.workspace, community, mine)


async def library_of(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community, mine: tuple[Story, ...] = ()
) -> Library:
    """Everything a community has shown: its stories and its shelf."""
    shown = await load_shown(connection, workspace, community.id)
    tellers = [one.teller for one in shown] + [who.person for one in shown for who in one.named]
    shelf = await newest_of(connection, workspace, community.id)
    return Library(
        community,
        shown,
        await load_practices(connection, workspace, shelf),
        mine,
        await names_of(connection, workspace, tellers),
        await count_reactions(connection, workspace, [one.id for one in shown]),
    )


async def count_reactions(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[str]
) -> dict[str, int]:
    """Reactions to each story over all its copies: a number, never who."""
    counted = dict.fromkeys(ids, 0)
    if ids:
        for row in (await connection.execute(_REACTIONS, {"workspace": workspace, "ids": list(ids)})).all():
            if row.delivered:
                where = {"channel": row.delivered["channel"], "message": row.delivered["id"]}
                counted[row.story_id] += (
                    await connection.scalar(_COUNT, {"workspace": workspace} | where) or 0
                )
    return counted
