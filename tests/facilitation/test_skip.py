"""In the demo, time passes at a word, and words that do not say a time let none pass."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.skip import LONGEST, arrived, passing, until
from facilitation.voice import skip as say
from facilitation.words import Message, Moment, Prose, Tell

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


@pytest.mark.parametrize("words", ["366d", "8784h"])
def test_a_year_is_the_longest_and_a_minute_the_shortest(words: str) -> None:
    assert until(words, "UTC", NOW) == NOW + LONGEST
    assert until("367d", "UTC", NOW) is None and until("8785h", "UTC", NOW) is None
    assert until("1m", "UTC", NOW) == NOW + timedelta(minutes=1)


def test_until_when_time_passes_is_said_before_and_after() -> None:
    for said, sentence in (
        (passing(NOW), say.PASSING(when=Moment(NOW))),
        (passing(None), say.HOW),
        (Tell(arrived(NOW)), say.ARRIVED(when=Moment(NOW))),
    ):
        assert said == Tell(Message(sentence, (Prose((sentence,)),)))
