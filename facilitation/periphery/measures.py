"""How participation in one community is spread over a quarter, and whether that changed beyond its natural wobble.

Levels follow Wenger, McDermott and Snyder (2002) with the bands of science.md 2.1: core wrote in half the weeks or
more, active in a fifth or more, peripheral in fewer; outside are members who did not write, and reading cannot be seen.
Nothing here leaves as a figure about a person: a community of fewer than five who wrote has no picture at all, and a
count of fewer than five people is only said to be few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from facilitation.leadership import BEYOND, FEWEST, Opened, evenness, worth
from facilitation.leadership import FEW as SMALL
from facilitation.leadership import WOBBLE as WOBBLE_OF_STARTERS
from facilitation.numbers import np
from facilitation.participation import Heard
from facilitation.periphery.memory import DAY, TIE_GAP
from facilitation.words import PersonId

QUARTER: Final = 91 * DAY
WEEK: Final = 7 * DAY
CORE_WEEKS, ACTIVE_WEEKS = 0.5, 0.2  # of the quarter's weeks

# Standard deviation of the change from one quarter to the next in two large organisations; the larger of the two
# (science.md 2.4). A change within 1.96 of them is what happens anyway.
WOBBLE: Final[Mapping[str, float]] = {
    "gini": 0.094,
    "centralisation": 0.130,
    "spread": WOBBLE_OF_STARTERS,
    "core": 0.166,
}


class Level(StrEnum):
    """A place in a community, not a mark for a person; people move between them and all are ways of taking part."""

    CORE = "core"
    ACTIVE = "active"
    PERIPHERAL = "peripheral"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Quarter:
    """One community in one stretch of time, in figures about the whole."""

    wrote: int  # people
    levels: Mapping[Level, int]
    newcomers: int  # wrote here for the first time
    gini: float  # of messages over those who wrote: 0 all alike, near 1 one person
    centralisation: float  # Freeman's, of who is in touch with whom: 0 evenly, 1 all through one person
    topics: int
    starters: (
        float  # topics were started by about this many people's worth (one over the sum of squared shares)
    )
    spread: float  # entropy of topic starters over its largest possible value
    answered: int  # questions that somebody else answered
    first_answerers: float  # effective number of people who answered first
    first_by_convener: int

    @property
    def core(self) -> float:
        """The share of the core among those who wrote."""
        return self.levels[Level.CORE] / self.wrote if self.wrote else 0.0


@dataclass(frozen=True, slots=True)
class Moves:
    """How many people moved towards the core, away from it, and came in new, between two quarters."""

    closer: int
    further: int
    came: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What can be said: now, the stretch before, and what changed beyond its wobble (+1 up, -1 down, 0 not)."""

    now: Quarter
    before: Quarter
    moves: Moves
    changed: Mapping[str, int]
    days: int  # length of each stretch


def picture(
    talk: Sequence[Heard],
    at: float,
    members: Collection[PersonId],
    conveners: Collection[PersonId] = (),
) -> Picture | None:
    """A community's picture at ``at`` (seconds since 1970) from its own channel's talk; None where too few wrote.

    Two quarters are compared; where fewer than fifteen people wrote, two half-years.
    """
    stretch = QUARTER
    if len({one.person for one in between(talk, at - QUARTER, at)}) < SMALL:
        stretch = 2 * QUARTER
    now = quarter(talk, at - stretch, at, members, conveners)
    if now.wrote < FEWEST:
        return None
    before = quarter(talk, at - 2 * stretch, at - stretch, members, conveners)
    moved = moves(levels_of(talk, at - 2 * stretch, at - stretch), levels_of(talk, at - stretch, at))
    return Picture(now, before, moved, changes(before, now), int(stretch / DAY))


def between(talk: Iterable[Heard], begin: float, end: float) -> list[Heard]:
    return [one for one in talk if begin <= one.at < end]


def quarter(
    talk: Sequence[Heard],
    begin: float,
    end: float,
    members: Collection[PersonId],
    conveners: Collection[PersonId],
) -> Quarter:
    """One stretch of one community."""
    here = between(talk, begin, end)
    counts = Counter(one.person for one in here)
    earlier = {one.person for one in talk if one.at < begin}
    starts = Counter(one.person for one in here if one.id == one.thread)
    levels = Counter(levels_of(talk, begin, end).values())
    levels[Level.OUTSIDE] = len(set(members) - counts.keys())
    answers = first_answers(here)
    return Quarter(
        wrote=len(counts),
        levels={level: levels[level] for level in Level},
        newcomers=len(counts.keys() - earlier),
        gini=gini(counts.values()),
        centralisation=centralisation(here),
        topics=starts.total(),
        starters=worth(Opened(starts)),
        spread=evenness(Opened(starts)),
        answered=len(answers),
        first_answerers=worth(Opened(Counter(answers))),
        first_by_convener=sum(one in conveners for one in answers),
    )


