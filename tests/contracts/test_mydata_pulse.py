"""Erasing somebody reaches what is sealed, and takes nothing from what holds for the others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from facilitation.mydata import ErasureWanted
from storage.pulse import pulse_asked, pulse_cohorts, pulse_sheets
from storage.pulse_quiet import pulse_first_readers
from tests.contracts.pulse_world import MONDAY, people, world
from tests.contracts.test_nudges import rows
from tests.contracts.test_pulse_life import answered_by

pytestmark = pytest.mark.asyncio
KEY = b"the house's own key"


async def test_the_envelope_of_whoever_is_erased_goes_and_the_others_are_counted(any_database: str) -> None:
    members = people(8)
    async with world(any_database, KEY) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 6, members)
        assert len(await rows(house.lived, pulse_sheets)) == 6
        await house.keep(ErasureWanted(members[2]))
        await house.lived.house.housekeeping.erase()
        assert len(await rows(house.lived, pulse_sheets)) == 5
        assert len(await rows(house.lived, pulse_asked)) == 7
        await house.at(MONDAY + timedelta(days=7, hours=1))
        told = {one for one in members if house.got(one, "comes to you first")}
        assert told == set(members[:6]) - {members[2]}


async def test_marks_behind_figures_keep_their_number_and_can_be_tied_to_nobody(any_database: str) -> None:
    members = people(8)
    async with world(any_database, KEY) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 7, members)
        await house.at(MONDAY + timedelta(days=5))
        before = await marks(house)
        await house.keep(ErasureWanted(members[1]))
        await house.lived.house.housekeeping.erase()
        after = await marks(house)
        assert {one: len(all_marks) for one, all_marks in after.items()} == {
            one: len(all_marks) for one, all_marks in before.items()
        }
        assert all(len(after[one] - before[one]) == 1 for one in before)


async def marks(house: Any) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for row in await rows(house.lived, pulse_cohorts):
        found.setdefault((row.subject, row.figure_id), set()).add(row.mark)
    assert found
    return found


async def test_that_they_answered_a_pulse_just_closed_is_known_nowhere(any_database: str) -> None:
    members = people(8)
    async with world(any_database, KEY) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 6, members)
        await house.at(MONDAY + timedelta(days=5))
        before = len(await rows(house.lived, pulse_first_readers))
        await house.keep(ErasureWanted(members[1]))
        await house.lived.house.housekeeping.erase()
        assert before and len(await rows(house.lived, pulse_first_readers)) == before - 1
