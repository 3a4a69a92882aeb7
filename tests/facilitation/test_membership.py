"""A person comes in once, and only where there is a community."""

from __future__ import annotations

from facilitation.community import Bench, Community, MemberJoined, Membership
from facilitation.membership import join, name_of
from facilitation.people import Person
from facilitation.voice import community as say
from facilitation.words import Arrival, Command, Decision, Entry
from tests.facilitation.worlds import given_at, utc

HERE = Community("c1", "slack:T1", "Testing", members=(Membership("slack:U1"),))


def joined(person: str, here: Community | None = HERE) -> Decision:
    arrival = Arrival("a", "slack:T1", person, Command("join"))
    return join(arrival, Bench(Person(person), here), given_at(utc(2026, 3, 2)))


def summaries(decided: Decision) -> list[object]:
    return [reply.message.summary for reply in decided.replies]


def test_who_comes_in_is_kept_and_told() -> None:
    decided = joined("slack:U2")
    assert decided.changes == (MemberJoined("c1", "slack:U2"),)
    assert decided.entries == (Entry("member.joined", "c1", person="slack:U2"),)
    assert summaries(decided) == [say.JOINED(name=name_of(HERE))]


def test_who_is_in_or_asks_where_no_community_is_hears_so_and_nothing_changes() -> None:
    for decided, told in (
        (joined("slack:U1"), say.ALREADY(name=name_of(HERE))),
        (joined("slack:U2", None), say.NO_COMMUNITY),
    ):
        assert summaries(decided) == [told] and decided.changes == decided.entries == ()
