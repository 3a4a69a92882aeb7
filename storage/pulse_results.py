"""What the rules of the pulse ask of storage about results: what was published, for whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.community import Community
from facilitation.pulse.after import CamePicture, closed_pulses
from facilitation.pulse.wave import Figure, ResultsPicture, Wave
from facilitation.words import Arrival, Command, CommunityId, WorkspaceId
from storage.community import load_communities_of, load_community, load_named
from storage.pulse import pulse_comments, pulse_figures, read_figures
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


_COMMENTS = (
    select(pulse_comments.c.words)
    .where(
        pulse_comments.c.workspace_id == bindparam("workspace"), pulse_comments.c.wave_id == bindparam("wave")
    )
    .order_by(pulse_comments.c.comment_id)
)


async def load_results(connection: AsyncConnection, arrival: Arrival) -> ResultsPicture:
    """What was published of the community that is meant: by channel, by button, or the asker's only one."""
    meant = await community_meant(connection, arrival)
    if meant is None and isinstance(arrival.what, Command):
        mine = await load_communities_of(connection, arrival.workspace, arrival.person)
        if len(mine) != 1:
            return ResultsPicture(None, mine)
        meant = mine[0]
    return await _of_community(connection, meant) if meant else ResultsPicture()


async def _of_community(
    connection: AsyncConnection, community: Community, wave: Wave | None = None
) -> ResultsPicture:
    """The latest waves of a community, or those until one of them, with their figures."""
    found = await load_waves(connection, community.workspace, [community.id])
    until = [one for one in found[community.id] if wave is None or one.number <= wave.number]
    waves = tuple(until[:LATEST])
    figures = await load_figures(connection, community.workspace, community.id, waves)
    return ResultsPicture(community, (), waves, figures, wave)


async def load_came(connection: AsyncConnection, arrival: Arrival) -> CamePicture:
    """Who speaks about which community, and its newest closed pulse."""
    bench = await load_named(connection, arrival)
    if bench.here is None:
        return CamePicture(bench)
    waves = await load_waves(connection, arrival.workspace, [bench.here.id])
    return CamePicture(bench, next(iter(closed_pulses(waves[bench.here.id])), None))


async def load_beside(connection: AsyncConnection, arrival: Arrival) -> ResultsPicture:
    """One wave and what was published with and before it, for a press on a card or on results."""
    return await _of_wave(connection, arrival.workspace, wave_of(arrival))


async def load_shared(connection: AsyncConnection, due: Due) -> ResultsPicture:
    """One wave, what was published with and before it, and the community it goes to."""
    return await _of_wave(connection, due[0], due[1].subject)


async def load_comments(connection: AsyncConnection, arrival: Arrival) -> ResultsPicture:
    """The words that people wrote in one wave, in the order of their random ids."""
    picture = await load_beside(connection, arrival)
    values = {"workspace": arrival.workspace, "wave": wave_of(arrival)}
    rows = await connection.execute(_COMMENTS, values)
    return replace(picture, comments=tuple(row.words for row in rows))


async def _of_wave(connection: AsyncConnection, workspace: WorkspaceId, wave_id: str) -> ResultsPicture:
    wave = await load_wave(connection, workspace, wave_id)
    community = await load_community(connection, workspace, wave.community) if wave else None
    if wave is None or community is None:
        return ResultsPicture(wave=wave)
    return await _of_community(connection, community, wave)


async def load_figures(
    connection: AsyncConnection, workspace: WorkspaceId, community: CommunityId, waves: Sequence[Wave]
) -> tuple[Figure, ...]:
    if not waves:
        return ()
    values = {"workspace": workspace, "community": community, "waves": [one.id for one in waves]}
    return read_figures(await connection.execute(_FIGURES, values))
