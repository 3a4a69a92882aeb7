"""One attention budget over everything Evener sends to a person: what goes now, what waits, what is never sent.

Every letter to a person passes ``weigh``, whichever feature wrote it, over all communities and both platforms. The
caps are those of science.md 4.4: a member is asked for something at most once in 14 days besides pulses, a digest
comes at most once a week and, after four that nobody touched, once a month; nothing outside somebody's own hours.
What is held or dropped is a fact with a reason, so that "why did I not hear of this?" has an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from facilitation import rhythm
from facilitation.people import Person
from facilitation.voice import attention as say
from facilitation.words import (
    Arrival,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    Phrase,
    Prose,
    Small,
    Tell,
)

# What ``Letter.importance`` means. Below PROMISED a letter spends the budget.
ANSWER = 100  # they asked for this just now and are there: any hour
PROMISED = (
    50  # they wait for it, or it concerns their own rights (consent, a decision): their hours, no budget
)
ORDINARY = 0

ASK_REST = timedelta(days=14)
PULSES_A_WEEK = 2
LETTERS_A_DAY = 3
IGNORED_BEFORE_MONTHLY = 4
REMEMBERED = timedelta(days=35)  # how far back a history has to reach


class Why(StrEnum):
    """Why a letter waits or is not sent. The words people read are in voice/attention.py, one for each."""

    CLOSED = "outside their hours"
    AWAY = "away"
    SNOOZED = "snoozed"
    DISTURB = "do not disturb"
    ASKED_LATELY = "asked lately"
    DIGEST_THIS_WEEK = "digest this week"
    PULSED_LATELY = "pulsed lately"
    ENOUGH_TODAY = "enough today"
    REFUSED = "refused this kind"
    TOO_LATE = "too late"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Go:
    """Send it now."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now; weigh it again at ``until`` (UTC), which lies inside their hours."""

    reason: Why
    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """Never."""

    reason: Why


Verdict = Go | Hold | Drop
GO = Go()


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter that reached somebody."""

    at: datetime
    kind: str
    asks: bool = False
    importance: int = ORDINARY

    @property
    def spends(self) -> bool:
        return self.importance < PROMISED


@dataclass(frozen=True, slots=True)
class History:
    """What one human received in the last ``REMEMBERED``, on all their accounts, and until when the platform shields them."""

    sent: tuple[Sent, ...] = ()
    disturb_until: datetime | None = None

    def since(self, start: datetime, wanted: Callable[[Sent], bool]) -> tuple[Sent, ...]:
        return tuple(one for one in self.sent if one.at > start and wanted(one))

    def after(self, letter: Letter, now: datetime) -> History:
        """The history once this letter has gone; a card changed or taken back rings nobody and counts for nothing."""
        if letter.edits or letter.deletes:
            return self
        return replace(self, sent=(*self.sent, Sent(now, letter.kind, letter.asks, letter.importance)))


def family(kind: str) -> str:
    """``pulse`` of ``pulse.ask``."""
    return kind.partition(".")[0]


# --- the rules, in the order in which they are asked -------------------------------------------------------------

Weighing = Callable[[Letter, Person, History, datetime], Verdict | None]


def gone(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Nobody is there to read it."""
    return Drop(Why.GONE) if person.is_bot or person.deactivated or person.unreachable else None


