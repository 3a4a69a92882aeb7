"""How participation is spread, said only where enough people wrote, and changed only beyond the natural wobble."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.leadership import FEWEST
from facilitation.participation import Heard
from facilitation.periphery.measures import (
    Level,
    centralisation,
    changes,
    direction,
    exchanges,
    first_answers,
    gini,
    level,
    picture,
    size_matched,
)
from tests.facilitation.periphery.talks import NOW, wrote

counts = st.lists(st.integers(0, 200), max_size=30)


def test_a_community_of_fewer_than_five_who_wrote_has_no_picture():
    few = [wrote(f"p{n}", "x", day) for n in range(FEWEST - 1) for day in (1, 9, 30)]
    assert picture(few, NOW, []) is None
    assert picture([*few, wrote("p9", "x", 3)], NOW, []) is not None
    assert picture([], NOW, ["a"]) is None


def test_levels_are_shares_of_weeks():
    assert [level(share) for share in (1, 0.5, 0.49, 0.2, 0.19)] == [
        Level.CORE, Level.CORE, Level.ACTIVE, Level.ACTIVE, Level.PERIPHERAL,
    ]  # fmt: skip


def test_a_picture_counts_places_and_movement_and_nobody():
    weekly = [wrote("core", "x", 7 * week + 1) for week in range(26)]
    monthly = [wrote("monthly", "x", 20 * n + 1) for n in range(9)]
    gone = [wrote("gone", "x", 300)]
    fresh = [wrote(f"new{n}", "x", n + 1) for n in range(3)]
    seen = picture(
        [*sorted(weekly + monthly + gone + fresh, key=lambda one: one.at)], NOW, ["core", "silent"]
    )
    assert seen is not None and seen.days == 182
    assert seen.now.levels == {Level.CORE: 1, Level.ACTIVE: 1, Level.PERIPHERAL: 3, Level.OUTSIDE: 1}
    assert (seen.moves.came, seen.moves.further, seen.moves.closer) == (5, 1, 0)
    assert seen.now.newcomers == 5
    assert set(seen.changed.values()) == {0}, "too few wrote before to compare"


def test_a_large_community_is_compared_quarter_by_quarter():
    talk = [wrote(f"p{n}", "x", day + n / 20) for n in range(16) for day in range(1, 180, 10)]
    seen = picture(sorted(talk, key=lambda one: one.at), NOW, [])
    assert seen is not None and seen.days == 91 and set(seen.changed.values()) == {0}


def test_only_what_leaves_its_wobble_is_called_a_change():
    assert direction(0.18, 0.094) == 0 and direction(0.19, 0.094) == 1 and direction(-0.19, 0.094) == -1
    even = [wrote(f"p{n}", "x", 100 + n / 10) for n in range(20) for _ in range(5)]
    uneven = [wrote("p0", "x", 1 + n / 100) for n in range(300)] + [wrote(f"p{n}", "x", 2) for n in range(20)]
    seen = picture(sorted(even + uneven, key=lambda one: one.at), NOW, [])
    assert seen is not None and seen.changed["gini"] == 1 and seen.changed["spread"] == -1
    assert changes(seen.before, seen.before) == dict.fromkeys(seen.changed, 0)


@given(counts)
def test_gini_stays_within_its_range(values):
    assert 0 <= gini(values) < 1


@given(st.integers(1, 30), st.integers(1, 50))
def test_equal_people_share_evenly(people, each):
    assert gini([each] * people) == pytest.approx(0, abs=1e-9)


@given(st.lists(st.integers(1, 200), min_size=1, max_size=20))
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    n, mean = len(values), sum(values) / len(values)
    expected = sum(abs(a - b) for a in values for b in values) / (2 * n * n * mean)
    assert gini(values) == pytest.approx(expected)


def test_centralisation_is_freemans():
    star = [wrote("hub", "x", 5, "", f"p{n}") for n in range(6)]
    assert centralisation(star) == pytest.approx(1)
    ring = [wrote(f"p{n}", "x", 5, "", f"p{(n + 1) % 6}") for n in range(6)]
    assert centralisation(ring) == pytest.approx(0)
    assert centralisation(star[:1]) == 0 and centralisation([]) == 0


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=30))
def test_centralisation_agrees_with_networkx(pairs):
    talk = [wrote(f"p{a}", "x", 5, "", f"p{b}") for a, b in pairs if a != b]
    graph = nx.Graph(exchanges(talk))
    n = len(graph)
    degree = dict(graph.degree()).values()
    expected = sum(max(degree) - one for one in degree) / ((n - 1) * (n - 2)) if n > 2 else 0
    assert centralisation(talk) == pytest.approx(expected)


def test_the_first_answer_counts_and_the_askers_own_words_do_not():
    asks = Heard(NOW, "asker", "x", "q", "q", (), 5, True)
    reply = [
        Heard(NOW + n, who, "x", f"r{n}", "q", (), 5, False)
        for n, who in enumerate(["asker", "first", "second"])
    ]
    assert first_answers([asks, *reply]) == ["first"]
    assert first_answers([asks]) == [] and first_answers([wrote("a", "x", 1), *reply]) == []


def test_an_answer_that_asks_back_is_an_answer_and_no_question_of_its_own():
    asks = Heard(NOW, "asker", "x", "q", "q", (), 5, True)
    back = Heard(NOW + 1, "first", "x", "r1", "q", (), 5, True)
    then = Heard(NOW + 2, "second", "x", "r2", "q", (), 5, False)
    assert first_answers([asks, back, then]) == ["first"]
    told = Heard(NOW, "teller", "x", "t", "t", (), 5, False)
    assert first_answers([told, Heard(NOW + 1, "asker", "x", "r", "t", (), 5, False)]) == []


def test_a_gini_is_compared_with_communities_of_its_size_only():
    others = [(20, 0.5 + n / 100) for n in range(10)] + [(200, 0.9)] * 50
    low, high = size_matched(20, others) or (0, 0)
    assert 0.5 < low < high < 0.6
    assert size_matched(60, others) is None
