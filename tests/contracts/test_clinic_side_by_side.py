"""What reaches a clinic at the same moment by two ways is decided one after the other, and neither undoes the other."""

from __future__ import annotations

import asyncio

import pytest

from bot.reception import in_each_others_way
from facilitation.clinic.state import ClinicEnded, Phase, Spoken, WordsHeard
from facilitation.words import Decision, MessageRef, Press, Said
from storage.clinic import clinic_words, clinics, load_clinic
from tests.contracts.test_clinic import ANA, BEN, CARO
from tests.contracts.test_clinic_talk import ROOT, asked_in_thread, writes
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, buttons_in, lived_in

pytestmark = pytest.mark.asyncio

TURN = "It began in May, when two people left."


def words(text: str, n: int) -> Said:
    return Said(MessageRef(CHANNEL, f"{n}.5", ROOT), text)


async def at_once(lived: Lived, *what: tuple[str, Said | Press]) -> None:
    """All of it waits for the same batch: nothing is carried before the last has come."""
    await asyncio.gather(*(lived.arrives(person, one) for person, one in what))


async def kept_reply(lived: Lived) -> Press:
    """Ben replied in the thread; his yes, not yet pressed."""
    await writes(lived, BEN, "We gave each of them one person for lunch.", 1)
    action, args = buttons_in(lived.paper.to(BEN)[-1])["It may be kept"]
    return Press(action, args)


@pytest.mark.parametrize("first", ["turn", "press"])
async def test_the_askers_turn_and_somebodys_yes_are_both_kept(any_database: str, first: str) -> None:
    async with lived_in(any_database) as lived:
        clinic = await asked_in_thread(lived)
        both: list[tuple[str, Said | Press]] = [(ANA, words(TURN, 2)), (BEN, await kept_reply(lived))]
        await at_once(lived, *(both if first == "turn" else reversed(both)))
        async with lived.house.store.reading() as connection:
            found = await load_clinic(connection, TEAM, clinic)
    assert found is not None
    assert [one.by for one in found.told] == [BEN]
    assert found.heard[-1] == TURN


@pytest.mark.parametrize("first", ["words", "close"])
async def test_a_closed_clinic_stays_closed_and_keeps_no_words(any_database: str, first: str) -> None:
    async with lived_in(any_database) as lived:
        clinic = await asked_in_thread(lived)
        late = (ANA, words(TURN, 2)), (CARO, words("With us it failed, nobody had time.", 3))
        close = ANA, Press("clinic.close", (clinic,))
        await at_once(lived, *((*late, close) if first == "words" else (close, *late)))
        (row,) = await rows(lived, clinics)
        assert (row.phase, row.state) == (Phase.CLOSED, {})
        assert await rows(lived, clinic_words) == []


async def test_words_side_by_side_stay_in_one_batch() -> None:
    def heard(n: int, clinic: str = "c") -> Decision:
        return Decision(changes=(WordsHeard(clinic, Spoken(f"s{n}", f"slack:U{n}", "words", 0)),))

    ended = Decision(changes=(ClinicEnded("c", Phase.CLOSED, MONDAY),))
    assert not in_each_others_way([(TEAM, heard(1)), (TEAM, heard(2)), (TEAM, heard(3))])
    assert not in_each_others_way([(TEAM, heard(1) + ended), (TEAM, heard(2, "d")), ("slack:T2", heard(3))])
    assert in_each_others_way([(TEAM, heard(1)), (TEAM, ended)])
    assert in_each_others_way([(TEAM, ended), (TEAM, heard(2)), (TEAM, heard(1))])
