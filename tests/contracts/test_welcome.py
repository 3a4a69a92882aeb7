"""Newcomers are welcomed by people, and those who want to are introduced to each other; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from facilitation.words import Message
from storage.introduction import introductions
from storage.ledger import ledger
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio
DAN, NEW = "slack:U4", "slack:U8"
OLD = (ANA, BEN, CARO, DAN)


async def joined_later(lived: Lived) -> str:
    """A community of four to which somebody new comes a week later."""
    lived.paper.rosters[CHANNEL] = OLD
    community = await make(lived)
    await lived.passes(days=8)
    await lived.types(NEW, "join")
    await lived.passes(days=1, hours=4)
    return community


def asked_to_welcome(lived: Lived) -> dict[str, Message]:
    found = {}
    for person in OLD:
        for one in lived.paper.to(person):
            if "Would you say hello?" in words_of(one):
                found[person] = one
    return found


async def test_one_member_is_asked_and_the_newcomer_hears_from_people_only(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await joined_later(lived)
        asked = asked_to_welcome(lived)
        assert len(asked) == 1 and ANA not in asked  # conveners come last
        assert lived.paper.to(NEW) == []
        assert [row.person_id for row in await rows(lived, ledger, kind="welcome.asked")] == [None]


async def test_a_no_goes_to_somebody_else_and_three_are_enough(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await joined_later(lived)
        seen: set[str] = set()
        for _ in range(3):
            (person,) = asked_to_welcome(lived).keys() - seen
            seen.add(person)
            args = buttons_in(asked_to_welcome(lived)[person])["Not me"][1]
            assert "somebody else" in words_of(await lived.presses(person, "welcome.not_me", *args))
            await lived.passes(hours=1)
        assert len(asked_to_welcome(lived)) == 3
        assert len(await rows(lived, ledger, kind="welcome.nobody")) == 1


async def test_who_says_hello_hears_a_question_that_opens_a_talk(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await joined_later(lived)
        (person, card), *_ = asked_to_welcome(lived).items()
        args = buttons_in(card)["I will say hello"][1]
        assert "opens a talk" in words_of(await lived.presses(person, "welcome.will", *args))
        assert "settled already" in words_of(await lived.presses(person, "welcome.will", *args))
        await lived.passes(days=6)
        assert len(asked_to_welcome(lived)) == 1


async def test_no_answer_for_two_working_days_and_somebody_else_is_asked(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await joined_later(lived)
        await lived.passes(days=2)
        assert len(asked_to_welcome(lived)) == 2


async def test_those_who_were_there_from_the_first_day_are_not_new(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = OLD
        await make(lived)
        await lived.passes(days=4)
        assert asked_to_welcome(lived) == {}


async def test_a_convener_chooses_whom_to_ask_to_go_back_to_a_topic(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = OLD
        community = await make(lived)
        (form,) = await lived.presses(ANA, "welcome.follow_up", community)
        await lived.submits(ANA, "welcome.member", *form.form.memo, member=BEN)
        await lived.passes(minutes=1)
        assert "a topic in Data stewards got no second word" in words_of(lived.paper.to(BEN)[-1])
        assert "Conveners" in words_of(await lived.presses(BEN, "welcome.follow_up", community))


# --- introductions -------------------------------------------------------------------------------------------------


async def three_rounds(lived: Lived, people: tuple[str, ...]) -> str:
    lived.paper.rosters[CHANNEL] = people
    community = await make(lived)
    await lived.types(ANA, "introductions")
    for person in people:
        await lived.presses(person, "introduction.in", community)
    await lived.passes(days=10 + 28 + 28)
    return community


async def groups(lived: Lived) -> dict[str, list[set[str]]]:
    async with lived.house.store.reading() as connection:
        found = (await connection.execute(select(introductions))).all()
    rounds: dict[str, dict[int, set[str]]] = {}
    for row in found:
        rounds.setdefault(row.round, {}).setdefault(row.number, set()).add(row.person_id)
    return {name: list(of.values()) for name, of in sorted(rounds.items())}


async def test_four_people_meet_three_others_in_three_rounds(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await three_rounds(lived, OLD)
        rounds = await groups(lived)
        pairs = [frozenset(group) for of in rounds.values() for group in of]
        assert len(rounds) == 3 and len(set(pairs)) == 6


async def test_an_odd_one_makes_three_and_all_three_are_told_why(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await three_rounds(lived, (*OLD, NEW))
        first = next(iter((await groups(lived)).values()))
        trio = next(group for group in first if len(group) == 3)
        for person in trio:
            assert any("because the number was odd" in words_of(one) for one in lived.paper.to(person))


async def test_people_are_asked_whether_they_met_and_may_pause_until_a_day(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three_rounds(lived, OLD)
        asked = [one for one in lived.paper.to(BEN) if "meet?" in words_of(one)]
        assert asked
        args = buttons_in(asked[-1])["We met"][1]
        assert "Only you see your answer" in words_of(await lived.presses(BEN, "introduction.met", *args))
        paused = await lived.submits(BEN, "introduction.pause", community, until="2026-12-24")
        assert "24 December 2026" in words_of(paused)
        before = len(await groups(lived))
        await lived.passes(days=28)
        rounds = await groups(lived)
        assert len(rounds) == before + 1
        assert all(BEN not in group for group in rounds[max(rounds)])


async def test_who_does_not_say_yes_is_never_paired(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = OLD
        community = await make(lived)
        await lived.types(ANA, "introductions")
        for person in (ANA, BEN):
            await lived.presses(person, "introduction.in", community)
        await lived.presses(CARO, "introduction.out", community)
        await lived.passes(days=12)
        assert await groups(lived) == {next(iter(await groups(lived))): [{ANA, BEN}]}
        assert not any("paired" in words_of(one) for person in (CARO, DAN) for one in lived.paper.to(person))
