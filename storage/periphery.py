"""Who was named to which community, why and what became of it; and the season of talk a search looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Row,
    Select,
    String,
    Table,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.periphery.finding import Asked, Near
from facilitation.periphery.memory import LOOKBACK
from facilitation.periphery.record import EVIDENCE, FAIRNESS, Known, Outcome, Record
from facilitation.periphery.showing import Seen
from facilitation.periphery.suggestion import (
    OUTCOME_FROM,
    OUTCOME_UNTIL,
    Bridge,
    State,
    SuggestingRefused,
    Suggestion,
    SuggestionMade,
    SuggestionMoved,
)
from facilitation.words import Arrival, Command, CommunityId, Phrase, WorkspaceId
from storage.community import community_channels, load_bench, load_communities_of, load_named
from storage.dialect import insert_once, keys_bound, upsert
from storage.organisation import circles_of
from storage.participation import chat_messages, load_channel_talk
from storage.people import people
from storage.shapes import converter
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

suggestions = Table(
    "suggestions",
    metadata,
    workspace_key(),
    Column("suggestion_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("person_id", String(120), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("from_at", Instant, nullable=False),  # between these two instants it is counted whether they came
    Column("until_at", Instant, nullable=False),
    Column("slot", String(12), nullable=False),
    Column("drawn", Boolean, nullable=False),
    Column("propensity", Float, nullable=False),
    Column("words", JsonText, nullable=False),  # reasons and bridges, as phrases
    Column("held", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("moved_at", Instant, nullable=False),
    Column("asked_id", String(120)),
    Column("why", String(12), nullable=False),
    Index("ix_suggestions_community_id", "workspace_id", "community_id", "made_at"),
    Index("ix_suggestions_person_id", "workspace_id", "person_id"),
)

suggestion_refusals = Table(
    "suggestion_refusals",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("refused", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
)

invitation_asks = Table(
    "invitation_asks",
    metadata,
    workspace_key(),
    Column("suggestion_id", String(40), primary_key=True),
    Column("member_id", String(120), primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("answer", String(20), nullable=False),
    Index("ix_invitation_asks_member_id", "workspace_id", "member_id"),
)

# --- keeping -----------------------------------------------------------------------------------------------------

_MAKE = insert_once(suggestions)
_MOVE = (
    update(suggestions)
    .where(*keys_bound(suggestions))
    .values(
        state=bindparam("became"),
        asked_id=bindparam("asked"),
        why=bindparam("because"),
        moved_at=bindparam("moved", type_=Instant),
    )
)
_REFUSE = upsert(suggestion_refusals)


@writes.register
def _made(change: SuggestionMade, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.suggestion
    words = {
        "reasons": [converter.unstructure(reason) for reason in one.reasons],
        "bridges": [[bridge.member, converter.unstructure(bridge.reason)] for bridge in one.bridges],
    }
    row = {
        "workspace_id": workspace,
        "suggestion_id": one.id,
        "community_id": one.community,
        "person_id": one.person,
        "made_at": one.made_at,
        "from_at": one.made_at + OUTCOME_FROM,
        "until_at": one.made_at + OUTCOME_UNTIL,
        "slot": one.slot,
        "drawn": one.drawn,
        "propensity": one.propensity,
        "words": words,
        "held": one.state is State.HELD,
        "state": one.state.value,
        "moved_at": now,
        "asked_id": one.asked,
        "why": one.why,
    }
    return [Write(_MAKE, row)]


@writes.register
def _moved(change: SuggestionMoved, workspace: WorkspaceId, now: datetime) -> list[Write]:
    values = {
        "workspace_id_": workspace,
        "suggestion_id_": change.id,
        "became": change.state.value,
        "asked": change.asked,
        "because": change.why,
        "moved": now,
    }
    return [Write(_MOVE, values)]


@writes.register
def _refused(change: SuggestingRefused, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "person_id": change.person, "refused": change.refused, "since": now}
    return [Write(_REFUSE, row)]


def read_suggestion(row: Row[Any]) -> Suggestion:
    return Suggestion(
        id=row.suggestion_id,
        community=row.community_id,
        person=row.person_id,
        made_at=row.made_at,
        slot=row.slot,
        drawn=row.drawn,
        propensity=row.propensity,
        reasons=tuple(converter.structure(one, Phrase) for one in row.words["reasons"]),
        bridges=tuple(
            Bridge(member, converter.structure(one, Phrase)) for member, one in row.words["bridges"]
        ),
        state=State(row.state),
        asked=row.asked_id,
        why=row.why,
    )


# --- asking ------------------------------------------------------------------------------------------------------

_SCOPED: Select[Any] = select(suggestions).where(suggestions.c.workspace_id == bindparam("workspace"))
_BY_ID = _SCOPED.where(suggestions.c.suggestion_id == bindparam("id"))
_READY = _SCOPED.where(
    suggestions.c.community_id == bindparam("community"), suggestions.c.state == State.READY.value
).order_by(suggestions.c.made_at.desc(), suggestions.c.suggestion_id)
_OF_PERSON = _SCOPED.where(suggestions.c.person_id == bindparam("person")).order_by(
    suggestions.c.made_at, suggestions.c.suggestion_id
)
_REFUSED = select(suggestion_refusals.c.refused).where(
    suggestion_refusals.c.workspace_id == bindparam("workspace"),
    suggestion_refusals.c.person_id == bindparam("person"),
)


async def load_asked(connection: AsyncConnection, arrival: Arrival) -> Asked:
    """Who asks, and the suggestions that stand for the community they mean."""
    command = isinstance(arrival.what, Command)
    bench = await (load_bench if command else load_named)(connection, arrival)
    community = bench.meant if command else bench.here
    if community is None:
        return Asked(bench)
    scope = {"workspace": arrival.workspace, "community": community.id}
    rows = (await connection.execute(_READY, scope)).all()
    wanted = isinstance(arrival.what, Command) and bool(
        {FAIRNESS, EVIDENCE} & set(arrival.what.words.lower().split())
    )
    record = await load_record(connection, arrival.workspace) if wanted else None
    return Asked(bench, tuple(read_suggestion(row) for row in rows), record)


async def load_suggestion(connection: AsyncConnection, workspace: WorkspaceId, id: str) -> Suggestion | None:
    row = (await connection.execute(_BY_ID, {"workspace": workspace, "id": id})).first()
    return read_suggestion(row) if row else None


async def load_suggestions_of(
    connection: AsyncConnection, workspace: WorkspaceId, person: str
) -> tuple[Suggestion, ...]:
    """Every time somebody came up, oldest first."""
    rows = await connection.execute(_OF_PERSON, {"workspace": workspace, "person": person})
    return tuple(read_suggestion(row) for row in rows)


async def load_refusal(connection: AsyncConnection, workspace: WorkspaceId, person: str) -> bool:
    """Whether somebody said that they are not to be suggested."""
    found = await connection.scalar(_REFUSED, {"workspace": workspace, "person": person})
    return bool(found)


_OUTCOMES = (
    select(
        suggestions.c.person_id,
        suggestions.c.made_at,
        suggestions.c.until_at,
        suggestions.c.held,
        func.count(chat_messages.c.message_id).label("messages"),
        func.max(case((suggestion_refusals.c.since >= suggestions.c.made_at, 1), else_=0)).label("opted_out"),
    )
    .join_from(
        suggestions,
        community_channels,
        (community_channels.c.workspace_id == suggestions.c.workspace_id)
        & (community_channels.c.community_id == suggestions.c.community_id),
        isouter=True,
    )
    .join(
        chat_messages,
        (chat_messages.c.workspace_id == suggestions.c.workspace_id)
        & (chat_messages.c.channel_id == community_channels.c.channel_id)
        & (chat_messages.c.person_id == suggestions.c.person_id)
        & (chat_messages.c.at >= suggestions.c.from_at)
        & (chat_messages.c.at < suggestions.c.until_at),
        isouter=True,
    )
    .join(
        suggestion_refusals,
        (suggestion_refusals.c.workspace_id == suggestions.c.workspace_id)
        & (suggestion_refusals.c.person_id == suggestions.c.person_id)
        & suggestion_refusals.c.refused.is_(True),
        isouter=True,
    )
    .where(suggestions.c.workspace_id == bindparam("workspace"))
    .group_by(
        suggestions.c.suggestion_id,
        suggestions.c.person_id,
        suggestions.c.made_at,
        suggestions.c.until_at,
        suggestions.c.held,
    )
)
_WROTE = (
    select(
        chat_messages.c.person_id,
        func.min(chat_messages.c.at).label("first"),
        func.max(chat_messages.c.at).label("last"),
        func.min(people.c.zone).label("zone"),
    )
    .join_from(
        chat_messages,
        people,
        (people.c.workspace_id == chat_messages.c.workspace_id)
        & (people.c.person_id == chat_messages.c.person_id),
    )
    .where(
        chat_messages.c.workspace_id == bindparam("workspace"),
        people.c.is_bot.is_(False),
        people.c.is_guest.is_(False),
        people.c.deactivated.is_(False),
    )
    .group_by(chat_messages.c.person_id)
)


async def load_record(connection: AsyncConnection, workspace: WorkspaceId) -> Record:
    """All suggestions with what followed, and everybody who could have been named in the ninety days before the last message."""
    scope = {"workspace": workspace}
    outcomes = [
        Outcome(row.person_id, row.made_at, row.until_at, row.held, row.messages, bool(row.opted_out))
        for row in await connection.execute(_OUTCOMES, scope)
    ]
    wrote = (await connection.execute(_WROTE, scope)).all()
    lately = max((row.last for row in wrote), default=None)
    told = await circles_of(connection, workspace)
    known = [
        known_as(row, told.get(row.person_id))
        for row in wrote
        if lately is not None and (lately - row.last).total_seconds() < LOOKBACK
    ]
    return Record(tuple(known), tuple(outcomes))


def known_as(row: Any, told: tuple[Mapping[str, str], date | None] | None) -> Known:
    """Somebody with what their organisation told of them, if it did: since when, and in which department and site."""
    if told is None:
        return Known(row.person_id, row.first, row.zone)
    circles, started = told
    first = datetime(started.year, started.month, started.day, tzinfo=UTC) if started else row.first
    return Known(row.person_id, min(first, row.first), row.zone, circles)


async def load_seen(connection: AsyncConnection, arrival: Arrival) -> Seen:
    """The community somebody asks about, and all that is kept of the talk in its channels."""
    bench = await load_bench(connection, arrival)
    if bench.meant is None:
        return Seen(bench)
    channels = bench.meant.channels
    return Seen(bench, tuple(await load_channel_talk(connection, arrival.workspace, channels)))


async def load_near(connection: AsyncConnection, arrival: Arrival) -> Near:
    """For Home: the communities somebody convenes, and the suggestions that stand there."""
    mine = await load_communities_of(connection, arrival.workspace, arrival.person)
    convened = tuple(one for one in mine if one.is_convened_by(arrival.person))
    ready: list[Suggestion] = []
    for one in convened:
        scope = {"workspace": arrival.workspace, "community": one.id}
        ready += [read_suggestion(row) for row in await connection.execute(_READY, scope)]
    return Near(convened, tuple(ready))


async def count_ready(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, now: datetime
) -> int:
    """How many suggestions stand for a community: for a convener's digest and for nudges."""
    rows = await connection.execute(_READY, {"workspace": workspace, "community": community})
    return sum(read_suggestion(row).is_fresh(now) for row in rows)
