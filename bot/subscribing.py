"""The address at which a community's calendar is read: who knows it may read, and nobody can guess one."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rights import reached
from facilitation.subscribing import Subscription
from facilitation.words import Arrival, CommunityId, WorkspaceId
from storage.feed import feed_row, signature
from storage.meant import meant_by


def address(public_url: str, key: bytes, workspace: WorkspaceId, community: CommunityId, number: int) -> str:
    """Where the calendar is read."""
    path = f"/calendar/{quote(workspace, safe='')}/{quote(community, safe='')}"
    return f"{public_url.rstrip('/')}{path}/{signature(key, workspace, community, number)}.ics"


async def load_subscription(connection: AsyncConnection, arrival: Arrival) -> Subscription:
    """The community that is meant, with its calendar's address as it stands or would stand, and the one after it."""
    community = await meant_by(connection, arrival)
    if community is None or (place := reached(connection)) is None:
        return Subscription(community)
    url, key = place
    number, is_open = await feed_row(connection, arrival.workspace, community.id) or (1, False)
    here, anew = (address(url, key, arrival.workspace, community.id, one) for one in (number, number + 1))
    return Subscription(community, here, anew, is_open)
