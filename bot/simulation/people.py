"""Imagined people: where they live, when they work, when they are away, and how they tend to act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from facilitation.words import ChannelId, PersonId, WorkspaceId

# Zones with and without turned clocks, north and south, half hours, and the country whose holidays hold there.
HOMES = (
    ("Europe/Berlin", "DE", "de", 25),
    ("Europe/London", "GB", "en", 15),
    ("America/New_York", "US", "en", 20),
    ("America/Los_Angeles", "US", "en", 8),
    ("Asia/Kolkata", "IN", "en", 10),
    ("Asia/Tokyo", "JP", "en", 6),
    ("Australia/Lord_Howe", "AU", "en", 3),
    ("America/Sao_Paulo", "BR", "en", 6),
    ("Europe/Paris", "FR", "fr", 7),
)
WEEK = timedelta(days=7)
QUARTER = timedelta(minutes=15)  # people look at their messages on the quarter hour


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody tends to act: counts a week, and shares of what they could do."""

    talks: float
    reacts: float
    asks: float  # commands a week
    looks: float  # at Home, a week
    answers: float  # share of cards acted on
    refuses: float  # share of those where they say no


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody wants to be spoken to, as they told the bot. The witness judges by these."""

    zone: str
    starts: time = time(9)
    ends: time = time(17)
    days: frozenset[int] = frozenset(range(5))
    country: str = ""
    away_until: date | None = None
    snoozed_until: datetime | None = None


@dataclass(slots=True)
class Imagined:
    """One imagined human in one workspace. ``told`` is what they told the bot; ``works`` is how they really live."""

    workspace: WorkspaceId
    id: PersonId
    name: str
    language: str
    works: Hours
    habits: Habits
    channels: list[ChannelId]
    comes: datetime
    goes: datetime | None
    leave: tuple[tuple[date, date], ...]  # first day away, first day back
    told: Hours = field(init=False)
    number: int = 0  # of things they did, for ids

    def __post_init__(self) -> None:
        self.told = Hours(self.works.zone)

    def next_number(self) -> int:
        self.number += 1
        return self.number

    def here(self, at: datetime) -> bool:
        """Whether they are in the organisation at all."""
        return self.comes <= at and (self.goes is None or at < self.goes)

    def away(self, day: date) -> bool:
        return any(first <= day < back for first, back in self.leave)

    def at_work(self, day: date) -> bool:
        return day.weekday() in self.works.days and not self.away(day)

    def moments(self, monday: date, luck: Random) -> Iterator[datetime]:
        """Endless instants of this week at which they might do something, all inside the hours they really work."""
        days = [day for n in range(7) if self.at_work(day := monday + timedelta(days=n))]
        while days:
            yield self.moment(luck.choice(days), luck)

    def moment(self, day: date, luck: Random) -> datetime:
        """One quarter hour of their working day."""
        starts = datetime.combine(day, self.works.starts, tzinfo=ZoneInfo(self.works.zone)).astimezone(UTC)
        quarters = int(hours_between(self.works) * 4)
        return on_the_quarter(starts) + QUARTER * luck.randrange(max(1, quarters))

    def next_look(self, after: datetime, luck: Random) -> datetime | None:
        """When they next look at their messages: within two hours at work, else on their next working day."""
        soon = on_the_quarter(after) + QUARTER * luck.randint(1, 8)
        zone = ZoneInfo(self.works.zone)
        local = soon.astimezone(zone)
        if self.at_work(local.date()) and is_within(local.time(), self.works):
            return soon
        for n in range(60):
            day = local.date() + timedelta(days=n)
            if self.at_work(day) and (found := self.moment(day, luck)) > soon:
                return found
        return None


def hours_between(hours: Hours) -> float:
    """How long a working day is, in hours; a night shift goes over midnight."""
    starts, ends = (one.hour + one.minute / 60 for one in (hours.starts, hours.ends))
    return (ends - starts) % 24 or 24


def is_within(clock: time, hours: Hours) -> bool:
    if hours.starts < hours.ends:
        return hours.starts <= clock < hours.ends
    return clock >= hours.starts or clock < hours.ends


def on_the_quarter(instant: datetime) -> datetime:
    """The quarter hour at or before an instant."""
    return instant.replace(minute=instant.minute // 15 * 15, second=0, microsecond=0)


def imagine(
    seed: str, workspace: WorkspaceId, person: PersonId, number: int, begins: datetime, weeks: int
) -> Imagined:
    """Somebody, drawn by their own name, so that one person more changes nobody else."""
    luck = Random(f"{seed}:{workspace}:{person}")
    zone, country, language, _ = luck.choices(HOMES, [home[3] for home in HOMES])[0]
    comes = begins + WEEK * luck.randrange(weeks) if weeks > 4 and luck.random() < 0.15 else begins
    goes = comes + WEEK * luck.randint(2, max(3, weeks)) if luck.random() < 0.12 else None
    return Imagined(
        workspace=workspace,
        id=person,
        name=f"Person {number}",
        language=language,
        works=draw_hours(zone, country, luck),
        habits=draw_habits(luck),
        channels=[],
        comes=comes,
        goes=goes,
        leave=tuple(draw_leave(begins.date(), weeks, luck)),
    )


def draw_hours(zone: str, country: str, luck: Random) -> Hours:
    """Most work nine to five; some early, some late, some part of the week, a few at night."""
    starts, ends = luck.choices(
        [(time(9), time(17)), (time(7, 30), time(15, 30)), (time(11), time(19)), (time(22), time(6))],
        [80, 9, 9, 2],
    )[0]
    days = luck.choices([range(5), range(4), (0, 2, 4)], [85, 10, 5])[0]
    return Hours(zone, starts, ends, frozenset(days), country)


def draw_habits(luck: Random) -> Habits:
    """A few talk much and most little (lognormal, as in every forum that was ever counted)."""
    talks = min(12.0, luck.lognormvariate(-0.2, 1.1))
    return Habits(
        talks=talks,
        reacts=min(8.0, talks * luck.random()),
        asks=0.15 * luck.random(),
        looks=0.3 * luck.random(),
        answers=luck.betavariate(3, 2),
        refuses=0.15 * luck.random() ** 2,
    )


def draw_leave(begins: date, weeks: int, luck: Random) -> Iterator[tuple[date, date]]:
    """Two or three stretches a year, of three days to three weeks."""
    for _ in range(round(weeks / 52 * luck.randint(2, 3) + luck.random() * 0.5)):
        first = begins + timedelta(days=luck.randrange(7 * weeks))
        yield first, first + timedelta(days=luck.choice([3, 7, 14, 21]))