def late(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Its time has passed."""
    return Drop(Why.TOO_LATE) if letter.expires is not None and letter.expires <= now else None


def silent(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Changing a card that is there, or taking one back, rings nobody and may not wait."""
    return GO if letter.edits or letter.deletes else None


def answering(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """They asked for it a moment ago."""
    return GO if letter.importance >= ANSWER else None


def refused(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """They said that they do not want this kind. Their own rights (consent, decisions they wait for) still reach them."""
    return Drop(Why.REFUSED) if letter.importance < PROMISED and not person.wants(letter.kind) else None


def closed(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Their own hours, days, holidays, leave and snooze."""
    opening = rhythm.opens(person, now)
    return None if opening == now else Hold(why_closed(person, now), opening)


def why_closed(person: Person, now: datetime) -> Why:
    """What keeps somebody closed now, said as they would say it."""
    if person.snoozed_until is not None and person.snoozed_until > now:
        return Why.SNOOZED
    if person.away_until is not None and person.away_until > rhythm.local_date(person.zone, now):
        return Why.AWAY
    return Why.CLOSED


def disturbed(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """The platform's own do-not-disturb is on."""
    if history.disturb_until is None or history.disturb_until <= now:
        return None
    return Hold(Why.DISTURB, rhythm.opens(person, history.disturb_until))


def promised(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """They wait for it."""
    return GO if letter.importance >= PROMISED else None


def is_digest(kind: str) -> bool:
    return family(kind) == "digest"


def is_ask(kind: str, asks: bool) -> bool:
    """Whether a letter wants something, other than the two that have their own rhythm."""
    return asks and family(kind) not in ("pulse", "digest")


def asked_lately(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """One ask in 14 days, over all communities."""
    if not is_ask(letter.kind, letter.asks):
        return None
    lately = history.since(now - ASK_REST, lambda one: is_ask(one.kind, one.asks) and one.spends)
    return hold_after(person, lately, ASK_REST, Why.ASKED_LATELY) if lately else None


def digest_this_week(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """One digest of a kind in one calendar week of theirs."""
    if not is_digest(letter.kind):
        return None
    week = rhythm.iso_week(person.zone, now)
    same = history.since(now - timedelta(days=8), lambda one: one.kind == letter.kind)
    if not any(rhythm.iso_week(person.zone, one.at) == week for one in same):
        return None
    monday = rhythm.next_local(person.zone, 0, 0, now, weekday=0)
    return Hold(Why.DIGEST_THIS_WEEK, rhythm.opens(person, monday))


def pulsed_lately(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Pulses keep their own rhythm (four items in four weeks); this is the guard above it, over all communities."""
    if letter.kind != "pulse.ask":
        return None
    week = timedelta(days=7)
    lately = history.since(now - week, lambda one: one.kind == letter.kind)
    return hold_after(person, lately, week, Why.PULSED_LATELY) if len(lately) >= PULSES_A_WEEK else None


def enough_today(letter: Letter, person: Person, history: History, now: datetime) -> Verdict | None:
    """Few letters a day; what else there is comes tomorrow (batching: Fitz et al. 2019)."""
    today = rhythm.local_date(person.zone, now)
    morning = rhythm.at_local(person.zone, today, time(0)) - timedelta(microseconds=1)
    if len(history.since(morning, lambda one: one.spends)) < LETTERS_A_DAY:
        return None
    return Hold(Why.ENOUGH_TODAY, rhythm.opens(person, tomorrow(person, today)))


def tomorrow(person: Person, today: date) -> datetime:
    return rhythm.at_local(person.zone, today + rhythm.ONE_DAY, time(0))


def hold_after(person: Person, lately: tuple[Sent, ...], rest: timedelta, reason: Why) -> Hold:
    """Until the newest of these has rested."""
    return Hold(reason, rhythm.opens(person, max(one.at for one in lately) + rest))


RULES: tuple[Weighing, ...] = (
    silent,
    gone,
    late,
    answering,
    refused,
    closed,
    disturbed,
    promised,
    asked_lately,
    digest_this_week,
    pulsed_lately,
    enough_today,
)


def can_wait(letter: Letter) -> bool:
    """Whether do-not-disturb may hold it: not an answer to what somebody asked just now, nor a card that changes."""
    return letter.importance < ANSWER and not letter.edits and not letter.deletes


def while_shielded(letter: Letter, person: Person, until: datetime, given: Given) -> Verdict:
    """A letter that may go, to somebody whose platform says that they do not want to be disturbed until then."""
    now = given.now.astimezone(UTC)
    verdict = disturbed(letter, person, History(disturb_until=until), now) if can_wait(letter) else None
    if isinstance(verdict, Hold) and letter.expires is not None and verdict.until >= letter.expires:
        return Drop(Why.TOO_LATE)
    return verdict or GO


# --- weighing --------------------------------------------------------------------------------------------------


def weigh(letter: Letter, person: Person, history: History, given: Given) -> Verdict:
    """Whether one letter goes to one person now, waits until an instant inside their hours, or is never sent."""
    now = given.now.astimezone(UTC)
    verdicts = (rule(letter, person, history, now) for rule in RULES)
    verdict = next((found for found in verdicts if found is not None), GO)
    if isinstance(verdict, Hold) and letter.expires is not None and verdict.until >= letter.expires:
        return Drop(Why.TOO_LATE)
    return verdict


def weigh_all(
    letters: Iterable[Letter], person: Person, history: History, given: Given
) -> tuple[tuple[Letter, Verdict], ...]:
    """Several letters to one person at once: the most important first, each counting for the next."""
    out = []
    for letter in sorted(letters, key=lambda one: (-one.importance, one.not_before or given.now, one.once)):
        verdict = weigh(letter, person, history, given)
        if verdict == GO:
            history = history.after(letter, given.now)
        out.append((letter, verdict))
    return tuple(out)


def entries_of(letter: Letter, person: Person, verdict: Verdict) -> tuple[Entry, ...]:
    """What the ledger keeps of a verdict: nothing for a letter that goes, for the others why, and until when."""
    match verdict:
        case Hold(reason, until):
            held = entry("letter.held", letter, person, reason, (("until", until.isoformat()),))
            return (held, *rhythm.doubts(person.id, person.zone, person.country))
        case Drop(reason):
            return (entry("letter.dropped", letter, person, reason),)
        case _:
            return ()


def entry(
    kind: str, letter: Letter, person: Person, reason: Why, more: tuple[tuple[str, str], ...] = ()
) -> Entry:
    """One fact about one letter: its kind and the reason, never its words."""
    return Entry(kind, letter.once, (("letter", letter.kind), ("reason", reason.value), *more), person.id)


# --- how often a digest comes ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody lives with one kind of digest: how many in a row they left untouched, and how often it comes."""

    untouched: int = 0
    monthly: bool = False
    last_at: datetime | None = None

    def sent(self, at: datetime) -> Habit:
        return replace(self, untouched=self.untouched + 1, last_at=at)

    def touched(self) -> Habit:
        """A press on anything in it."""
        return replace(self, untouched=0)

    def weekly(self) -> Habit:
        """They asked to have it each week again."""
        return replace(self, untouched=0, monthly=False)


NO_HABIT = Habit()


def slows_down(habit: Habit) -> bool:
    """Whether the next digest is the one that says: from now on once a month."""
    return not habit.monthly and habit.untouched >= IGNORED_BEFORE_MONTHLY


def is_due(habit: Habit, person: Person, now: datetime) -> bool:
    """Whether a digest may come this week: always when weekly; when monthly, in the first whole week of a month."""
    first_week = rhythm.local_date(person.zone, now).day <= 7
    return first_week or not (habit.monthly or slows_down(habit)) or habit.last_at is None


# --- "why did you (not) write to me?" ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to a letter or a nudge: what kind, when, and the reason when it did not go."""

    at: datetime
    kind: str
    reason: str = ""
    until: datetime | None = None


SHOWN = 20


def kind_said(kind: str) -> Phrase:
    return say.KINDS.get(family(kind), say.OTHER_KIND)


def fact_said(fact: Fact) -> Phrase:
    """One line of the answer."""
    at, kind = Moment(fact.at, "date"), kind_said(fact.kind)
    if not fact.reason:
        return say.WENT(at=at, kind=kind)
    why = say.REASONS.get(fact.reason, say.OTHER_REASON)
    if fact.until is None:
        return say.DROPPED(at=at, kind=kind, why=why)
    return say.WAITS(at=at, kind=kind, until=Moment(fact.until), why=why)


def tell_why(arrival: Arrival, facts: tuple[Fact, ...], given: Given) -> Decision:
    """``/community why``: what was sent to and held back for the one who asks, newest first; nobody else sees it."""
    newest = sorted(facts, key=lambda one: one.at, reverse=True)[:SHOWN]
    lines = tuple(Prose((fact_said(one),)) for one in newest) or (Prose((say.NOTHING,)),)
    message = Message(say.SUMMARY, (Heading(say.HEADING), *lines, Small((say.BUDGET,))))
    return Decision(replies=(Tell(message),))
