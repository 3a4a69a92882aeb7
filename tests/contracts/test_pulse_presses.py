"""Whatever somebody presses, too late, twice, on a card of somebody else, after leaving: a kind and true sentence, and nothing lost."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from facilitation.words import Open, Press, Redraw, Submission, Tell
from storage.pulse import pulse_sheets
from tests.contracts.pulse_world import World, button, buttons_of, people, said, words_of, world

pytestmark = pytest.mark.asyncio

SIX = people(6)
BEN, CARO = SIX[1], SIX[2]


async def sheets(house: World) -> int:
    async with house.store.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(pulse_sheets)) or 0)


async def test_a_late_press_takes_the_buttons_away_and_leaves_what_was_said_on_the_card(
    sqlite_url: str,
) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(measures=("ID", "BE"))
        second = await house.answers(BEN, wave, "Agree")
        await house.later(days=6)
        (late,) = await house.press(BEN, button(second, "Disagree"))
        assert isinstance(late, Redraw)
        assert "nothing was changed" in said((late,)) and "Agree" in words_of(late.message)
        assert [one.action for one in buttons_of(late.message)] == ["pulse.beside"]
        (silent,) = await house.press(CARO, button(await house.card(CARO, wave), "Agree"))
        assert "nothing was changed" in said((silent,)) and "pulse.answer" not in str(silent)


async def test_words_sent_after_closing_leave_the_card_with_its_answers_alone(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(measures=("ID",), own="What would help?", own_kind="open")
        card = await house.answers(BEN, wave, "Agree")
        write = button(card, "Write an answer")
        (form,) = await house.press(BEN, write)
        assert isinstance(form, Open)
        await house.later(days=6)
        for told in (
            await house.receive(BEN, Submission("pulse.words", form.form.memo, {"words": "more room"})),
            await house.press(BEN, write),
        ):
            assert isinstance(told[0], Tell) and "nothing was changed" in said(told)


async def test_a_double_press_keeps_one_sheet_and_says_the_same_twice(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(measures=("ID",))
        pressed = button(await house.card(BEN, wave), "Agree")
        assert said(await house.press(BEN, pressed)) == said(await house.press(BEN, pressed))
        assert await sheets(house) == 1


async def test_somebody_elses_card_and_a_card_after_leaving_keep_nothing(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(measures=("ID",))
        await house.joins("slack:U99")
        pressed = button(await house.card(BEN, wave), "Agree")
        assert "for somebody else" in said(await house.press("slack:U99", pressed))
        await house.leaves(CARO)
        assert "no longer in" in said(await house.press(CARO, button(await house.card(CARO, wave), "Agree")))
        assert await sheets(house) == 0
        await house.joins(CARO)
        assert "Thank you" in said(await house.press(CARO, button(await house.card(CARO, wave), "Agree")))


async def test_every_question_can_be_skipped_and_a_skipped_card_says_that_this_is_fine(
    sqlite_url: str,
) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(own="What would help?", own_kind="open")
        card = await house.card(BEN, wave)
        for _ in range(4):
            (skipped,) = await house.press(BEN, button(card, "Skip"))
            assert isinstance(skipped, Redraw)
            card = skipped.message
        assert "that is fine" in words_of(card) and await sheets(house) == 0
        assert "1 of 4" in said(await house.press(BEN, button(card, "Look again or change")))


async def test_a_press_nobody_could_make_and_a_card_of_before_keep_nothing(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(SIX)
        wave = await house.sends(measures=("ID",))
        for args, expected in (
            ((wave, "ID1", "9", ""), "not on your card"),
            ((wave, "BE1", "4", ""), "not on your card"),
            ((wave,), "not on your card"),
            (("gone", "ID1", "4", ""), "not here any more"),
        ):
            assert expected in said(await house.receive(BEN, Press("pulse.answer", args)))
        assert await sheets(house) == 0
