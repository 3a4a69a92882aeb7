"""On Monday a sponsor reads how a community stands by its published pulse, and that it gathered; a day after everybody else."""

from __future__ import annotations

import pytest

from tests.contracts.pulse_world import World
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

SAM = "slack:U9"
PEOPLE = tuple(f"slack:U0{n}" for n in range(8))


async def community(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = PEOPLE
    made = await lived.submits(PEOPLE[0], "community.new", CHANNEL, name="People people", sponsor=SAM)
    await lived.passes(seconds=5)
    return buttons_in(made)["Tell the channel"][1][0]


async def pulsed(lived: Lived, here: str, values: dict[str, str]) -> None:
    """A pulse over identity and support, answered alike by six of eight, and closed."""
    world = World(lived)
    wave = await world.sends(here, PEOPLE[0], measures=("ID", "SU"))
    for at, one in enumerate(PEOPLE[:6]):
        await world.answers(one, wave, *(values["odd" if at % 2 else "even"].split("/")))


def mondays(lived: Lived) -> list[str]:
    return [words_of(one) for one in lived.paper.to(SAM) if "Your Monday" in words_of(one)]


async def test_published_figures_and_gatherings_stand_in_the_monday(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        await pulsed(lived, here, {"even": "Agree/Agree", "odd": "In between/Strongly agree"})
        await lived.submits(PEOPLE[1], "gathering.plan", here, title="Round", day="2026-03-04", time="10:00",
                            minutes="30", every="0", host=PEOPLE[1])  # fmt: skip
        await lived.passes(days=14)
        first = next(one for one in mondays(lived) if "Belonging to this community" in one)
        assert "Felt support: between" in first and "nothing to compare" in first
        assert "1 gathering was held" in "\n".join(mondays(lived))
        assert not any(one in str(lived.paper.to(SAM)) for one in PEOPLE[1:])


async def test_the_next_pulse_is_compared_and_little_is_no_change(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        here = await community(lived)
        for low, high in (("Agree", "Strongly agree"), ("In between", "Strongly agree")):
            await pulsed(lived, here, {"even": f"{low}/{low}", "odd": f"{high}/{high}"})
            await lived.passes(days=35)
        told = [one for one in mondays(lived) if "Belonging to this community" in one]
        assert "nothing to compare" in told[0]
        assert "No change we could detect" in told[-1]


async def test_what_is_not_published_is_not_in_the_monday(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        here = await community(lived)
        world = World(lived)
        wave = await world.sends(here, PEOPLE[0], measures=("ID",))
        for one in PEOPLE[:4]:
            await world.answers(one, wave, "Agree")
        await lived.passes(days=14)
        assert "pulse closed" in "\n".join(mondays(lived))
        assert "Belonging" not in "\n".join(mondays(lived))
