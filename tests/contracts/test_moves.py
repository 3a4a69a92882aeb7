"""Somebody who answers first again and again sees a private mirror, once a fortnight, and nobody else sees anything."""

from __future__ import annotations

import pytest

from facilitation.words import MessageRef, Said
from tests.harness.house import CHANNEL, Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio

ANA, BEN, CARO, DAN = (f"slack:U{n}" for n in range(1, 5))


async def community(lived: Lived) -> None:
    """Ben convenes it."""
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, DAN)
    await lived.submits(BEN, "community.new", CHANNEL, name="People people")
    await lived.passes(seconds=5)


async def says(lived: Lived, person: str, id: int, text: str, thread: int | None = None) -> None:
    await lived.arrives(person, Said(MessageRef(CHANNEL, f"{id}.0", f"{thread}.0" if thread else None), text))


async def answers_first(lived: Lived, start: int, threads: int = 6) -> None:
    for n in range(start, start + threads * 10, 10):
        await says(lived, ANA, n, "Who knows how the export works?")
        await says(lived, BEN, n + 1, "You should use the new one, just ask Carl for the rights.", n)
        await says(lived, CARO, n + 2, "Thanks", n)


def mirrors(lived: Lived, person: str) -> list[str]:
    return [words_of(one) for one in lived.paper.to(person) if "only you see" in words_of(one)]


async def test_answering_first_again_and_again_is_mirrored_once_a_fortnight_until_stopped(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        await answers_first(lived, 100)
        await lived.passes(days=4)
        (seen,) = mirrors(lived, BEN)
        assert "answered first in 6 of 6 threads" in seen and seen.count("?") == 1
        await answers_first(lived, 500)
        await lived.passes(days=7)
        assert len(mirrors(lived, BEN)) == 1
        await lived.passes(days=7)
        assert len(mirrors(lived, BEN)) == 2
        await lived.presses(BEN, "moves.stop")
        await answers_first(lived, 900)
        await lived.passes(days=28)
        assert len(mirrors(lived, BEN)) == 2
        assert not any(mirrors(lived, one) for one in (ANA, CARO, DAN))


async def test_messages_that_read_like_answers_are_counted_without_their_text(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        for n in range(10, 22):
            await says(lived, BEN, n, "You should move it to the new server and tell the team.")
            await says(lived, ANA, n + 100, "You should move it to the new server and tell the team.")
        await lived.passes(days=4)
        (seen,) = mirrors(lived, BEN)
        assert "12 of your 12 messages" in seen
        async with lived.house.store.reading() as connection:
            rows = (await connection.exec_driver_sql("SELECT * FROM moves_told")).all()
        assert len(rows) == 1 and "server" not in str(rows)


async def test_a_convener_who_asks_questions_sees_no_mirror(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        for n in range(100, 160, 10):
            await says(lived, ANA, n, "Who knows how the export works?")
            await says(lived, CARO, n + 1, "I did it last week.", n)
            await says(lived, BEN, n + 2, "What happened then?", n)
        await lived.passes(days=10)
        assert mirrors(lived, BEN) == []
