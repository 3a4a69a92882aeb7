"""Where community events are told to other programs, and what waits to be told; kept once, whoever plans it.

Events are read from the ledger behind the facts, so that no press and no message pays for them. What is told of an event
is its kind, its hour and its community: nothing of what anybody answered, and nobody's name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import Json, WorkspaceId
from storage.community import communities
from storage.dialect import insert_once, keys_bound
from storage.ledger import ledger
from storage.tables import Instant, JsonText, metadata, workspace_key

LEASE = timedelta(minutes=1)  # longer than a call may take
OVERLAP = timedelta(minutes=5)  # an entry may be committed this much after the hour it carries
MOST = 200
OPEN = text("state = 'waiting'")

webhooks = Table(
    "webhooks",
    metadata,
    workspace_key(),
    Column("hook_id", String(40), primary_key=True),
    Column("url", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the secret it is signed with
    Column("kinds", JsonText, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("seen_until", Instant, nullable=False),
)

webhook_events = Table(
    "webhook_events",
    metadata,
    workspace_key(),
    Column("hook_id", String(40), primary_key=True),
    Column("event_id", String(40), primary_key=True),
    Column("body", JsonText, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Column("reason", String(100), nullable=False),
    Index("ix_webhook_events_open", "next_at", sqlite_where=OPEN, postgresql_where=OPEN),
)

_ADD = insert(webhooks)
_REMOVE = delete(webhooks).where(*keys_bound(webhooks))
_FORGET = delete(webhook_events).where(
    webhook_events.c.workspace_id == bindparam("workspace_id_"),
    webhook_events.c.hook_id == bindparam("hook_id_"),
)
_HOOKS = select(webhooks).order_by(webhooks.c.workspace_id, webhooks.c.hook_id)
_HOOK = select(webhooks).where(*keys_bound(webhooks))
_NEW = (
    select(ledger.c.entry_id, ledger.c.at, ledger.c.kind, ledger.c.subject, ledger.c.about)
    .where(
        ledger.c.workspace_id == bindparam("workspace"),
        ledger.c.kind.in_(bindparam("kinds", expanding=True)),
        ledger.c.at > bindparam("since"),
    )
    .order_by(ledger.c.at, ledger.c.entry_id)
    .limit(bindparam("most"))
)
_NAMES = select(communities.c.community_id, communities.c.name).where(
    communities.c.workspace_id == bindparam("workspace"),
    communities.c.community_id.in_(bindparam("ids", expanding=True)),
)
_KEEP = insert_once(webhook_events)
_SEEN = update(webhooks).where(*keys_bound(webhooks)).values(seen_until=bindparam("until", type_=Instant))
_DUE = (
    select(webhook_events, webhooks.c.url, webhooks.c.sealed)
    .join(
        webhooks,
        and_(
            webhooks.c.workspace_id == webhook_events.c.workspace_id,
            webhooks.c.hook_id == webhook_events.c.hook_id,
        ),
    )
    .where(OPEN, webhook_events.c.next_at <= bindparam("now"))
    .order_by(webhook_events.c.next_at, webhook_events.c.workspace_id, webhook_events.c.event_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=webhook_events)
)
_TAKE = (
    update(webhook_events)
    .where(*keys_bound(webhook_events))
    .values(next_at=bindparam("until", type_=Instant), attempts=webhook_events.c.attempts + 1)
)
_SETTLE = (
    update(webhook_events)
    .where(*keys_bound(webhook_events))
    .values(
        state=bindparam("became"),
        next_at=bindparam("later", type_=Instant),
        settled_at=bindparam("settled", type_=Instant),
        reason=bindparam("why"),
    )
)
_PRUNE = delete(webhook_events).where(
    or_(webhook_events.c.state == "told", webhook_events.c.state == "given_up"),
    webhook_events.c.settled_at <= bindparam("before"),
)
_COUNTS = select(webhook_events.c.hook_id, webhook_events.c.state, webhook_events.c.reason).where(
    webhook_events.c.workspace_id == bindparam("workspace")
)


@dataclass(frozen=True, slots=True)
class Hook:
    """One address of another program, and the kinds of events it is told."""

    workspace: WorkspaceId
    id: str
    url: str
    sealed: bytes
    kinds: tuple[str, ...]
    created_at: datetime
    seen_until: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One event on its way to one address. ``attempts`` counts this one."""

    workspace: WorkspaceId
    hook: str
    event: str
    body: Mapping[str, Json]
    url: str
    sealed: bytes
    attempts: int


