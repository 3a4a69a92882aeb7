"""Omega from pairs of answers is what it is from whole questionnaires, and from too few it is nothing."""

from __future__ import annotations

import numpy as np

from facilitation.pulse.reliability import ENOUGH, FEWEST_A_WAVE, Pair, omega, pairs_of
from facilitation.pulse.wave import Heard

ITEMS = ("PS1", "PS2", "PS3")


def answered(people: int, loading: float, seed: int = 1) -> tuple[list[Pair], np.ndarray]:
    """(one pair from each person, the whole questionnaire) of people who answer three statements with one factor."""
    luck = np.random.default_rng(seed)
    factor = luck.normal(size=(people, 1))
    said = 3.2 + loading * factor + np.sqrt(1 - loading**2) * luck.normal(size=(people, 3))
    whole = np.clip(np.round(said), 1, 5)
    pairs = []
    for person in whole:
        one, other = sorted(luck.choice(3, 2, replace=False))
        pairs.append((ITEMS[one], ITEMS[other], int(person[one]), int(person[other])))
    return pairs, whole


def alpha(whole: np.ndarray) -> float:
    """Cronbach's, which is omega where all loadings are the same."""
    return 3 / 2 * (1 - whole.var(axis=0, ddof=1).sum() / whole.sum(axis=1).var(ddof=1))


def test_omega_from_pairs_is_near_what_whole_questionnaires_say() -> None:
    for loading in (0.5, 0.7, 0.85):
        pairs, whole = answered(4000, loading)
        found = omega(pairs)
        assert found is not None and abs(found.value - alpha(whole)) < 0.04
        assert found.low < alpha(whole) < found.high


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    truth = alpha(answered(60_000, 0.75, 99)[1])
    found = [omega(answered(300, 0.75, seed)[0]) for seed in range(40)]
    held = sum(one is not None and one.low <= truth <= one.high for one in found)
    assert held >= 35  # 38 of 40 expected


def test_statements_that_do_not_hang_together_have_none() -> None:
    found = omega(answered(600, 0.0)[0])
    assert found is not None and found.value < 0.35 and found.low == 0.0


def test_nothing_is_computed_under_a_hundred_and_fifty_or_without_every_pair_of_statements() -> None:
    pairs, _ = answered(ENOUGH, 0.7)
    assert omega(pairs) is not None and omega(pairs[:-1]) is None
    assert omega([pair for pair in pairs * 2 if pair[0] == "PS1" or pair[1] != "PS3"]) is None


def test_a_pulse_adds_pairs_of_one_construct_that_were_answered_and_none_where_there_are_few() -> None:
    full = {"PS1": "4", "PS3": "5", "ID2": "3", "VC1": "2"}
    others = [{"PS2": "x", "PS3": "5"}, {"PS1": "4", "ID1": "4"}, {"VC1": "1", "VC2": "2"}]
    few = [Heard(f"p{one}", full) for one in range(FEWEST_A_WAVE - 1)] + [Heard("q", one) for one in others]
    assert pairs_of(few) == {}
    assert pairs_of([*few, Heard("r", full)]) == {"PS": (("PS1", "PS3", 4, 5),) * FEWEST_A_WAVE}
