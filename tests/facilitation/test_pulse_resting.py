"""A card that waits: its form asks for a day, and what cannot be answered any more says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitation.pulse.hearing import why_not
from facilitation.pulse.resting import ask_date, note
from facilitation.pulse.wave import Asked, CardPicture, Seal, Status, Wave
from facilitation.voice import pulse as voice
from facilitation.words import Arrival, Button, Buttons, DateField, Moment, Open, Phrase, Press, Typed
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 6, 1, 10)
GIVEN = given_at(NOW)
WAVE = Wave("w1", "c1", "C", 1, ("ID",), (0,), "slack:U1", NOW, NOW + timedelta(days=5), Status.OPEN)
CARD = CardPicture(WAVE, Asked("slack:U2", 3), seal=Seal("p", b"k"))
LATER = Arrival("a", "slack:T1", "slack:U2", Press("pulse.until_date", ("w1", "0")))


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        (CardPicture(None), voice.GONE()),
        (replace(CARD, wave=replace(WAVE, status=Status.DRAFT)), voice.GONE()),
        (replace(CARD, asked=None), voice.NOT_YOURS()),
        (replace(CARD, seal=None), voice.CLOSED(closes=Moment(WAVE.closes_at))),
        (replace(CARD, inside=False), voice.YOU_LEFT(community=Typed("C"))),
    ],
)
def test_a_card_that_cannot_be_answered_says_why(picture: CardPicture, told: Phrase) -> None:
    refused = why_not(picture, None, GIVEN)
    assert refused is not None and [reply.message.summary for reply in refused.replies] == [told]
    assert ask_date(LATER, picture, GIVEN) == refused


def test_the_form_asks_for_the_day_under_the_name_it_is_read_by() -> None:
    assert why_not(CARD, None, GIVEN) is None
    (reply,) = ask_date(LATER, CARD, GIVEN).replies
    assert isinstance(reply, Open) and reply.form.memo == ("w1", "0")
    assert reply.form.fields == (DateField("day", voice.LATER_DAY),)


def test_a_note_without_buttons_has_no_row_of_them() -> None:
    button = Button(voice.LATER_SUBMIT, "pulse.show")
    rows = [
        [part for part in note(WAVE, voice.GONE(), buttons).parts if isinstance(part, Buttons)]
        for buttons in ((), (button,))
    ]
    assert rows == [[], [Buttons((button,))]]
