"""A nudge that helps is kept and one that does not retires; until we know, we say that we do not know."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from facilitation.nudges.catalogue import KINDS
from facilitation.nudges.desk import NudgeRetired
from facilitation.nudges.measure import (
    LEVEL,
    Season,
    Tally,
    Verdict,
    difference,
    line,
    review,
    tell_how_they_do,
    verdict,
)
from facilitation.voice import nudges as say
from facilitation.words import Arrival, Command, Wake
from tests.facilitation.worlds import given_at, reply_words, utc, words_of

NOW = utc(2026, 6, 8, 0, 30)
WAKE = ("slack:T1", Wake(NOW, "nudges.review", "nudges"))


@pytest.mark.parametrize("counts", [(40, 12, 10, 3), (200, 90, 50, 12), (25, 25, 25, 0), (30, 0, 30, 0)])
def test_the_interval_is_the_published_one(counts: tuple[int, int, int, int]) -> None:
    shown, well, left_out, left_out_well = counts
    ours = difference(Tally("x", shown, well, left_out, left_out_well))
    low, high = confint_proportions_2indep(
        well, shown, left_out_well, left_out, method="newcomb", alpha=1 - LEVEL
    )
    assert (ours.low, ours.high) == (pytest.approx(low), pytest.approx(high))


def test_few_counts_are_never_enough_to_say_anything() -> None:
    assert verdict(Tally("no_rhythm", 400, 400, 24, 0)) is Verdict.NOT_KNOWN
    assert verdict(Tally("no_rhythm")) is Verdict.NOT_KNOWN


def test_a_kind_retires_when_even_the_best_case_is_not_worth_the_interruption() -> None:
    assert verdict(Tally("no_rhythm", 800, 240, 200, 70)) is Verdict.RETIRES
    assert verdict(Tally("no_rhythm", 800, 400, 200, 60)) is Verdict.HELPS
    assert verdict(Tally("no_rhythm", 800, 280, 200, 64)) is Verdict.NOT_KNOWN


def test_a_kind_that_retires_is_kept_written_down_and_told_to_the_admins() -> None:
    season = Season(
        (Tally("no_rhythm", 800, 240, 200, 70), Tally("no_stories", 5, 1, 1, 0)), admins=("slack:admin",)
    )
    decision = review(WAKE, season, given_at(NOW))
    (kept,) = decision.changes
    assert isinstance(kept, NudgeRetired) and (kept.kind, kept.offers) == ("no_rhythm", 1000)
    assert [(e.subject, dict(e.about)["verdict"]) for e in decision.entries] == [
        ("no_rhythm", "retires"),
        ("no_stories", "not known yet"),
    ]
    (letter,) = decision.letters
    assert "“No rhythm yet” has retired itself" in words_of(letter.message)
    assert letter.kind == "digest.admin"


def test_a_retired_kind_is_not_retired_again() -> None:
    season = Season((Tally("no_rhythm", 800, 240, 200, 70),), retired=frozenset({"no_rhythm"}), admins=("a",))
    assert review(WAKE, season, given_at(NOW)).changes == ()


def test_anybody_may_see_how_the_kinds_do_and_not_known_yet_is_an_answer() -> None:
    ask = Arrival("1", "slack:T1", "slack:ana", Command("nudges"))
    told = reply_words(tell_how_they_do(ask, Season((Tally("no_rhythm", 4, 1, 1, 0),)), given_at(NOW)))
    assert "“No rhythm yet”: not known yet, offered 5 times." in told
    assert "None was offered here so far." in reply_words(tell_how_they_do(ask, Season(), given_at(NOW)))


def test_what_helps_and_what_retired_is_told_with_both_ends_of_its_interval() -> None:
    helps, useless = Tally("no_rhythm", 800, 400, 200, 60), Tally("no_rhythm", 800, 240, 200, 70)
    title = say.title_of("no_rhythm")
    low, high = (round(100 * one) for one in (difference(helps).low, difference(helps).high))
    assert line(helps) == say.HELPS(kind=title, low=low, high=high) and 0 < low < high
    low, high = (round(100 * one) for one in (difference(useless).low, difference(useless).high))
    assert line(useless) == say.RETIRED(kind=title, low=low, high=high, n=1000) and low < high


# --- planted: one that helps and one that does not, among many -----------------------------------------------------------

HELPFUL, USELESS = "no_rhythm", "one_language"


def two_years(seed: int) -> dict[str, int]:
    """Week in which each kind retired, in 200 communities' worth of offers; the planted two differ, most do a little."""
    luck = Random(seed)
    gains = {kind: luck.choice([0.0, 0.1, 0.15, 0.2]) for kind in KINDS} | {HELPFUL: 0.25, USELESS: 0.0}
    tallies = {kind: Tally(kind) for kind in KINDS}
    gone: dict[str, int] = {}
    for week in range(104):
        for kind in tallies.keys() - gone.keys():
            for _ in range(20):
                tallies[kind] = counted(tallies[kind], gains[kind], luck)
        season = Season(tuple(tallies[kind] for kind in KINDS), frozenset(gone))
        for change in review(WAKE, season, given_at(NOW)).changes:
            assert isinstance(change, NudgeRetired)
            gone[change.kind] = week
    return gone


def counted(tally: Tally, gain: float, luck: Random) -> Tally:
    if luck.random() < 0.2:
        well = luck.random() < 0.3
        return replace(tally, left_out=tally.left_out + 1, left_out_well=tally.left_out_well + well)
    well = luck.random() < 0.3 + gain
    return replace(tally, shown=tally.shown + 1, shown_well=tally.shown_well + well)


@pytest.mark.parametrize("seed", [1, 2])
def test_of_a_helpful_and_a_useless_kind_among_many_the_first_is_kept_and_the_second_retires(
    seed: int,
) -> None:
    gone = two_years(seed)
    assert HELPFUL not in gone
    assert USELESS in gone
