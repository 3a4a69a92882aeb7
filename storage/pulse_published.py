"""The published figures of many communities in one statement, each with the one before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.published import in_order
from facilitation.pulse.wave import Published
from facilitation.words import CommunityId, WorkspaceId
from storage.pulse import pulse_figures, pulse_waves, read_figures, read_wave
from storage.tables import Instant

_PUBLISHED = (
    select(pulse_waves, pulse_figures.c.measure, pulse_figures.c.figure_id, pulse_figures.c.on_day,
           pulse_figures.c.counts, pulse_figures.c.asked, pulse_figures.c.partly)
    .join(
        pulse_figures,
        and_(
            pulse_figures.c.workspace_id == pulse_waves.c.workspace_id,
            pulse_figures.c.community_id == pulse_waves.c.community_id,
            pulse_figures.c.wave_id == pulse_waves.c.wave_id,
        ),
    )
    .where(
        pulse_waves.c.workspace_id == bindparam("workspace"),
        pulse_waves.c.community_id.in_(bindparam("communities", expanding=True)),
        pulse_waves.c.shared_at <= bindparam("until", type_=Instant),
    )
    .order_by(pulse_waves.c.community_id, pulse_waves.c.number.desc(), pulse_figures.c.measure)
)  # fmt: skip


async def load_published(
    connection: AsyncConnection, workspace: WorkspaceId, communities: Sequence[CommunityId], until: datetime
) -> dict[CommunityId, tuple[Published, ...]]:
    """What everybody could read by ``until``: by community, newest wave first; () for one without figures.

    The same for every audience. A sponsor hears a day after the conveners (closing.SPONSOR_WAITS): a sponsor's
    digest asks with ``until`` that much earlier.
    """
    if not communities:
        return {}
    values = {"workspace": workspace, "communities": sorted(communities), "until": until}
    rows = (await connection.execute(_PUBLISHED, values)).all()
    waves = {row.wave_id: read_wave(row) for row in rows}
    figures = read_figures(rows)
    return {
        one: in_order(
            (wave for wave in waves.values() if wave.community == one),
            [figure for figure in figures if figure.community == one],
        )
        for one in communities
    }
