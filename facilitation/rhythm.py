"""When somebody is open to be spoken to: local hours, days, holidays, leave and snooze, and the next local hour.

Local time exists only here. Everybody else holds aware UTC instants and asks this module through a person's or a
community's IANA zone. Calendar arithmetic is APScheduler's CronTrigger, run over wall-clock time that knows no
zone, because in a zone that turns its clocks back it names a daily 02:30 twice, and on the spring night it names a
02:30 that does not exist. What a wall-clock time then means is settled as RFC 5545 3.3.5 does: of two the first;
one that falls into the gap counts with the offset from before the gap (02:30 becomes 03:30).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apscheduler.triggers.cron import CronTrigger

from facilitation.on_demand import OnDemand
from facilitation.people import Person
from facilitation.words import Entry

if TYPE_CHECKING:
    import holidays
else:
    holidays = OnDemand("holidays")

NEVER = datetime(9999, 1, 1, tzinfo=UTC)  # somebody who named no day at all is not spoken to
ONE_DAY = timedelta(days=1)
LONGEST_CLOSED = 400  # days looked ahead; a year of holidays and somebody's free days fit in
LONGEST_GAP = timedelta(hours=25)  # Samoa left out a whole day in December 2011


# --- zones -----------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def known_zone(name: str) -> ZoneInfo | None:
    """The IANA zone of this name, None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: 'Europe' is a directory
        return None


def zone_of(name: str) -> ZoneInfo:
    """The zone of this name, UTC when unknown; ``doubts`` says for the ledger that this happened."""
    return known_zone(name) or ZoneInfo("UTC")


def doubts(subject: str, zone: str, country: str | None = None) -> tuple[Entry, ...]:
    """Ledger entries for a zone or country we cannot read, () when all is well. Whoever plans by them keeps these."""
    found = []
    if known_zone(zone) is None:
        found.append(Entry("zone.unknown", subject, (("zone", zone), ("used", "UTC"))))
    if country and holidays_of(country) is None:
        found.append(Entry("holidays.unknown", subject, (("country", country),)))
    return tuple(found)


def local(zone: str, at: datetime) -> datetime:
    """The instant as the clock on that wall shows it."""
    return at.astimezone(zone_of(zone))


def local_date(zone: str, at: datetime) -> date:
    """The calendar day there."""
    return local(zone, at).date()


def weekday(zone: str, at: datetime) -> int:
    """The day of the week there, Monday 0."""
    return local(zone, at).weekday()


def iso_week(zone: str, at: datetime) -> str:
    """The week there as ``2026-W07`` (ISO 8601: it begins on Monday and belongs to the year of its Thursday)."""
    year, week, _ = local(zone, at).isocalendar()
    return f"{year}-W{week:02d}"


@lru_cache(maxsize=16384)
def at_local(zone: str, day: date, clock: time) -> datetime:
    """The UTC instant of a wall-clock time on a day there; see the module's first lines for the two odd nights."""
    return datetime.combine(day, clock.replace(fold=0), tzinfo=zone_of(zone)).astimezone(UTC)


# --- the next local hour ---------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def wall_trigger(hour: int, minute: int, weekday: int | None) -> CronTrigger:
    """A trigger over wall-clock time. Its 'UTC' only means that no clock is ever turned."""
    return CronTrigger(
        day_of_week="*" if weekday is None else weekday, hour=hour, minute=minute, timezone=UTC
    )


def wall_times(trigger: CronTrigger, after: datetime) -> Iterator[datetime]:
    """The trigger's wall-clock times strictly after this one; on one day there is one at the most."""
    day = after.date()
    while (found := from_day(trigger, day)) is not None:
        if found > after:
            yield found
        day = found.date() + ONE_DAY


@lru_cache(maxsize=16384)
def from_day(trigger: CronTrigger, day: date) -> datetime | None:
    """The trigger's first wall-clock time on this day or a later one."""
    found: datetime | None = trigger.get_next_fire_time(None, datetime.combine(day, time(), UTC))
    return found


def next_local(zone: str, hour: int, minute: int, after: datetime, weekday: int | None = None) -> datetime:
    """The first instant (UTC) strictly after ``after`` when it is hour:minute there; weekday counts Monday as 0.

    Every local day that qualifies gives exactly one instant, also on the nights when clocks are turned.
    """
    wall = local(zone, after).replace(tzinfo=UTC, fold=0) - LONGEST_GAP
    for found in wall_times(wall_trigger(hour, minute, weekday), wall):
        instant = at_local(zone, found.date(), found.time())
        if instant > after:
            return instant
    return NEVER


# --- whether somebody is open ----------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def holidays_of(country: str) -> holidays.HolidayBase | None:
    """Public holidays of ``DE`` or, with its part, ``DE-BY`` (ISO 3166); None when the library knows none."""
    name, _, part = country.partition("-")
    try:
        return holidays.country_holidays(name, subdiv=part or None)
    except NotImplementedError:
        return None


@lru_cache(maxsize=65536)
def is_holiday(country: str | None, day: date) -> bool:
    """Whether this is a public holiday there. Somebody who named no country has none."""
    kept = holidays_of(country) if country else None
    return kept is not None and day in kept


def works_on(person: Person, day: date) -> bool:
    """Whether hours that begin on this local day count: a day they chose, no holiday, not away."""
    away = person.away_until is not None and day < person.away_until
    return day.weekday() in person.days and not away and not is_holiday(person.country, day)


def hours_on(person: Person, day: date) -> tuple[datetime, datetime]:
    """Begin and end (UTC) of the hours that begin on this day. A night shift ends on the next; equal means all day."""
    ends_on = day if person.starts < person.ends else day + ONE_DAY
    return at_local(person.zone, day, person.starts), at_local(person.zone, ends_on, person.ends)


def first_day(person: Person, after: datetime) -> date:
    """The first local day whose hours can reach beyond ``after``: yesterday, for a night shift, or the day back."""
    yesterday = local_date(person.zone, after) - ONE_DAY
    return max(yesterday, person.away_until or yesterday)


def opens(person: Person, after: datetime) -> datetime:
    """The first instant (UTC) at or after ``after`` inside their hours; NEVER for somebody who named no day."""
    after = max(after, person.snoozed_until or after).astimezone(UTC)
    first = first_day(person, after)
    for day in (first + timedelta(days=n) for n in range(LONGEST_CLOSED)):
        begins, ends = hours_on(person, day)
        if after < ends and works_on(person, day):
            return max(begins, after)
    return NEVER


def is_open(person: Person, at: datetime) -> bool:
    """Whether somebody may be spoken to now: inside their hours and days, no holiday, not away, not snoozing."""
    return opens(person, at) == at


def open_time(person: Person, since: datetime, until: datetime) -> timedelta:
    """How much of a stretch lay inside their hours: ``24 hours of working time`` is measured so."""
    total = timedelta()
    at = opens(person, since)
    while at < until:
        _, ends = hours_on(person, shift_day(person, at))
        total += min(ends, until) - at
        at = opens(person, ends)
    return total


def after_open(person: Person, since: datetime, amount: timedelta) -> datetime:
    """The instant by which so much of somebody's own hours has passed: ``two working days`` to answer."""
    at, left = opens(person, since), amount
    while at < NEVER:
        _, ends = hours_on(person, shift_day(person, at))
        if ends - at >= left:
            return at + left
        left -= ends - at
        at = opens(person, ends)
    return NEVER


def shift_day(person: Person, at: datetime) -> date:
    """The local day on which the hours that ``at`` lies in began."""
    today = local_date(person.zone, at)
    return today if at >= hours_on(person, today)[0] else today - ONE_DAY