def read_hook(row: Row[Any]) -> Hook:
    return Hook(
        row.workspace_id, row.hook_id, row.url, row.sealed, tuple(row.kinds), row.created_at, row.seen_until
    )


async def add_hook(connection: AsyncConnection, hook: Hook) -> None:
    row = {"workspace_id": hook.workspace, "hook_id": hook.id, "url": hook.url, "sealed": hook.sealed}
    when = {"created_at": hook.created_at, "seen_until": hook.seen_until}
    await connection.execute(_ADD, row | when | {"kinds": list(hook.kinds)})


async def remove_hook(connection: AsyncConnection, workspace: WorkspaceId, hook: str) -> bool:
    """Nothing is told there any more, what waits neither; False when there was none."""
    key = {"workspace_id_": workspace, "hook_id_": hook}
    await connection.execute(_FORGET, key)
    return bool((await connection.execute(_REMOVE, key)).rowcount)


async def load_hooks(connection: AsyncConnection) -> Sequence[Hook]:
    """Every address of every workspace (there are few)."""
    return [read_hook(row) for row in await connection.execute(_HOOKS)]


async def plan(connection: AsyncConnection, hook: Hook, now: datetime) -> int:
    """Keep what the ledger says since this hook last looked, each event once; returns how many it looked at."""
    since = max(hook.created_at, hook.seen_until - OVERLAP)
    values = {"workspace": hook.workspace, "kinds": list(hook.kinds), "since": since, "most": MOST}
    rows: Sequence[Any] = (await connection.execute(_NEW, values)).all()
    if rows:
        ids = sorted({community_of(row) for row in rows})
        found = await connection.execute(_NAMES, {"workspace": hook.workspace, "ids": ids})
        names = {row.community_id: row.name for row in found}
        kept = [event_row(hook, row, names, now) for row in rows if community_of(row) in names]
        if kept:
            await connection.execute(_KEEP, kept)
    until = rows[-1].at if len(rows) == MOST else now
    key = {"workspace_id_": hook.workspace, "hook_id_": hook.id}
    await connection.execute(_SEEN, key | {"until": max(until, hook.seen_until)})
    return len(rows)


def community_of(row: Row[Any]) -> str:
    """The community of an entry: named in it, or its very subject."""
    return str(row.about.get("community") or row.subject)


def event_row(hook: Hook, row: Row[Any], names: Mapping[str, str], now: datetime) -> dict[str, Any]:
    community = community_of(row)
    body = {
        "id": row.entry_id,
        "type": row.kind,
        "at": row.at.isoformat(),
        "workspace": hook.workspace,
        "community": {"id": community, "name": names[community]},
    }
    key = {"workspace_id": hook.workspace, "hook_id": hook.id, "event_id": row.entry_id}
    return key | {"body": body, "state": "waiting", "attempts": 0, "next_at": now, "reason": ""}


async def claim_due(connection: AsyncConnection, now: datetime, most: int = 10) -> Sequence[Told]:
    """Lease what is due; a postman that dies leaves it to the next after the lease."""
    rows = (await connection.execute(_DUE, {"now": now, "most": most})).all()
    if rows:
        await connection.execute(_TAKE, [_key(row) | {"until": now + LEASE} for row in rows])
    return [
        Told(row.workspace_id, row.hook_id, row.event_id, row.body, row.url, row.sealed, row.attempts + 1)
        for row in rows
    ]


def _key(row: Row[Any]) -> dict[str, str]:
    return {"workspace_id_": row.workspace_id, "hook_id_": row.hook_id, "event_id_": row.event_id}


async def settle(
    connection: AsyncConnection, told: Told, became: str, now: datetime, later: datetime, why: str = ""
) -> None:
    """``became``: told, given_up, or waiting until ``later``."""
    key = {"workspace_id_": told.workspace, "hook_id_": told.hook, "event_id_": told.event}
    settled = None if became == "waiting" else now
    await connection.execute(
        _SETTLE, key | {"became": became, "later": later, "settled": settled, "why": why[:100]}
    )


async def prune(connection: AsyncConnection, before: datetime) -> None:
    """What was told or given up by then is forgotten."""
    await connection.execute(_PRUNE, {"before": before})


async def states(connection: AsyncConnection, workspace: WorkspaceId) -> Sequence[tuple[str, str, str]]:
    """(hook, state, reason) of every event that is still kept, for the admin's list."""
    rows = await connection.execute(_COUNTS, {"workspace": workspace})
    return [(row.hook_id, row.state, row.reason) for row in rows]
