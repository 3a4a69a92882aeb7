"""An app that was taken away is erased after some days, and the day is written down."""

from __future__ import annotations

from facilitation.departure import ERASE, Departure, leave
from facilitation.words import Arrival, Command, Entry, Wake
from tests.facilitation.worlds import given_at, utc


def test_the_days_are_counted_from_the_removal_and_the_last_is_written_down() -> None:
    removed = Arrival("a", "slack:T1", "slack:U1", Command("removed"))
    decided = leave(removed, Departure(days=7), given_at(utc(2026, 3, 2, 9)))
    assert decided.wakes == (Wake(utc(2026, 3, 9, 9), ERASE, "slack:T1"),)
    assert decided.entries == (Entry("admin.removed", "slack:T1", (("erased_on", "2026-03-09"),)),)
