"""How a community stands by its published figures: the newest band of each measure, and whether it moved.

Nothing is worked out here that a reader of the published results could not work out: a change is said only where two
published bands do not meet. Bands are rounded outward, so that "no change we could detect" is the usual answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from facilitation.pulse.statistics import Estimate, mean_estimate
from facilitation.pulse.wave import Figure
from facilitation.words import CommunityId

SPONSOR_WAITS = timedelta(days=1)  # after everybody else could read a result
FRESH = timedelta(days=91)
LOOKED_BACK = timedelta(days=366)
SHOWN = ("ID", "EF", "EM", "SU")  # identity, efficacy, empowerment, felt support


@dataclass(frozen=True, slots=True)
class Shown:
    """One published figure with what its wave was about; ``fresh``: of the last quarter."""

    figure: Figure
    about: str  # the problem that efficacy was asked about, '' for the others
    fresh: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure as it stands: its band, and -1, 0, 1 against the pulse before; None when there is none to compare with."""

    measure: str
    low: float
    high: float
    change: int | None = None


def standings(newest_first: Iterable[Shown]) -> dict[CommunityId, tuple[Standing, ...]]:
    """By community, in the order of SHOWN; a measure whose newest figure is not fresh is left out."""
    rows: dict[tuple[CommunityId, str], list[Shown]] = {}
    for one in newest_first:
        rows.setdefault((one.figure.community, one.figure.measure), []).append(one)
    found: dict[CommunityId, tuple[Standing, ...]] = {}
    for measure in SHOWN:
        for (community, of), shown in rows.items():
            if of == measure and shown[0].fresh:
                found[community] = (*found.get(community, ()), standing(measure, shown))
    return found


def standing(measure: str, shown: list[Shown]) -> Standing:
    """The newest of these against the one before it that asked about the same thing."""
    now = mean_estimate(shown[0].figure.counts)
    before = next((one for one in shown[1:] if one.about == shown[0].about), None)
    change = moved(mean_estimate(before.figure.counts), now) if before else None
    return Standing(measure, now.low, now.high, change)


def moved(before: Estimate, now: Estimate) -> int:
    """1 or -1 where the two bands do not meet, else 0."""
    return int(now.low > before.high) - int(now.high < before.low)
