"""What a handful of answers can and cannot say, in numbers that are honest at five."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit  # scipy.stats would cost the bot two seconds of start and 60 MB

STEP = 0.5  # means are shown to the half point (science.md 1.6, rule 4)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean on its scale with the band it likely lies in."""

    value: float
    low: float
    high: float


def spelled(counts: Sequence[int]) -> np.ndarray:
    """Counts by value (lowest first) as one number for each answer."""
    return np.repeat(np.arange(1, len(counts) + 1, dtype=float), counts)


def mean_estimate(counts: Sequence[int], confidence: float = 0.95) -> Estimate:
    """Mean and Student interval, rounded outward to half points and kept on the scale."""
    values = spelled(counts)
    mean, spread = float(values.mean()), float(values.std(ddof=1))
    half = float(stdtrit(len(values) - 1, (1 + confidence) / 2)) * spread / math.sqrt(len(values))
    low, high = math.floor((mean - half) / STEP) * STEP, math.ceil((mean + half) / STEP) * STEP
    return Estimate(round(mean / STEP) * STEP, max(1.0, low), min(float(len(counts)), high))
