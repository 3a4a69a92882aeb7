"""A clinic lives in the store between any two turns, on both databases, from the first words to the thanks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.attention import weigh
from bot.clock import Chance, StillClock
from bot.house import House
from bot.paper import Paper
from bot.routes import FEATURES
from facilitation.words import MessageRef, Open, Said
from storage.engine import Store
from tests.harness.house import CHANNEL, MONDAY, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

ANA, BEN, CARO, DAN, EVE = (f"slack:U{n}" for n in range(1, 6))
ASK = "Our onboarding is chaotic and new colleagues leave after three months."


async def community(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, DAN, EVE)
    made = buttons_in(await lived.submits(BEN, "community.new", CHANNEL, name="People people"))
    await lived.house.beat()
    return made["Tell the channel"][1][0]


async def last_to(lived: Lived, person: str) -> object:
    await lived.passes(seconds=3)
    return lived.paper.to(person)[-1]


@asynccontextmanager
async def lived_again(url: str, luck: str) -> AsyncIterator[Lived]:
    """A new process on the same database, as after a restart."""
    house = House(Store(url), StillClock(MONDAY), Chance(luck), FEATURES, weigh=weigh)
    paper = Paper()
    house.add(paper)
    await house.open(beating=False)
    try:
        yield Lived(house, house.clock, paper)
    finally:
        await house.close()


async def dm(lived: Lived, person: str, text: str, n: int) -> object:
    said = Said(MessageRef("slack:D" + person, f"{n}.0"), text, private=True)
    await lived.arrives(person, said, f"said{n}")
    return await last_to(lived, person)


async def test_from_ask_to_thanks_each_turn_in_peoples_words(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        await lived.types(ANA, f"ask {ASK}")
        first = await last_to(lived, ANA)
        assert "Our onboarding is chaotic" in words_of(first)
        assert "no answers" in words_of(first)
        second = await dm(
            lived, ANA, "Last month two people left in the same week, and nobody had met their buddy.", 1
        )
        assert words_of(second).count("?") == 1
        clinic = buttons_in(second)["Bring in people"][1][0]

        people = await lived.presses(ANA, "clinic.people", clinic)
        assert "Ask the community" in buttons_in(people)
        (form,) = await lived.presses(ANA, "clinic.ask_all", clinic)
        assert isinstance(form, Open)
        await lived.submits(ANA, "clinic.share", clinic, words=ASK)
        await lived.house.beat()
        assert ASK in str(lived.paper.to(CHANNEL)[-1])

        assert isinstance((await lived.presses(CARO, "clinic.tell", clinic))[0], Open)
        thanks = await lived.submits(
            CARO, "clinic.tell", clinic, words="We gave everybody a buddy. It held for a year."
        )
        assert "Thank you" in words_of(thanks)
        told = await last_to(lived, ANA)
        assert "We gave everybody a buddy" in str(told)
        action, args = buttons_in(told)["Begin with this"]
        (chosen,) = await lived.presses(ANA, action, *args)
        assert isinstance(chosen, Open) and chosen.form.memo[1] == clinic

        await lived.submits(ANA, "experiment.new", *chosen.form.memo, question=ASK, step="A buddy for one newcomer",
                            expect="They stay", owner=ANA, review_on="2026-03-16")  # fmt: skip
        await lived.passes(days=15)
        review = lived.paper.to(ANA)[-1]
        assert "A buddy for one newcomer" in words_of(review)
        (looking_back,) = await lived.presses(ANA, *flat(buttons_in(review)["Tell how it went"]))
        assert isinstance(looking_back, Open)
        await lived.submits(
            ANA,
            "experiment.review",
            *looking_back.form.memo,
            happened="She stayed",
            learnt="Lunch matters",
            next="kept",
        )
        await lived.passes(hours=12)
        arc = words_of(lived.paper.to(ANA)[-1])
        assert "Our onboarding is chaotic" in arc and "Lunch matters" in arc and "Who else" in arc
        assert "Lunch matters" in str(lived.paper.to(CARO)[-1])
        assert "no open clinic" in words_of(await lived.presses(ANA, "clinic.pause", clinic))


def flat(button: tuple[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (button[0], *button[1])


async def test_a_clinic_goes_on_after_a_restart_between_any_two_turns(any_database: str) -> None:
    turns = [
        "We tried stand-ups in May.",
        "The team in Oslo.",
        "I want fewer handovers.",
        "There is no budget.",
    ]
    said = []
    async with lived_in(any_database) as lived:
        await lived.types(ANA, f"ask {ASK}")
        said.append(words_of(await last_to(lived, ANA)))
    for n, turn in enumerate(turns):
        async with lived_again(any_database, f"again{n}") as lived:
            said.append(words_of(await dm(lived, ANA, turn, n + 10)))
    questions = [line for text in said for line in text.splitlines() if line.endswith("?")]
    assert len(questions) == len(set(questions)) >= 4


async def test_a_mention_begins_a_clinic_in_its_thread_and_only_the_asker_moves_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        await lived.arrives(ANA, Said(MessageRef(CHANNEL, "7.0"), ASK, to_bot=True))
        await lived.house.beat()
        before = len(lived.paper.to(CHANNEL))
        assert "Our onboarding" in words_of(lived.paper.to(CHANNEL)[-1])
        await lived.arrives(BEN, Said(MessageRef(CHANNEL, "8.0", "7.0"), "Have you tried a buddy?"))
        await lived.house.beat()
        assert len(lived.paper.to(CHANNEL)) == before
        await lived.arrives(ANA, Said(MessageRef(CHANNEL, "9.0", "7.0"), "It began in May."))
        await lived.house.beat()
        assert len(lived.paper.to(CHANNEL)) == before + 1


async def test_words_of_danger_are_answered_at_once_and_not_kept(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await lived.types(ANA, "ask My boss touches me and I want to die")
        told = words_of(await last_to(lived, ANA))
        assert "emergency number" in told and "kept nothing" in told
        async with lived.house.store.reading() as connection:
            kept = [
                str(row)
                for table in ("clinics", "ledger")
                for row in (await connection.exec_driver_sql(f"SELECT * FROM {table}"))
            ]
        assert not any("touches" in row or "want to die" in row for row in kept)
        assert not any(ANA in row for row in kept if "escalated" in row)


async def test_a_pause_lasts_for_days_and_silence_ends_in_deletion(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await lived.types(ANA, f"ask {ASK}")
        await lived.passes(days=4)
        assert "do not remind you again" in words_of(lived.paper.to(ANA)[-1])
        seen = len(lived.paper.to(ANA))
        await lived.passes(days=40)
        assert len(lived.paper.to(ANA)) == seen
        async with lived.house.store.reading() as connection:
            (row,) = (await connection.exec_driver_sql("SELECT * FROM clinics")).all()
        assert "onboarding" not in str(row)


async def test_one_no_ends_the_asking_and_nobody_hears_who_said_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await community(lived)
        await lived.types(ANA, f"ask {ASK}")
        clinic = buttons_in(await last_to(lived, ANA))["Bring in people"][1][0]
        await lived.presses(ANA, "clinic.people", clinic)
        await lived.submits(ANA, "clinic.share", clinic, words=ASK)
        await lived.house.beat()
        asked = [one for one in (CARO, DAN, EVE) if lived.paper.to(one)]
        assert len(asked) == 2
        before = len(lived.paper.to(ANA))
        assert "not asked about it again" in words_of(await lived.presses(asked[0], "clinic.refuse", clinic))
        await lived.house.beat()
        assert len(lived.paper.to(ANA)) == before
