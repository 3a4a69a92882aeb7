"""How the numbers of a group rating lie: a mean with its band, a word for the spread, and thirds of the scale from 15 on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from facilitation.numbers import np
from facilitation.pulse.comparing import Direction, change_between
from facilitation.pulse.disclosure import shows_distribution
from facilitation.pulse.saying import portions
from facilitation.pulse.statistics import choice_shares, spelled
from facilitation.pulse.wave import Figure
from facilitation.voice import pulse_rating as say
from facilitation.words import Part, Phrase, Prose

THIRDS = {"low": slice(0, 4), "middle": slice(4, 7), "high": slice(7, 11)}  # 0–3, 4–6, 7–10


class Spread(StrEnum):
    """How far apart numbers from 0 to 10 lie, in a word: three steps, so that no single number follows from it."""

    CLOSE = "close"
    SOME = "some"
    FAR = "far"


def spread_of(counts: Sequence[int]) -> Spread:
    """By the standard deviation: under a point and a half, under three, or more (numbers drawn blindly have 3.2)."""
    deviation = float(spelled(counts, 0).std())
    if deviation < 1.5:
        return Spread.CLOSE
    return Spread.SOME if deviation < 3 else Spread.FAR


def spread_said(figure: Figure) -> Phrase:
    return say.SPREADS[spread_of(figure.counts)]


def thirds(figure: Figure) -> tuple[Part, ...]:
    """How many lie in which part of the scale, as shares; nothing below fifteen numbers."""
    if not shows_distribution(figure.counts):
        return ()
    counts = np.array(figure.counts)
    shares = choice_shares([int(counts[part].sum()) for part in THIRDS.values()])
    told = zip(THIRDS, shares, strict=True)
    return (Prose(tuple(say.PART(part=say.PARTS[name], **portions(share)) for name, share in told)),)


def change_said(before: Figure, after: Figure) -> Phrase:
    """What the talk changed: mostly nothing that could be detected."""
    found = change_between(before.counts, after.counts).direction
    return {Direction.UP: say.HIGHER, Direction.DOWN: say.LOWER}.get(found, say.NO_CHANGE)()
