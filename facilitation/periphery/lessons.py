"""What a community teaches by putting suggestions aside: a little more or less of three things, within bounds.

Each dismissal with a reason moves one part of the ranking, for this community alone, by a tenth, never below a half
and never above one and a half of what it was. Nothing is learnt about a person, and dismissing cannot silence a circle
of people: places by lot and the three circles stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from facilitation.numbers import np
from facilitation.periphery.ranking import FEATURES, Weights
from facilitation.periphery.suggestion import Dismissal

STEP: Final = 0.1
LOWEST, HIGHEST = 0.5, 1.5

TEACHES: Final[Mapping[str, Mapping[str, int]]] = {
    Dismissal.TOPIC: {"circles": -1, "affinity": -1},  # sharing other channels said too much here
    Dismissal.STRANGER: {"ties": 1, "called": 1},  # being in touch matters more here
    Dismissal.GONE: {"lately": 1},  # having written lately matters more here
}


def taught(weights: Weights, dismissals: Mapping[str, int]) -> Weights:
    """The weights for one community, given how often each reason was named there."""
    factors = np.ones(len(FEATURES))
    for reason, times in dismissals.items():
        for feature, sign in TEACHES.get(reason, {}).items():
            factors[FEATURES.index(feature)] += sign * STEP * times
    return np.asarray(weights * factors.clip(LOWEST, HIGHEST))
