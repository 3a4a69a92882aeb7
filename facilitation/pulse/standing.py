"""How a community stands by its published figures: the newest band of each measure, and whether it moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facilitation.pulse.comparing import Direction, change_between
from facilitation.pulse.statistics import mean_estimate
from facilitation.pulse.wave import Published

SPONSOR_WAITS = timedelta(days=1)  # after everybody else could read a result
FRESH = timedelta(days=91)
SHOWN = ("ID", "EF", "EM", "SU")  # identity, efficacy, empowerment, felt support
_SIGN = {Direction.UP: 1, Direction.DOWN: -1, Direction.NONE: 0}


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure as it stands: its band, and -1, 0, 1 against the pulse before; None when there is none to compare with."""

    measure: str
    low: float
    high: float
    change: int | None = None


def standings(newest_first: Sequence[Published], today: date) -> tuple[Standing, ...]:
    """In the order of SHOWN; a measure whose newest figure is older than a quarter is left out."""
    newest = {one.measure: one for one in reversed(newest_first)}
    return tuple(
        standing(newest[measure])
        for measure in SHOWN
        if measure in newest and today - newest[measure].figure.on <= FRESH
    )


def standing(one: Published) -> Standing:
    """Its band, and how it compares with the pulse before that asked the same thing."""
    band = mean_estimate(one.figure.counts)
    change = _SIGN[change_between(one.before.counts, one.figure.counts).direction] if one.before else None
    return Standing(one.measure, band.low, band.high, change)
