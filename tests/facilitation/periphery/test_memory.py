"""What a workspace remembers of talk: ties, a window that moves on, and a trace that fades."""

import numpy as np
import pytest

from facilitation.periphery.look import look
from facilitation.periphery.memory import DAY, Memory
from tests.facilitation.periphery.talks import NOW, looked, remembered, wrote


def strength(seen, one, other):
    a, b = seen.names.index(one), seen.names.index(other)
    assert seen.ties[a, b] == seen.ties[b, a]
    return seen.ties[a, b]


def test_two_who_write_one_after_the_other_in_a_thread_are_tied():
    seen = looked(
        wrote("a", "x", 3, "t"), wrote("b", "x", 2, "t"), wrote("a", "x", 1, "t"), wrote("c", "x", 1)
    )
    assert strength(seen, "a", "b") == 2
    assert strength(seen, "a", "c") == 0


def test_writing_twice_ties_nobody_and_a_thread_rests_after_seven_days():
    assert looked(wrote("a", "x", 3, "t"), wrote("a", "x", 2, "t")).ties.nnz == 0
    assert looked(wrote("a", "x", 10, "t"), wrote("b", "x", 2.9, "t")).ties.nnz == 0
    assert looked(wrote("a", "x", 10, "t"), wrote("b", "x", 3.1, "t")).ties.nnz == 2


def test_threads_of_the_same_name_in_two_channels_are_two():
    assert looked(wrote("a", "x", 3, "t"), wrote("b", "y", 2, "t")).ties.nnz == 0


def test_a_mention_that_rings_ties_and_calls():
    seen = looked(wrote("a", "x", 1e-6, "", "b", "a"))
    assert strength(seen, "a", "b") == 1
    assert seen.calls[seen.names.index("b"), 0] == pytest.approx(1)
    assert not seen.seen[seen.names.index("b")]


def test_a_reaction_ties_less_than_a_word_and_oneself_not_at_all():
    memory = remembered(wrote("a", "x", 2), wrote("b", "x", 2))
    memory.see_reaction(NOW - DAY, "a", "b", "x")
    memory.see_reaction(NOW - DAY, "a", "a", "x")
    assert strength(look(memory, NOW), "a", "b") == 0.25


def test_only_the_window_counts_and_nothing_from_the_instant_on():
    memory = remembered(wrote("a", "x", 91), wrote("b", "x", 89), wrote("c", "x", 0), wrote("d", "x", -1))
    seen = look(memory, NOW)
    assert [seen.names[one] for one in np.flatnonzero(seen.seen)] == ["b"]


def test_what_left_the_window_is_forgotten_but_for_its_trace():
    memory = remembered(*(wrote("a", "x", days) for days in (400, 300, 200, 100, 1)))
    memory.forget(NOW)
    assert len(memory.messages) == 1
    assert memory.traces.of(0, 0) == (5, NOW - DAY)


def test_memory_follows_the_window_and_not_the_length_of_the_past():
    memory = Memory()
    for day in range(1000, 0, -1):
        memory.hear(wrote("a", "x", day, "t"))
        memory.hear(wrote("b", "x", day - 0.5, "t", "a"))
        memory.forget(NOW - day * DAY)
    assert len(memory.messages) <= 2 * 91 and len(memory.ties) <= 4 * 91 and len(memory.calls) <= 91
    assert len(memory._threads) == 1 and len(memory.traces.count) == 2


def test_a_trace_halves_in_a_year():
    memory = remembered(wrote("a", "x", 365), wrote("b", "x", 0))
    assert memory.traces.faded(NOW) == pytest.approx([0.5, 1])
    assert memory.traces.faded(NOW + 365 * DAY) == pytest.approx([0.25, 0.5])


def test_a_trace_kept_elsewhere_goes_on_where_it_stopped():
    memory = Memory()
    memory.traces.restore(
        memory.people.number("a"), memory.channels.number("x"), 7, NOW - 500 * DAY, 3.5, NOW
    )
    memory.hear(wrote("a", "x", 0))
    assert memory.traces.of(0, 0) == (8, NOW)
    assert memory.traces.faded(NOW) == pytest.approx([4.5])


def test_a_clock_gone_wrong_ties_nobody_backwards():
    memory = Memory()
    memory.hear(wrote("a", "x", 1, "t"))
    memory.hear(wrote("b", "x", 5, "t"))  # comes later, says it was earlier
    assert look(memory, NOW).ties.nnz == 0
    assert memory.first_seen[memory.people.number("b")] == NOW - 5 * DAY
