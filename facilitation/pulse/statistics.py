"""What a handful of answers can and cannot say, in numbers that are honest at five.

Every figure is shown on a grid, because rounding is the second line of disclosure control (science.md 1.6, rule 4). A
band rounded outward would cover far more than it says (97 to 99 %), so of all bands on the grid that hold the figure
the one is shown whose probability comes nearest to 95 %. ``tests/bench/test_pulse_intervals.py`` prints how often each
band holds the truth. All of them are about the community in general, not only about those who happened to answer now;
what the silent could change is said by ``reach.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facilitation.numbers import np, special

STEP = 0.5  # means are shown to the half point (science.md 1.6, rule 4)
COARSE, FINE = 0.25, 0.1  # shares are shown in quarters; in tenths where a tenth is at least two people
ENOUGH_FOR_TENTHS = 20
CONFIDENCE = 0.95
USUAL_SPREAD = 1.0  # of a 5-point answer, before any was seen: it counts as much as one answer does
LOPSIDED = 0.2  # what it costs a band to lie off centre by the whole scale: little more than a tie-break

Cumulative = Callable[["np.ndarray"], "np.ndarray"]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the band in which it likely lies (95 %), all three on the grid on which they are shown."""

    value: float
    low: float
    high: float


def spelled(counts: Sequence[int], lowest: int = 1) -> np.ndarray:
    """Counts by value (lowest first) as one number for each answer."""
    return np.repeat(np.arange(lowest, lowest + len(counts), dtype=float), counts)


def mean_estimate(counts: Sequence[int], lowest: int = 1) -> Estimate:
    """Mean of answers on an ordered scale, to the half point, with its band. Needs one answer at least.

    Student's t with one answer's worth of belief that answers spread as they usually do, so that five people who agree
    are not taken for a certainty.
    """
    mean, error, freedom = mean_and_error(counts, lowest)
    grid = np.arange(lowest, lowest + len(counts) - 1 + STEP / 2, STEP)
    return nearest_band(mean, grid, lambda at: np.asarray(special.stdtr(freedom, (at - mean) / error)))


def mean_and_error(counts: Sequence[int], lowest: int = 1) -> tuple[float, float, int]:
    """(mean, its standard error, degrees of freedom), before any rounding: for other estimates, never for showing."""
    values = spelled(counts, lowest)
    usual = USUAL_SPREAD * (len(counts) - 1) / 4
    mean = float(values.mean())
    squares = float(((values - mean) ** 2).sum()) + usual**2
    return mean, float(np.sqrt(squares / len(values) / len(values))), len(values)


def share_estimate(of_these: int, answered: int) -> Estimate:
    """The share of ``answered`` who said something, from 0 to 1, with its band (Jeffreys' beta; Brown, Cai & DasGupta 2001)."""
    step = FINE if answered >= ENOUGH_FOR_TENTHS else COARSE
    grid = np.linspace(0, 1, round(1 / step) + 1)
    rest = answered - of_these
    return nearest_band(
        of_these / answered, grid, lambda at: np.asarray(special.betainc(of_these + 0.5, rest + 0.5, at))
    )


def choice_shares(counts: Sequence[int]) -> tuple[Estimate, ...]:
    """For each of several choices the share of those who answered that took it. Only for fifteen answers or more."""
    return tuple(share_estimate(one, sum(counts)) for one in counts)


def nearest_band(exact: float, grid: np.ndarray, below: Cumulative) -> Estimate:
    """The figure on the grid and the band around it whose probability is nearest to 95 %; no band is a single point.

    ``below``: how probable it is that the truth lies under each of these values. What would lie off the scale is
    counted to its ends.
    """
    value = float(grid[int(np.abs(grid - exact).argmin())])
    chance = below(grid)
    chance[0], chance[-1] = 0.0, 1.0
    lows, highs = np.meshgrid(np.arange(len(grid)), np.arange(len(grid)), indexing="ij")
    around = (lows < highs) & (grid[lows] <= value) & (value <= grid[highs])
    off_centre = np.abs((grid[lows] + grid[highs]) / 2 - exact) / (grid[-1] - grid[0])
    cost = np.abs(chance[highs] - chance[lows] - CONFIDENCE) + LOPSIDED * off_centre
    low, high = np.unravel_index(int(np.where(around, cost, np.inf).argmin()), cost.shape)
    # 0.3 and not 0.30000000000000004, since words are found by it
    return Estimate(round(value, 2), round(float(grid[low]), 2), round(float(grid[high]), 2))
