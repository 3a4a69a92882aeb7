"""When a workspace was last heard of, to be sure that it is gone before everything of it is erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import WorkspaceId
from storage.arrivals import arrivals

_HEARD = select(func.max(arrivals.c.at)).where(
    arrivals.c.workspace_id == bindparam("workspace"), ~arrivals.c.arrival_id.startswith("errand.")
)


async def last_heard(connection: AsyncConnection, workspace: WorkspaceId) -> datetime | None:
    """The last thing that reached us from there, as long as delivery ids are kept; None when that was longer ago."""
    found: datetime | None = await connection.scalar(_HEARD, {"workspace": workspace})
    return found
