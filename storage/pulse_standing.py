"""Published figures of many communities, newest first, for those who read how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.standing import FRESH, LOOKED_BACK, SHOWN, SPONSOR_WAITS, Shown, Standing, standings
from facilitation.words import CommunityId, WorkspaceId
from storage.pulse import pulse_figures, pulse_waves, read_figures
from storage.tables import Instant

_PUBLISHED = (
    select(pulse_figures, pulse_waves.c.asks, pulse_waves.c.shared_at)
    .join(
        pulse_waves,
        (pulse_waves.c.workspace_id == pulse_figures.c.workspace_id)
        & (pulse_waves.c.wave_id == pulse_figures.c.wave_id),
    )
    .where(
        pulse_figures.c.workspace_id == bindparam("workspace"),
        pulse_figures.c.community_id.in_(bindparam("communities", expanding=True)),
        pulse_figures.c.measure.in_(SHOWN),
        pulse_waves.c.shared_at > bindparam("since", type_=Instant),
        pulse_waves.c.shared_at <= bindparam("until", type_=Instant),
    )
    .order_by(
        pulse_waves.c.shared_at.desc(),
        pulse_figures.c.community_id,
        pulse_figures.c.wave_id,
        pulse_figures.c.measure,
    )
)


async def load_standings(
    connection: AsyncConnection, workspace: WorkspaceId, communities: Sequence[CommunityId], now: datetime
) -> dict[CommunityId, tuple[Standing, ...]]:
    """How each community stands, by what a sponsor may read by now: a day after everybody else."""
    until = now - SPONSOR_WAITS
    scope = {"workspace": workspace, "communities": list(communities)}
    values = scope | {"since": now - LOOKED_BACK, "until": until}
    rows = (await connection.execute(_PUBLISHED, values)).all()
    return standings(
        Shown(
            figure,
            row.asks["problem"] if figure.measure == "EF" else "",
            row.shared_at > until - FRESH,
        )
        for row, figure in zip(rows, read_figures(rows), strict=True)
    )
