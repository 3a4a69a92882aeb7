"""How many of those who were asked answered, and what the silent could change: said in bands, like every count."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.pulse.disclosure import band
from facilitation.pulse.statistics import STEP, spelled

BANDS = {"5-9": (5, 9), "10-19": (10, 19), "20+": (20, 0)}  # 0: as many as were asked
LOW_RATE = 0.6  # science.md 1.7: under this the bounds are shown
QUARTER = 0.25


@dataclass(frozen=True, slots=True)
class Reach:
    """The share of those asked that answered, from 0 to 1: somewhere from ``least`` to ``most``."""

    least: float
    most: float

    @property
    def is_low(self) -> bool:
        """Whether it may well be that many stayed silent: then the bounds belong beside the mean."""
        return self.least < LOW_RATE


def reach(answered: int, asked: int) -> Reach:
    """The response rate as far as it may be told: no finer than the band of the count; of many people in quarters.

    What it tells beyond the band of the count is where in quarters of those asked the count lies, and that only where
    a quarter is twenty people or more.
    """
    fewest, most = possible(answered, asked)
    return Reach(fewest / max(asked, 1), most / max(asked, 1))


def possible(answered: int, asked: int) -> tuple[int, int]:
    """(fewest, most) answers that a reader has to reckon with."""
    asked = max(asked, answered, 1)
    fewest, most = BANDS[band(answered)]
    most = min(most or asked, asked)
    if asked < 4 * 20:
        return fewest, most
    at = min(int(answered / asked / QUARTER), 3) * QUARTER
    return max(fewest, math.ceil(at * asked)), min(most, math.floor((at + QUARTER) * asked))


def bounds(counts: Sequence[int], asked: int, lowest: int = 1) -> tuple[float, float]:
    """The mean of everybody who was asked, had all the silent said the lowest, or all the highest: to the half point,
    outward, and reckoned with the fewest answers that the shown band allows."""
    values = spelled(counts, lowest)
    fewest, _ = possible(len(values), asked)
    share = fewest / max(asked, len(values), 1)
    mean, highest = float(values.mean()), lowest + len(counts) - 1
    low, high = share * mean + (1 - share) * lowest, share * mean + (1 - share) * highest
    return math.floor(low / STEP) * STEP, math.ceil(high / STEP) * STEP
