"""The day to look back on an experiment moves by a week, at nine where its owner is, at its owner's word."""

from __future__ import annotations

from datetime import date

from facilitation.community import Bench, Community, Membership
from facilitation.experiment import Experiment, ExperimentPicture, ReviewPutOff
from facilitation.experiment_review import put_off
from facilitation.people import Person
from facilitation.voice import experiment as voice
from facilitation.words import Arrival, Press, Wake
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 2, 22)  # the third in Tokyo
ONE = Experiment("e1", "c1", "How?", "Pair up", "Calm", date(2026, 3, 2), "slack:U1", NOW, owner="slack:U2")
HERE = Community("c1", "slack:T1", "Testing", members=(Membership("slack:U1"), Membership("slack:U2")))


def pressed(person: str, one: Experiment | None = ONE):
    picture = ExperimentPicture(Bench(Person(person, zone="Asia/Tokyo"), HERE), one, HERE)
    return put_off(
        Arrival("a", "slack:T1", person, Press("experiment.put_off", ("e1",))), picture, given_at(NOW)
    )


def test_not_today_is_in_a_week_where_the_owner_is() -> None:
    decided = pressed("slack:U2")
    assert decided.wakes == (Wake(utc(2026, 3, 10, 0), "experiment.review", "e1"),)
    assert decided.changes == (ReviewPutOff("e1", date(2026, 3, 10)),)
    assert decided.replies[0].message.summary == voice.PUT_OFF(day=date(2026, 3, 10))


def test_somebody_else_or_nothing_to_look_back_on_moves_nothing() -> None:
    for refused in (pressed("slack:U9"), pressed("slack:U2", None)):
        assert refused.wakes == refused.changes == () and len(refused.replies) == 1
