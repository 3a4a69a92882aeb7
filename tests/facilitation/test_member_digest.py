"""A member's Fridays end with their last community, and that is written down with its reason."""

from __future__ import annotations

from facilitation.member_digest import KIND, MemberWeek, tell_member
from facilitation.people import Person
from facilitation.words import Decision, Entry, Wake
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 6, 9)


def test_whoever_is_in_no_community_any_more_has_no_more_fridays() -> None:
    due = ("slack:T1", Wake(NOW, KIND, "slack:U1"))
    decided = tell_member(due, MemberWeek(Person("slack:U1")), given_at(NOW))
    assert decided == Decision(entries=(Entry("digest.ended", "slack:U1", (("why", "in no community"),)),))
