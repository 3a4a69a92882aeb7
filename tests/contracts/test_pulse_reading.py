"""Results as people read them: sure of little and saying so, the same for all, and a question instead of a verdict."""

from __future__ import annotations

import csv

import pytest

from facilitation.community import SponsorNamed
from facilitation.words import (
    Attached,
    Button,
    Chart,
    Command,
    Listing,
    Message,
    Open,
    Quote,
    Reask,
    Submission,
    Tell,
)
from tests.contracts.pulse_world import CONVENER, W, World, button, buttons_of, people, said, words_of, world

pytestmark = pytest.mark.asyncio

TWELVE = people(12)
MIXED = ("Agree", "Strongly agree", "In between", "Agree", "Disagree", "Agree")


async def pulse(house: World, answered: int = 6, members: tuple[str, ...] = TWELVE, **form: str) -> str:
    """So many of them answer; then it is closed and everybody may read it. Returns the wave's id."""
    wave = await house.sends(measures=("ID", "BE"), **form)
    for at, person in enumerate(members[:answered]):
        await house.answers(person, wave, MIXED[at % 6], MIXED[(at + 2) % 6])
    await house.later(days=9)
    return wave


async def results(house: World, words: str = "results", person: str = TWELVE[3]) -> Message:
    (told,) = await house.command(words, person)
    assert isinstance(told, Tell)
    return told.message


async def shared(house: World, wave: str, to: str) -> Message:
    (letter,) = [one for one in await house.letters("", to) if one.once == f"pulse.shared:{wave}:{to}"]
    message: Message = letter.message
    return message


