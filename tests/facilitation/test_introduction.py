"""Pairs are drawn so that nobody is left out and nobody meets the same person while there are others."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.introduction import draw, repeats


def people(n: int) -> list[str]:
    return [f"p{i:03}" for i in range(n)]


@settings(max_examples=80, deadline=None)
@given(st.integers(2, 40), st.integers(0, 10_000))
def test_everybody_is_in_one_group_of_two_and_an_odd_one_makes_it_three(n: int, seed: int) -> None:
    groups = draw(people(n), {}, Random(seed))
    assert sorted(one for group in groups for one in group) == people(n)
    sizes = Counter(map(len, groups))
    assert sizes[3] == n % 2
    assert sizes[2] == n // 2 - n % 2


def test_one_person_alone_is_not_paired_with_nobody() -> None:
    assert draw(people(1), {}, Random(1)) == ()
    assert draw([], {}, Random(1)) == ()


@pytest.mark.parametrize(("n", "rounds"), [(6, 4), (12, 9), (13, 6), (30, 24), (120, 40)])
def test_for_months_nobody_meets_the_same_person_twice(n: int, rounds: int) -> None:
    met: Counter[frozenset[str]] = Counter()
    for number in range(rounds):
        groups = draw(people(n), met, Random(f"{n}:{number}"))
        assert repeats(groups, met) == 0
        met.update(frozenset(pair) for group in groups for pair in combinations(group, 2))


def test_when_everybody_has_met_everybody_they_begin_again_evenly() -> None:
    met: Counter[frozenset[str]] = Counter()
    for number in range(12):
        groups = draw(people(4), met, Random(number))
        met.update(frozenset(pair) for group in groups for pair in combinations(group, 2))
    assert max(met.values()) - min(met.values()) <= 1
