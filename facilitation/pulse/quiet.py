"""Letters that would tell who answered, if they were written only to those they are for.

So they are written to everybody who was asked, all alike, and only when one is about to go is it asked whom it is for:
a reminder is for the silent, results come first to those who answered. Whether it went is written down nowhere, and
when the pulse is over the letters themselves are taken away.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.words import Change, PersonId

AGAIN = "pulse.again"  # the card once more, on the day somebody asked for
REMIND = "pulse.remind"
RESULTS = "pulse.results"  # to those who answered, first
QUIET = frozenset({AGAIN, REMIND, RESULTS})


def quiet_key(kind: str, wave: str, person: PersonId, more: str = "") -> str:
    """The ``once`` of a quiet letter; ``wave_in`` reads the wave out of it again."""
    return f"{kind}:{wave}:{person}" + (f":{more}" if more else "")


def wave_in(once: str) -> str:
    return once.split(":", 2)[1]


@dataclass(frozen=True, slots=True)
class QuietLettersForgotten(Change):
    """A wave's quiet letters of these kinds are taken away, whatever became of them."""

    wave: str
    kinds: tuple[str, ...]
    persons: tuple[PersonId, ...]  # everybody who was asked


@dataclass(frozen=True, slots=True)
class FirstReadersKept(Change):
    """Who answered, as marks that only the house's key can compute, until they have had their results."""

    wave: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstReadersForgotten(Change):
    """Nobody can tell any more who answered."""

    wave: str
