"""Which communities have a calendar that may be subscribed to, and which of its addresses still holds."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Boolean, Column, Integer, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.gathering import Gathering
from facilitation.subscribing import FeedOpened, FeedRenewed
from facilitation.words import CommunityId, WorkspaceId
from storage.dialect import insert_once, keys_bound
from storage.gathering import gatherings, read_gathering
from storage.tables import metadata, workspace_key
from storage.writing import Write, writes

PAST = timedelta(days=90)

calendar_feeds = Table(
    "calendar_feeds",
    metadata,
    workspace_key(),
    Column("community_id", String(40), primary_key=True),
    Column("number", Integer, nullable=False),  # of the address that holds; every one before it is revoked
    Column("open", Boolean, nullable=False),
)

_OPEN = insert_once(calendar_feeds)
_AGAIN = update(calendar_feeds).where(*keys_bound(calendar_feeds)).values(open=True)
_REVOKE = (
    update(calendar_feeds)
    .where(*keys_bound(calendar_feeds))
    .values(number=calendar_feeds.c.number + 1, open=False)
)
_RENEW = (
    update(calendar_feeds)
    .where(*keys_bound(calendar_feeds))
    .values(number=calendar_feeds.c.number + 1, open=True)
)
_ROW = select(calendar_feeds.c.number, calendar_feeds.c.open).where(*keys_bound(calendar_feeds))
_NUMBER = select(calendar_feeds.c.number).where(*keys_bound(calendar_feeds), calendar_feeds.c.open)
_GATHERINGS = (
    select(gatherings)
    .where(
        gatherings.c.workspace_id == bindparam("workspace"),
        gatherings.c.community_id == bindparam("community"),
        (gatherings.c.at > bindparam("since"))
        | ((gatherings.c.every > 0) & (gatherings.c.state == "planned")),
    )
    .order_by(gatherings.c.at, gatherings.c.gathering_id)
)

__all__ = ["calendar_feeds", "feed_number", "load_calendar", "open_feed", "revoke_feed", "signature"]


def signature(key: bytes, workspace: WorkspaceId, community: CommunityId, number: int) -> str:
    """What makes an address unguessable: 160 bits of HMAC-SHA256 under the house's own key."""
    named = "\0".join(("calendar feed", workspace, community, str(number)))
    return hmac.new(key, named.encode(), hashlib.sha256).hexdigest()[:40]


def _key(workspace: WorkspaceId, community: CommunityId) -> dict[str, str]:
    return {"workspace_id_": workspace, "community_id_": community}


@writes.register
def _opened(change: FeedOpened, workspace: WorkspaceId, now: datetime) -> list[Write]:
    row = {"workspace_id": workspace, "community_id": change.community, "number": 1, "open": True}
    return [Write(_OPEN, row), Write(_AGAIN, _key(workspace, change.community))]


@writes.register
def _renewed(change: FeedRenewed, workspace: WorkspaceId, now: datetime) -> list[Write]:
    """A row is there also where the address never held, so that the one that was shown then does not hold either."""
    row = {"workspace_id": workspace, "community_id": change.community, "number": 1, "open": True}
    return [Write(_OPEN, row), Write(_RENEW, _key(workspace, change.community))]


async def feed_row(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId
) -> tuple[int, bool] | None:
    """The number of the address that holds or held last, and whether it holds."""
    row = (await connection.execute(_ROW, _key(workspace, community))).one_or_none()
    return (row.number, row.open) if row else None


async def open_feed(connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId) -> int:
    """The number of the address that holds from now on."""
    row = {"workspace_id": workspace, "community_id": community, "number": 1, "open": True}
    await connection.execute(_OPEN, row)
    await connection.execute(_AGAIN, _key(workspace, community))
    return await feed_number(connection, workspace, community) or 0


async def revoke_feed(connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId) -> bool:
    """Whoever has the address sees nothing any more; False when there was none."""
    return bool((await connection.execute(_REVOKE, _key(workspace, community))).rowcount)


async def feed_number(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId
) -> int | None:
    """The number of the address that holds; None when the calendar is not open."""
    found: int | None = await connection.scalar(_NUMBER, _key(workspace, community))
    return found


async def load_calendar(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, now: datetime
) -> Sequence[Gathering]:
    """What is planned and what was in the last three months, cancelled ones too, so that calendars take them out."""
    scope = {"workspace": workspace, "community": community, "since": now - PAST}
    return [read_gathering(row) for row in await connection.execute(_GATHERINGS, scope)]
