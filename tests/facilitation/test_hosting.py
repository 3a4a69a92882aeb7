"""Whoever hosts the next gathering takes on one that is still to come."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.community import Community, Membership
from facilitation.gathering import Floor, Gathering, GatheringPlanned
from facilitation.hosting import take_hosting
from facilitation.voice import gathering as say
from facilitation.words import Arrival, Decision, Press
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 2, 9)
HERE = Community(
    "c1", "slack:T1", "T", channels=("slack:C1",), members=(Membership("slack:U1"), Membership("slack:U2"))
)
ONE = Gathering("g1", "c1", "Show and tell", utc(2026, 3, 5, 9), 45, "slack:U1")


def taken(one: Gathering | None) -> Decision:
    pressed = Arrival("a", "slack:T1", "slack:U2", Press("gathering.take_hosting", ("c1", "g1")))
    return take_hosting(pressed, Floor(HERE, one), given_at(NOW))


def test_a_member_hosts_the_next_one_and_the_channel_hears_of_it() -> None:
    decided = taken(ONE)
    assert decided.changes == (GatheringPlanned(replace(ONE, host="slack:U2")),)
    assert [one.to for one in decided.letters] == ["slack:U2", "slack:C1"]


@pytest.mark.parametrize("one", [None, replace(ONE, state="held"), replace(ONE, state="cancelled")])
def test_nobody_hosts_what_is_over_or_gone(one: Gathering | None) -> None:
    decided = taken(one)
    assert [reply.message.summary for reply in decided.replies] == [say.OVER]
    assert decided.changes == decided.letters == ()
