"""The form that starts a pulse: what would be right is said field by field, and the draft is what the form says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.community import Community, Membership
from facilitation.people import Person
from facilitation.pulse.asking import (
    MOST_CHOICE,
    MOST_OWN,
    choices_in,
    draft,
    form_errors,
    hear_form,
    hear_pick,
    next_number,
    opening,
    own_question,
    pick_community,
)
from facilitation.pulse.instruments import BANK, OWN, OwnQuestion, Scale
from facilitation.pulse.wave import StartPicture, Status, Wave, WaveDrafted
from facilitation.voice import pulse as voice
from facilitation.words import Arrival, Button, Buttons, Message, Open, Press, Prose, Submission, Tell, Typed
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 2, 22, 30)  # already the third in Tokyo
TOKYO = Person("slack:U1", zone="Asia/Tokyo")
HERE = Community("c1", "slack:T1", "Testing", channels=("slack:C1",))


def form(**answers) -> Submission:
    return Submission("pulse.new", ("c1",), {"measures": ("ID",), **answers})


def wrong(**answers) -> list[str]:
    return [name for name, _ in form_errors(form(**answers), TOKYO, given_at(NOW))]


def wave(number: int, *measures: str, status: Status = Status.CLOSED) -> Wave:
    return Wave(f"w{number}", "c1", "C", number, measures, (0,) * len(measures), "U", NOW, NOW, status)


@pytest.mark.parametrize(
    ("measures", "faults"),
    [((), ["measures"]), (("ID",), []), (("ID", "BE", "PS"), []), (("ID", "BE", "PS", "SU"), ["measures"]),
     (("ID", "nonsense"), ["measures"])],
)  # fmt: skip
def test_one_to_three_known_measures(measures, faults) -> None:
    assert wrong(measures=measures) == faults


@pytest.mark.parametrize(
    ("choices", "faults"), [("one", ["choices"]), ("one,one", ["choices"]), ("a,b", []), ("a,b,c,d,e", []),
                            ("a,b,c,d,e,f", ["choices"])],
)  # fmt: skip
def test_two_to_five_different_choices_and_only_where_one_chooses(choices, faults) -> None:
    assert wrong(own="Which?", own_kind="choice", choices=choices) == faults
    assert wrong(own="Which?", own_kind="open", choices=choices) == []
    assert wrong(own="", own_kind="choice", choices=choices) == []


def test_the_day_it_opens_is_not_over_where_the_convener_is() -> None:
    assert wrong(opens="2026-03-03") == [] and wrong(opens="2026-03-02") == ["opens"]


def test_what_is_about_a_problem_names_one() -> None:
    about = next(name for name, one in BANK.items() if one.about_problem)
    assert wrong(measures=(about,)) == ["problem"] and wrong(measures=(about,), problem="Why so late?") == []


@given(st.lists(st.text(alphabet="ab ,", max_size=50), max_size=8))
def test_choices_are_what_was_named_each_once_in_order(parts) -> None:
    found = choices_in(form(choices=",".join(parts)))
    assert len(set(found)) == len(found) and all(found)
    assert all(one == one.strip() and "," not in one and len(one) <= MOST_CHOICE for one in found)


def test_choices_and_an_own_question_are_cut_at_their_length() -> None:
    assert choices_in(form(choices=f" yes , {'n' * 41}, yes")) == ("yes", "n" * MOST_CHOICE)
    assert own_question(form(own="w" * 151)) == OwnQuestion("w" * MOST_OWN, Scale.AGREEMENT, ())
    asked = own_question(form(own="Which?", own_kind="choice", choices="a, b"))
    assert asked == OwnQuestion("Which?", Scale.CHOICE, ("a", "b"))
    assert own_question(form(own="Why?", own_kind="open", choices="a, b")) == OwnQuestion(
        "Why?", Scale.OPEN, ()
    )
    assert own_question(form()) is None


def test_a_pulse_opens_now_or_at_nine_where_the_convener_is_and_never_in_the_past() -> None:
    assert opening("", TOKYO, NOW) == NOW and opening("", TOKYO, NOW).tzinfo is UTC
    assert opening("2026-03-04", TOKYO, NOW) == utc(2026, 3, 4, 0)
    assert opening("2026-03-02", TOKYO, NOW) == NOW


def test_the_draft_is_what_the_form_says_and_counts_what_was_asked_before() -> None:
    before = [wave(0, "ID"), wave(1, "ID", "PS"), wave(7, "ID", status=Status.DRAFT)]
    sent = form(
        measures=("PS", "ID"), own="Why?", own_kind="open", days="3", opens="2026-03-05", came=" We met "
    )
    made = draft("slack:U1", HERE, before, sent, TOKYO, given_at(NOW))
    assert (made.id, made.community, made.name, made.by, made.number) == (
        "id-1",
        "c1",
        "Testing",
        "slack:U1",
        2,
    )
    assert sorted(made.measures[:2]) == ["ID", "PS"] and made.measures[2] == OWN
    assert dict(zip(made.measures, made.turns, strict=True)) == {"ID": 2, "PS": 1, OWN: 0}
    assert (made.opens_at, made.closes_at) == (utc(2026, 3, 5), utc(2026, 3, 8))
    assert made.came_of == "We met" and made.own == OwnQuestion("Why?", Scale.OPEN)
    usual = draft("slack:U1", HERE, (), form(), TOKYO, given_at(NOW))
    assert usual.closes_at - usual.opens_at == timedelta(days=5) and usual.number == 0 and usual.own is None


def test_numbers_go_on_from_the_last_that_was_sent() -> None:
    assert next_number([]) == next_number([wave(3, status=Status.DRAFT)]) == 0
    assert next_number([wave(0), wave(4), wave(9, status=Status.DRAFT)]) == 5


def test_somebody_in_several_communities_is_asked_which() -> None:
    decided = pick_community((HERE,), voice.NO_COMMUNITY(), "pulse.pick")
    buttons = Buttons((Button(voice.NAMED(community=Typed("Testing")), "pulse.pick", ("c1",)),))
    asked = Message(voice.NO_COMMUNITY(), (Prose((voice.NO_COMMUNITY(),)), buttons))
    assert decided.replies == (Tell(asked),)


CONVENED = replace(HERE, members=(Membership("slack:U1", "convener"),))


def test_what_people_were_promised_here_before_is_not_lowered() -> None:
    before = (replace(wave(1), least=9, came_after="We met"),)
    picture = StartPicture(CONVENED, waves={"c1": before, "c2": (replace(wave(2), least=20),)})
    sent = Arrival("a", "slack:T1", "slack:U1", form())
    (drafted,) = hear_form(sent, picture, given_at(NOW)).changes
    assert isinstance(drafted, WaveDrafted) and drafted.wave.least == 9


def test_the_form_comes_for_the_community_that_was_picked() -> None:
    pressed = Arrival("a", "slack:T1", "slack:U1", Press("pulse.pick", ("c1",)))
    (reply,) = hear_pick(pressed, StartPicture(CONVENED), given_at(NOW)).replies
    assert isinstance(reply, Open) and reply.form.memo == ("c1",)
    assert (
        hear_pick(pressed, StartPicture(), given_at(NOW)).replies[0].message.summary == voice.NO_COMMUNITY()
    )
