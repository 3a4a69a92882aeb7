"""How often each band that a results card shows holds the truth: 95 % within two points, at five answers as at twenty.

Truths: every combination of six means and three spreads on the 5-point scale and one split community; every share from
5 to 95 %. Answers are drawn anew ``LIVES`` times each (shares: summed exactly); what would be withheld because all
agree at an extreme is left out, as it is on a card. Printed: the average, and the worst single truth beside it. For
comparison the bands that everybody knows: Wald's, and Student's rounded outward.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from math import comb, floor, sqrt

import numpy as np
import pytest
from scipy.special import ndtr, stdtrit

from facilitation.pulse.comparing import Direction, change_between, shrunk
from facilitation.pulse.statistics import Estimate, mean_estimate, share_estimate

pytestmark = pytest.mark.bench

SIZES = (5, 8, 12, 20)
LIVES = 800
VALUES = np.arange(1, 6)
Band = Callable[[tuple[int, ...]], tuple[float, float]]


def truths() -> list[np.ndarray]:
    """Chances of the five answers."""
    cuts = np.array([1.5, 2.5, 3.5, 4.5])
    bells = [
        np.diff(np.r_[0, ndtr((cuts - mean) / spread), 1])
        for mean, spread in product((2.0, 2.5, 3.0, 3.5, 4.0, 4.4), (0.6, 0.9, 1.2))
    ]
    return [*bells, np.array([0.35, 0.1, 0.1, 0.1, 0.35])]


def shown(counts: tuple[int, ...]) -> tuple[float, float]:
    told = mean_estimate(counts)
    return told.low, told.high


def outward(counts: tuple[int, ...]) -> tuple[float, float]:
    """Student's band with its ends rounded outward."""
    values = np.repeat(VALUES, counts)
    half = float(stdtrit(len(values) - 1, 0.975)) * float(values.std(ddof=1)) / sqrt(len(values))
    mean = float(values.mean())
    return floor((mean - half) * 2) / 2, -floor(-(mean + half) * 2) / 2


def of_means(size: int, band: Band) -> tuple[float, float]:
    """(average, worst) share of lives in which the band held the mean."""
    luck, cached, held = np.random.default_rng(size), lru_cache(None)(band), []
    for chances in truths():
        truth = float(chances @ VALUES)
        drawn = luck.multinomial(size, chances, LIVES)
        kept = drawn[(drawn[:, 0] < size) & (drawn[:, -1] < size)]
        bands = [cached(tuple(map(int, one))) for one in kept]
        held.append(np.mean([low <= truth <= high for low, high in bands]))
    return float(np.mean(held)), float(min(held))


def shares_shown(yes: int, size: int) -> tuple[float, float]:
    told = share_estimate(yes, size)
    return told.low, told.high


def wald(yes: int, size: int) -> tuple[float, float]:
    share = yes / size
    half = 1.96 * sqrt(share * (1 - share) / size)
    return share - half, share + half


def of_shares(
    size: int, band: Callable[[int, int], tuple[float, float]], all_agree: bool = False
) -> tuple[float, float]:
    """(average, worst) chance that the band holds the share, over 5 % … 95 %. ``all_agree``: shown as well."""
    held, outcomes = [], range(size + 1) if all_agree else range(1, size)
    bands = {yes: band(yes, size) for yes in outcomes}
    for truth in np.linspace(0.05, 0.95, 181):
        odds = {yes: comb(size, yes) * truth**yes * (1 - truth) ** (size - yes) for yes in bands}
        inside = sum(odds[yes] for yes, (low, high) in bands.items() if low <= truth + 1e-9 <= high + 2e-9)
        held.append(inside / sum(odds.values()))
    return float(np.mean(held)), float(min(held))


def row(name: str, found: Sequence[tuple[float, float]]) -> None:
    print(f"  {name:44}" + "  ".join(f"{average:.3f} ({worst:.2f})" for average, worst in found))


@pytest.fixture(scope="module", autouse=True)
def heading() -> None:
    print("\n  share of lives in which the band held the truth: average (worst truth)")
    print(f"  {'':44}" + "  ".join(f"n={size:<10}" for size in SIZES))


def test_the_band_of_a_mean_holds_it_as_often_as_it_says() -> None:
    found = [of_means(size, shown) for size in SIZES]
    row("mean, as shown", found)
    row("mean, Student rounded outward", [of_means(size, outward) for size in SIZES])
    assert all(abs(average - 0.95) <= 0.02 for average, _ in found)


def test_the_band_of_a_share_holds_it_as_often_as_it_says() -> None:
    found = [of_shares(size, shares_shown) for size in SIZES]
    row("share, as shown", found)
    wrong = [of_shares(size, wald, all_agree=True) for size in SIZES]
    row("share, Wald, all outcomes", wrong)
    assert all(abs(average - 0.95) <= 0.02 for average, _ in found)
    assert wrong[0][0] < 0.9


def test_a_change_is_seldom_named_where_there_was_none() -> None:
    """The same truth twice: other people answer, or the same people who mostly say the same again."""
    for name, again in (
        ("a change named, though none: others answer", 0.0),
        ("… the same people, r = .6", 0.6),
    ):
        found = [false_alarms(size, again) for size in SIZES]
        row(name, [(one, one) for one in found])
        assert max(found) <= 0.05


def false_alarms(size: int, again: float) -> float:
    luck, named = np.random.default_rng(size), []
    for chances in truths():
        for _ in range(LIVES // 8):
            first = luck.choice(5, size, p=chances)
            second = np.where(luck.random(size) < again, first, luck.choice(5, size, p=chances))
            before, now = (tuple(np.bincount(one, minlength=5)) for one in (first, second))
            named.append(change_between(before, now).direction is not Direction.NONE)
    return float(np.mean(named))


def test_what_is_drawn_to_the_middle_is_nearer_to_the_truth_and_its_band_holds_it() -> None:
    """Twelve communities of 5 to 20 answers, an eighth of all spread between them (ICC .12, science.md 1.7)."""
    luck, alone, drawn, held = np.random.default_rng(12), [], [], []
    for _ in range(120):
        truth = np.clip(luck.normal(3.6, sqrt(0.12) * 0.9, 12), 1.3, 4.7)
        chances = [bell(mean) for mean in truth]
        counts = [tuple(luck.multinomial(luck.integers(5, 21), one)) for one in chances]
        real = [float(one @ VALUES) for one in chances]
        told: tuple[Estimate, ...] = shrunk(counts)
        held += [one.low <= mean <= one.high for one, mean in zip(told, real, strict=True)]
        drawn += [one.value - mean for one, mean in zip(told, real, strict=True)]
        alone += [mean_estimate(one).value - mean for one, mean in zip(counts, real, strict=True)]
    errors = [float(np.sqrt(np.mean(np.square(one)))) for one in (alone, drawn)]
    print(
        f"  drawn to the middle, n = 5 … 20: held {np.mean(held):.3f}; RMSE {errors[1]:.3f} against {errors[0]:.3f} alone"
    )
    assert abs(np.mean(held) - 0.95) <= 0.02 and errors[1] < errors[0]


def bell(mean: float) -> np.ndarray:
    cuts = (np.array([1.5, 2.5, 3.5, 4.5]) - mean) / (sqrt(0.88) * 0.9)
    return np.diff(np.r_[0, ndtr(cuts), 1])
