"""The witness sees what is wrong: hours, budgets, words of another workspace, things said twice."""

from __future__ import annotations

from collections import deque
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from adapters.port import Outgoing
from bot.simulation.people import Hours, Imagined, imagine
from bot.simulation.witness import APART, BUDGET, ONCE, OPEN, Witness, is_open, over_budget
from facilitation.voice.community import TOLD
from facilitation.words import Message, Quote

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
BERLIN = Hours("Europe/Berlin", country="DE")
AT_NIGHT = Hours("Europe/Berlin", time(22), time(6), frozenset({4}))


def on(day: int, hour: float) -> datetime:
    return MONDAY + timedelta(days=day, hours=hour)


@pytest.mark.parametrize(
    ("hours", "at", "open_then"),
    [
        (BERLIN, on(0, 8), True),
        (BERLIN, on(0, 7.9), False),
        (BERLIN, on(0, 16), False),
        (BERLIN, on(5, 10), False),
        (BERLIN, datetime(2026, 4, 6, 9, tzinfo=UTC), False),  # Easter Monday
        (BERLIN, datetime(2026, 3, 30, 7, tzinfo=UTC), True),  # the clocks were turned the night before
        (AT_NIGHT, on(5, 3), True),  # Friday's shift, on Saturday morning
        (AT_NIGHT, on(4, 3), False),
        (Hours("UTC", away_until=date(2026, 3, 4)), on(1, 10), False),
        (Hours("UTC", away_until=date(2026, 3, 4)), on(2, 10), True),
        (Hours("UTC", snoozed_until=on(1, 11)), on(1, 10), False),
    ],
)
def test_hours_are_read_as_people_mean_them(hours: Hours, at: datetime, open_then: bool) -> None:
    assert is_open(hours, at) is open_then


@pytest.mark.parametrize(
    ("got", "over"),
    [
        ([(on(0, 9), "nudge.a", False)] * 3, False),
        ([(on(0, 9), "nudge.a", False)] * 4, True),
        ([(on(0, 9), "nudge.a", True), (on(9, 9), "story.b", True)], True),
        ([(on(0, 9), "nudge.a", True), (on(9, 9), "pulse.ask", True)], False),
        ([(on(0, 9), "pulse.ask", True), (on(2, 9), "pulse.ask", True), (on(4, 9), "pulse.ask", True)], True),
    ],
)
def test_a_budget_is_counted_by_day_fortnight_and_week(
    got: list[tuple[datetime, str, bool]], over: bool
) -> None:
    assert over_budget(deque(got), got[-1][0], "UTC") is over


def somebody() -> Imagined:
    return imagine("s", "slack:T1", "slack:U1", 1, MONDAY - timedelta(days=30), 1)


def letter(mark: str, words: str = "") -> Outgoing:
    return Outgoing("slack:T1", "slack:U1", Message(TOLD, (Quote(words),)), mark)


def test_a_letter_twice_a_foreign_word_and_a_closed_hour_are_all_seen() -> None:
    witness, who = Witness({"slack:T1": "Otterford", "slack:T2": "Heronsgate"}), somebody()
    who.told = Hours("UTC")
    witness.gets(letter("m1", "Notes from Heronsgate"), who, on(0, 3))
    witness.gets(letter("m1"), who, on(0, 3))
    witness.weighs(SimpleNamespace(mark="m1", once="l:1", kind="nudge.a", importance=0, asks=True))
    assert {name: witness.broken[name] for name in (ONCE, APART, OPEN, BUDGET)} == {
        ONCE: 1,
        APART: 1,
        OPEN: 1,
        BUDGET: 0,
    }
