"""Requests for means, the terms a sponsor set, and what members offered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.resource import (
    Means,
    Offer,
    OfferGone,
    OfferMade,
    Request,
    RequestBroughtBack,
    RequestDecided,
    RequestMade,
    Terms,
    TermsSet,
)
from facilitation.words import Arrival, Command, Wake, WorkspaceId
from storage.community import load_bench, load_community
from storage.dialect import insert_once, keys_bound, upsert
from storage.meant import carried_by, meant_by
from storage.tables import Instant, metadata, workspace_key
from storage.writing import Write, writes

requests = Table(
    "requests",
    metadata,
    workspace_key(),
    Column("request_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("by", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("what", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(12), nullable=False),
    Column("by_rule", Boolean, nullable=False),
    Column("decided_at", Instant),
    Column("decided_by", String(120)),
    Column("reason", Text, nullable=False, default=""),
    Column("back", Integer, nullable=False, default=0),
    Index("ix_requests_community_id", "workspace_id", "community_id", "at"),
)

request_terms = Table(
    "request_terms",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("amount", Integer, nullable=False),
    Column("count", Integer, nullable=False),
)

offers = Table(
    "offers",
    metadata,
    workspace_key(),
    Column("offer_id", String(40), primary_key=True),
    Column("community_id", String(40), nullable=False),
    Column("by", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("what", Text, nullable=False),
    Index("ix_offers_community_id", "workspace_id", "community_id"),
)

# --- keeping ---------------------------------------------------------------------------------------------------

_MAKE = insert_once(requests)
_DECIDE = (
    update(requests)
    .where(*keys_bound(requests))
    .values(
        state=bindparam("became"),
        decided_at=bindparam("when", type_=Instant),
        decided_by=bindparam("who"),
        reason=bindparam("why"),
    )
)
_BACK = update(requests).where(*keys_bound(requests)).values(back=requests.c.back + 1)
_TERMS = upsert(request_terms)
_OFFER = insert_once(offers)
_NO_OFFER = delete(offers).where(*keys_bound(offers))


@writes.register
def _made(change: RequestMade, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.request
    row = {"workspace_id": workspace, "request_id": one.id, "community_id": one.community, "by": one.by}
    values = {"kind": one.kind, "what": one.what, "amount": one.amount, "at": one.at, "state": one.state}
    decided = {"decided_at": now if one.state == "granted" else None, "decided_by": None}
    return [Write(_MAKE, row | values | decided | {"by_rule": one.by_rule, "reason": "", "back": 0})]


@writes.register
def _decided(change: RequestDecided, workspace: WorkspaceId, now: datetime) -> list[Write]:
    key = {"workspace_id_": workspace, "request_id_": change.request}
    return [
        Write(_DECIDE, key | {"became": change.state, "when": now, "who": change.by, "why": change.reason})
    ]


@writes.register
def _brought_back(change: RequestBroughtBack, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_BACK, {"workspace_id_": workspace, "request_id_": change.request})]


@writes.register
def _terms_set(change: TermsSet, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "kind": change.kind}
    return [Write(_TERMS, row | {"amount": change.terms.amount, "count": change.terms.count})]


@writes.register
def _offer_made(change: OfferMade, workspace: WorkspaceId, now: datetime) -> list[Write]:
    one = change.offer
    row = {"workspace_id": workspace, "offer_id": one.id, "community_id": change.community}
    return [Write(_OFFER, row | {"by": one.by, "kind": one.kind, "what": one.what})]


@writes.register
def _offer_gone(change: OfferGone, workspace: WorkspaceId, now: datetime) -> list[Write]:
    return [Write(_NO_OFFER, {"workspace_id_": workspace, "offer_id_": change.offer})]


# --- asking ----------------------------------------------------------------------------------------------------


def _of(table: Table) -> Any:
    return select(table).where(
        table.c.workspace_id == bindparam("workspace"), table.c.community_id == bindparam("community")
    )


_REQUESTS = _of(requests).order_by(requests.c.at, requests.c.request_id)
_TERMS_OF = _of(request_terms)
_OFFERS = _of(offers).order_by(offers.c.offer_id)
_COMMUNITY_OF = select(requests.c.community_id).where(*keys_bound(requests))


def read_request(row: Row[Any]) -> Request:
    """A kept row as the request it is."""
    return Request(
        id=row.request_id,
        community=row.community_id,
        by=row.by,
        kind=row.kind,
        what=row.what,
        amount=row.amount,
        at=row.at,
        state=row.state,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
        by_rule=row.by_rule,
        back=row.back,
    )


async def lay(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    community: Community | None,
    request: str = "",
    offer: str = "",
) -> Means:
    """A community's requests, terms and offers; one of each picked out where it is named."""
    if community is None:
        return Means(None)
    scope = {"workspace": workspace, "community": community.id}
    made = tuple(read_request(row) for row in await connection.execute(_REQUESTS, scope))
    terms = {
        row.kind: Terms(row.amount, row._mapping["count"])
        for row in await connection.execute(_TERMS_OF, scope)
    }
    given = tuple(
        Offer(row.offer_id, row.by, row.kind, row.what) for row in await connection.execute(_OFFERS, scope)
    )
    return Means(
        community,
        made,
        terms,
        given,
        next((one for one in made if one.id == request), None),
        next((one for one in given if one.id == offer), None),
    )


async def load_means(connection: AsyncConnection, arrival: Arrival) -> Means:
    """By what a press or form carries: a community's id, a request's, an offer's; or by a command's channel.

    A sponsor need not be a member: with no channel to go by, the one community they sponsor is meant.
    """
    community = await meant_by(connection, arrival)
    if community is None and isinstance(arrival.what, Command):
        sponsored = (await load_bench(connection, arrival)).sponsored
        community = sponsored[0] if len(sponsored) == 1 else None
    _, request, offer = (*carried_by(arrival), "", "", "")[:3]
    return await lay(connection, arrival.workspace, community, request, offer)


async def load_waiting(connection: AsyncConnection, due: tuple[WorkspaceId, Wake]) -> Means:
    """For a request.wait wake, whose subject is a request."""
    key = {"workspace_id_": due[0], "request_id_": due[1].subject}
    found = await connection.scalar(_COMMUNITY_OF, key)
    community = await load_community(connection, due[0], found) if found else None
    return await lay(connection, due[0], community, due[1].subject)
