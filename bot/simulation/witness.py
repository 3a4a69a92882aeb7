"""Somebody who looks on through a simulated year and says of every promise how often it was looked at and broken.

The witness shares no rule with the bot: it has its own reading of hours, holidays and the attention budget
(docs/privacy.md and science.md 4.4), from what people told the bot and what they then got.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from adapters.port import Outgoing
from bot.simulation.hand import parts_of
from bot.simulation.people import Hours, Imagined, is_within
from bot.simulation.texts import texts_in
from facilitation.words import Arrival, Message, WorkspaceId

KEPT = "no acknowledged answer lost"
ONCE = "no letter twice"
ANSWERED = "no reminder to somebody who answered"
OPEN = "nobody outside their hours"
BUDGET = "nobody over the attention budget"
APART = "nothing crosses workspaces"
FACTS = "every fact decided is in the ledger"
WHOLE = "nothing failed inside"
PROMISES = (KEPT, ONCE, ANSWERED, OPEN, BUDGET, APART, FACTS, WHOLE)

ANY_HOUR, NO_BUDGET = 100, 50  # importance from which a letter may come at any hour, and spends no budget
DAY, FORTNIGHT, WEEK = timedelta(days=1), timedelta(days=14), timedelta(days=7)
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A letter in somebody's hands, and whether the hour was one they had named."""

    at: datetime
    workspace: WorkspaceId
    person: Imagined
    was_open: bool
    silent: bool  # a card changed or taken back rings nobody


@dataclass
class Witness:
    """Counts what was checked and what was broken, with a few examples of each."""

    places: dict[WorkspaceId, str]  # the word that only this workspace knows
    checked: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: set[tuple[WorkspaceId, str]] = field(default_factory=set)
    facts: Counter[str] = field(default_factory=Counter)
    in_hands: dict[str, Seen] = field(default_factory=dict)  # by mark, since the last sweep
    delivered: set[str] = field(default_factory=set)
    answered: set[tuple[str, ...]] = field(default_factory=set)
    got: dict[tuple[WorkspaceId, str], deque[tuple[datetime, str, bool]]] = field(
        default_factory=lambda: defaultdict(deque)
    )

    def check(self, promise: str, well: bool, example: object = "") -> None:
        """One more look at a promise."""
        self.checked[promise] += 1
        if not well:
            self.broken[promise] += 1
            if len(self.examples[promise]) < EXAMPLES:
                self.examples[promise].append(str(example))

    # --- as it happens -------------------------------------------------------------------------------------------

    def acknowledges(self, arrival: Arrival) -> None:
        """The bot told somebody that it has what they said."""
        self.acknowledged.add((arrival.workspace, arrival.id))

    def reads(self, workspace: WorkspaceId, message: Message, by: str) -> None:
        """Somebody sees a message: no word of another workspace may stand in it."""
        foreign = [word for where, word in self.places.items() if where != workspace]
        for text in texts_in(message):
            self.check(APART, not any(word in text for word in foreign), (by, text))

    def gets(self, outgoing: Outgoing, person: Imagined | None, now: datetime) -> None:
        """A letter was delivered, to a person or (None) a channel."""
        self.check(ONCE, outgoing.mark not in self.delivered, (outgoing.to, outgoing.message.summary.key))
        self.delivered.add(outgoing.mark)
        self.reads(outgoing.workspace, outgoing.message, outgoing.to)
        if person is not None:
            open_then = person.here(now) and is_open(person.told, now)
            silent = bool(outgoing.edits or outgoing.deletes)
            self.in_hands[outgoing.mark] = Seen(now, outgoing.workspace, person, open_then, silent)
            if "remind" in (key := outgoing.message.summary.key):
                known_by = 1 if key.startswith("pulse.") else 2  # its wave; else what was asked in it
                self.reminds(person, [one.args[:known_by] for one in parts_of(outgoing.message)])

    def answers(self, person: Imagined, args: tuple[str, ...]) -> None:
        """Somebody's press was taken: whatever it answered is answered."""
        if args:
            self.answered |= {(person.workspace, person.id, *args[:few]) for few in (1, 2)}

    # --- once a week, with what the database knows of each letter --------------------------------------------------

    def weighs(self, letter: Any) -> None:
        """A row of a delivered letter (mark, once, kind, importance, asks): hours, budget and reminders."""
        seen = self.in_hands.pop(letter.mark, None)
        if seen is None or seen.silent:
            return
        if letter.importance < ANY_HOUR:
            where = seen.at.astimezone(ZoneInfo(seen.person.told.zone))
            self.check(OPEN, seen.was_open, (letter.once, f"{where:%a %F %H:%M}", seen.person.told))
        if letter.importance < NO_BUDGET:
            self._spends(letter, seen)

    def reminds(self, person: Imagined, args: list[tuple[str, ...]]) -> None:
        """A reminder with these buttons came: what they belong to may not have been answered."""
        done = [one for one in args if one and (person.workspace, person.id, *one) in self.answered]
        self.check(ANSWERED, not done, (person.id, done))

    def _spends(self, letter: Any, seen: Seen) -> None:
        mine = self.got[(seen.workspace, seen.person.id)]
        mine.append((seen.at, letter.kind, letter.asks))
        while mine[0][0] <= seen.at - FORTNIGHT:
            mine.popleft()
        self.check(BUDGET, not over_budget(mine, seen.at, seen.person.told.zone), (letter.once, list(mine)))


def over_budget(got: deque[tuple[datetime, str, bool]], now: datetime, zone: str) -> bool:
    """Three letters a day, one ask in 14 days besides pulses and digests, two pulses in seven days."""
    family = [(at, kind.partition(".")[0], asks) for at, kind, asks in got]
    today = now.astimezone(ZoneInfo(zone)).date()
    in_a_day = sum(at.astimezone(ZoneInfo(zone)).date() == today for at, _, _ in family)
    asks = sum(asks and kind not in ("pulse", "digest") for _, kind, asks in family)
    pulses = sum(kind == "pulse.ask" and at > now - WEEK for at, kind, _ in got)
    return in_a_day > 3 or asks > 1 or pulses > 2


def is_open(hours: Hours, at: datetime) -> bool:
    """Whether somebody who told these hours may be spoken to: the day on which the hours began is what counts."""
    if hours.snoozed_until is not None and at < hours.snoozed_until:
        return False
    local = at.astimezone(ZoneInfo(hours.zone))
    after_midnight = hours.starts > hours.ends and local.time() < hours.ends
    day = local.date() - DAY if after_midnight else local.date()
    free = hours.away_until is not None and day < hours.away_until
    free = free or (bool(hours.country) and day in holidays_in(hours.country))
    return day.weekday() in hours.days and not free and is_within(local.time(), hours)


@lru_cache(maxsize=64)
def holidays_in(country: str) -> Any:
    """Public holidays there; none where nobody knows the country."""
    return holidays.country_holidays(country) if country in holidays.list_supported_countries() else ()
