"""What lies on a convener's desk: their communities' pictures, what was offered before, and what they do not want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from facilitation.attention import NO_HABIT, Habit
from facilitation.nudges.picture import Picture
from facilitation.people import Person
from facilitation.words import Change, CommunityId, PersonId, Phrase


@dataclass(frozen=True, slots=True)
class Offer:
    """One nudge that was due. ``shown`` False: held back by chance, so that we learn what happens without it.

    ``propensity`` is the chance it had to be shown. ``helped`` is None until ``measure_at``. ``said`` is what the
    person answered: "", either, other, else, done, not_useful, snooze or stop.
    """

    id: str
    kind: str
    community: CommunityId
    person: PersonId
    at: datetime
    measure_at: datetime
    evidence: Phrase
    shown: bool = True
    propensity: float = 1.0
    helped: bool | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything one week's choice looks at, for one person over all their communities."""

    person: Person
    pictures: tuple[Picture, ...] = ()
    offers: tuple[Offer, ...] = ()  # of these communities, as far back as the longest rest
    stopped: frozenset[str] = frozenset()
    snoozed: Mapping[str, datetime] = field(default_factory=dict)  # kind → until
    dismissed: Mapping[str, int] = field(
        default_factory=dict
    )  # kind → how often "not useful", since it was wanted again
    retired: frozenset[str] = frozenset()
    habit: Habit = NO_HABIT


# --- what is kept ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NudgeOffered(Change):
    offer: Offer


@dataclass(frozen=True, slots=True)
class NudgeAnswered(Change):
    """Somebody answered a nudge. ``until``: they want nothing of its kind before."""

    offer: str
    person: PersonId
    kind: str
    said: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NudgeMeasured(Change):
    offer: str
    helped: bool


@dataclass(frozen=True, slots=True)
class NudgeStopped(Change):
    """A person wants no more of a kind; by their own word, or after sending it away three times."""

    person: PersonId
    kind: str


@dataclass(frozen=True, slots=True)
class NudgeWanted(Change):
    """A person wants a kind again; what they sent away before is forgotten."""

    person: PersonId
    kind: str


@dataclass(frozen=True, slots=True)
class NudgeRetired(Change):
    """A kind did no better than leaving it out. Bounds of the difference in shares, -1 to 1."""

    kind: str
    low: float
    high: float
    offers: int


@dataclass(frozen=True, slots=True)
class DigestHabitChanged(Change):
    """How often somebody's digest comes, and how many they left untouched."""

    person: PersonId
    kind: str
    habit: Habit