def levels_of(talk: Iterable[Heard], begin: float, end: float) -> dict[PersonId, Level]:
    """The level of everybody who wrote, by the share of weeks in which they did. Never shown for one person."""
    weeks: dict[PersonId, set[int]] = {}
    for one in between(talk, begin, end):
        weeks.setdefault(one.person, set()).add(int((one.at - begin) // WEEK))
    all_weeks = max(round((end - begin) / WEEK), 1)
    return {person: level(len(mine) / all_weeks) for person, mine in weeks.items()}


def level(share_of_weeks: float) -> Level:
    if share_of_weeks >= CORE_WEEKS:
        return Level.CORE
    return Level.ACTIVE if share_of_weeks >= ACTIVE_WEEKS else Level.PERIPHERAL


INWARD: Final = (Level.OUTSIDE, Level.PERIPHERAL, Level.ACTIVE, Level.CORE)


def moves(before: Mapping[PersonId, Level], now: Mapping[PersonId, Level]) -> Moves:
    """Movement between two stretches among those who wrote in either."""
    closer = further = came = 0
    for person in before.keys() | now.keys():
        step = INWARD.index(now.get(person, Level.OUTSIDE)) - INWARD.index(before.get(person, Level.OUTSIDE))
        came += person not in before
        closer += step > 0 and person in before
        further += step < 0
    return Moves(closer, further, came)


def changes(before: Quarter, now: Quarter) -> dict[str, int]:
    """Which figures moved further than they move anyway. Without five people before, nothing can be compared."""
    if before.wrote < FEWEST:
        return dict.fromkeys(WOBBLE, 0)
    return {name: direction(getattr(now, name) - getattr(before, name), sd) for name, sd in WOBBLE.items()}


def direction(change: float, sd: float) -> int:
    """+1 or -1 beyond the natural wobble, 0 within it."""
    return 0 if abs(change) <= BEYOND * sd else (1 if change > 0 else -1)


# --- figures ---------------------------------------------------------------------------------------------------------


def gini(counts: Iterable[int]) -> float:
    """Gini's coefficient: half the mean difference over the mean. 0 for one person or nobody."""
    values = np.sort(np.array(list(counts), dtype=float))
    n, total = len(values), values.sum()
    if not total:
        return 0.0
    return float((2 * np.arange(1, n + 1) - n - 1) @ values / (n * total))


def size_matched(wrote: int, others: Iterable[tuple[int, float]]) -> tuple[float, float] | None:
    """The usual Gini of communities of this size: the middle four fifths of at least eight, else None.

    ``others`` are (people who wrote, Gini). Gini grows with size (science.md 2.1), so only communities of two thirds to
    one and a half times the size are compared.
    """
    alike = [one for size, one in others if wrote / 1.5 <= size <= wrote * 1.5]
    if len(alike) < 8:
        return None
    low, high = np.quantile(alike, (0.1, 0.9))
    return float(low), float(high)


def centralisation(talk: Sequence[Heard]) -> float:
    """Freeman's degree centralisation (1979) of who answered or mentioned whom; 0 with fewer than three people."""
    contacts: dict[PersonId, set[PersonId]] = {one.person: set() for one in talk}
    for one, other in exchanges(talk):
        contacts.setdefault(one, set()).add(other)
        contacts.setdefault(other, set()).add(one)
    degrees = [len(one) for one in contacts.values()]
    n = len(degrees)
    if n < 3:
        return 0.0
    return sum(max(degrees) - one for one in degrees) / ((n - 1) * (n - 2))


def exchanges(talk: Sequence[Heard]) -> Iterable[tuple[PersonId, PersonId]]:
    """Pairs who wrote one after the other in a thread within seven days, or of whom one mentioned the other."""
    last: dict[tuple[str, str], Heard] = {}
    for one in talk:
        before = last.get((one.channel, one.thread))
        if before and before.person != one.person and one.at - before.at <= TIE_GAP:
            yield one.person, before.person
        yield from ((one.person, other) for other in one.mentions)
        last[one.channel, one.thread] = one


def first_answers(talk: Iterable[Heard]) -> list[PersonId]:
    """For each topic that began with a question, who else wrote in it first."""
    asked: dict[tuple[str, str], PersonId] = {}
    answered: dict[tuple[str, str], PersonId] = {}
    for one in talk:
        topic = (one.channel, one.thread)
        if one.id == one.thread and one.asks:
            asked[topic] = one.person
        elif topic in asked and one.person != asked[topic]:
            answered.setdefault(topic, one.person)
    return list(answered.values())
