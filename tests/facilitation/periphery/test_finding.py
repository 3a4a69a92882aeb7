"""A search of the running bot hears its season through as ``evener suggest`` does, and learns on the way."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from facilitation.participation import Heard
from facilitation.periphery.finding import weekend
from facilitation.periphery.learning import Learner
from facilitation.periphery.season import Hearing, Season, heard_through

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def talk(days):
    """Three channels of five people; each month two of another channel come into the first."""
    dice, heard = Random("season"), []
    for day in range(days, 0, -1):
        at = (NOW - timedelta(days=day)).timestamp()
        for number in range(15):
            channel = f"C{number // 5}"
            if day % 30 in (3, 4) and number == 5 + (day // 30) % 5:
                channel = "C0"
            if dice.random() < 0.4:
                heard.append(
                    Heard(at + number, f"U{number}", channel, f"{day}-{number}", f"{day}", (), 9, False)
                )
    return heard


def weights_after(days):
    season = Season(None, Hearing(talk=talk(days)))
    ground, weights = heard_through(season, NOW)
    assert set(ground.look.channels) == {"C0", "C1", "C2"} and ground.look.at == NOW.timestamp()
    return weights


def test_two_hundred_days_teach_what_ninety_cannot():
    assert np.array_equal(weights_after(80), Learner().weights)
    assert not np.array_equal(weights_after(200), Learner().weights)
    assert np.array_equal(weights_after(200), weights_after(200))


def test_what_conveners_put_aside_bends_what_was_learnt():
    season = Season(None, Hearing(talk=talk(200)), dismissals={"topic": 2})
    _, bent = heard_through(season, NOW)
    learnt = weights_after(200)
    assert 0 < np.sum(bent != learnt) <= 2


def test_a_workspace_in_which_nobody_ever_wrote_is_looked_at_all_the_same():
    ground, weights = heard_through(Season(None), NOW)
    assert len(ground.look.names) == 0 and np.array_equal(weights, Learner().weights)


def test_all_communities_of_a_workspace_are_looked_at_in_one_minute_of_the_weekend():
    hours = {}
    for workspace in (f"slack:T{n}" for n in range(200)):
        for hour in range(0, 24 * 14, 5):
            at = NOW + timedelta(hours=hour)
            found = weekend(workspace, at)
            assert found.weekday() in (5, 6)
            assert timedelta(days=-2) <= found - at < timedelta(days=5)
            hours.setdefault(workspace, set()).add((found.weekday(), found.time()))
    assert {len(one) for one in hours.values()} == {1}
    assert len({next(iter(one)) for one in hours.values()}) > 150  # workspaces spread over the whole of it


def test_a_look_that_came_late_puts_the_next_one_off_by_nothing():
    week = timedelta(days=7)
    first = weekend("slack:T1", NOW)
    assert weekend("slack:T1", first + timedelta(hours=9) + week) == first + week
    assert weekend("slack:T1", first + 4 * week) == first + 4 * week
