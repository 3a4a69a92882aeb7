"""A group rating begins where it is clear which community is meant, and says what the talk changed."""

from __future__ import annotations

from datetime import date

import pytest

from facilitation.community import Community, Membership
from facilitation.pulse import rating
from facilitation.pulse.asking import pick_community
from facilitation.pulse.instruments import RATING
from facilitation.pulse.spread import change_said
from facilitation.pulse.wave import Figure, StartPicture
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_rating as say
from facilitation.words import Arrival, Command, Decision, Open, Phrase, Press
from tests.facilitation.worlds import given_at, utc

GIVEN = given_at(utc(2026, 3, 2, 9))
HERE = Community("c1", "slack:T1", "Testing", members=(Membership("slack:U1", "convener"),))
OTHER = Community("c2", "slack:T1", "Tending", members=HERE.members)
LOW, HIGH = (4, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 4)


def asked(picture: StartPicture) -> Decision:
    return rating.hear_rate(Arrival("a", "slack:T1", "slack:U1", Command("rate")), picture, GIVEN)


def picked(here: Community | None) -> Decision:
    pressed = Arrival("a", "slack:T1", "slack:U1", Press("pulse.pick_rate", ("c1",)))
    return rating.hear_pick(pressed, StartPicture(here), GIVEN)


def test_whoever_convenes_several_is_asked_which_one() -> None:
    decided = asked(StartPicture(mine=(HERE, OTHER)))
    assert decided == pick_community((HERE, OTHER), voice.WHICH(), "pulse.pick_rate")


def test_the_form_comes_for_the_one_that_was_picked_and_where_it_is_clear() -> None:
    for decided in (picked(HERE), asked(StartPicture(mine=(HERE,))), asked(StartPicture(HERE, (OTHER,)))):
        (reply,) = decided.replies
        assert isinstance(reply, Open) and (reply.form.id, reply.form.memo) == ("pulse.rate", ("c1",))
    assert [reply.message.summary for reply in picked(None).replies] == [voice.NO_COMMUNITY()]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(LOW, HIGH, say.HIGHER()), (HIGH, LOW, say.LOWER()), (HIGH, HIGH, say.NO_CHANGE())],
)
def test_what_the_talk_changed_is_said_with_its_direction(before, after, told: Phrase) -> None:
    rounds = (Figure(id, "c1", id, RATING, date(2026, 3, 2), counts, 10) for id, counts in
              (("w1", before), ("w2", after)))  # fmt: skip
    assert change_said(*rounds) == told
