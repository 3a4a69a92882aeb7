"""What was published of a community, each figure with the one before it: for trends, digests and exports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from facilitation.pulse.instruments import BANK, RATING
from facilitation.pulse.wave import Figure, Published, Status, Wave


def is_shared(wave: Wave, now: datetime) -> bool:
    """Whether the results are there for everybody: those who answered have had them before."""
    return wave.status is Status.CLOSED and wave.shared_at is not None and wave.shared_at <= now


def in_order(waves: Iterable[Wave], figures: Sequence[Figure]) -> tuple[Published, ...]:
    """Every figure of these waves of one community, newest wave first, in the order in which the wave asks."""
    newest = sorted(waves, key=lambda one: -one.number)
    pairs = [(wave, one) for wave in newest for one in of_wave(wave, figures)]
    return tuple(Published(wave, one, earlier(wave, one, pairs)) for wave, one in pairs)


def of_wave(wave: Wave, figures: Sequence[Figure]) -> list[Figure]:
    """A wave's figures in the order in which it asks."""
    found = {one.measure: one for one in figures if one.wave == wave.id}
    return [found[measure] for measure in wave.measures if measure in found]


def earlier(wave: Wave, figure: Figure, pairs: Sequence[tuple[Wave, Figure]]) -> Figure | None:
    """The newest figure before this wave's that asked the same."""
    older = (
        one for old, one in pairs if one.measure == figure.measure and asked_before(old, wave, figure.measure)
    )
    return next(older, None)


def asked_before(old: Wave, wave: Wave, measure: str) -> bool:
    """Whether an earlier wave asked the same: a convener's own question in the same words, confidence in the same problem."""
    same = old.subject_of(measure) == wave.subject_of(measure)
    about = measure == RATING or (measure in BANK and BANK[measure].about_problem)
    return old.number < wave.number and same and (not about or old.problem == wave.problem)


def added(wave: Wave, figures: Sequence[Figure], history: Sequence[Published]) -> tuple[Published, ...]:
    """A wave that has just been counted, in front of everything that was published before it."""
    waves = {one.wave.id: one.wave for one in history}
    return in_order((wave, *waves.values()), (*figures, *(one.figure for one in history)))


def newest_of_each(published: Iterable[Published]) -> tuple[Published, ...]:
    """The newest figure of every question, from a list with the newest first."""
    found: dict[str, Published] = {}
    for one in published:
        found.setdefault(one.wave.subject_of(one.measure), one)
    return tuple(found.values())
