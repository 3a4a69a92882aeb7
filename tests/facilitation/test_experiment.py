"""An experiment is offered to a problem, asked of its owner, and put off by a week at its owner's word alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from facilitation.community import Bench, Community, Membership
from facilitation.experiment import Experiment, ExperimentPicture, ReviewPutOff, ask_owner, new_form
from facilitation.experiment_review import put_off
from facilitation.membership import name_of
from facilitation.people import Person
from facilitation.voice import experiment as voice
from facilitation.words import Arrival, OneOf, Option, Press, Prose, Typed, Wake, Who
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


def test_the_form_offers_the_open_problems_in_their_own_words_where_there_are_some():
    def offered(*problems: tuple[str, str]) -> list[OneOf]:
        fields = new_form("c1", "slack:U1", date(2026, 3, 2), problems).fields
        return [one for one in fields if isinstance(one, OneOf)]

    late = Option(voice.OF_PROBLEM(question=Typed("Why so late?")), "p1")
    assert offered(("p1", "Why so late?")) == [OneOf("problem", voice.PROBLEM, (late,), optional=True)]
    assert offered() == []


def test_whoever_is_named_is_asked_with_the_name_of_the_community_though_the_asker_is_in_others():
    one = replace(ONE, owner=None, asked="slack:U2")
    other = Community("c2", "slack:T1", "Tending")
    for bench in (Bench(Person("slack:U1"), HERE, (other,)), Bench(Person("slack:U1"), None, (other, HERE))):
        letter = ask_owner(one, ExperimentPicture(bench, one))
        assert letter.to == "slack:U2"
        assert Prose((voice.OWN_ASK(who=Who("slack:U1"), community=name_of(HERE)),)) in letter.message.parts
