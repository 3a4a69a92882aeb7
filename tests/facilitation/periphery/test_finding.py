"""A search of the running bot hears its season through as ``evener suggest`` does, and learns on the way."""

from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np

from facilitation.participation import Heard
from facilitation.periphery.finding import Season, heard_through
from facilitation.periphery.learning import Learner
from facilitation.periphery.memory import Memory
from facilitation.periphery.slots import Exposure

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
    season = Season(None, Memory(), Exposure(), talk(days))
    ground, weights = heard_through(season, NOW)
    assert set(ground.look.channels) == {"C0", "C1", "C2"} and ground.look.at == NOW.timestamp()
    return weights


def test_two_hundred_days_teach_what_ninety_cannot():
    assert np.array_equal(weights_after(80), Learner().weights)
    assert not np.array_equal(weights_after(200), Learner().weights)
    assert np.array_equal(weights_after(200), weights_after(200))


def test_what_conveners_put_aside_bends_what_was_learnt():
    season = Season(None, Memory(), Exposure(), talk(200), dismissals={"topic": 2})
    _, bent = heard_through(season, NOW)
    learnt = weights_after(200)
    assert 0 < np.sum(bent != learnt) <= 2


def test_a_workspace_in_which_nobody_ever_wrote_is_looked_at_all_the_same():
    ground, weights = heard_through(Season(None, Memory(), Exposure()), NOW)
    assert len(ground.look.names) == 0 and np.array_equal(weights, Learner().weights)
