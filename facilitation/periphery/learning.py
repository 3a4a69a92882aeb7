"""How a workspace's own past corrects the ranking: who was outside a month ago, and who of them came.

Once in thirty days a lesson is prepared (the features of everybody outside each community) and, thirty days later,
settled: the weights move towards what would have foreseen who came. It is a Bayesian update of a conditional logit,
one community at a time, so that only the order inside a community teaches; the weights we ship are the prior, worth
about a hundred people who came. A small workspace therefore stays with them, a large one finds its own. Nothing of a
lesson is kept but the weights: no judgement of a person can be read from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from facilitation.numbers import Floats, Ints, NDArray, np
from facilitation.periphery.look import Look
from facilitation.periphery.memory import DAY
from facilitation.periphery.ranking import FEATURES, Ground, Weights

SHIPPED: Final[dict[str, tuple[float, float]]] = {
    # feature: (weight, spread inside a community), fitted on the two archives together by tests/bench/fit_periphery.py
    "lately": (0.080, 1.11),
    "contacts": (0.253, 0.53),
    "breadth": (0.289, 0.50),
    "activity": (0.0, 0.89),  # nothing until a workspace's own past says so: in large ones it counts against
    "tenure": (
        0.0,
        1.20,
    ),  # somebody once ties and recency are in (science.md 2.5), in small ones it cannot be told
    "ties": (0.272, 0.22),
    "circles": (0.286, 0.34),
    "affinity": (0.037, 2.24),
    "called": (1.308, 0.06),
    "returning": (0.349, 0.68),
}
PRIOR: Final = 100.0  # people who came that the shipped weights are worth
FORGETS: Final = 0.99  # of what was learnt, kept from one lesson to the next: a workspace changes over years
AHEAD: Final = 30 * DAY  # between preparing a lesson and settling it
STEPS: Final = 5  # of Newton's method; it converges in three
MOST_ROWS: Final = (
    400_000  # of a pending lesson, so that it stays below 15 MB; communities are thinned out evenly
)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One community a month ago: who was outside, and what was known of each."""

    channel: int
    people: Ints
    features: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lesson:
    """The exercises of one instant, waiting for what happens."""

    at: float
    exercises: tuple[Exercise, ...]


class Learner:
    """The weights as they stand, with how sure we are of them. ``weights`` are in log-odds for each unit of a feature."""

    def __init__(self, prior: float = PRIOR, ahead: float = AHEAD) -> None:
        self.ahead = ahead
        weights, spread = np.array([SHIPPED[name] for name in FEATURES]).T
        self.weights: Weights = weights
        self._ground = np.diag(spread**2 * prior)
        self._precision = self._ground.copy()
        self._lesson: Lesson | None = None

    def prepare(self, ground: Ground) -> None:
        """Set the exercises of this instant."""
        self._lesson = Lesson(ground.look.at, tuple(exercises(ground)))

    def settle(self, after: Look) -> None:
        """Learn from who came since the lesson was prepared; the window of ``after`` holds those thirty days.

        Whoever was outside then has no older message there in that window, so any message in it says that they came.
        """
        if self._lesson is None:
            return
        came = [
            (one.features.astype(np.float64), hits)
            for one in self._lesson.exercises
            if 0 < (hits := np.isin(one.people, after.wrote_in(one.channel)[0])).sum() < len(hits)
        ]
        self._lesson = None
        if came:
            self._update(came)

    def _update(self, came: list[tuple[Floats, NDArray[np.bool_]]]) -> None:
        """Newton's method from the weights as they stand, which are the centre of the prior."""
        centre = self.weights
        weights = centre.copy()
        for _ in range(STEPS):
            slope = -self._precision @ (weights - centre)
            bend = np.zeros_like(self._precision)
            for features, hits in came:
                one_slope, one_bend = likelihood(features, hits, weights)
                slope += one_slope
                bend += one_bend
            weights = weights + np.linalg.solve(self._precision + bend, slope)
        self.weights = weights
        self._precision = FORGETS * (self._precision + bend) + (1 - FORGETS) * self._ground


def likelihood(features: Floats, hits: NDArray[np.bool_], weights: Weights) -> tuple[Floats, Floats]:
    """Slope and curvature of the log-likelihood that just these came, given how many did (conditional logit).

    A community where many came counts by the square root of their number, so that one busy channel does not teach alone.
    """
    value = features @ weights
    chance = np.exp(value - value.max())
    chance /= chance.sum()
    mean = chance @ features
    many = hits.sum()
    worth = many**-0.5
    slope = worth * (features[hits].sum(axis=0) - many * mean)
    bend = worth * many * ((features * chance[:, None]).T @ features - np.outer(mean, mean))
    return np.asarray(slope), np.asarray(bend)


def exercises(ground: Ground) -> list[Exercise]:
    """Every community of three members or more with everybody outside it, thinned out evenly where they are too many."""
    look = ground.look
    communities = [
        (channel, members)
        for channel in range(len(look.channels))
        if len(members := look.members(channel)) >= 3
    ]
    rows = max(len(communities) * int(look.seen.sum()), 1)
    every = -(-rows // MOST_ROWS)
    return [exercise(ground, channel, members) for channel, members in communities[::every]]


def exercise(ground: Ground, channel: int, members: Ints) -> Exercise:
    people = np.flatnonzero(ground.look.outside(channel))
    return Exercise(channel, people, ground.features(channel, members, people).astype(np.float32))
