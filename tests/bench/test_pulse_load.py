"""A pulse at scale: the results of one community among ten million kept answers, and a thousand people in one minute.

What is kept of answers is counts: a million figures of ten answers each, of a third of a million pulses. A results card
is asked for as people ask for it, by command, through the whole house. ``EVENER_BENCH_ANSWERS`` and
``EVENER_BENCH_SECONDS`` make it smaller.
"""

from __future__ import annotations

import asyncio
import os
import time
from datetime import datetime, timedelta
from random import Random

import numpy as np
import pytest
from sqlalchemy import text

from facilitation.pulse.rotation import form_for
from facilitation.words import Press, Redraw, Tell
from storage.pulse import read_wave
from tests.contracts.pulse_world import MONDAY, W, World, button, people, world

pytestmark = pytest.mark.asyncio

ANSWERS = int(os.environ.get("EVENER_BENCH_ANSWERS", 10_000_000))
SECONDS = float(os.environ.get("EVENER_BENCH_SECONDS", 60))
EACH, WAVES, MEASURES = (
    10,
    12,
    ("ID", "BE", "PS"),
)  # answers to a figure, pulses of a community, what they ask
PRESSING = 1000
ASKS = '{"measures": ["ID", "BE", "PS"], "turns": [0, 0, 0], "problem": "", "own": null}'
COMMUNITIES = ANSWERS // (EACH * WAVES * len(MEASURES))
SERIES = {
    "sqlite": "WITH RECURSIVE {name}(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM {name} WHERE n < {most} - 1)",
    "postgresql": "WITH {name} AS (SELECT generate_series(0, {most} - 1) AS n)",
}
FILL_WAVES = """
INSERT INTO pulse_waves (workspace_id, wave_id, community_id, name, number, asks, by, opens_at, closes_at, status,
                         least, shared_at, came_of, intended, came_after)
{series}
SELECT '{w}', 'w' || n, 'k' || (n / {waves}), 'Data stewards', n % {waves}, '{asks}', '{w}', '{opens}', '{closes}',
       'closed', 5, '{closes}', '', '', '' FROM many
"""
FILL_FIGURES = """
INSERT INTO pulse_figures (workspace_id, community_id, wave_id, measure, figure_id, on_day, counts, asked, partly)
{series}
SELECT '{w}', 'k' || (n / {waves}), 'w' || n, measure, 'f' || n || measure, '{day}', '[0, 1, 3, 4, 2]', 14, {no}
FROM many, (SELECT 'ID' AS measure UNION ALL SELECT 'BE' UNION ALL SELECT 'PS') AS measures
"""


async def filled(house: World) -> None:
    """A community of the test's own whose pulses stand among all the others."""
    dialect = house.store.engine.dialect.name
    series = SERIES[dialect].format(name="many", most=COMMUNITIES * WAVES)
    said = {
        "series": series,
        "w": W,
        "waves": WAVES,
        "asks": ASKS,
        "opens": stamp(MONDAY - timedelta(days=12)),
        "closes": stamp(MONDAY - timedelta(days=7)),
        "day": (MONDAY - timedelta(days=7)).date(),
        "no": "0" if dialect == "sqlite" else "false",
    }
    async with house.store.writing() as connection:
        for statement in (FILL_WAVES, FILL_FIGURES):
            await connection.exec_driver_sql(statement.format(**said))
        kept = await connection.scalar(text("SELECT count(*) FROM pulse_figures"))
    assert kept == COMMUNITIES * WAVES * len(MEASURES)
    async with house.store.writing() as connection:
        await connection.execute(text("ANALYZE"))


def stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"


async def test_the_results_of_one_community_among_ten_million_answers(any_database: str) -> None:
    async with world(any_database) as house:
        began = time.perf_counter()
        await filled(house)
        took = time.perf_counter() - began
        spans, luck = [], Random("which")
        for turn in range(120):
            which = luck.randrange(COMMUNITIES)
            if turn % 4 == 0:
                await house.community(people(12), id=f"k{which}", name=f"Number {which}")
                mine = f"k{which}"
            began = time.perf_counter()
            (reply,) = await house.command("results", "slack:U03", mine)
            spans.append(time.perf_counter() - began)
            assert isinstance(reply, Tell)
        told = [np.percentile(spans, one) * 1000 for one in (50, 95, 100)]
        print(
            f"\n  {house.store.engine.dialect.name}: {ANSWERS:,} answers kept as {COMMUNITIES * WAVES * 3:,} figures "
            f"(filled in {took:.0f} s); a results card: median {told[0]:.1f} ms, p95 {told[1]:.1f}, slowest {told[2]:.1f}"
        )
        assert told[0] <= 100  # the slowest on a shared machine tell of its neighbours


async def test_a_thousand_people_press_within_a_minute_and_nothing_is_lost(any_database: str) -> None:
    members = tuple(f"slack:U{one:04}" for one in range(PRESSING))
    async with world(any_database, house_key=b"kept outside") as house:
        await house.community(members)
        send = button(await house.starts(by=members[0]), "Send")
        await house.press(members[0], send)
        await house.lived.house.rounds.tick()
        (row,) = await house.rows("pulse_waves")
        wave, luck = read_wave(row), Random("when")
        spans: list[float] = []

        async def presses(person: str, after: float) -> None:
            await asyncio.sleep(after)  # the load itself: people do not press at once
            item = form_for(wave, person)[0]
            began = time.perf_counter()
            (reply,) = await house.receive(
                person, Press("pulse.answer", (wave.id, item, "4", ""), channel=f"slack:D{person[7:]}")
            )
            spans.append(time.perf_counter() - began)
            assert isinstance(reply, Redraw)

        busy = time.process_time()
        await asyncio.gather(*(presses(one, luck.uniform(0, SECONDS)) for one in members))
        each = (time.process_time() - busy) / PRESSING * 1000
        kept = len(await house.rows("pulse_sheets"))
        told = [np.percentile(spans, one) * 1000 for one in (50, 99, 100)]
        print(
            f"\n  {house.store.engine.dialect.name}: {PRESSING} presses in {SECONDS:.0f} s, {kept} kept; "
            f"median {told[0]:.1f} ms, p99 {told[1]:.1f}, slowest {told[2]:.1f}; "
            f"{each:.1f} ms of the processor each"
        )
        assert kept == PRESSING
        assert told[1] <= 100
