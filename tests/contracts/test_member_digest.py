"""A member who asks for it gets a small digest on Fridays; nobody else does, and nothing comes of a week without news."""

from __future__ import annotations

import pytest

from tests.contracts.test_forward import ANA, BEN, CARO, SAM, community, opened
from tests.harness.house import Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio


def fridays(lived: Lived, person: str) -> list[object]:
    return [one for one in lived.paper.to(person) if "communities this week" in words_of(one)]


async def test_who_asked_for_it_gets_it_on_friday_and_can_stop_it_there(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here = await community(lived)
        offered = buttons_in(await lived.types(CARO, "digest"))
        assert "comes on Fridays" in words_of(await lived.presses(CARO, *flat(offered["Send it to me"])))
        await opened(lived, here)
        await lived.submits(BEN, "gathering.plan", here, title="Round", day="2026-03-11", time="10:00",
                            minutes="30", every="0", host=BEN)  # fmt: skip
        await lived.passes(days=6)
        (friday,) = fridays(lived, CARO)
        told = words_of(friday)
        assert "1 experiment began" in told and "Coming: Round" in told
        assert not any(fridays(lived, one) for one in (ANA, BEN, SAM))
        await lived.passes(days=14)
        assert len(fridays(lived, CARO)) == 2  # the gathering was held; then nothing happened
        await lived.presses(CARO, *flat(buttons_in(friday)["No more of these"]))
        assert "You do not get it now" in words_of(await lived.types(CARO, "digest"))


async def test_nothing_happened_nothing_comes_and_the_next_friday_stands(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        here = await community(lived)
        await lived.types(CARO, "digest on")
        await lived.passes(days=7)
        assert not fridays(lived, CARO)
        for day, coming in (("2026-03-12", 1), ("2026-03-19", 1)):
            await lived.submits(BEN, "gathering.plan", here, title="Round", day=day, time="10:00", minutes="30",
                                every="0", host=BEN)  # fmt: skip
            await lived.passes(days=7)
            assert len(fridays(lived, CARO)) == coming
            await lived.types(CARO, "digest off")


def flat(button: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (button[0], *button[1])
