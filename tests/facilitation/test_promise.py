"""A promise is answered by its maker only, goes on when moved, and is shown for a quarter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.community import Community
from facilitation.promise import (
    LOOKED_BACK,
    SHOWN,
    Kept,
    Promise,
    PromiseAnswered,
    PromiseMade,
    PromisePicture,
    hear_outcome,
    in_whole,
    moved_on,
    show_promises,
)
from facilitation.voice import promise as voice
from facilitation.words import Arrival, Command, Entry, Press, Quote
from tests.facilitation.worlds import given_at, reply_words, utc

NOW = utc(2026, 6, 1, 9)
MADE = Promise("p1", "slack:S", "c1", "I free a day", NOW - timedelta(days=7))
HERE = Community("c1", "slack:T1", "Testing", channels=("slack:C1",))


def answered(kept: str, by: str = "slack:S", promise: Promise = MADE):
    arrival = Arrival("a", "slack:T1", by, Press("promise.answered", ("p1", kept)))
    return hear_outcome(arrival, PromisePicture(promises=(promise,)), given_at(NOW))


@pytest.mark.parametrize("kept", [Kept.KEPT, Kept.NOT_KEPT])
def test_what_became_of_it_is_kept_with_the_hour_and_in_the_ledger(kept: Kept) -> None:
    decided = answered(kept.value)
    assert decided.changes == (PromiseAnswered("p1", kept, NOW),)
    assert decided.entries == (Entry("promise.answered", "p1", (("kept", kept.value), ("community", "c1"))),)
    assert reply_words(decided).startswith(reply_words(answered(Kept.KEPT.value)))


def test_a_moved_promise_is_open_again_with_the_same_words_but_only_once() -> None:
    again = Promise("id-1", "slack:S", "c1", "I free a day", NOW)
    assert answered("moved").changes == (PromiseAnswered("p1", Kept.MOVED, NOW), PromiseMade(again))
    moved = Promise("p1", "slack:S", "c1", "I free a day", MADE.made_at, Kept.MOVED)
    assert answered("moved", promise=moved).changes == (PromiseAnswered("p1", Kept.MOVED, NOW),)
    assert moved_on(moved, given_at(NOW)) == again


def test_nobody_else_says_what_became_of_it() -> None:
    decided = answered("kept", by="slack:U1")
    assert decided.changes == decided.entries == () and decided.replies


def test_the_whole_counts_those_that_were_answered() -> None:
    some = [Promise(str(n), "slack:S", "c1", "w", NOW, kept) for n, kept in enumerate(Kept)]
    assert in_whole(some) == voice.IN_WHOLE(kept=1, n=len(Kept) - 1)
    assert in_whole([]) == voice.IN_WHOLE(kept=0, n=0)


def test_a_community_sees_six_of_a_quarter_and_none_of_another() -> None:
    young = [
        Promise(f"y{n}", "slack:S", "c1", f"young {n}", NOW - timedelta(days=n)) for n in range(SHOWN + 2)
    ]
    edge = Promise("e", "slack:S", "c1", "edge", NOW - LOOKED_BACK)
    other = Promise("o", "slack:S", "c2", "elsewhere", NOW)

    def seen(*promises: Promise) -> list[str]:
        arrival = Arrival("a", "slack:T1", "slack:U1", Command("promise"))
        decided = show_promises(arrival, PromisePicture(here=HERE, promises=promises), given_at(NOW))
        return [part.words for part in decided.replies[0].message.parts if isinstance(part, Quote)]

    assert seen(other, *young, edge) == [f"young {n}" for n in range(SHOWN)]
    assert seen(edge) == []
    assert seen(Promise("e", "slack:S", "c1", "inside", edge.made_at + timedelta(seconds=1))) == ["inside"]
