"""What a nudge may look at: one community as its own people could see it, in counts and dates, never in words.

Storage fills a picture from what each feature keeps; what a feature does not know yet stays empty, and a nudge whose
facts are empty stays silent. No text of a message is in here. People appear where a rule has to tell them apart;
a sentence shows a person only to themselves, or where everybody in the channel saw the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from facilitation.community import Community
from facilitation.words import PersonId


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread in the community's channel: who began it, whether it asked something, and how it went on."""

    id: str
    starter: PersonId
    at: datetime
    asks: bool = False
    replies: int = 0
    first_reply_by: PersonId | None = None
    thanked: bool = False
    storied: bool = False  # its asker has told what came of it
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who joined lately. ``waited``: working time their first message has stood without a reply."""

    person: PersonId
    joined_at: datetime
    waited: timedelta = timedelta()
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem the community took on: how many threads talked about it, and how many things were tried."""

    id: str
    threads: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Try:
    """An experiment. ``failure``: the problem it was about, when its owner dropped it; '' otherwise."""

    id: str
    due_at: datetime
    reviewed_at: datetime | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A gathering that took place. ``spoke`` is the share of those there who spoke, as its host ticked it."""

    at: datetime
    host: PersonId
    format: str = ""
    spoke: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A story. ``cycle`` is the value the teller gave it: immediate, potential, applied, realised or reframing."""

    at: datetime
    cycle: str = ""
    with_sponsor: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One construct as published: this interval and the one before; None where nothing may be shown."""

    low: float
    high: float
    low_before: float | None = None
    high_before: float | None = None

    def fell(self) -> bool:
        """Below the last one, beyond both intervals."""
        return self.low_before is not None and self.high < self.low_before


@dataclass(frozen=True, slots=True)
class Band:
    """A community-level figure with its usual wobble: now, and between which values it lay before."""

    now: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a week: in the 44 weeks before the last eight, and in the last eight."""

    usual: float
    lately: float

    @property
    def is_still(self) -> bool:
        """Whether it fell below a fifth of what was usual."""
        return self.lately < 0.2 * self.usual


@dataclass(frozen=True, slots=True)
class SponsorSeen:
    """What the sponsor sees of themselves: digests they had in a quarter, problems handed over, answers they posted to questions."""

    digests: int = 0
    handed_over: int = 0
    answers_posted: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """One community now. Windows: threads and talk 60 days, stories and tries a year."""

    community: Community
    now: datetime
    values_from: frozenset[PersonId] = frozenset()
    nominated: frozenset[PersonId] = frozenset()  # conveners whom the group named
    has_rhythm: bool = False
    closing: bool = False
    problems: tuple[Problem, ...] = ()
    newcomers: tuple[Newcomer, ...] = ()
    talk: tuple[tuple[PersonId, int], ...] = ()  # messages of each in four weeks
    threads: tuple[Thread, ...] = ()
    pace: Pace | None = None  # None: nobody wrote for a year
    zones: tuple[tuple[str, int, int], ...] = ()  # zone, members there, of them heard in four weeks
    languages: tuple[tuple[str, int], ...] = ()  # members by the language they set
    other_languages_heard: bool = False
    wrote_once: int = 0  # people whose only topic is over 21 days old and got no second word
    starters: tuple[
        PersonId | None, ...
    ] = ()  # who began most topics in each of the last months, newest last
    initiators: Band | None = None  # topics were begun by about this many people's worth
    open_topics: int = 0
    asked_again: int = 0  # people who asked for the same kind of help twice in 60 days
    tries: tuple[Try, ...] = ()
    sessions: tuple[Held, ...] = ()  # oldest first
    stories: tuple[Told, ...] = ()
    open_requests: tuple[datetime, ...] = ()  # when each was made
    readings: tuple[tuple[str, Reading], ...] = ()
    pulse_closed_at: datetime | None = None
    pulse_acted_on: bool = True
    invitations_ready: int = 0
    random_draw_ready: bool = False
    core_months: float = 0.0  # median time the core has been here
    entrants_half_year: int = 0
    neighbours: tuple[tuple[str, float], ...] = ()  # communities that share members: name, share of ours
    sponsor: SponsorSeen = field(default_factory=SponsorSeen)
    stopped: tuple[str, ...] = ()  # kinds that stopped, sent away three times, and not yet told of

    # --- how long, how many -------------------------------------------------------------------------------------

    def days_since(self, at: datetime | None) -> int:
        """Whole days since an instant; 0 when there was none."""
        return (self.now - at).days if at else 0

    @property
    def age_days(self) -> int:
        return self.days_since(self.community.created_at)

    @property
    def size(self) -> int:
        return len(self.community.members)

    def lately(self, days: int) -> tuple[Thread, ...]:
        """Threads begun in the last days."""
        return tuple(t for t in self.threads if self.days_since(t.at) < days)

    # --- shares -------------------------------------------------------------------------------------------------

    @property
    def messages(self) -> int:
        return sum(n for _, n in self.talk)

    @property
    def convener_messages(self) -> int:
        return sum(n for person, n in self.talk if person in self.community.conveners)

    @property
    def answered_questions(self) -> tuple[Thread, ...]:
        """Questions of others that somebody answered."""
        ours = self.community.conveners
        return tuple(t for t in self.threads if t.asks and t.first_reply_by and t.starter not in ours)

    @property
    def first_answers_by_convener(self) -> int:
        return sum(t.first_reply_by in self.community.conveners for t in self.answered_questions)

    def reading(self, construct: str) -> Reading | None:
        return dict(self.readings).get(construct)

    def last_same(self, values: Iterable[object]) -> int:
        """How many of the newest values in a row are the same."""
        newest_first = list(values)[::-1]
        same = 0
        while same < len(newest_first) and newest_first[same] == newest_first[0]:
            same += 1
        return same if newest_first and newest_first[0] else 0

    @property
    def repeated_failures(self) -> int:
        """How often the most frequent failure was met."""
        counted = Counter(one.failure for one in self.tries if one.failure)
        return max(counted.values(), default=0)
