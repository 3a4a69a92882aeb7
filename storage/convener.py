"""Nominations of conveners, who supports one while it is open, and until when somebody convenes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.convener import (
    Chair,
    ConvenerNominated,
    Nomination,
    NominationMoved,
    NominationSupported,
    Term,
    TermAgreed,
    TermEnded,
)
from facilitation.words import Arrival, Wake, WorkspaceId
from storage.charter import load_rule
from storage.community import load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

nominations = Table(
    "nominations",
    metadata,
    workspace_key(),
    Column("nomination_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("nominee", String(120), nullable=False),
    Column("by", String(120), nullable=False),
    Column("months", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Index("ix_nominations_community_id", "workspace_id", "community_id"),
)

nomination_supports = Table(
    "nomination_supports",
    metadata,
    workspace_key(),
    Column("nomination_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
)

convener_terms = Table(
    "convener_terms",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("until", Instant, nullable=False),
    Column("nominated", Boolean, nullable=False),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_NOMINATE = insert_once(nominations)
_MOVE = update(nominations).where(*keys_bound(nominations)).values(state=bindparam("became"))
_SUPPORT = insert_once(nomination_supports)
_FORGET = delete(nomination_supports).where(
    nomination_supports.c.workspace_id == bindparam("workspace_id_"),
    nomination_supports.c.nomination_id == bindparam("nomination_id_"),
)
_AGREE = upsert(convener_terms)
_END = delete(convener_terms).where(*keys_bound(convener_terms))


@writes.register
def _nominated(change: ConvenerNominated, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.nomination
    row = {"workspace_id": workspace, "nomination_id": one.id, "community_id": one.community}
    return [
        Write(
            _NOMINATE, row | {"nominee": one.nominee, "by": one.by, "months": one.months, "state": one.state}
        )
    ]


@writes.register
def _moved(change: NominationMoved, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "nomination_id_": change.nomination}
    moved = Write(_MOVE, key | {"became": change.state})
    return [moved] if change.state == "ready" else [moved, Write(_FORGET, key)]


@writes.register
def _supported(change: NominationSupported, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "nomination_id": change.nomination, "person_id": change.person}
    return [Write(_SUPPORT, row)]


@writes.register
def _agreed(change: TermAgreed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "person_id": change.person}
    return [Write(_AGREE, row | {"until": change.until, "nominated": True})]


@writes.register
def _ended(change: TermEnded, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "community_id_": change.community, "person_id_": change.person}
    return [Write(_END, key)]


# --- asking ----------------------------------------------------------------------------------------------------

_ONE = select(nominations).where(*keys_bound(nominations))
_SUPPORTERS = select(nomination_supports.c.person_id).where(
    nomination_supports.c.workspace_id == bindparam("workspace"),
    nomination_supports.c.nomination_id == bindparam("nomination"),
)
_TERMS = (
    select(convener_terms)
    .where(
        convener_terms.c.workspace_id == bindparam("workspace"),
        convener_terms.c.community_id == bindparam("community"),
    )
    .order_by(convener_terms.c.until, convener_terms.c.person_id)
)


async def load_nomination(
    connection: AsyncConnection, workspace: WorkspaceId, nomination: str
) -> Nomination | None:
    row = (await connection.execute(_ONE, {"workspace_id_": workspace, "nomination_id_": nomination})).first()
    if row is None:
        return None
    supporters = await connection.scalars(_SUPPORTERS, {"workspace": workspace, "nomination": nomination})
    return Nomination(
        row.nomination_id, row.community_id, row.nominee, row.by, row.months, row.state, frozenset(supporters)
    )


async def lay(
    connection: AsyncConnection, workspace: WorkspaceId, community: Community | None, nomination: str = ""
) -> Chair:
    """Everything about who convenes one community."""
    if community is None:
        return Chair(None)
    rows = await connection.execute(_TERMS, {"workspace": workspace, "community": community.id})
    return Chair(
        community,
        await load_nomination(connection, workspace, nomination) if nomination else None,
        tuple(Term(row.person_id, row.until, row.nominated) for row in rows),
        await load_rule(connection, workspace, community.id),
    )


async def load_chair(connection: AsyncConnection, arrival: Arrival) -> Chair:
    """By what a press or form carries: a community's id, then a nomination's; or by a command's channel."""
    community = await meant_by(connection, arrival)
    return await lay(connection, arrival.workspace, community, (*carried_by(arrival), "", "")[1])


async def load_nominated(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Chair:
    """For a convener.close wake, whose subject is a nomination."""
    named = await load_nomination(connection, due[0], due[1].subject)
    community = await load_community(connection, due[0], named.community) if named else None
    return await lay(connection, due[0], community, due[1].subject)


async def load_term(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Chair:
    """For a convener.term wake, whose subject is community/person."""
    community = await load_community(connection, due[0], due[1].subject.partition("/")[0])
    return await lay(connection, due[0], community)
