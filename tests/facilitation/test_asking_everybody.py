"""What is asked of a whole channel: once a day, with a way to answer, by those who may ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from facilitation.charter import Rule, Table, review
from facilitation.community import Community, Membership
from facilitation.invitation import Invitation, told
from facilitation.people import Person
from facilitation.periphery.suggestion import State, Suggestion, SuggestionMoved
from facilitation.pulse.resting import back_on, hear_date
from facilitation.pulse.wave import Asked, CardPicture, RestPicture, Seal, Status, Wave
from facilitation.story.telling import Telling, invite
from facilitation.values import MOST_VALUE, Values, ask_value, invite_values
from facilitation.voice import charter as charter_says
from facilitation.voice import story as story_says
from facilitation.voice import values as values_say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Entry,
    Line,
    Press,
    Quote,
    Reask,
    Submission,
    Wake,
    What,
    Who,
)
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 6, 1, 10)
GIVEN = given_at(NOW)
MEMBERS = (Membership("slack:U1", "convener"), Membership("slack:U2"))
PRESS = Press("x", ("c1",))
HERE = Community("c1", "slack:T1", "Testing", "Care for tests", channels=("slack:C1",), members=MEMBERS)


def arrival(person: str = "slack:U1", what: What = PRESS) -> Arrival:
    return Arrival("a", "slack:T1", person, what)


def buttons_of(message):
    return [part for part in message.parts if isinstance(part, Buttons)]


def test_on_its_date_a_charter_is_asked_about_and_the_next_date_is_set() -> None:
    due = ("slack:T1", Wake(NOW, "charter.review", "c1"))
    decided = review(due, Table(HERE, rule=Rule(review_months=3)), GIVEN)
    (letter,) = decided.letters
    assert (letter.to, letter.kind) == ("slack:C1", "charter.review")
    assert letter.once.startswith("charter.review:c1:2026-06-01")
    assert Quote("Care for tests") in letter.message.parts
    propose = Button(charter_says.PROPOSE, "charter.propose", ("c1",), opens_form=True)
    assert buttons_of(letter.message) == [Buttons((propose,))]
    (again,) = decided.wakes
    assert (again.kind, again.subject) == ("charter.review", "c1")
    assert timedelta(0) <= again.due_at - (NOW + timedelta(days=90)) <= timedelta(days=1)
    assert decided.entries == (Entry("charter.reviewed", "c1"),)
    assert review(due, Table(None), GIVEN) == NOTHING
    bare = review(due, Table(Community("c1", "slack:T1", "T", channels=("slack:C1",))), GIVEN)
    assert not [part for part in bare.letters[0].message.parts if isinstance(part, Quote)]


@pytest.mark.parametrize(
    ("members", "share", "needed"), [(0, 50, 1), (3, 34, 2), (4, 50, 2), (5, 50, 3), (3, 100, 3)]
)
def test_a_share_is_rounded_up_and_at_least_one(members: int, share: int, needed: int) -> None:
    assert Rule(share=share).needed(members) == needed


def test_a_convener_invites_everybody_to_their_values_at_once() -> None:
    decided = invite_values(arrival(), Values(HERE), GIVEN)
    (letter,) = decided.letters
    assert (letter.to, letter.kind) == ("slack:C1", "values.invited")
    assert letter.once.startswith("values:c1:2026-06-01")
    assert buttons_of(letter.message) == [
        Buttons((Button(values_say.WRITE_MINE, "values.mine", ("c1",), opens_form=True),))
    ]
    assert letter.message.summary.slot("who") == Who("slack:U1")
    assert decided.replies[0].message.summary == values_say.INVITED
    for nobody in (
        invite_values(arrival("slack:U2"), Values(HERE), GIVEN),
        invite_values(arrival(), Values(None), GIVEN),
    ):
        assert nobody.letters == () and len(nobody.replies) == 1


def test_the_form_for_my_value_holds_what_i_wrote_before() -> None:
    (reply,) = ask_value(arrival("slack:U2"), Values(HERE, ("Calm", "Care"), mine="Care"), GIVEN).replies
    (line,) = reply.form.fields
    assert line == Line("words", values_say.LABEL, values_say.HINT, "Care", optional=True, most=MOST_VALUE)


def test_everybody_is_invited_to_tell_and_who_asks_goes_first() -> None:
    decided = invite(arrival(), Telling(HERE, has_told=False), GIVEN)
    (letter,) = decided.letters
    assert (letter.to, letter.kind) == ("slack:C1", "story.invite")
    assert letter.once.startswith("story.invite:c1:2026-06-01")
    begin = Button(story_says.TELL_ONE, "story.begin", ("c1",), "primary")
    assert buttons_of(letter.message) == [Buttons((begin,))]
    assert letter.message.summary.slot("who") == Who("slack:U1")
    (reply,) = decided.replies
    assert reply.message.summary == story_says.INVITATION_GOES
    assert buttons_of(reply.message) == [Buttons((Button(story_says.TELL_ONE, "story.begin", ("c1",)),))]
    (before,) = invite(arrival(), Telling(HERE, has_told=True), GIVEN).replies
    assert buttons_of(before.message) == []
    assert invite(arrival("slack:U9"), Telling(HERE), GIVEN).letters == ()


def suggestion(state: State = State.INVITED, asked: str = "slack:U2") -> Suggestion:
    return Suggestion("s1", "c1", "slack:U5", NOW, "near", True, 0.5, (), state=state, asked=asked)


def test_how_it_went_is_noted_from_the_member_who_carried_it_only() -> None:
    hear = told(State.WELCOME)
    kept = hear(arrival("slack:U2"), Invitation(suggestion(), HERE), GIVEN)
    assert kept.changes == (SuggestionMoved("s1", State.WELCOME, asked="slack:U2"),) and kept.replies
    others = (
        Invitation(suggestion(State.READY), HERE),
        Invitation(suggestion(asked="slack:U1"), HERE),
        Invitation(),
    )
    for one in others:
        late = hear(arrival("slack:U2"), one, GIVEN)
        assert late.changes == () and late.replies and late.replies != kept.replies


def rest(day: str, closes_in: int = 9):
    wave = Wave(
        "w1", "c1", "C", 1, ("ID",), (0,), "slack:U1", NOW, NOW + timedelta(days=closes_in), Status.OPEN
    )
    picture = RestPicture(
        CardPicture(wave, Asked("slack:U2", 3), seal=Seal("p", b"k")), Person("slack:U2", zone="Asia/Tokyo")
    )
    sent = Submission("pulse.date", ("w1", "0"), {"day": day})
    return hear_date(arrival("slack:U2", sent), picture, GIVEN)


def test_a_card_comes_back_on_the_morning_of_a_later_day_where_its_reader_is() -> None:
    (letter,) = rest("2026-06-03").letters
    assert letter.to == "slack:U2" and letter.not_before is not None
    assert letter.not_before == back_on(Person("slack:U2", zone="Asia/Tokyo"), date(2026, 6, 3))
    assert utc(2026, 6, 2, 15) < letter.not_before < utc(2026, 6, 3, 15)
    today = rest("2026-06-01")
    assert (
        isinstance(today.replies[0], Reask) and today.replies[0].errors[0][0] == "day" and today.letters == ()
    )
    assert isinstance(rest("2026-06-02").letters, tuple) and len(rest("2026-06-02").letters) == 1


def test_a_day_after_the_pulse_closed_brings_no_card() -> None:
    late = rest("2026-06-20")
    assert late.letters == () and late.replies[0].message.summary.slot("closes").at == NOW + timedelta(days=9)
