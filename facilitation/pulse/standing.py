"""How a community stands by its published figures: the newest band of each measure, and whether it moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facilitation.pulse.comparing import Direction, change_between, shrunk
from facilitation.pulse.statistics import Estimate, mean_estimate
from facilitation.pulse.wave import Published
from facilitation.words import CommunityId

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


def stand_together(
    newest_first: Mapping[CommunityId, Sequence[Published]], today: date
) -> dict[CommunityId, tuple[Standing, ...]]:
    """How several communities of one sponsor stand: with three or more figures of a measure, each one's band also uses
    what the others said, so that a small one is not taken for far better or worse than it is (comparing.shrunk)."""
    alone = {one: standings(told, today) for one, told in newest_first.items()}
    bands: dict[tuple[CommunityId, str], Estimate] = {}
    for measure in SHOWN:
        fresh = [one for one, told in alone.items() if any(found.measure == measure for found in told)]
        counts = [_newest(newest_first[one], measure) for one in fresh]
        bands |= {(one, measure): band for one, band in zip(fresh, shrunk(counts), strict=True)}
    return {
        one: tuple(
            replace(found, low=bands[(one, found.measure)].low, high=bands[(one, found.measure)].high)
            for found in told
        )
        for one, told in alone.items()
    }


def _newest(newest_first: Sequence[Published], measure: str) -> tuple[int, ...]:
    return next(one.figure.counts for one in newest_first if one.measure == measure)


def standing(one: Published) -> Standing:
    """Its band, and how it compares with the pulse before that asked the same thing."""
    band = mean_estimate(one.figure.counts)
    change = _SIGN[change_between(one.before.counts, one.figure.counts).direction] if one.before else None
    return Standing(one.measure, band.low, band.high, change)