async def test_no_change_is_what_is_said_unless_one_could_be_detected(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        assert words_of(await results(house)).count("Asked here for the first time.") == 2
        await house.later(days=30)
        await pulse(house)
        told = words_of(await results(house))
        assert told.count("No change we could detect.") == 2 and "higher" not in told
        assert "not yet validated" in told and "this community in general" in told


async def test_a_change_that_could_be_detected_is_said_with_its_direction(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        for labels in (("Strongly disagree", "Disagree"), ("Strongly agree", "Agree")):
            wave = await house.sends(measures=("ID",))
            for at, person in enumerate(TWELVE):
                await house.answers(person, wave, labels[at % 2])
            await house.later(days=40)
        assert "It lies higher than last time, by more than chance." in words_of(await results(house))


async def test_few_answers_are_said_as_bands_and_what_the_others_could_change(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house, answered=5)
        told = words_of(await results(house))
        assert "5 to 9 people answered. That is between 4 and 8 in 10 of those asked." in told
        assert "whatever the others would have said" in told
        assert "\n5 people" not in told and "12 people" not in told


async def test_everybody_reads_the_same_and_each_audience_has_one_question_of_its_own(
    sqlite_url: str,
) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        wave = await pulse(house)
        (mine,) = house.got(TWELVE[1], "comes to you first")
        convener, anybody = await shared(house, wave, CONVENER), await results(house)
        figures = [line for line in words_of(mine).splitlines() if "likely between" in line]
        for other in (convener, anybody):
            assert [line for line in words_of(other).splitlines() if "likely between" in line] == figures
        for message in (mine, convener, anybody):
            talk = [line for line in words_of(message).splitlines() if line.startswith(("What", "Which"))]
            assert len([one for one in talk if one.endswith("?")]) == 1


async def test_the_picture_has_no_colour_and_says_the_same_in_words(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        message = await results(house)
        (chart,) = [one for one in message.parts if isinstance(one, Chart)]
        assert chart.kind == "bands" and chart.twin.key == "pulse.results.picture_twin"
        told = words_of(message)
        for _, (low, value, high, before) in chart.series:
            assert f"{value:g} of 5, likely between {low:g} and {high:g}" in told and before is None


async def test_words_are_shown_from_ten_on_and_nobody_stands_beside_them(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(TWELVE)
        for writing, shown in ((9, 0), (10, 10)):
            wave = await house.sends(measures=("ID",), own="What would help?", own_kind="open")
            for at, person in enumerate(TWELVE):
                card = await house.answers(person, wave, MIXED[at % 6])
                if at < writing:
                    await house.writes(person, button(card, "Write an answer"), f"quiet rooms {at}")
            await house.later(days=40)
            message = await results(house)
            assert "Answered in people's own words." in words_of(message)
            (told,) = await house.press(TWELVE[3], button(message, "What people wrote"))
            assert isinstance(told, Tell)
            quotes = [one for one in told.message.parts if isinstance(one, Quote)]
            assert len(quotes) == shown and not any(one.by for one in quotes)


async def test_how_to_read_it_says_what_could_not_have_been_seen(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        told = said(await house.press(TWELVE[3], button(await results(house), "How to read this")))
        assert "cannot be seen" in told and "19 times in 20" in told


async def test_the_table_holds_what_was_shown_and_no_formula(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        wave = await house.sends(measures=("ID",), own="=1+1", own_kind="agreement")
        for at, person in enumerate(TWELVE):
            await house.answers(person, wave, MIXED[at % 6], MIXED[(at + 1) % 6])
        assert "Results come after that" in said(await house.command("results csv"))
        await house.later(days=9)
        assert "by direct message" in said(await house.command("results csv", TWELVE[3]))
        assert said(await house.press(TWELVE[5], button(await results(house), "As a table (CSV)")))
        first, second = await house.letters("pulse.table")
        assert {first.to, second.to} == {TWELVE[3], TWELVE[5]} and first.message == second.message
        (file,) = [one for one in first.message.parts if isinstance(one, Attached)]
        assert Listing(file.text, first.message.summary) in first.message.parts
        rows, shown = list(csv.DictReader(file.text.splitlines())), words_of(await results(house))
        for row in rows:
            assert (
                f"{row['figure']} of 5, likely between {row['likely_from']} and {row['likely_to']}" in shown
            )
        assert [row["question"] for row in rows] == ["Identification with the community", "'=1+1"]
        assert {row["answered"] for row in rows} == {"10-19"} and {row["validated"] for row in rows} == {"no"}


async def test_the_silent_read_it_with_everybody_else_and_not_before(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        for person in TWELVE:
            await house.lives_in(person, "Asia/Tokyo")
        wave = await house.sends(measures=("ID",))
        for at, person in enumerate(TWELVE[:6]):
            await house.answers(person, wave, MIXED[at])
        closes = (await house.card(TWELVE[8], wave)).parts[0] and house.clock.now()
        await house.later(days=5)
        card = await house.card(TWELVE[8], wave)
        (closed,) = await house.press(TWELVE[8], button(card, "Agree"))
        early = said(await house.press(TWELVE[8], button(closed.message, "My answers beside the whole")))  # type: ignore[union-attr]
        assert "first to those who answered" in early and "likely" not in early, closes
        await house.later(days=3)
        later = said(await house.press(TWELVE[8], button(closed.message, "My answers beside the whole")))  # type: ignore[union-attr]
        assert "likely between" in later


# --- after the results -----------------------------------------------------------------------------------------


async def start(house: World, person: str = CONVENER) -> object:
    (reply,) = await house.command("pulse", person)
    return reply


async def fills(house: World, opener: Button, words: str, person: str = CONVENER) -> tuple[object, ...]:
    (opened,) = await house.press(person, opener)
    assert isinstance(opened, Open), opened
    return await house.receive(person, Submission(opened.form.id, opened.form.memo, {"words": words}))


async def test_the_convener_says_what_the_community_will_do_and_the_next_pulse_begins_with_what_came(
    sqlite_url: str,
) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        wave = await pulse(house)
        will = button(await shared(house, wave, CONVENER), "Say what the community will do")
        assert "Conveners start a pulse" in said(await house.press(TWELVE[4], will))
        assert isinstance((await fills(house, will, " "))[0], Reask)
        await fills(house, will, "We try an open hour")
        (told,) = await house.letters("pulse.intended")
        assert told.to == "slack:C-c1" and Quote("We try an open hour", CONVENER) in told.message.parts
        await house.later(days=40)
        form = await start(house)
        assert isinstance(form, Open)
        (came,) = [one for one in form.form.fields if getattr(one, "name", "") == "came"]
        assert came.value == "We try an open hour"  # type: ignore[union-attr]
        preview = await house.starts(measures=("ID",), came="The open hour is on Fridays")
        assert "After the last pulse: The open hour is on Fridays" in words_of(preview)
        await house.press(CONVENER, button(preview, "Send"))
        await house.lived.house.beat()
        card = await house.card(TWELVE[4], button(preview, "Send").args[0])
        assert "After the last pulse: The open hour is on Fridays" in words_of(card)


async def test_two_pulses_of_which_nothing_came_let_pulses_rest_until_that_is_said(any_database: str) -> None:
    async with world(any_database) as house:
        await house.community(TWELVE)
        for _ in range(2):
            wave = await pulse(house)
            await house.later(days=30)
        told = await shared(house, wave, CONVENER)
        assert "The next one waits until that is said" in words_of(told)
        reply = await start(house)
        assert isinstance(reply, Tell) and "Pulses rest until that is said" in words_of(reply.message)
        sent = Submission("pulse.new", ("c1",), {"measures": ("ID",), "days": "5"})
        assert "Pulses rest" in said(await house.receive(CONVENER, sent))
        (rate,) = await house.command("rate")
        assert isinstance(rate, Open), "a group rating is talked over by itself"
        await fills(house, button(reply.message, "Say what came of it"), "Nothing yet; we had no room")
        assert isinstance(await start(house), Open)


async def test_what_came_is_said_only_once_it_goes_out(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        for _ in range(2):
            preview = await house.starts(measures=("ID",), came="We met twice")
            await house.press(CONVENER, button(preview, "Not now"))
            await pulse(house)
            await house.later(days=30)
        assert isinstance(await start(house), Tell), "nobody has read it, so pulses rest"


async def test_a_draft_made_before_pulses_rested_is_not_sent_either(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        await house.later(days=30)
        draft = await house.starts(measures=("ID",))
        await pulse(house)
        assert "Pulses rest" in said(await house.press(CONVENER, button(draft, "Send")))


async def test_the_sponsor_hears_last_with_a_question_to_ask_and_nothing_to_decide(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await house.keep(SponsorNamed("c1", "slack:U77"))
        wave = await pulse(house)
        (letter,) = await house.letters("pulse.shared", "slack:U77")
        (convener,) = await house.letters("pulse.shared", CONVENER)
        assert letter.once == f"pulse.shared:{wave}:slack:U77"
        assert "What would people in this community tell you" in words_of(letter.message)
        assert "pulse.intend" not in {one.action for one in buttons_of(letter.message)}
        assert "pulse.intend" in {one.action for one in buttons_of(convener.message)}


async def test_results_are_for_the_community_and_its_sponsor(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        message = await results(house)
        for words in ("results", "results csv"):
            assert "You are not in" in said(await house.command(words, "slack:U77"))
        for pressed in buttons_of(message):
            assert "You are not in" in said(await house.press("slack:U77", pressed))
        assert not await house.letters("pulse.table")
        await house.keep(SponsorNamed("c1", "slack:U77"))
        assert "likely between" in said(await house.command("results", "slack:U77"))


async def test_buttons_of_results_that_are_gone_say_so(sqlite_url: str) -> None:
    async with world(sqlite_url) as house:
        await house.community(TWELVE)
        await pulse(house)
        for pressed in buttons_of(await results(house)):
            lost = Button(pressed.label, pressed.action, ("nowhere",))
            assert said(await house.press(TWELVE[2], lost))
        assert said(await house.receive(TWELVE[2], Command("results csv", channel="slack:C-none"), W))
