"""What we believe about the beat at which Teams lets us speak."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.pace import CONVERSATION, TENANT, Pace

PUBLISHED = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))


def most_in_any_window(sent: list[float], seconds: float) -> int:
    """The fullest half-open window of that length."""
    first, most = 0, 0
    for last, at in enumerate(sent):
        while at - sent[first] >= seconds - 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most


def send_all(pace: Pace, conversations: list[str], start: float = 1000.0) -> list[float]:
    now, sent = start, []
    for conversation in conversations:
        while wait := pace.take("tenant", conversation, now):
            now += wait
        sent.append(now)
    return sent


def test_one_conversation_never_exceeds_any_published_window() -> None:
    sent = send_all(Pace(), ["19:one"] * 4000)
    for most, seconds in PUBLISHED:
        assert most_in_any_window(sent, seconds) <= most


def test_many_conversations_never_exceed_the_tenant_limit() -> None:
    sent = send_all(Pace(), [f"a:{n}" for n in range(3000)])
    assert most_in_any_window(sent, 1.0) <= 50
    assert sent[-1] - sent[0] < 3000 / 38


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 5), min_size=1, max_size=300))
def test_pauses_of_any_length_between_sends_never_break_a_window(pauses: list[float]) -> None:
    pace, now, sent = Pace(), 0.0, []
    for pause in pauses:
        now += pause
        while wait := pace.take("t", "c", now):
            now += wait
        sent.append(now)
    for most, seconds in PUBLISHED:
        assert most_in_any_window(sent, seconds) <= most


def test_a_wait_spends_nothing() -> None:
    pace = Pace()
    for _ in range(CONVERSATION[0].burst):
        assert pace.take("t", "c", 0.0) == 0.0
    first = pace.take("t", "c", 0.0)
    assert first > 0
    assert pace.take("t", "c", 0.0) == first


def test_a_pause_holds_one_conversation_and_leaves_the_others() -> None:
    pace = Pace()
    pace.pause("t", "c", 12.0, now=0.0)
    assert pace.take("t", "c", 0.0) == 12.0
    assert pace.take("t", "d", 0.0) == 0.0
    assert pace.take("t", "c", 12.0) == 0.0


def test_a_pause_of_the_tenant_holds_everybody_there_and_nobody_elsewhere() -> None:
    pace = Pace()
    pace.pause("t", None, 5.0, now=0.0)
    assert pace.take("t", "c", 0.0) == 5.0
    assert pace.take("other", "c", 0.0) == 0.0


def test_forgetting_conversations_frees_memory_but_never_a_held_one() -> None:
    pace = Pace(most_keys=10)
    pace.pause("t", "held", 1e6, now=0.0)
    for n in range(100):
        pace.take("t", f"c{n}", n * 100.0)
    assert pace.take("t", "held", 10_000.0) > 0
    assert TENANT[0].interval == 1 / 40
