"""How a community stands by its published figures: bands, honest changes, nothing old."""

from __future__ import annotations

from datetime import date, timedelta

from facilitation.pulse.standing import stand_together, standings
from facilitation.pulse.statistics import mean_estimate
from facilitation.pulse.wave import Figure, Published, Wave
from tests.facilitation.worlds import utc

DAY = date(2026, 3, 2)
LOW, MIDDLE, HIGH = (6, 2, 0, 0, 0), (1, 2, 3, 2, 0), (0, 0, 0, 2, 6)


def published(counts, before=None, measure="ID", on=DAY) -> Published:
    wave = Wave("w2", "c1", "C", 2, (measure,), (0,), "U1", utc(2026, 2, 20), utc(2026, 2, 27))
    earlier = Figure("f1", "c1", "w1", measure, on - timedelta(days=35), before, 9) if before else None
    return Published(wave, Figure("f2", "c1", "w2", measure, on, counts, 9), earlier)


def test_a_first_figure_has_its_band_and_nothing_to_compare_with():
    (found,) = standings([published(MIDDLE)], DAY)
    assert (found.low, found.high) == (mean_estimate(MIDDLE).low, mean_estimate(MIDDLE).high)
    assert found.change is None


def test_a_change_is_said_only_where_one_could_be_detected():
    pairs = ((HIGH, LOW), (MIDDLE, (0, 2, 3, 2, 1)), (LOW, HIGH))
    assert [standings([published(*pair)], DAY)[0].change for pair in pairs] == [1, 0, -1]


def test_the_newest_of_each_measure_counts_and_the_order_is_always_the_same():
    given = [published(MIDDLE, measure="SU"), published(HIGH), published(LOW, on=DAY - timedelta(days=30))]
    found = standings(given, DAY)
    assert [one.measure for one in found] == ["ID", "SU"] and found[0].high == 5


def test_a_figure_older_than_a_quarter_and_other_measures_are_not_shown():
    given = [published(MIDDLE, on=DAY - timedelta(days=92)), published(MIDDLE, measure="PS")]
    assert standings(given, DAY) == ()


def test_of_three_communities_a_small_one_is_drawn_to_the_others_and_two_stand_alone():
    large = (1, 3, 12, 20, 10)
    three = {"c1": [published((2, 2, 1, 1, 0))], "c2": [published(large)], "c3": [published(large)]}
    alone = {one: standings(told, DAY) for one, told in three.items()}
    drawn = stand_together(three, DAY)
    assert drawn["c1"][0].high > alone["c1"][0].high or drawn["c1"][0].low > alone["c1"][0].low
    two = {one: three[one] for one in ("c1", "c2")}
    assert stand_together(two, DAY) == {one: alone[one] for one in two}
