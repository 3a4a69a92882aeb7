"""A pulse and each round of a group rating come as a card of their own kind, until they close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.people import Person
from facilitation.pulse.instruments import RATING
from facilitation.pulse.opening import ask_letter
from facilitation.pulse.wave import Asked, Status, Wave
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 6, 1, 10)


@pytest.mark.parametrize(
    ("measure", "round", "kind"),
    [("ID", 0, "pulse.ask"), (RATING, 1, "pulse.ask"), (RATING, 2, "pulse.round")],
)
def test_only_the_second_round_is_a_letter_of_another_kind(measure: str, round: int, kind: str) -> None:
    closes = NOW + timedelta(days=5)
    wave = Wave("w1", "c1", "C", 1, (measure,), (0,), "slack:U1", NOW, closes, Status.OPEN, round=round)
    letter = ask_letter(wave, Asked("slack:U2", 3), Person("slack:U2"), given_at(NOW))
    assert (letter.to, letter.kind, letter.asks, letter.expires) == ("slack:U2", kind, True, closes)
