"""Whether something changed, what change could have been seen at all, and what other communities say about a small one.

"No change we could detect" is what mostly holds: with eight answers less than about one point cannot be seen
(science.md 1.7). Answers carry no person, so two waves are compared as if other people had answered; where they are
the same people this is careful, never rash.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitation.numbers import np, special
from facilitation.pulse.statistics import (
    CONFIDENCE,
    STEP,
    Estimate,
    mean_and_error,
    mean_estimate,
    nearest_band,
)


class Direction(StrEnum):
    NONE = "none"  # no change we could detect
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Change:
    """What two waves say together. ``least``: the smallest change that would have been seen, in points of the scale."""

    direction: Direction
    least: float


def change_between(before: Sequence[int], now: Sequence[int]) -> Change:
    """From one wave's counts to a later one's, of one measure. A direction is named only where the interval of the
    difference leaves out zero and the band of the later wave leaves out the earlier figure."""
    earlier, later = mean_and_error(before), mean_and_error(now)
    reach = margin(earlier, later)
    difference = later[0] - earlier[0]
    band, was = mean_estimate(now), mean_estimate(before).value
    seen = abs(difference) > reach and not band.low <= was <= band.high
    direction = (Direction.UP if difference > 0 else Direction.DOWN) if seen else Direction.NONE
    return Change(direction, math.ceil(reach / STEP) * STEP)


def detectable_change(counts: Sequence[int]) -> float:
    """The smallest change a next wave of as many answers could show, in points of the scale, rounded up to the half."""
    this = mean_and_error(counts)
    return math.ceil(margin(this, this) / STEP) * STEP


def margin(one: tuple[float, float, int], other: tuple[float, float, int]) -> float:
    """Half the width of the 95 % interval of a difference of means (Welch 1947)."""
    first, second = one[1] ** 2, other[1] ** 2
    freedom = (first + second) ** 2 / (first**2 / one[2] + second**2 / other[2])
    return float(special.stdtrit(freedom, (1 + CONFIDENCE) / 2)) * math.sqrt(first + second)


# --- what other communities say about a small one ----------------------------------------------------------------

WIDEST = 1.5  # between communities, in points: standard deviations beyond this are not met
GRID = 31


def shrunk(communities: Sequence[Sequence[int]]) -> tuple[Estimate, ...]:
    """For each community the estimate that also uses what its neighbours said: small ones are drawn to the middle.

    A normal model of communities within an organisation, over every plausible spread between them at once (Gelman et
    al., Bayesian Data Analysis 5.4), so that the uncertainty about that spread is in the bands. Fewer than three
    communities say nothing about each other: each keeps its own. Never for ranking.
    """
    if len(communities) < 3:
        return tuple(mean_estimate(one) for one in communities)
    grid = np.arange(1, len(communities[0]) + STEP / 2, STEP)
    means, spreads, weights = mixtures(communities)
    values = means @ weights
    return tuple(
        nearest_band(
            float(value),
            grid,
            lambda at, m=mean, s=spread: special.ndtr((at[:, None] - m) / s) @ weights,  # type: ignore[misc]
        )
        for value, mean, spread in zip(values, means, spreads, strict=True)
    )


def mixtures(communities: Sequence[Sequence[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(means, standard deviations, weights): of every community under every spread, and how plausible each spread is.

    The error of a small community is taken from what all of them together say about how answers spread.
    """
    told = [mean_and_error(one) for one in communities]
    answers = np.array([one[2] for one in told], dtype=float)
    within = float(np.average([one[1] ** 2 * one[2] for one in told], weights=answers))
    means, errors = np.array([one[0] for one in told]), within / answers
    between = np.linspace(0.0, WIDEST, GRID) ** 2
    precision = 1 / (errors[:, None] + between)
    total = precision.sum(axis=0)
    middle = (precision * means[:, None]).sum(axis=0) / total
    fit = (np.log(precision) - precision * (means[:, None] - middle) ** 2).sum(axis=0) - np.log(total)
    weights = np.exp((fit - fit.max()) / 2)
    pull = errors[:, None] * precision  # 1: all from the neighbours
    centres = pull * middle + (1 - pull) * means[:, None]
    spreads = np.sqrt((1 - pull) * errors[:, None] + pull**2 / total)
    return centres, spreads, weights / weights.sum()
