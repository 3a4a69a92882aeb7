"""Practices come onto the shelf, are found by plain words, and say where they work and where not; so do people."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from facilitation.words import Command, Open, Reask
from storage.practice import practices
from storage.search import searchable
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio


async def with_three(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO)
    return await make(lived)


async def one_kept(lived: Lived, **words: str) -> str:
    """Ana keeps a practice; the community's id."""
    community = await with_three(lived)
    filled = {"when": "a release hurts", "what": "We look back within two days", "because": "memory fades"}
    await lived.submits(ANA, "practice.add", community, "", "form", **(filled | words))
    return community


def quoted(replies: object) -> str:
    return " | ".join(part.words for part in replies[0].message.parts if hasattr(part, "words"))  # type: ignore[index]


async def test_a_practice_is_found_by_its_words_and_nothing_else(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await one_kept(lived)
        assert "memory fades" in quoted(await lived.types(BEN, "practices looking back after releases"))
        assert "Nothing on the shelf" in words_of(await lived.types(BEN, "practices elephants"))
        assert "memory fades" in quoted(await lived.types(BEN, "practices"))


async def test_when_and_what_are_needed_and_the_form_says_so(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await with_three(lived)
        (again,) = await lived.submits(ANA, "practice.add", community, "", "form", when="x", what=" ")
        assert isinstance(again, Reask) and [name for name, _ in again.errors] == ["what"]


async def test_uses_and_doubts_stand_side_by_side_and_one_person_counts_once(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await one_kept(lived)
        args = buttons_in(await lived.types(BEN, "practices"))["We use it too"][1]
        await lived.presses(BEN, "practice.used", *args)
        await lived.presses(BEN, "practice.used", *args)
        assert isinstance((await lived.presses(CARO, "practice.not_for_us", *args))[0], Open)
        await lived.submits(CARO, "practice.not_for_us", *args, words="We were too tired")
        shown = await lived.types(ANA, "practices")
        assert "Used by 1 person in 1 community." in words_of(shown)
        assert "It did not work for somebody" in words_of(shown)
        assert "We were too tired" in quoted(shown)


async def test_somebody_elses_words_wait_for_their_yes(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await with_three(lived)
        shortcut = await lived.presses(ANA, "practice.capture", text="Pair for a week", author=BEN)
        form = shortcut[0].form  # type: ignore[union-attr]
        assert [field.value for field in form.fields if getattr(field, "name", "") == "what"] == [
            "Pair for a week"
        ]
        await lived.submits(ANA, "practice.add", *form.memo, when="new", what="Pair for a week")
        await lived.passes(minutes=1)
        assert "Nothing on the shelf" in words_of(await lived.types(CARO, "practices pair"))
        args = buttons_in(lived.paper.to(BEN)[-1])["Fine with me"][1]
        assert args[0] == community
        await lived.presses(BEN, "practice.agree", *args)
        assert "Pair for a week" in quoted(await lived.types(CARO, "practices pair"))


async def test_a_no_of_the_author_leaves_nothing(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await with_three(lived)
        await lived.submits(ANA, "practice.add", community, BEN, "message", when="new", what="Pair")
        await lived.passes(minutes=1)
        args = buttons_in(lived.paper.to(BEN)[-1])["Leave it out"][1]
        await lived.presses(BEN, "practice.refuse", *args)
        assert "settled already" in words_of(await lived.presses(BEN, "practice.agree", *args))
        async with lived.house.store.reading() as connection:
            assert await connection.scalar(select(func.count()).select_from(practices)) == 0


async def test_only_who_put_it_there_takes_it_back_and_then_it_is_nowhere(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await one_kept(lived)
        args = buttons_in(await lived.types(ANA, "practices"))["Take it back"][1]
        assert "Take it back" not in buttons_in(await lived.types(BEN, "practices"))
        assert "settled" in words_of(await lived.presses(BEN, "practice.take_back", *args))
        await lived.presses(ANA, "practice.take_back", *args)
        async with lived.house.store.reading() as connection:
            assert await connection.scalar(select(func.count()).select_from(searchable)) == 0


async def test_people_are_found_by_what_they_wrote_themselves(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await lived.submits(BEN, "aboutme.write", can_help="Running retrospectives", learning="Portuguese")
        assert isinstance((await lived.types(BEN, "about"))[0], Open)
        assert "Running retrospectives" in quoted(await lived.types(ANA, "who can run a retrospective"))
        assert "Nobody wrote these words" in words_of(await lived.types(ANA, "who juggles"))
        assert "What are you looking for?" in words_of(await lived.types(ANA, "who"))
        await lived.submits(BEN, "aboutme.write", can_help="", learning="")
        assert "Nobody wrote these words" in words_of(await lived.types(ANA, "who retrospective"))


async def test_another_workspace_finds_nothing_of_ours(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await one_kept(lived)
        from_there = await lived.arrives("slack:U1", Command("practices release", CHANNEL), team="slack:T2")
        assert "Nothing on the shelf" in words_of(from_there)
