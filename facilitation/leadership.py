"""How far leadership is shared in a community: whether topics are opened by many, and whether that really changed.

Only about a community as a whole, never about a person. Measures and their natural wobble from quarter to quarter:
science.md 2.4 (two large chat organisations; the wider of the two figures is used).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from facilitation.words import PersonId

WOBBLE = 0.143  # standard deviation of the quarterly change in normalised entropy of topic starters
BEYOND = 1.96
FEW = 15  # below this many people two quarters are needed before a change can be told
FEWEST = 5  # below this nothing is said: a figure would be about somebody


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opened how many topics in a stretch of time, and how many of them people who do not convene opened."""

    by_person: Mapping[PersonId, int]
    by_others: int = 0  # topics opened by people who do not convene
    handed_over: int = 0  # times that convening was handed on

    @property
    def topics(self) -> int:
        return sum(self.by_person.values())

    @property
    def people(self) -> int:
        return sum(count > 0 for count in self.by_person.values())


@dataclass(frozen=True, slots=True)
class Shared:
    """How far leadership is shared. ``worth`` in people, ``by_others`` 0 to 1; ``change`` -1, 0, 1, None: not known."""

    worth: float
    by_others: float
    handed_over: int
    change: int | None


def worth(opened: Opened) -> float:
    """People's worth of topic starters: 1 / sum p² (the effective number), 0 when nobody opened anything."""
    total = opened.topics
    return total**2 / sum(count**2 for count in opened.by_person.values()) if total else 0.0


def evenness(opened: Opened) -> float:
    """Entropy of topic starters over log n, 0 (one person opens all) to 1 (everybody alike)."""
    if opened.people < 2:
        return 0.0
    topics = opened.topics  # counted once: it adds up everybody
    shares = [count / topics for count in opened.by_person.values() if count]
    return -sum(share * log(share) for share in shares) / log(opened.people)


def shared(now: Opened, before: Opened | None) -> Shared | None:
    """How far leadership is shared this quarter against the one before; None when fewer than FEWEST people opened topics."""
    if now.people < FEWEST:
        return None
    return Shared(round(worth(now), 1), now.by_others / now.topics, now.handed_over, change(now, before))


def change(now: Opened, before: Opened | None) -> int | None:
    """-1, 0 or 1: whether evenness moved beyond its natural wobble; None without enough to compare with."""
    if before is None or min(now.people, before.people) < FEW:
        return None
    moved = evenness(now) - evenness(before)
    return 0 if abs(moved) <= BEYOND * WOBBLE else (1 if moved > 0 else -1)
