"""A community's picture for its nudges: what each feature keeps, counted; what nobody keeps yet stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.nudges.picture import Picture
from facilitation.words import PersonId, WorkspaceId


async def load_pictures(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    communities: Sequence[Community],
    now: datetime,
    reader: PersonId,
) -> tuple[Picture, ...]:
    """The pictures of these communities, in their order. ``reader``: for whom; a sponsor sees their own traces only."""
    return tuple(Picture(community, now) for community in communities)
