"""A press on a nudge always gets an answer: a move, an explanation, or quiet; and the doing stays with people."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.attention import Habit
from facilitation.nudges.answers import (
    Later,
    Pressed,
    choose_move,
    measure,
    pick_more,
    post_question,
    tell_stopped,
    want_again,
    weekly_again,
)
from facilitation.nudges.catalogue import KINDS, NUDGES
from facilitation.nudges.desk import (
    DigestHabitChanged,
    NudgeAnswered,
    NudgeMeasured,
    NudgeStopped,
    NudgeWanted,
    Offer,
)
from facilitation.words import NOTHING, Arrival, Press, Wake
from tests.facilitation.nudges.histories import ANA, BO, GUILD, NOW, well_but
from tests.facilitation.nudges.test_kinds import BELIEFS
from tests.facilitation.worlds import given_at, reply_words

HERE = replace(GUILD, channels=("slack:C1",))


def offer_of(kind: str) -> Offer:
    evidence = NUDGES[kind].evidence(BELIEFS[kind][0])
    assert evidence is not None
    return Offer("o1", kind, GUILD.id, ANA, NOW, NOW + timedelta(days=28), evidence)


def pressed(kind: str = "no_rhythm", habit: Habit | None = None) -> Pressed:
    return Pressed(offer_of(kind), HERE, habit or Habit(untouched=2))


def press(action: str, *args: str, chosen: str = "", by: str = ANA) -> Arrival:
    return Arrival("a1", "slack:T1", by, Press(action, args, (chosen,) if chosen else ()))


GIVEN = given_at(NOW)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("said", ["either", "other", "else"])
def test_every_move_of_every_kind_answers_something(kind: str, said: str) -> None:
    decision = choose_move(press("nudge.choose", "o1", said), pressed(kind), GIVEN)
    assert len(reply_words(decision)) > 20
    assert NudgeAnswered("o1", ANA, kind, said) in decision.changes


def test_a_structured_conversation_is_shown_with_its_steps_and_minutes() -> None:
    said = reply_words(choose_move(press("nudge.choose", "o1", "either"), pressed("no_purpose"), GIVEN))
    assert "20 minutes, 4 to 60 people." in said
    assert "5 minutes: In pairs" in said


def test_a_question_goes_to_the_group_only_when_its_convener_says_so_and_in_their_name() -> None:
    shown = choose_move(press("nudge.choose", "o1", "other"), pressed(), GIVEN)
    assert shown.letters == ()
    posted = post_question(press("nudge.post", "o1"), pressed(), GIVEN)
    (letter,) = posted.letters
    assert letter.to == "slack:C1"
    assert letter.message.summary.slot("who").person == ANA


def test_why_this_shows_what_was_seen_and_where_the_idea_comes_from() -> None:
    said = reply_words(pick_more(press("nudge.more", "o1", chosen="why"), pressed(), GIVEN))
    assert "no gathering comes back by itself" in said
    assert "seven principles" in said
    assert "One in five" in said


def test_any_press_shows_that_the_digest_is_read() -> None:
    for chosen in ("why", "done", "not_useful", "snooze", "stop"):
        decision = pick_more(press("nudge.more", "o1", chosen=chosen), pressed(), GIVEN)
        (habit,) = [c.habit for c in decision.changes if isinstance(c, DigestHabitChanged)]
        assert habit.untouched == 0


def test_a_snooze_lasts_four_weeks_and_a_stop_until_they_want_it_back() -> None:
    snoozed = pick_more(press("nudge.more", "o1", chosen="snooze"), pressed(), GIVEN)
    assert NudgeAnswered("o1", ANA, "no_rhythm", "snooze", NOW + timedelta(weeks=4)) in snoozed.changes
    stopped = pick_more(press("nudge.more", "o1", chosen="stop"), pressed(), GIVEN)
    assert NudgeStopped(ANA, "no_rhythm") in stopped.changes
    wanted = want_again(press("nudge.again", "no_rhythm"), None, GIVEN)
    assert wanted.changes == (NudgeWanted(ANA, "no_rhythm"),)


def test_stopped_kinds_can_be_seen() -> None:
    assert "No rhythm yet" in reply_words(
        tell_stopped(press("nudge.stopped"), frozenset({"no_rhythm"}), GIVEN)
    )
    assert "You have stopped no kind." in reply_words(
        tell_stopped(press("nudge.stopped"), frozenset(), GIVEN)
    )


def test_a_press_on_a_card_that_is_gone_or_not_theirs_gets_a_true_sentence() -> None:
    gone = choose_move(press("nudge.choose", "o1", "either"), Pressed(None), GIVEN)
    assert "closed already" in reply_words(gone) and gone.changes == ()
    other = choose_move(press("nudge.choose", "o1", "either", by=BO), pressed(), GIVEN)
    assert "for somebody else" in reply_words(other) and other.changes == ()
    assert "closed already" in reply_words(want_again(press("nudge.again", "nonsense"), None, GIVEN))


def test_the_week_comes_back_when_they_ask() -> None:
    (change,) = weekly_again(press("nudge.weekly"), Habit(monthly=True, untouched=4), GIVEN).changes
    assert change == DigestHabitChanged(ANA, "digest.convener", Habit())


def test_what_was_shown_and_what_was_left_out_are_measured_by_the_same_question() -> None:
    for shown in (True, False):
        offer = replace(offer_of("no_rhythm"), shown=shown)
        wake = ("slack:T1", Wake(NOW, "nudges.measure", "o1"))
        well = measure(wake, Later(offer, well_but()), GIVEN)
        still = measure(wake, Later(offer, well_but(has_rhythm=False)), GIVEN)
        assert well.changes == (NudgeMeasured("o1", True),)
        assert still.changes == (NudgeMeasured("o1", False),)
    assert measure(wake, Later(None, None), GIVEN) == NOTHING
