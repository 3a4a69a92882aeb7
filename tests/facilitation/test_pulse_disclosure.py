"""Nothing that was ever published tells what fewer than five people said, whoever joins, leaves or stays silent."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from random import Random

import numpy as np
import pytest

from facilitation.pulse.counting import tells_everybody
from facilitation.pulse.disclosure import (
    STRICT,
    Group,
    Rules,
    all_at_an_extreme,
    are_apart,
    band,
    choose_group,
    isolates_some,
    may_publish,
)
from facilitation.pulse.instruments import Scale

HISTORIES = 2_000
PARTS = 4  # so that several workers share them
LEAST = 5


# --- the attacker: knows every published set and wants a sum over fewer than five people -------------------------


def found_by_subtraction(published: Sequence[Group]) -> Group | None:
    """A set of one to four people that is the difference of two published sets, or a published set itself."""
    for one in published:
        if 0 < len(one) < LEAST:
            return one
    for one, other in combinations(published, 2):
        for difference in (one - other, other - one):
            # one - other is computable only when the rest is: the sums over `one` and `other` differ by
            # what is in one direction alone, so both directions must not be small at once; we are stricter
            if 0 < len(difference) < LEAST:
                return difference
    return None


def found_by_algebra(published: Sequence[Group]) -> Group | None:
    """A set of one to four people whose sum is a weighted sum of published sums (least squares, no residual)."""
    if not published:
        return None
    everybody = sorted(frozenset[str]().union(*published))
    matrix = np.array([[one in group for one in everybody] for group in published], dtype=float)
    targets = [c for size in range(1, LEAST) for c in combinations(range(len(everybody)), size)]
    wanted = np.zeros((len(everybody), len(targets)))
    for column, members in enumerate(targets):
        wanted[list(members), column] = 1
    weights, *_ = np.linalg.lstsq(matrix.T, wanted, rcond=None)
    missed = np.abs(matrix.T @ weights - wanted).max(axis=0)
    hit = int(missed.argmin())
    return frozenset(everybody[one] for one in targets[hit]) if missed[hit] < 1e-7 else None


# --- random lives of communities ---------------------------------------------------------------------------------


def history(seed: int, rules: Rules) -> list[Group]:
    """Everything published of one measure in a year of overlapping communities with segments, joiners and leavers."""
    luck = Random(f"history {seed}")
    people = [f"p{one:02}" for one in range(luck.randint(7, 17))]
    communities = [
        {one for one in people if luck.random() < luck.choice((0.5, 0.8, 1.0))}
        for _ in range(luck.randint(1, 3))
    ]
    answering = luck.choice((0.7, 0.85, 0.95))
    published: list[Group] = []
    for _wave in range(luck.randint(2, 6)):
        for members in communities:
            change(members, people, luck)
            answered = frozenset(one for one in members if luck.random() < answering)
            segment = frozenset(one for one in answered if int(one[1:]) % 2)
            for wanted in (answered, segment) if luck.random() < 0.3 else (answered,):
                if group := choose_group(wanted, published, luck, rules):
                    published.append(group)
    return published


def change(members: set[str], people: list[str], luck: Random) -> None:
    """Now and then somebody joins or leaves; sometimes many do."""
    for _ in range(luck.choice((0, 0, 1, 1, 2, 6))):
        someone = luck.choice(people)
        members.symmetric_difference_update({someone})


def leaks(rules: Rules, seeds: range) -> tuple[int, int, int]:
    """(found by subtraction, found by algebra, published) over so many histories."""
    subtraction = algebra = figures = 0
    for seed in seeds:
        published = history(seed, rules)
        figures += len(published)
        subtraction += found_by_subtraction(published) is not None
        algebra += found_by_algebra(published) is not None
    return subtraction, algebra, figures


@pytest.mark.parametrize("part", range(PARTS))
def test_no_subtraction_and_no_algebra_over_two_thousand_histories_finds_fewer_than_five(part: int) -> None:
    seeds = range(part, HISTORIES, PARTS)
    subtraction, algebra, figures = leaks(STRICT, seeds)
    print(
        f"{len(seeds)} histories, {figures} published sets, {subtraction} by subtraction, {algebra} by algebra"
    )
    assert (subtraction, algebra) == (0, 0)
    assert figures > len(seeds)  # the rules leave something to publish


@pytest.mark.parametrize(
    "off",
    [Rules(enough=False, mixed=False), Rules(apart=False), Rules(mixed=False)],
    ids=["without enough", "without apart", "without mixed"],
)
def test_each_rule_is_needed_because_without_it_the_attacker_finds_somebody(off: Rules) -> None:
    subtraction, algebra, _ = leaks(off, range(160))
    print(f"{off}: {subtraction} by subtraction, {algebra} by algebra in 160 histories")
    assert subtraction + algebra > 0


def test_the_rule_of_mixtures_also_catches_a_set_of_four_when_the_threshold_is_off() -> None:
    assert not may_publish(group("abcd"), [], Rules(enough=False))


# --- the rules one by one ----------------------------------------------------------------------------------------


def group(text: str) -> Group:
    return frozenset(text)


def test_four_answers_are_never_published() -> None:
    assert not may_publish(group("abcd"), [])
    assert may_publish(group("abcde"), [])


def test_one_leaver_blocks_the_whole_and_the_earlier_figure_stands() -> None:
    assert choose_group(group("abcdefg"), [group("abcdefgh")], Random("x")) is None


def test_one_joiner_is_left_out_so_that_the_same_cohort_is_shown_again() -> None:
    assert choose_group(group("abcdefgh"), [group("abcdefg")], Random("x")) == group("abcdefg")


def test_a_few_are_left_out_by_luck_where_that_makes_the_difference_large_enough() -> None:
    before = group("abcdefghijkl")
    chosen = choose_group(before - group("ab"), [before], Random("x"))
    assert chosen is not None and are_apart(chosen, before, LEAST) and len(before - chosen) == LEAST


def test_disjoint_communities_do_not_block_each_other() -> None:
    assert may_publish(group("abcde"), [group("vwxyz")])


def test_four_sets_that_are_apart_pairwise_may_still_isolate_somebody_together() -> None:
    one, two, three, four = group("abcde"), group("fghij"), group("klmno"), group("pqrst")
    sets = [
        one | three | {"x"},
        two | four,
        one | four,
        two | three,
    ]  # first + second - third - fourth is x alone
    assert all(are_apart(this, that, LEAST) for this, that in combinations(sets, 2))
    assert isolates_some(sets, LEAST) and found_by_algebra(sets) == {"x"}
    assert may_publish(sets[2], sets[:2]) and not may_publish(sets[3], sets[:3])


def test_what_everybody_said_at_an_extreme_is_withheld_and_counts_are_bands() -> None:
    assert all_at_an_extreme((0, 0, 0, 0, 7)) and all_at_an_extreme((6, 0, 0, 0, 0))
    assert not all_at_an_extreme((0, 0, 7, 0, 0)) and not all_at_an_extreme((1, 0, 0, 0, 6))
    assert [band(one) for one in (5, 9, 10, 19, 20, 400)] == ["5-9", "5-9", "10-19", "10-19", "20+", "20+"]


def test_a_choice_that_everybody_took_is_withheld_wherever_it_stands() -> None:
    assert tells_everybody((0, 16, 0), Scale.CHOICE) and not tells_everybody((1, 15, 0), Scale.CHOICE)
    assert not tells_everybody((0, 0, 16, 0, 0), Scale.AGREEMENT)
