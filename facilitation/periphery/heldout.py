"""Whether suggestions help: those that were shown against those held back by lot, by intention to treat.

Whoever came up counts in the half the lot put them in, whether or not anybody ever asked them. They came if they wrote
in the community in days 8 to 60 after. With one in a hundred coming anyway, it takes about 1,900 in each half to see one
more in a hundred (science.md 2.7), so all communities of a workspace are taken together and "not known yet" is the usual
answer for a long time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from facilitation.nudges.measure import Difference, Tally, difference

ENOUGH: Final = 100  # in each half, before any figure is given
TWO_SIDED_95: Final = 1.96


@dataclass(frozen=True, slots=True)
class Followed:
    """One suggestion whose sixty days are over: messages in the community in days 8 to 60, and whether they opted out."""

    held: bool
    messages: int
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Worth:
    """Differences of shares, shown minus held back, with 95 % intervals; None: not known yet."""

    shown: int
    held: int
    came: Difference | None = None  # wrote once or more
    stayed: Difference | None = None  # wrote three times or more
    opted_out: Difference | None = None


def worth_of(followed: Iterable[Followed]) -> Worth:
    """What can be said by now."""
    rows = list(followed)
    held = sum(one.held for one in rows)
    shown = len(rows) - held
    if min(shown, held) < ENOUGH:
        return Worth(shown, held)
    return Worth(
        shown,
        held,
        compared(rows, [one.messages >= 1 for one in rows]),
        compared(rows, [one.messages >= 3 for one in rows]),
        compared(rows, [one.opted_out for one in rows]),
    )


def compared(rows: list[Followed], happened: list[bool]) -> Difference:
    """Newcombe's interval (1998, method 10) for the difference between the halves."""
    halves = {
        half: [did for one, did in zip(rows, happened, strict=True) if one.held is half]
        for half in (False, True)
    }
    tally = Tally("periphery", len(halves[False]), sum(halves[False]), len(halves[True]), sum(halves[True]))
    return difference(tally, TWO_SIDED_95)


def is_told(found: Difference) -> bool:
    """Whether the interval leaves zero out."""
    return found.low > 0 or found.high < 0
