"""Somebody is new for ten days, from the second day of a community on, and never as its convener."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitation.community import Community, Membership
from facilitation.welcome import NEW_FOR, SETTLING, newcomers
from tests.facilitation.worlds import utc

BEGAN = utc(2026, 1, 1)
NOW = utc(2026, 3, 1)
MOMENT = timedelta(microseconds=1)


def is_new(since: datetime | None, now: datetime = NOW, role: str = "member") -> bool:
    member = Membership("slack:U1", role, since)
    return newcomers(Community("c1", "slack:T1", "T", created_at=BEGAN, members=(member,)), now) == [
        "slack:U1"
    ]


def test_ten_days_and_not_a_moment_longer() -> None:
    assert is_new(NOW) and is_new(NOW - NEW_FOR + MOMENT)
    assert not is_new(NOW - NEW_FOR) and not is_new(None)


def test_nobody_is_new_on_the_first_day_of_a_community() -> None:
    second = BEGAN + SETTLING
    assert not is_new(second, now=second) and is_new(second + MOMENT, now=second + MOMENT)


def test_who_convenes_is_not_new() -> None:
    assert not is_new(NOW, role="convener")
