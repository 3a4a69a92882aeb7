"""Somebody is new for ten days, never as a convener, and is welcomed by a member who is there and wants to be asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from facilitation.community import Community, Membership
from facilitation.people import Person
from facilitation.welcome import NEW_FOR, SETTLING, Porch, newcomers, who_next
from tests.facilitation.worlds import given_at, utc

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


@pytest.mark.parametrize(
    ("member", "asked"),
    [
        (Person("slack:U2"), "slack:U2"),
        (Person("slack:U2", away_until=date(2026, 3, 20)), None),
        (Person("slack:U2", refused=frozenset({"welcome"})), None),
        (Person("slack:U2", unreachable=True), None),
        (Person("slack:U2", is_bot=True), None),
    ],
)
def test_whoever_is_away_or_does_not_want_to_be_asked_is_not(member: Person, asked: str | None) -> None:
    members = (Membership("slack:U1", since=NOW), Membership("slack:U2"))
    here = Community("c1", "slack:T1", "T", created_at=BEGAN, members=members)
    assert who_next(Porch(here, people={member.id: member}), "slack:U1", given_at(NOW)) == asked
