"""What the rules of the pulse ask of storage about results: what was published, for whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.pulse.wave import Figure, ResultsPicture, Wave
from facilitation.words import Arrival, Command, CommunityId, WorkspaceId
from storage.community import load_communities_of, load_community
from storage.pulse import pulse_figures, read_figures
from storage.pulse_questions import Due, community_meant, load_wave, load_waves, wave_of

LATEST = 12  # waves of a community that results and trends look back on

_FIGURES = (
    select(pulse_figures)
    .where(
        pulse_figures.c.workspace_id == bindparam("workspace"),
        pulse_figures.c.community_id == bindparam("community"),
        pulse_figures.c.wave_id.in_(bindparam("waves", expanding=True)),
    )
    .order_by(pulse_figures.c.wave_id, pulse_figures.c.measure, pulse_figures.c.figure_id)
)


async def load_results(connection: AsyncConnection, arrival: Arrival) -> ResultsPicture:
    """What was published of the community that is meant: by channel, by button, or the asker's only one."""
    meant = await community_meant(connection, arrival)
    if meant is None and isinstance(arrival.what, Command):
        mine = await load_communities_of(connection, arrival.workspace, arrival.person)
        if len(mine) != 1:
            return ResultsPicture(None, mine)
        meant = mine[0]
    if meant is None:
        return ResultsPicture()
    waves = (await load_waves(connection, arrival.workspace, [meant.id]))[meant.id][:LATEST]
    figures = await load_figures(connection, arrival.workspace, meant.id, waves)
    return ResultsPicture(meant, (), waves, figures)


async def load_beside(connection: AsyncConnection, arrival: Arrival) -> ResultsPicture:
    """One wave and its figures, for a card that still knows its reader's answers."""
    return await _results_of_wave(connection, arrival.workspace, wave_of(arrival))


async def load_shared(connection: AsyncConnection, due: Due) -> ResultsPicture:
    """One wave, its figures, and the community they go to."""
    return await _results_of_wave(connection, due[0], due[1].subject)


async def _results_of_wave(
    connection: AsyncConnection, workspace: WorkspaceId, wave_id: str
) -> ResultsPicture:
    wave = await load_wave(connection, workspace, wave_id)
    if wave is None:
        return ResultsPicture()
    community = await load_community(connection, workspace, wave.community)
    figures = await load_figures(connection, workspace, wave.community, (wave,))
    return ResultsPicture(community, (), (wave,), figures)


async def load_figures(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, waves: Sequence[Wave]
) -> tuple[Figure, ...]:
    if not waves:
        return ()
    values = {"workspace": workspace, "community": community, "waves": [one.id for one in waves]}
    return read_figures(await connection.execute(_FIGURES, values))
