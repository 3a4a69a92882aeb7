"""How well the statements of a construct hang together: omega total with its interval, pooled over communities.

Nobody's answers are linked from one pulse to another, so this rests on pairs: two statements of one construct, answered
by one person on one card. From them come variances and covariances, from these the loadings of one common factor, and
from those McDonald's omega total (1999). Under 150 pairs of a construct nothing is computed (science.md 1.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from facilitation.numbers import np
from facilitation.pulse.instruments import BANK, UNSCORED, Scale, measure_of
from facilitation.pulse.wave import Heard

ENOUGH = 150  # respondents
RESAMPLES = 1000
FEWEST_A_WAVE = 5  # pairs of a construct that one pulse adds, or none of them

Pair = tuple[str, str, int, int]  # two statements in the order of their names, what was answered to each


@dataclass(frozen=True, slots=True)
class Omega:
    """Omega total of a construct and its 95 % interval by resampling people."""

    value: float
    low: float
    high: float


# --- what a closing adds -----------------------------------------------------------------------------------------


def pairs_of(heard: Sequence[Heard]) -> Mapping[str, tuple[Pair, ...]]:
    """By construct the pairs that people gave on one card, in an order that tells nothing; few are none."""
    found: dict[str, list[Pair]] = {}
    for one in heard:
        for pair in _pairs(one.answers):
            found.setdefault(measure_of(pair[0]), []).append(pair)
    return {key: tuple(sorted(pairs)) for key, pairs in found.items() if len(pairs) >= FEWEST_A_WAVE}


def _pairs(answers: Mapping[str, str]) -> Iterator[Pair]:
    scored = sorted(
        (item, int(value))
        for item, value in answers.items()
        if measure_of(item) in BANK
        and BANK[measure_of(item)].scale is Scale.AGREEMENT
        and value not in UNSCORED
    )
    for (one, said), (other, also) in combinations(scored, 2):
        if measure_of(one) == measure_of(other):
            yield one, other, said, also


# --- omega -------------------------------------------------------------------------------------------------------


def omega(pairs: Sequence[Pair], seed: int = 0) -> Omega | None:
    """Omega total of a construct of three statements; None under 150 pairs, or where one of the three never met another.

    Statements that do not hang together at all have an omega of nought.
    """
    if len(pairs) < ENOUGH:
        return None
    names = sorted({name for first, second, _, _ in pairs for name in (first, second)})
    which = np.array([[names.index(first), names.index(second)] for first, second, _, _ in pairs])
    said = np.array([[one, other] for _, _, one, other in pairs], dtype=float)
    if len(names) != 3 or len({tuple(one) for one in which.tolist()}) != 3:
        return None
    luck = np.random.default_rng(seed)
    again = luck.integers(0, len(pairs), (RESAMPLES, len(pairs)))
    tried = [omega_of(which[one], said[one]) for one in again]
    low, high = np.percentile(tried, (2.5, 97.5))
    return Omega(omega_of(which, said), float(low), float(high))


def omega_of(which: np.ndarray, said: np.ndarray) -> float:
    """From pairs (which two of three statements, what was said to each): the share of a sum score that is common."""
    variance = np.array([said[which == item].var(ddof=1) for item in range(3)])
    shared = {}
    for pair in ((0, 1), (0, 2), (1, 2)):
        here = said[(which == pair).all(axis=1)]
        if len(here) < 3:
            return 0.0
        shared[pair] = float(np.cov(here.T)[0, 1])
    one, two, three = shared[(0, 1)], shared[(0, 2)], shared[(1, 2)]
    if min(one, two, three) <= 0:
        return 0.0
    squares = np.array([one * two / three, one * three / two, two * three / one])  # loadings, squared
    squares = np.minimum(squares, variance)
    common = float(np.sqrt(squares).sum() ** 2)
    own = float((variance - squares).sum())
    return common / (common + own) if common + own > 0 else 0.0
