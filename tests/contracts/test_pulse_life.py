"""One pulse from the form to the results, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.pulse.wave import StartPicture, Wave
from facilitation.words import Open, Press, Redraw, Tell
from storage.housekeeping import Keep
from tests.contracts.pulse_world import CONVENER, MONDAY, World, button, people, said, words_of, world

pytestmark = pytest.mark.asyncio

AGREE = ("Agree", "Agree", "Agree")
MIXED = (("Agree", "Strongly agree", "In between"), ("Disagree", "Agree", "Agree"))


async def answered_by(house: World, wave: str, count: int, members: tuple[str, ...]) -> None:
    for at, one in enumerate(members[:count]):
        await house.answers(one, wave, *MIXED[at % 2])


async def test_a_convener_gets_the_form_and_a_member_the_reason_why_not(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(people(6))
        (form,) = await house.command("pulse")
        assert isinstance(form, Open)
        assert "Conveners start a pulse" in said(await house.command("pulse", "slack:U03"))


async def test_a_preview_names_the_number_of_people_and_sends_nothing(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(people(6))
        preview = await house.starts()
        await house.later(days=10)
        assert "6 people" in words_of(preview)
        assert not await house.letters()


async def test_five_answers_and_the_closing_give_results_to_those_who_answered_first(
    any_database: str,
) -> None:
    members = people(7)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        assert len(await house.letters("pulse.ask")) == 7
        await answered_by(house, wave, 5, members)
        assert "Results come after that" in said(await house.command("results"))
        await house.at(MONDAY + timedelta(days=5))
        assert not house.got(members[0], "comes to you first")  # that is a Saturday
        await house.at(MONDAY + timedelta(days=7, minutes=4))
        first = {one: house.got(one, "comes to you first") for one in members}
        assert [one for one in members if first[one]] == list(members[:5])
        assert "5 to 9 people answered" in words_of(first[members[0]][0])
        assert "of 5, likely between" in words_of(first[members[0]][0])
        assert not house.got(CONVENER, "saw this first")
        await house.later(minutes=2)
        assert house.got(CONVENER, "saw this first")
        await house.later(days=3)
        assert "of 5, likely between" in said(await house.command("results", members[6]))


async def test_four_answers_show_nothing_to_anybody(any_database: str) -> None:
    members = people(7)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 4, members)
        await house.later(days=9)
        (told,) = house.got(members[0], "comes to you first")
        assert "any figure would point at somebody" in words_of(told)
        assert "likely" not in said(await house.command("results"))


async def test_an_answer_may_be_changed_until_closing_and_then_the_card_says_that_it_is_closed(
    any_database: str,
) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        done = await house.answers("slack:U02", wave, *AGREE)
        assert "Thank you" in words_of(done)
        (again,) = await house.press("slack:U02", button(done, "Look again or change"))
        assert isinstance(again, Redraw)
        (changed,) = await house.press("slack:U02", button(again.message, "Disagree"))
        assert isinstance(changed, Redraw) and "Disagree" in words_of(changed.message)
        await house.later(days=6)
        (late,) = await house.press("slack:U02", button(again.message, "Agree"))
        assert "closed" in said((late,)) and "Disagree" not in said((late,)).split("closed")[0]


async def test_a_double_press_somebody_elses_card_and_a_person_who_left_each_hear_what_is_true(
    any_database: str,
) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        press = button(await house.card("slack:U02", wave), "Agree")
        first, second = await house.press("slack:U02", press), await house.press("slack:U02", press)
        assert said(first) == said(second)
        await house.joins("slack:U99")
        assert "somebody else" in said(await house.press("slack:U99", press))
        await house.leaves("slack:U02")
        assert "no longer in" in said(await house.press("slack:U02", press))
        gone = await house.receive("slack:U02", Press("pulse.answer", ("nowhere", "ID1", "4", "")))
        assert "not here any more" in said(gone)


async def test_only_the_silent_are_reminded_and_only_once(any_database: str) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends(days="7")
        await answered_by(house, wave, 4, members)
        await house.later(days=8)
        reminded = {one: len(house.got(one, "only reminder")) for one in members}
        assert reminded == {one: int(one in members[4:]) for one in members}


async def test_everybody_is_asked_in_their_own_hours(any_database: str) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        await house.lives_in(members[1], "Asia/Tokyo")
        await house.lives_in(members[2], "America/Denver")
        await house.sends()
        by = {one.to: one.not_before for one in await house.letters("pulse.ask")}
        assert by[members[1]] >= MONDAY.replace(day=8, hour=0)  # 9:00 in Tokyo on Tuesday
        assert by[members[2]] >= MONDAY.replace(hour=15)  # 9:00 in Denver


async def test_at_most_four_questions_in_four_weeks_over_all_communities(any_database: str) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        await house.community(members, "Other", "c2")
        await house.sends()
        await house.sends("c2")
        totals = [len(one.message.parts) for one in await house.letters("pulse.ask")]
        assert len(totals) == 12
        second = [one for one in await house.letters("pulse.ask") if "Other" in words_of(one.message)]
        assert all("1 of 1" in words_of(one.message) for one in second)


async def test_later_brings_the_card_back_and_stop_ends_pulses(any_database: str) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        card = await house.card("slack:U02", wave)
        (asked,) = await house.press("slack:U02", button(card, "Later"))
        assert isinstance(asked, Redraw)
        assert "bring it back" in said(await house.press("slack:U02", button(asked.message, "Tomorrow")))
        assert len(await house.letters("pulse.again", "slack:U02")) == 1
        (sure,) = await house.press(
            "slack:U03", button(await house.card("slack:U03", wave), "No more pulses")
        )
        assert isinstance(sure, Redraw)
        await house.press("slack:U03", button(sure.message, "Stop pulses"))
        assert (await house.press(CONVENER, button(card, "Agree")))[0].__class__ is not Tell
        await house.later(days=30)
        await house.sends()
        assert len(await house.letters("pulse.ask", "slack:U03")) == 1


async def test_my_answers_stand_beside_the_whole_and_only_on_my_card(any_database: str) -> None:
    members = people(6)
    async with world(any_database) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 5, members[1:])
        done = await house.answers(members[0], wave, "Agree", "Rather not say", "Agree")
        assert "open until" in said(
            await house.press(members[0], button(done, "My answers beside the whole"))
        )
        await house.later(days=8)
        beside = said(await house.press(members[0], button(done, "My answers beside the whole")))
        assert "You: Agree" in beside and "You: Rather not say" in beside and "likely between" in beside


async def test_the_house_may_raise_how_many_answers_it_takes_and_nobody_can_lower_it_again(
    sqlite_url: str,
) -> None:
    members = people(9)
    async with world(sqlite_url, least_answers=8) as house:
        await house.community(members)
        wave = await house.sends()
        await answered_by(house, wave, 7, members)
        await house.later(days=30)
        assert not await house.rows("pulse_figures")
        (row,) = await house.rows("pulse_waves")
    before = Wave("w", "c1", "", 0, (), (), "", MONDAY, MONDAY, least=row.least)
    assert StartPicture(waves={"c1": (before,)}, least=5).least_for("c1") == row.least == 8
    assert StartPicture(least=3).least_for("c1") == 5


async def test_no_retention_is_short_enough_to_forget_whom_figures_are_compared_with(sqlite_url: str) -> None:
    members = people(9)
    async with world(sqlite_url) as house:
        await house.community(members)
        await house.lives_in(members[0], "UTC")
        wave = await house.sends()
        await answered_by(house, wave, 9, members)
        await house.later(days=60)
        house.lived.house.housekeeping.keep = Keep(events=30, letters=7, arrivals=1, ledger=60)
        await house.lived.house.housekeeping.sweep()
        assert await house.rows("pulse_cohorts")
        await house.later(days=320)
        await house.lived.house.housekeeping.sweep()
        assert not await house.rows("pulse_cohorts")
