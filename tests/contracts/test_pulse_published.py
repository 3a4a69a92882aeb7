"""Published figures with the ones before them: by community, newest first, and not before everybody may read them."""

from __future__ import annotations

from datetime import datetime

import pytest

from facilitation.pulse.published import newest_of_each
from facilitation.pulse.wave import Published
from storage.pulse_published import load_published
from tests.contracts.pulse_world import W, World, people, world

pytestmark = pytest.mark.asyncio

SIX = people(6)


async def lives_a_pulse(house: World, *said: str, measures: tuple[str, ...] = ("ID",)) -> str:
    """Six people each answer every question with what is said at their place; then it is closed and shared."""
    wave = await house.sends(measures=measures)
    for person, answer in zip(SIX, said, strict=True):
        await house.answers(person, wave, *([answer] * len(measures)))
    await house.later(days=30)
    return wave


async def published(house: World, until: datetime, *communities: str) -> dict[str, tuple[Published, ...]]:
    async with house.store.reading() as connection:
        return await load_published(connection, W, communities, until)


async def test_each_figure_comes_with_the_one_before_it_newest_first(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(SIX)
        await house.community(SIX, "Quiet", "c2")
        first = await lives_a_pulse(house, *["Agree"] * 4, "Disagree", "In between", measures=("ID", "BE"))
        second = await lives_a_pulse(house, *["Agree"] * 5, "Strongly agree")
        found = await published(house, house.clock.now(), "c1", "c2")
    assert [(one.wave.id, one.measure) for one in found["c1"]] == [
        (second, "ID"),
        (first, "ID"),
        (first, "BE"),
    ]
    newest, oldest, _ = found["c1"]
    assert newest.before == oldest.figure and oldest.before is None
    assert newest.figure.counts == (0, 0, 0, 5, 1)
    assert [(one.wave.id, one.measure) for one in newest_of_each(found["c1"])] == [
        (second, "ID"),
        (first, "BE"),
    ]
    assert found["c2"] == ()


async def test_nothing_is_published_before_those_who_answered_have_had_it(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(SIX)
        await lives_a_pulse(house, *["Agree"] * 5, "Disagree")
        (one,) = (await published(house, house.clock.now(), "c1"))["c1"]
        assert one.wave.shared_at is not None and one.wave.shared_at > one.wave.closes_at
        assert (await published(house, one.wave.closes_at, "c1"))["c1"] == ()
        assert await published(house, house.clock.now()) == {}
