"""Processes are offered in twos, last as long as they say, and give everybody a turn."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from facilitation.process import PROCESSES, Situation, stretches, that_fit, timetable

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("situation", list(Situation))
def test_every_situation_has_two_different_processes_to_choose_from(situation):
    first, second = that_fit(situation)
    assert first.key != second.key
    assert situation in first.fits


@pytest.mark.parametrize(
    ("key", "minutes"), [("one_two_four", 12), ("fifteen", 20), ("nine_whys", 20), ("triz", 35)]
)
def test_the_minutes_are_the_published_ones(key, minutes):
    assert PROCESSES[key].minutes == minutes


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda p: p.key)
def test_a_timetable_runs_without_gaps_and_names_source_and_licence(process):
    turns = timetable(process, NOON, "a", ["b", "c"])
    assert turns[0].at == NOON
    assert all(late.at == early.at + timedelta(minutes=early.minutes) for early, late in pairwise(turns))
    assert process.source and process.licence


def test_where_each_speaks_nobody_is_left_out():
    turns = timetable(PROCESSES["action_learning"], NOON, "a", ["b", "c", "d"])
    assert {who for turn in turns for who in turn.speakers} >= {"a", "b", "c", "d"}


def test_a_group_of_three_is_not_offered_a_process_for_six():
    assert all(p.least <= 3 <= p.most for p in that_fit(Situation.MANY_VOICES, 3))


@pytest.mark.parametrize(
    ("people", "pairs", "fours"),
    [
        (4, [2, 2], [4]),
        (5, [2, 3], [5]),
        (6, [2, 2, 2], [6]),
        (8, [2] * 4, [4, 4]),
        (11, [2] * 4 + [3], [4, 7]),
    ],
)
def test_everybody_is_in_one_pair_and_fours_are_made_of_pairs(people, pairs, fours):
    drawn = [f"p{n}" for n in range(people)]
    alone, two, four, together = stretches(PROCESSES["one_two_four"], "p0", drawn[1:], drawn=drawn)
    assert alone.groups == together.groups == ()
    assert [len(one) for one in two.groups] == pairs
    assert [len(one) for one in four.groups] == fours
    for stretch in (two, four):
        assert sorted(who for group in stretch.groups for who in group) == sorted(drawn)
    assert all(any(set(pair) <= set(group) for group in four.groups) for pair in two.groups)


def test_where_nobody_was_drawn_there_are_no_groups():
    assert not any(one.groups for one in stretches(PROCESSES["one_two_four"], "a", ["b", "c", "d"]))
