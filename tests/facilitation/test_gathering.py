"""Where no community is meant, commands about gatherings ask which, and nothing breaks."""

from __future__ import annotations

from facilitation.gathering import Floor, show
from facilitation.voice import community as common
from facilitation.words import Arrival, Command
from tests.facilitation.worlds import given_at, utc


def test_without_a_community_it_is_asked_which_is_meant() -> None:
    arrival = Arrival("a", "slack:T1", "slack:U1", Command("gatherings"))
    decided = show(arrival, Floor(None), given_at(utc(2026, 3, 2)))
    assert [reply.message.summary for reply in decided.replies] == [common.WHICH]
    assert decided.letters == decided.changes == decided.wakes == ()
