"""Charters as proposed and adopted, the rule of each community, and members' values in their own words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.charter import (
    CharterAdopted,
    CharterProposed,
    CharterSettled,
    CharterVoted,
    Proposal,
    Rule,
    RuleChosen,
    Version,
)
from facilitation.charter import Table as OnTheTable
from facilitation.community import Community
from facilitation.words import Arrival, CommunityId, Wake, WorkspaceId
from storage.community import load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write, writes

charter_proposals = Table(
    "charter_proposals",
    metadata,
    workspace_key(),
    Column("proposal_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("by", String(120), nullable=False),
    Column("words", JsonText, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("state", String(10), nullable=False),
    Index("ix_charter_proposals_community_id", "workspace_id", "community_id"),
)

charter_votes = Table(
    "charter_votes",
    metadata,
    workspace_key(),
    Column("proposal_id", String(40), primary_key=True),
    Column("person_id", String(120), primary_key=True),
    Column("yes", Boolean, nullable=False),
)

charter_versions = Table(
    "charter_versions",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("adopted_at", Instant, nullable=False),
    Column("words", JsonText, nullable=False),
)

charter_rules = Table(
    "charter_rules",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("share", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("review_months", Integer, nullable=False),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_PROPOSE = insert_once(charter_proposals)
_VOTE = upsert(charter_votes)
_SETTLE = update(charter_proposals).where(*keys_bound(charter_proposals)).values(state=bindparam("became"))
_FORGET_VOTES = delete(charter_votes).where(
    charter_votes.c.workspace_id == bindparam("workspace_id_"),
    charter_votes.c.proposal_id == bindparam("proposal_id_"),
)
_ADOPT = insert_once(charter_versions)
_RULE = upsert(charter_rules)


@writes.register
def _proposed(change: CharterProposed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.proposal
    row = {"workspace_id": workspace, "proposal_id": one.id, "community_id": one.community, "by": one.by}
    times = {"opened_at": one.opened_at, "closes_at": one.closes_at}
    return [Write(_PROPOSE, row | times | {"words": one.words, "state": one.state})]


@writes.register
def _voted(change: CharterVoted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "proposal_id": change.proposal, "person_id": change.person}
    return [Write(_VOTE, row | {"yes": change.yes})]


@writes.register
def _settled(change: CharterSettled, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "proposal_id_": change.proposal}
    return [Write(_SETTLE, key | {"became": change.state}), Write(_FORGET_VOTES, key)]


@writes.register
def _adopted(change: CharterAdopted, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "version": change.version}
    return [Write(_ADOPT, row | {"adopted_at": now, "words": change.words})]


@writes.register
def _rule_chosen(change: RuleChosen, workspace: WorkspaceId, now: datetime) -> list[Write]:
    rule = change.rule
    row = {"workspace_id": workspace, "community_id": change.community}
    return [Write(_RULE, row | {"share": rule.share, "days": rule.days, "review_months": rule.review_months})]


# --- asking ----------------------------------------------------------------------------------------------------

_here = (charter_proposals.c.workspace_id == bindparam("workspace"),)
_OPEN = select(charter_proposals).where(
    *_here, charter_proposals.c.community_id == bindparam("community"), charter_proposals.c.state == "open"
)
_BY_ID = select(charter_proposals).where(*_here, charter_proposals.c.proposal_id == bindparam("proposal"))
_VOTES = select(charter_votes).where(
    charter_votes.c.workspace_id == bindparam("workspace"),
    charter_votes.c.proposal_id == bindparam("proposal"),
)
_RULE_OF = select(charter_rules).where(*keys_bound(charter_rules))
_VERSIONS = (
    select(charter_versions)
    .where(
        charter_versions.c.workspace_id == bindparam("workspace"),
        charter_versions.c.community_id == bindparam("community"),
    )
    .order_by(charter_versions.c.version)
)


async def load_rule(connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId) -> Rule:
    """How this community adopts things; the usual rule when it chose none."""
    key = {"workspace_id_": workspace, "community_id_": community}
    row = (await connection.execute(_RULE_OF, key)).first()
    return Rule(row.share, row.days, row.review_months) if row else Rule()


async def load_proposal(connection: AsyncConnection, workspace: WorkspaceId, **which: str) -> Proposal | None:
    """By ``proposal``, whatever its state, or the open one of a ``community``."""
    statement = _BY_ID if "proposal" in which else _OPEN
    row = (await connection.execute(statement, {"workspace": workspace} | which)).first()
    if row is None:
        return None
    scope = {"workspace": workspace, "proposal": row.proposal_id}
    votes = (await connection.execute(_VOTES, scope)).all()
    return Proposal(
        row.proposal_id,
        row.community_id,
        row.by,
        row.words,
        row.opened_at,
        row.closes_at,
        row.state,
        frozenset(one.person_id for one in votes if one.yes),
        frozenset(one.person_id for one in votes if not one.yes),
    )


async def lay(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    community: Community | None,
    proposal: str = "",
) -> OnTheTable:
    """Everything about one community's charter."""
    if community is None:
        return OnTheTable(None)
    scope = {"workspace": workspace, "community": community.id}
    versions = (await connection.execute(_VERSIONS, scope)).all()
    which = {"proposal": proposal} if proposal else {"community": community.id}
    return OnTheTable(
        community,
        await load_proposal(connection, workspace, **which),
        await load_rule(connection, workspace, community.id),
        tuple(Version(row.version, row.adopted_at, row.words) for row in versions),
    )


async def load_table(connection: AsyncConnection, arrival: Arrival) -> OnTheTable:
    """By the channel of a command, or by what a press or form carries: a community's id, then a proposal's."""
    community = await meant_by(connection, arrival)
    proposal = (*carried_by(arrival), "", "")[1]
    return await lay(connection, arrival.workspace, community, proposal)


async def load_closing(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> OnTheTable:
    """For a charter.close wake, whose subject is a proposal."""
    proposal = await load_proposal(connection, due[0], proposal=due[1].subject)
    if proposal is None:
        return OnTheTable(None)
    community = await load_community(connection, due[0], proposal.community)
    return await lay(connection, due[0], community, proposal=proposal.id)


async def load_reviewed(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> OnTheTable:
    """For a charter.review wake, whose subject is a community."""
    return await lay(connection, due[0], await load_community(connection, due[0], due[1].subject))
