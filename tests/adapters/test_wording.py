"""Days, hours, numbers and names as one reader reads them."""

from datetime import UTC, date, datetime

import pytest

from adapters.port import Reader
from adapters.wording import day, moment, number, plain_value, several, zone_of
from facilitation.words import Link, Typed, Who

AT = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "style", "said"),
    [
        ("en", "Europe/Berlin", "both", "Tuesday 3 November, 15:05"),
        ("en", "Asia/Tokyo", "time", "23:05"),
        ("en", "Pacific/Auckland", "day", "Wednesday"),
        ("de", "Europe/Berlin", "date", "3. November 2026"),
        ("de", "Europe/Berlin", "both", "Dienstag, 3. November, 15:05"),
        ("fr", "Europe/Paris", "both", "mardi 3 novembre, 15:05"),
        ("fr-CA", "America/Toronto", "day", "mardi"),
    ],
)
def test_a_moment_is_told_in_the_readers_own_zone_and_language(language, zone, style, said):
    assert moment(AT, style, language, zone) == said


def test_an_unknown_language_or_zone_is_read_as_english_and_utc():
    assert moment(AT, "both", "xx-zz", "Mars/Olympus") == "Tuesday 3 November, 14:05"
    assert zone_of("../etc/passwd").key == "UTC"


def test_a_calendar_day_is_the_same_in_every_zone():
    assert day(date(2026, 1, 2), "en") == "2 January 2026"
    assert plain_value(date(2026, 1, 2), Reader(zone="Pacific/Auckland")) == "2 January 2026"


def test_the_first_of_a_month_is_written_as_the_language_does():
    assert day(date(2026, 5, 1), "fr") == "1er mai 2026"
    assert day(date(2026, 5, 11), "fr") == "11 mai 2026"
    assert day(date(2026, 5, 1), "de") == "1. Mai 2026"
    assert moment(datetime(2026, 5, 1, 8, tzinfo=UTC), "both", "fr", "UTC") == "vendredi 1er mai, 08:00"


def test_numbers_and_lists_follow_the_language():
    assert number(1234.5, "de") == "1.234,5"
    assert several(["Ana", "Bo", "Cy"], "fr") == "Ana, Bo et Cy"


def test_a_person_without_a_known_name_is_a_member_and_never_an_id():
    assert plain_value(Who("slack:U1"), Reader()) == "a member"
    assert plain_value((Who("slack:U1"), Typed("Bo")), Reader(names={"slack:U1": "Ana"})) == "Ana and Bo"


def test_a_link_keeps_its_address_where_nothing_can_be_clicked():
    assert plain_value(Link("https://example.org", "the page"), Reader()) == "the page (https://example.org)"
