"""Reports about suggestions as a whole, and what a community teaches by putting some aside."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from facilitation.periphery.fairness import FEWEST, Traits, report, reported
from facilitation.periphery.heldout import ENOUGH, Followed, is_told, worth_of
from facilitation.periphery.lessons import HIGHEST, LOWEST, taught
from facilitation.periphery.ranking import FEATURES
from facilitation.periphery.record import Known, Outcome, Record, show_fairness
from facilitation.periphery.suggestion import Dismissal
from facilitation.voice.catalogue import plain
from facilitation.words import Facts, Given

WEIGHTS = np.ones(len(FEATURES))


def people(many, days=400, hours=0, **more):
    return {
        f"{days}-{hours}-{n}": Traits(timedelta(days=days), timedelta(hours=hours), more) for n in range(many)
    }


def test_nothing_is_reported_before_ten_were_named():
    eligible = people(30)
    assert report(eligible, list(eligible)[: FEWEST - 1] * 3) is None
    assert report(people(FEWEST - 1), list(eligible)) is None
    assert report(eligible, list(eligible)[:FEWEST]) is not None


def test_circles_of_fewer_than_ten_are_left_out_and_shares_are_compared():
    eligible = people(60) | people(30, days=10) | people(30, days=200) | people(20, hours=9, site="Oslo")
    named = [one for one in eligible if one.startswith("10-")] + list(people(10))
    found = report(eligible, named)
    circles = {(one.trait, one.name): one for one in found.circles}
    assert circles["tenure", "new"].named == pytest.approx(30 / 40)
    assert circles["tenure", "new"].eligible == pytest.approx(30 / 140)
    assert circles["site", "Oslo"].people == 20 and circles["zone", "east"].people == 20
    assert found.most == 1 and 0 < found.gini < 1


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40), min_size=1))
def test_no_circle_of_fewer_than_ten_can_be_worked_out_from_those_that_are_shown(sizes):
    shown = reported(sizes)
    assert all(sizes[name] >= FEWEST for name in shown)
    left = sum(sizes.values()) - sum(sizes[name] for name in shown)
    assert left == 0 or left >= FEWEST or not shown


def test_what_an_organisation_supplied_is_told_in_its_own_words_and_nothing_else_it_may_hold():
    zone, now = "UTC", datetime(2026, 3, 2, tzinfo=UTC)
    known = [
        Known(f"u{n}", now - timedelta(days=400), zone, {"site": "Oslo" if n < 15 else "Lima", "grade": "7"})
        for n in range(30)
    ]
    made = [Outcome(one.person, now - timedelta(days=9), now, False, 0, False) for one in known[:12]]
    shown = show_fairness(Record(tuple(known), tuple(made)), Given(now, lambda: "id", Random))
    (facts,) = [part for part in shown.replies[0].message.parts if isinstance(part, Facts)]
    told = {plain(label): plain(value) for label, value in facts.pairs}
    assert told["Site: Oslo"] == "100 of 100 named, 50 of 100 who could be"
    assert told["Site: Lima"].startswith("0 of 100") and not any("7" in label for label in told)


def test_not_known_until_both_halves_are_large_enough():
    rows = [Followed(n % 2 == 0, 1) for n in range(2 * ENOUGH - 2)]
    assert worth_of(rows).came is None
    assert worth_of([*rows, Followed(True, 1), Followed(False, 1)]).came is not None


@given(st.integers(0, 150), st.integers(0, 150))
def test_the_interval_is_newcombes_at_95_per_cent(shown_came, held_came):
    """statsmodels as the second opinion."""
    rows = [Followed(False, n < shown_came) for n in range(150)] + [
        Followed(True, n < held_came) for n in range(150)
    ]
    found = worth_of(rows).came
    low, high = confint_proportions_2indep(shown_came, 150, held_came, 150, method="newcomb", compare="diff")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))
    assert is_told(found) == (found.low > 0 or found.high < 0)


@given(st.dictionaries(st.sampled_from([*Dismissal, "unheard of"]), st.integers(0, 50)))
def test_what_conveners_teach_stays_within_bounds(dismissals):
    factors = taught(WEIGHTS, dismissals)
    assert (factors >= LOWEST).all() and (factors <= HIGHEST).all()


def test_three_reasons_teach_and_two_do_not():
    assert taught(WEIGHTS, {Dismissal.ALREADY: 9, Dismissal.MOMENT: 9}).tolist() == WEIGHTS.tolist()
    once = dict(zip(FEATURES, taught(WEIGHTS, {Dismissal.TOPIC: 1, Dismissal.GONE: 2}), strict=True))
    assert (
        once["circles"] == pytest.approx(0.9) and once["lately"] == pytest.approx(1.2) and once["ties"] == 1
    )
