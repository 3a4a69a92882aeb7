"""A clinic is talked over in its thread: by turns, with everybody's words as they wrote them, and replies only with a yes."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.words import MessageRef, Prose, Quote, Said
from storage.clinic import clinic_words
from tests.contracts.test_clinic import ANA, ASK, BEN, CARO, DAN, EVE, community, lived_again
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, MONDAY, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

ROOT = "7.0"


async def writes(lived: Lived, person: str, words: str, n: int, thread: str = ROOT) -> None:
    await lived.arrives(person, Said(MessageRef(CHANNEL, f"{n}.5", thread), words), f"w{n}")
    await lived.passes(seconds=3)


async def asked_in_thread(lived: Lived) -> str:
    """Ana mentions Evener in the channel; the clinic lives in that thread. Its id."""
    await community(lived)
    await lived.arrives(ANA, Said(MessageRef(CHANNEL, ROOT), ASK, to_bot=True))
    await lived.passes(seconds=3)
    return buttons_in(lived.paper.to(CHANNEL)[-1])["Bring in people"][1][0]


def newest(lived: Lived, words: str, to: str = CHANNEL) -> Any:
    return next(one for one in reversed(lived.paper.to(to)) if words in words_of(one))


async def begun(lived: Lived, clinic: str, process: str, pace: str = "fast", *others: str) -> None:
    await lived.presses(ANA, "clinic.run", clinic, process, pace)
    await lived.passes(seconds=3)
    card = buttons_in(newest(lived, "would like to take part"))
    for one in others:
        await lived.presses(one, card["I take part"][0], *card["I take part"][1])
    await lived.presses(ANA, card["Begin"][0], *card["Begin"][1])
    await lived.passes(seconds=3)


def quotes(message: Any) -> list[tuple[str, str]]:
    return [(str(one.by), one.words) for one in message.parts if isinstance(one, Quote)]


async def test_a_troika_keeps_its_turns_and_ends_with_everybodys_words(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        clinic = await asked_in_thread(lived)
        await begun(lived, clinic, "troika", "fast", BEN)
        card = buttons_in(newest(lived, "would like to take part"))
        assert "It takes 3 people, and 2 are in" in words_of(await lived.presses(ANA, *flat(card["Begin"])))
        await lived.presses(CARO, *flat(card["I take part"]))
        assert "It is full" in words_of(await lived.presses(DAN, *flat(card["I take part"])))
        await lived.presses(ANA, *flat(card["Begin"]))
        await lived.passes(seconds=3)
        assert "Step 1 of 5" in words_of(lived.paper.to(CHANNEL)[-1])
        await writes(lived, ANA, "Nobody meets their buddy.", 1)
        await writes(lived, BEN, "Let me say something first.", 2)
        assert "not kept" in words_of(lived.paper.to(BEN)[-1])
        await lived.passes(minutes=2)
        assert "Step 2 of 5" in words_of(lived.paper.to(CHANNEL)[-1])
        await writes(lived, CARO, "When did they last meet?", 3)
        await writes(lived, EVE, "I only walk by and say nothing of use.", 4)
        await lived.passes(hours=1)
        told = newest(lived, "who said what")
        assert [words for _, words in quotes(told)] == [
            "Nobody meets their buddy.",
            "When did they last meet?",
        ]
        assert CARO in quotes(told)[1][0]
        assert await rows(lived, clinic_words) == []


def flat(button: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (button[0], *button[1])


async def test_in_action_learning_statements_come_as_answers(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        clinic = await asked_in_thread(lived)
        await begun(lived, clinic, "action_learning", "fast", BEN, CARO, DAN)
        await lived.passes(minutes=2)
        await writes(lived, BEN, "You need a list.", 1)
        assert "answer to a question" in words_of(lived.paper.to(BEN)[-1])
        await writes(lived, BEN, "Who meets them first?", 2)
        await writes(lived, BEN, "I think the manager does.", 3)
        await writes(lived, ANA, "Nobody does, really.", 4)
        await lived.presses(ANA, *flat(buttons_in(newest(lived, "Step 2 of 5"))["End it here"]))
        await lived.passes(seconds=3)
        said = [words for _, words in quotes(newest(lived, "who said what"))]
        assert said == ["Who meets them first?", "Nobody does, really."]


async def test_a_conversation_over_days_goes_on_after_a_restart_between_any_two_steps(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        clinic = await asked_in_thread(lived)
        await begun(lived, clinic, "peer_assist", "slow", BEN, CARO)
        await writes(lived, ANA, "Here is how it stands.", 1)
        start = lived.clock.now()
    for step in range(2, 6):
        async with lived_again(any_database, f"again{step}") as lived:
            lived.clock.move_to(start)
            await lived.passes(days=step - 1, minutes=1)
            assert f"Step {step} of 5" in words_of(lived.paper.to(CHANNEL)[-1])
            await writes(lived, BEN if step in (2, 3) else ANA, f"My words in step {step}.", step)
    async with lived_again(any_database, "last") as lived:
        lived.clock.move_to(start)
        await lived.passes(days=6)
        said = [words for _, words in quotes(newest(lived, "who said what"))]
    assert said == ["Here is how it stands.", *(f"My words in step {n}." for n in range(2, 6))]


async def test_a_reply_counts_as_told_after_its_writers_yes_and_not_before(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await asked_in_thread(lived)
        assert "asked privately whether their words may be kept" in words_of(lived.paper.to(CHANNEL)[-1])
        await writes(lived, BEN, "We gave each of them one person for lunch.", 1)
        await writes(lived, CARO, "With us it failed because nobody had the time.", 2)
        assert not lived.paper.to(ANA)
        asked = lived.paper.to(BEN)[-1]
        assert "one person for lunch" in str(asked) and "may be kept" not in words_of(lived.paper.to(DAN))
        await lived.presses(BEN, *flat(buttons_in(asked)["It may be kept"]))
        await lived.presses(CARO, *flat(buttons_in(lived.paper.to(CARO)[-1])["Only in the thread"]))
        await lived.passes(seconds=3)
        assert "one person for lunch" in str(lived.paper.to(ANA)[-1])
        assert "Begin with this" in buttons_in(lived.paper.to(ANA)[-1])
        assert not any("nobody had the time" in str(one) for one in lived.paper.to(ANA))
        assert all(one.words == "" for one in await rows(lived, clinic_words))
        seen = len(lived.paper.to(CARO))
        await writes(lived, CARO, "And another thing comes to my mind here.", 3)
        assert len(lived.paper.to(CARO)) == seen


async def test_replies_under_a_shared_question_are_heard_too(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        await lived.types(ANA, f"ask {ASK}")
        await lived.passes(seconds=3)
        clinic = buttons_in(lived.paper.to(ANA)[-1])["Bring in people"][1][0]
        await lived.presses(ANA, "clinic.people", clinic)
        await lived.submits(ANA, "clinic.share", clinic, words=ASK)
        await lived.passes(minutes=3)
        (where,) = [
            at for at, one in lived.paper.standing.items() if "Who has met something" in words_of(one)
        ]
        await writes(lived, EVE, "In my last team we wrote it on a wall.", 1, where.id)
        await lived.presses(EVE, *flat(buttons_in(lived.paper.to(EVE)[-1])["It may be kept"]))
        await lived.passes(seconds=3)
        assert "wrote it on a wall" in str(lived.paper.to(ANA)[-1])
        await lived.arrives(
            ANA, Said(MessageRef("slack:DA", "9.9"), "It began in May, after the move.", private=True)
        )
        await lived.passes(seconds=3)
        assert "It began in May" in words_of(lived.paper.to(ANA)[-1])


@pytest.mark.parametrize("words", ["I want to die", "suicidal"])
async def test_danger_in_a_reply_a_form_or_two_words_leads_to_people(sqlite_url: str, words: str) -> None:
    async with lived_in(sqlite_url) as lived:
        clinic = await asked_in_thread(lived)
        await writes(lived, BEN, words, 1)
        assert "emergency number" in words_of(lived.paper.to(BEN)[-1])
        await lived.submits(CARO, "clinic.tell", clinic, words=words)
        await lived.arrives(DAN, Said(MessageRef("slack:DD", "1.9"), words, private=True))
        await lived.passes(seconds=3)
        assert "emergency number" in words_of(lived.paper.to(CARO)[-1])
        assert "emergency number" in words_of(lived.paper.to(DAN)[-1])
        assert "Bring in people" in buttons_in(lived.paper.to(CHANNEL)[-1])
        assert await rows(lived, clinic_words) == []


async def test_pairs_and_fours_are_drawn_and_named_in_the_thread(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        clinic = await asked_in_thread(lived)
        await begun(lived, clinic, "one_two_four", "fast", BEN, CARO, DAN, EVE)
        assert "drawn by lot" not in words_of(newest(lived, "Step 1 of 4"))
        await lived.passes(minutes=1)
        pairs = newest(lived, "Step 2 of 4")
        groups = people_in_groups(pairs)
        assert [len(one) for one in groups] == [2, 3]
        assert sorted(who for group in groups for who in group) == [ANA, BEN, CARO, DAN, EVE]
        assert "are a group of 3" in words_of(pairs)
    async with lived_again(any_database, "again") as lived:
        lived.clock.move_to(MONDAY)
        await lived.passes(minutes=5)
        (four,) = people_in_groups(newest(lived, "Step 3 of 4"))
        assert sorted(four) == [ANA, BEN, CARO, DAN, EVE]


def people_in_groups(message: Any) -> list[list[str]]:
    """Whom each line of a turn's card names as one group."""
    lines = [one.phrases[0] for one in message.parts if isinstance(one, Prose)]
    return [[who.person for who in one.slot("who")] for one in lines if one.key == "clinic.turn_group"]
