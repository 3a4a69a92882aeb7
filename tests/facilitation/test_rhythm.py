"""Nobody is spoken to outside their hours, and a local hour comes exactly once a day, on every night of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.cron import CronTrigger
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation import rhythm
from facilitation.people import Person

BERLIN = "Europe/Berlin"
ANA = Person("slack:U1", zone=BERLIN)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def berlin(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


# --- the two odd nights ------------------------------------------------------------------------------------------


def test_the_calendar_library_alone_would_speak_twice_when_clocks_turn_back() -> None:
    trigger = CronTrigger(hour=2, minute=30, timezone=ZoneInfo(BERLIN))
    first = trigger.get_next_fire_time(None, utc(2026, 10, 24, 23))
    second = trigger.get_next_fire_time(first, first + timedelta(minutes=1))
    assert first.date() == second.date() == date(2026, 10, 25)


def test_a_daily_hour_comes_once_on_the_night_when_clocks_turn_back() -> None:
    first = rhythm.next_local(BERLIN, 2, 30, utc(2026, 10, 24, 12))
    assert first == utc(2026, 10, 25, 0, 30)
    assert rhythm.next_local(BERLIN, 2, 30, first) == utc(2026, 10, 26, 1, 30)
    between_the_two = utc(2026, 10, 25, 1, 10)
    assert rhythm.next_local(BERLIN, 2, 30, between_the_two) == utc(2026, 10, 26, 1, 30)


def test_an_hour_that_the_spring_night_leaves_out_comes_once_an_hour_later_by_the_clock() -> None:
    first = rhythm.next_local(BERLIN, 2, 30, utc(2026, 3, 28, 12))
    assert first == berlin(2026, 3, 29, 3, 30)
    assert rhythm.next_local(BERLIN, 2, 30, berlin(2026, 3, 29, 3, 10)) == first
    assert rhythm.next_local(BERLIN, 2, 30, first) == berlin(2026, 3, 30, 2, 30)


def test_a_day_that_a_place_left_out_does_not_stop_its_rhythm() -> None:
    # Samoa went from 29 to 31 December 2011 to change sides of the date line.
    after = datetime(2011, 12, 29, 10, tzinfo=ZoneInfo("Pacific/Apia"))
    seen = [after]
    for _ in range(3):
        seen.append(rhythm.next_local("Pacific/Apia", 9, 0, seen[-1]))
    assert seen == sorted(set(seen))
    assert rhythm.local("Pacific/Apia", seen[-1]).hour == 9


ZONES = st.sampled_from(
    [
        BERLIN,
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "UTC",
    ]
)


@settings(max_examples=60, deadline=None)
@given(ZONES, st.integers(0, 23), st.integers(0, 59), st.integers(0, 700))
def test_every_local_day_has_the_hour_exactly_once(zone: str, hour: int, minute: int, offset: int) -> None:
    at = utc(2025, 1, 1) + timedelta(days=offset, hours=5)
    days = []
    for _ in range(5):
        at = rhythm.next_local(zone, hour, minute, at)
        days.append(at)
    gaps = [later - earlier for earlier, later in pairwise(days)]
    assert all(timedelta(hours=22) < gap < timedelta(hours=26) for gap in gaps)


def test_a_weekly_hour_keeps_its_day_of_the_week() -> None:
    monday = rhythm.next_local("America/New_York", 9, 0, utc(2026, 10, 28), weekday=0)
    assert rhythm.local("America/New_York", monday).strftime("%A %H:%M") == "Monday 09:00"
    assert rhythm.weekday("America/New_York", monday) == 0
    assert rhythm.next_local("America/New_York", 9, 0, monday, weekday=0) - monday == timedelta(days=7)


# --- being open --------------------------------------------------------------------------------------------------


def test_office_hours_begin_and_end_in_their_own_zone() -> None:
    assert rhythm.is_open(ANA, berlin(2026, 6, 10, 9))
    assert not rhythm.is_open(ANA, berlin(2026, 6, 10, 8, 59))
    assert not rhythm.is_open(ANA, berlin(2026, 6, 10, 17))
    assert rhythm.opens(ANA, berlin(2026, 6, 10, 17)) == berlin(2026, 6, 11, 9)


def test_a_weekend_is_left_alone() -> None:
    assert rhythm.opens(ANA, berlin(2026, 6, 12, 18)) == berlin(2026, 6, 15, 9)


def test_somebody_who_works_on_sundays_is_open_on_sundays() -> None:
    noor = Person("slack:U2", zone="Asia/Dubai", days=frozenset({6, 0, 1, 2, 3}))
    sunday = datetime(2026, 6, 14, 9, tzinfo=ZoneInfo("Asia/Dubai")).astimezone(UTC)
    assert rhythm.opens(noor, sunday - timedelta(days=2)) == sunday


def test_a_night_shift_belongs_to_the_day_it_begins_on() -> None:
    night = Person("slack:U3", zone=BERLIN, starts=time(22), ends=time(6), days=frozenset({4}))
    assert rhythm.is_open(night, berlin(2026, 6, 13, 5, 59))  # Saturday morning, Friday's shift
    assert not rhythm.is_open(night, berlin(2026, 6, 13, 6))
    assert not rhythm.is_open(night, berlin(2026, 6, 12, 5))  # Friday morning would be Thursday's shift
    assert rhythm.opens(night, berlin(2026, 6, 13, 6)) == berlin(2026, 6, 19, 22)


def test_equal_hours_mean_the_whole_day() -> None:
    always = Person("slack:U4", zone=BERLIN, starts=time(0), ends=time(0), days=frozenset(range(7)))
    assert rhythm.is_open(always, berlin(2026, 6, 13, 3))


def test_a_public_holiday_is_left_alone_where_it_is_kept() -> None:
    unity_day = berlin(2025, 10, 3, 10)  # a Friday
    assert rhythm.is_open(ANA, unity_day)
    german = Person("slack:U5", zone=BERLIN, country="DE")
    assert rhythm.opens(german, unity_day) == berlin(2025, 10, 6, 9)


def test_a_holiday_of_one_part_of_a_country_is_kept_there_only() -> None:
    epiphany = date(2026, 1, 6)
    assert rhythm.is_holiday("DE-BY", epiphany)
    assert not rhythm.is_holiday("DE", epiphany)


def test_somebody_away_is_spoken_to_on_their_first_day_back() -> None:
    away = Person("slack:U6", zone=BERLIN, away_until=date(2026, 7, 1))
    assert rhythm.opens(away, berlin(2026, 6, 10, 10)) == berlin(2026, 7, 1, 9)


def test_a_snooze_ends_at_its_instant_or_at_the_next_opening() -> None:
    noon = Person("slack:U7", zone=BERLIN, snoozed_until=berlin(2026, 6, 10, 12))
    assert rhythm.opens(noon, berlin(2026, 6, 10, 10)) == berlin(2026, 6, 10, 12)
    night = Person("slack:U8", zone=BERLIN, snoozed_until=berlin(2026, 6, 10, 23))
    assert rhythm.opens(night, berlin(2026, 6, 10, 10)) == berlin(2026, 6, 11, 9)


def test_somebody_who_named_no_day_is_never_spoken_to() -> None:
    assert rhythm.opens(Person("slack:U9", days=frozenset()), utc(2026, 6, 10)) == rhythm.NEVER


@settings(max_examples=150, deadline=None)
@given(
    ZONES,
    st.times(),
    st.times(),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 2 * 365 * 24 * 60),
)
def test_the_opening_is_open_and_nothing_before_it_is(
    zone: str, starts: time, ends: time, days: frozenset[int], minutes: int
) -> None:
    person = Person("p", zone=zone, starts=starts, ends=ends, days=days)
    after = utc(2025, 1, 1) + timedelta(minutes=minutes)
    opening = rhythm.opens(person, after)
    assert rhythm.is_open(person, opening)
    middle = after + (opening - after) / 2
    assert opening == after or not rhythm.is_open(person, middle) or rhythm.opens(person, middle) == opening


def test_working_time_counts_only_hours_in_which_somebody_was_open() -> None:
    friday_noon, monday_noon = berlin(2026, 6, 12, 12), berlin(2026, 6, 15, 12)
    assert rhythm.open_time(ANA, friday_noon, monday_noon) == timedelta(hours=5 + 3)
    assert rhythm.open_time(ANA, monday_noon, friday_noon) == timedelta()


def test_two_working_days_to_answer_skip_the_weekend() -> None:
    friday_noon = berlin(2026, 6, 12, 12)
    assert rhythm.after_open(ANA, friday_noon, timedelta(hours=16)) == berlin(2026, 6, 16, 12)
    assert rhythm.after_open(Person("p", days=frozenset()), friday_noon, timedelta(hours=1)) == rhythm.NEVER


# --- zones and weeks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Mars/Olympus", "Europe", "", "../etc/passwd", "\0"])
def test_an_unknown_zone_counts_as_utc_and_the_ledger_hears_of_it(zone: str) -> None:
    lost = Person("slack:U10", zone=zone)
    assert rhythm.opens(lost, utc(2026, 6, 10, 3)) == utc(2026, 6, 10, 9)
    (entry,) = rhythm.doubts(lost.id, lost.zone)
    assert (entry.kind, entry.subject, dict(entry.about)["used"]) == ("zone.unknown", "slack:U10", "UTC")


def test_a_country_without_a_calendar_is_recorded_and_keeps_no_holidays() -> None:
    assert [entry.kind for entry in rhythm.doubts("p", BERLIN, "XX")] == ["holidays.unknown"]
    assert not rhythm.is_holiday("XX", date(2026, 1, 1))
    assert rhythm.doubts("p", BERLIN, "DE") == ()


def test_a_week_is_named_by_the_calendar_of_the_place() -> None:
    sunday_night = utc(2026, 2, 15, 23, 30)
    assert rhythm.iso_week("UTC", sunday_night) == "2026-W07"
    assert rhythm.iso_week(BERLIN, sunday_night) == "2026-W08"
    assert rhythm.iso_week("UTC", utc(2027, 1, 1)) == "2026-W53"
