"""Figures of five people are honest about how little five people can say."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import numpy as np
import pytest

from facilitation.pulse.comparing import Direction, change_between, detectable_change, mixtures, shrunk
from facilitation.pulse.instruments import OWN, OwnQuestion, Scale
from facilitation.pulse.reach import bounds, reach
from facilitation.pulse.saying import choice_phrases, figure_phrase
from facilitation.pulse.statistics import (
    Estimate,
    choice_shares,
    mean_and_error,
    mean_estimate,
    share_estimate,
)
from facilitation.pulse.wave import Figure, Wave
from facilitation.voice.catalogue import plain

NOW = datetime(2026, 9, 7, 9, tzinfo=UTC)
FIVES = [counts for counts in product(range(6), repeat=5) if sum(counts) == 5]


def test_a_mean_stands_on_half_points_inside_its_band_whatever_five_people_said() -> None:
    for counts in FIVES:
        told = mean_estimate(counts)
        assert 1 <= told.low <= told.value <= told.high <= 5 and told.low < told.high
        assert all(one * 2 == int(one * 2) for one in (told.value, told.low, told.high))


def test_five_who_all_agree_are_not_taken_for_a_certainty() -> None:
    assert mean_estimate((0, 0, 0, 5, 0)) == Estimate(4.0, 3.5, 4.5)


def test_a_group_rating_from_nought_to_ten_has_its_own_lowest() -> None:
    told = mean_estimate((0, 0, 0, 1, 1, 1, 2, 1, 0, 0, 0), lowest=0)
    assert told.value == 5.0 and told.low < 5 < told.high


@pytest.mark.parametrize("answered", [5, 8, 12, 19, 20, 40])
def test_a_share_is_told_in_quarters_and_in_tenths_only_where_a_tenth_is_two_people(answered: int) -> None:
    parts = 4 if answered < 20 else 10
    for yes in range(answered + 1):
        told = share_estimate(yes, answered)
        assert 0 <= told.low <= told.value <= told.high <= 1 and told.low < told.high
        for one in (told.value, told.low, told.high):
            assert round(one * parts, 9).is_integer()


def test_one_yes_more_or_less_of_eight_mostly_changes_nothing_that_is_shown() -> None:
    shown = [share_estimate(yes, 8).value for yes in range(9)]
    assert len(set(shown)) == 5


def test_choices_are_told_as_shares_and_never_as_a_mean() -> None:
    wave = own_choice("Short calls", "Long calls", "No calls")
    figure = Figure("f", "c1", wave.id, OWN, NOW.date(), (3, 9, 6), 20)
    assert "of 5" not in plain(figure_phrase(wave, figure))
    said = [plain(one) for one in choice_phrases(wave, figure)]
    assert said[1] == "“Long calls”: half, likely between a quarter and three quarters."
    assert len(choice_shares(figure.counts)) == 3


def test_no_change_we_could_detect_is_what_eight_answers_mostly_say() -> None:
    assert change_between((0, 1, 3, 3, 1), (0, 0, 2, 4, 2)).direction is Direction.NONE
    assert change_between((0, 1, 3, 3, 1), (0, 0, 2, 4, 2)).least == 1.0
    assert detectable_change((0, 1, 3, 3, 1)) == 1.0


def test_a_large_change_is_named_with_its_direction() -> None:
    assert change_between((2, 4, 2, 0, 0), (0, 0, 1, 4, 3)).direction is Direction.UP
    assert change_between((0, 0, 1, 4, 3), (2, 4, 2, 0, 0)).direction is Direction.DOWN


def test_fewer_answers_can_show_only_larger_changes() -> None:
    sizes = [detectable_change(tuple(one * k for one in (0, 1, 2, 1, 1))) for k in (1, 2, 4, 8)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]


def test_a_small_community_is_drawn_to_what_the_others_say_and_two_say_nothing() -> None:
    small, large = (1, 1, 2, 1, 0), (0, 0, 8, 20, 12)
    alone = mean_estimate(small)
    told = shrunk([small, large, (0, 1, 8, 20, 11), (0, 0, 9, 22, 9)])
    assert told[0].value > alone.value
    assert shrunk([small, large])[0] == alone


def test_without_a_spread_all_communities_are_one_and_with_any_each_lies_between_all_and_its_own() -> None:
    counts = [(1, 1, 2, 1, 0), (0, 0, 8, 20, 12), (0, 1, 8, 20, 11)]
    own, _, answers = map(np.array, zip(*map(mean_and_error, counts), strict=True))
    centres, spreads, weights = mixtures(counts)
    assert centres[:, 0] == pytest.approx([np.average(own, weights=answers)] * 3)
    assert (own.min() <= centres).all() and (centres <= own.max()).all()
    assert (np.diff(abs(centres[0] - own[0])) < 0).all()  # the wider they lie apart, the more it is its own
    assert (spreads > 0).all() and weights.sum() == pytest.approx(1)


def test_the_response_rate_says_no_more_than_the_band_of_the_count() -> None:
    assert {reach(answered, 12) for answered in range(5, 10)} == {reach(5, 12)}
    assert reach(5, 12).least == 5 / 12 and reach(5, 12).most == 9 / 12 and reach(5, 12).is_low
    told = reach(130, 200)
    assert (told.least, told.most) == (0.5, 0.75)


def test_the_bounds_hold_whatever_the_silent_would_have_said() -> None:
    counts, asked = (0, 1, 2, 4, 1), 12
    low, high = bounds(counts, asked)
    total = sum((at + 1) * one for at, one in enumerate(counts))
    assert low <= (total + 4 * 1) / asked and high >= (total + 4 * 5) / asked


def own_choice(*choices: str) -> Wave:
    own = OwnQuestion("Which calls?", Scale.CHOICE, choices)
    return Wave("w1", "c1", "Data stewards", 0, (OWN,), (0,), "slack:U00", NOW, NOW, own=own)
