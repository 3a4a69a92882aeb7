"""A group rates together: a number each, privately, a talk in the channel's thread, and a number once more."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select

from facilitation.words import Message, Open, Reask, Submission, Tell
from storage.pulse import pulse_secrets, pulse_sheets
from tests.contracts.pulse_world import (
    CONVENER,
    MONDAY,
    World,
    button,
    buttons_of,
    people,
    said,
    words_of,
    world,
)
from tests.harness.house import lived_in

pytestmark = pytest.mark.asyncio

NUMBERS = ("3", "4", "8", "7", "5", "6", "4")
CHANNEL = "slack:C-c1"


async def starts(house: World, problem: str = "late reports", by: str = CONVENER) -> str:
    """Fill in the form, look at the preview, send it; returns the first round's id."""
    sent = Submission("pulse.rate", ("c1",), {"problem": problem, "days": "3", "talk": "1"})
    (reply,) = await house.receive(by, sent)
    assert isinstance(reply, Tell), reply
    send = button(reply.message, "Send")
    assert "twice" not in words_of(reply.message) and "once now and once after the talk" in words_of(
        reply.message
    )
    await house.press(by, send)
    await house.lived.house.beat()
    return send.args[0]


async def rated(house: World, persons: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    """Each presses a number on the newest card they have."""
    for person, number in zip(persons, numbers, strict=True):
        cards = [one for kind in ("pulse.ask", "pulse.round") for one in await house.letters(kind, person)]
        await house.press(person, button(cards[-1].message, number))


async def in_channel(house: World) -> list[Message]:
    return [one.message for one in await house.letters("pulse.rating", CHANNEL)]


async def test_two_rounds_with_a_talk_in_between_each_shown_in_one_thread(any_database: str) -> None:
    members = people(7)
    async with world(any_database) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members, NUMBERS)
        await house.later(days=3)
        (before,) = await in_channel(house)
        told = words_of(before)
        assert "of 10, likely between" in told and "some way apart" in told
        assert "What speaks for a high number" in told and "not yet validated" in told
        await house.later(days=1)
        assert len(await house.letters("pulse.round")) == 7
        await rated(house, members, ("5", "5", "8", "7", "6", "6", "5"))
        await house.later(days=3)
        *_, after = await in_channel(house)
        assert "Before the talk: 5.5 of 10" in words_of(after) and "After the talk: 6 of 10" in words_of(
            after
        )
        assert "No change we could detect" in words_of(after)
        first, opened, last = await house.letters("pulse.rating", CHANNEL)
        assert opened.thread_of == last.thread_of == first.once
        async with house.store.reading() as connection:
            for table in (pulse_sheets, pulse_secrets):
                assert (await connection.execute(select(table))).all() == []


async def test_results_of_a_pulse_name_what_the_group_last_rated(sqlite_url: str) -> None:
    members = people(7)
    async with world(sqlite_url) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members, NUMBERS)
        await house.later(days=4)
        assert "of 10, likely between" in said(await house.command("results", members[2]))
        await house.later(days=30)
        wave = await house.sends(measures=("ID",))
        for at, person in enumerate(members):
            await house.answers(person, wave, ("Agree", "In between")[at % 2])
        await house.later(days=9)
        told = said(await house.command("results", members[2]))
        assert "of 5, likely between" in told
        assert (
            "Confidence, as the group rated it: 5.5 of 10, likely between 3.5 and 7, on 10 September 2026."
            in told
        )


async def test_four_numbers_show_none_and_there_is_no_second_round(sqlite_url: str) -> None:
    members = people(7)
    async with world(sqlite_url) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members[:4], NUMBERS[:4])
        await house.later(days=12)
        (only,) = await in_channel(house)
        assert "none is, and there is no second round" in words_of(only) and "of 10" not in words_of(only)
        assert not await house.letters("pulse.round")


async def test_somebody_missing_in_the_second_round_is_not_told_by_the_difference(sqlite_url: str) -> None:
    members = people(7)
    async with world(sqlite_url) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members, NUMBERS)
        await house.later(days=4)
        await rated(house, members[1:], NUMBERS[1:])
        await house.later(days=3)
        *_, after = await in_channel(house)
        assert "it is not shown" in words_of(after) and "After the talk: " not in words_of(after)


async def test_ten_has_two_digits_and_stands_on_the_card_beside_the_whole(sqlite_url: str) -> None:
    members = people(6)
    async with world(sqlite_url) as house:
        await house.community(members)
        wave = await starts(house)
        card = await house.card(members[0], wave)
        assert [one.spoken is not None for one in buttons_of(card)[:11]] == [True] * 11
        (done,) = await house.press(members[0], button(card, "10"))
        await rated(house, members[1:], NUMBERS[:5])
        await house.later(days=3)
        beside = said(await house.press(members[0], button(done.message, "My answers beside the whole")))  # type: ignore[union-attr]
        assert "You: 10" in beside and "of 10, likely between" in beside


async def test_both_rounds_count_against_four_questions_in_four_weeks(sqlite_url: str) -> None:
    members = people(6)
    async with world(sqlite_url) as house:
        await house.community(members)
        await house.sends()
        await house.later(days=6)
        await starts(house)
        assert not [
            one for one in await house.letters("pulse.ask") if "Rate together" in words_of(one.message)
        ]
        await house.later(days=30)
        await starts(house)
        assert len([one for one in await house.letters() if "Rate together" in words_of(one.message)]) == 6


async def test_only_conveners_start_one_and_never_beside_an_open_pulse(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(people(6))
        for words in ("rate", "pulse rate"):
            (form,) = await house.command(words)
            assert isinstance(form, Open) and form.form.id == "pulse.rate"
            assert "Conveners start a pulse" in said(await house.command(words, "slack:U03"))
        empty = Submission("pulse.rate", ("c1",), {"problem": " ", "days": "3", "talk": "1"})
        assert isinstance((await house.receive(CONVENER, empty))[0], Reask)
        await house.sends()
        assert "is open until" in said(await house.command("rate"))


async def test_a_house_that_was_down_between_the_rounds_goes_on_where_it_was(sqlite_url: str) -> None:
    members = people(6)
    async with world(sqlite_url) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members, NUMBERS[:6])
        await house.later(days=3, minutes=1)
    async with lived_in(sqlite_url, at=MONDAY + timedelta(days=9)) as lived:
        again, lived._ids = World(lived), count(1000)  # no delivery is one of before
        await lived.house.beat()
        assert len(await again.letters("pulse.round")) == 6
        await rated(again, members, NUMBERS[:6])
        await again.later(days=3)
        assert "After the talk" in words_of((await in_channel(again))[-1])


async def test_from_fifteen_numbers_on_the_channel_sees_in_which_part_of_the_scale_they_lie(
    sqlite_url: str,
) -> None:
    members = people(16)
    async with world(sqlite_url) as house:
        await house.community(members)
        await starts(house)
        await rated(house, members, ("2", "9", "5", "8") * 4)
        await house.later(days=3)
        (shown,) = await in_channel(house)
        told = words_of(shown)
        assert "10 to 19 people gave a number" in told and "some way apart" in told
        assert "0 to 3: a quarter, likely between" in told and "7 to 10: half, likely between" in told
