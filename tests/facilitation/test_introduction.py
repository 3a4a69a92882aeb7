"""Pairs are drawn so that nobody is left out and nobody meets the same person while there are others."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.community import Community, Membership
from facilitation.introduction import EVERY, ROUND, Hall, Wish, draw, draw_round, repeats
from facilitation.words import Decision, Entry, Wake
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 4, 10)  # a Wednesday


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


def drawn(*wishes: Wish) -> Decision:
    here = Community("c1", "w", "Guild", members=tuple(map(Membership, people(4))))
    return draw_round(("w", Wake(NOW, ROUND, "c1")), Hall(here, wishes), given_at(NOW))


def test_a_round_comes_every_four_weeks_even_when_too_few_are_there_and_ends_with_the_last() -> None:
    again = Wake(NOW + EVERY, ROUND, "c1")
    paused = Wish("p001", paused_until=NOW + timedelta(days=9))
    alone = drawn(Wish("p000"), paused)
    assert alone == Decision(wakes=(again,), entries=(Entry("introduction.too_few", "c1"),))
    assert again in drawn(Wish("p000"), Wish("p001")).wakes
    assert drawn(Wish("p000", takes_part=False)) == Decision(entries=(Entry("introduction.ended", "c1"),))


def test_a_pause_is_over_at_its_hour_and_who_left_is_not_drawn() -> None:
    back, away = Wish("p001", paused_until=NOW), Wish("p002", paused_until=NOW + timedelta(seconds=1))
    letters = drawn(Wish("p000"), back, away, Wish("stranger")).letters
    assert sorted(one.to for one in letters) == ["p000", "p001"]
