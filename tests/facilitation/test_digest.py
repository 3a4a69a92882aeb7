"""A sponsor's Monday says what moved, in whole, in their own time, and nothing when nothing moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.digest import (
    CommunityWeek,
    OwnWeek,
    ProblemWeek,
    SponsorWeek,
    monday,
    show_details,
    tell_sponsor,
)
from facilitation.leadership import FEW, Opened, Shared, shared, worth
from facilitation.people import Person
from facilitation.promise import Kept, Promise
from facilitation.pulse.standing import Standing
from facilitation.voice import digest as voice
from facilitation.voice.problem import STATES
from facilitation.words import Arrival, Button, Buttons, Chart, Press, Prose, Wake
from tests.facilitation.worlds import given_at, reply_words, utc, words_of

NOW = utc(2026, 3, 2, 9)
SAM = Person("S", zone="UTC")
MOVED = CommunityWeek("c1", "People people", experiments_opened=1)
WEEK = SponsorWeek(SAM, (MOVED,))


def told(week: SponsorWeek) -> str:
    return words_of(monday(week, "2026-W10", NOW))


def decide(week: SponsorWeek | None):
    return tell_sponsor(("W", Wake(NOW, "digest.sponsor", "S")), week, given_at(NOW))


def test_nothing_to_say_no_digest_but_another_monday():
    decided = decide(SponsorWeek(SAM, (CommunityWeek("c1", "x", messages=90, posters=9),)))
    assert decided.letters == () and decided.entries[0].kind == "digest.held"
    assert [wake.due_at for wake in decided.wakes] == [NOW + timedelta(days=7)]


def test_somebody_who_sponsors_nothing_any_more_has_no_more_mondays():
    assert decide(None).wakes == ()


def test_a_digest_is_one_letter_a_week_inside_the_readers_hours():
    (letter,) = decide(replace(WEEK, reader=replace(SAM, away_until=NOW.date() + timedelta(days=2)))).letters
    assert letter.once == "digest:S:2026-W10" and letter.not_before == utc(2026, 3, 4, 9)


def test_the_last_promise_comes_first_and_only_while_it_is_open():
    promise = Promise("p", "S", "c1", "I answer the budget question", NOW)
    said = told(replace(WEEK, promise=promise))
    assert said.index("I answer the budget question") < said.index("1 experiment began")
    assert "budget" not in told(replace(WEEK, promise=replace(promise, kept=Kept.KEPT)))


@pytest.mark.parametrize(
    ("joined", "shown"), [(1, "A few people came or went"), (4, "A few people"), (5, "5 people joined")]
)
def test_people_are_counted_from_five_upward(joined, shown):
    assert shown in told(SponsorWeek(SAM, (CommunityWeek("c1", "x", joined=joined),)))


def test_no_change_is_the_usual_sentence_and_not_known_is_an_answer():
    for change, words in (
        (0, "No change we could detect"),
        (None, "not known yet"),
        (1, "higher than last quarter"),
    ):
        assert words in told(SponsorWeek(SAM, (replace(MOVED, shared=Shared(6.0, 0.5, 0, change)),)))


def test_a_published_figure_comes_with_its_band_and_whether_it_moved():
    for change, words in (
        (None, "nothing to compare"),
        (0, "No change we could detect"),
        (-1, "lower than in"),
    ):
        said = told(SponsorWeek(SAM, (replace(MOVED, figures=(Standing("EF", 2.5, 4.0, change),)),)))
        assert "Getting somewhere together: between 2.5 and 4" in said and words in said


def test_a_sponsor_of_many_gets_three_lines_each_and_the_rest_on_press():
    full = replace(MOVED, kept=1, clinics=1, stories=2, practices=1, gatherings=1)
    week = SponsorWeek(SAM, (full, *(CommunityWeek(f"c{n}", f"C{n}") for n in range(2, 6))))
    message = monday(week, "2026-W10", NOW)
    assert "practice was put" not in words_of(message) and "In 4 other communities" in words_of(message)
    buttons = [one for part in message.parts if isinstance(part, Buttons) for one in part.buttons]
    (details,) = [one for one in buttons if one.action == "digest.details"]
    shown = show_details(Arrival("a", "W", "S", Press("digest.details", details.args)), week, given_at(NOW))
    assert "1 practice was put" in reply_words(shown)
    late = show_details(
        Arrival("a", "W", "S", Press("digest.details", details.args)),
        week,
        given_at(NOW + timedelta(days=14)),
    )
    assert "another week" in reply_words(late)


def test_a_problem_that_stands_still_is_named_after_three_weeks():
    still = ProblemWeek("How?", STATES["exploring"], NOW - timedelta(days=30), False)
    assert "has not moved for 30 days" in told(replace(WEEK, problems=(still,)))
    fresh = replace(still, since=NOW - timedelta(days=5))
    assert "has not moved" not in told(replace(WEEK, problems=(fresh,)))


@pytest.mark.parametrize(("hands", "shown"), [(4, None), (5, 5), (9, 5), (10, 10)])
def test_hands_on_a_problem_that_moved_are_counted_in_fives(hands, shown):
    one = ProblemWeek("How?", STATES["exploring"], NOW, True, hands)
    lines = [part.phrases[0] for part in monday(replace(WEEK, problems=(one,)), "2026-W10", NOW).parts
             if isinstance(part, Prose) and part.phrases[0].key == voice.HANDS.key]  # fmt: skip
    assert lines == ([voice.HANDS(n=shown)] if shown else [])


def test_eight_mondays_ask_eight_different_questions():
    asked = {words_of(monday(WEEK, f"2026-W{week:02d}", NOW)) for week in range(10, 18)}
    assert len(asked) == 8


def test_a_picture_needs_three_points_and_has_its_words():
    assert not any(
        isinstance(part, Chart)
        for part in monday(replace(WEEK, quarter=(0,) * 12 + (3,)), "2026-W10", NOW).parts
    )
    message = monday(replace(WEEK, quarter=(1, 0, 2, 3) + (0,) * 9), "2026-W10", NOW)
    (chart,) = [part for part in message.parts if isinstance(part, Chart)]
    assert chart.twin.slot("n") == 6


def test_how_the_reader_showed_up_is_said_to_be_for_the_reader_alone():
    assert "shown to nobody else" in told(replace(WEEK, own=OwnWeek(threads=2, asked=1, told=3)))


def test_no_button_is_without_a_route():
    assert all(isinstance(one, Button) and "." in one.action for part in monday(WEEK, "2026-W10", NOW).parts
               if isinstance(part, Buttons) for one in part.buttons)  # fmt: skip


def test_worth_is_one_for_a_soloist_and_n_for_n_alike():
    assert worth(Opened({"a": 7})) == 1 and worth(Opened({})) == 0
    assert worth(Opened(dict.fromkeys("abcd", 3))) == pytest.approx(4)


def test_few_people_give_no_figure_and_small_moves_no_change():
    alike = Opened(dict.fromkeys(map(str, range(FEW)), 2))
    one_rules = Opened({**dict.fromkeys(map(str, range(FEW)), 1), "0": 400})
    assert shared(Opened({"a": 1, "b": 1}), None) is None
    assert (
        shared(alike, alike).change == 0
        and shared(one_rules, alike).change == -1
        and shared(alike, None).change is None
    )
