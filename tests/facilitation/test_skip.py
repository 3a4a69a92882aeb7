"""In the demo, time passes at a word, and words that do not say a time let none pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.skip import LONGEST, until

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("7d", timedelta(days=7)),
        ("90m", timedelta(minutes=90)),
        (" 3 hours ", timedelta(hours=3)),
        ("2W", timedelta(days=14)),
    ],
)
def test_a_span_is_added_to_the_hour(words: str, length: timedelta) -> None:
    assert until(words, "Europe/Lisbon", NOW) == NOW + length


def test_a_weekday_means_its_next_morning_where_the_person_is() -> None:
    assert until("monday", "Asia/Tokyo", NOW) == datetime(2026, 11, 30, 0, 0, tzinfo=UTC)
    assert until("Wed", "Europe/Lisbon", NOW) == datetime(2026, 12, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("words", ["", "soon", "0d", "400d", "99w", "-3d", "7", "d", "mo", "7d 3h"])
def test_what_does_not_say_a_time_lets_none_pass(words: str) -> None:
    assert until(words, "UTC", NOW) is None


@given(st.text(max_size=20))
def test_no_words_lead_back_nor_beyond_a_year(words: str) -> None:
    instant = until(words, "America/Denver", NOW)
    assert instant is None or NOW < instant <= NOW + LONGEST
