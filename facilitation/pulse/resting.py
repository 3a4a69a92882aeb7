"""Not now, or never: a card that waits until a better day, and pulses that stop at a word."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from facilitation import rhythm
from facilitation.people import Person, RefusedChosen
from facilitation.pulse.cards import item_card, title
from facilitation.pulse.hearing import arguments, form_of, pressed, redraw, tell, why_not
from facilitation.pulse.quiet import AGAIN, quiet_key
from facilitation.pulse.wave import CardPicture, RestPicture, Wave
from facilitation.voice import pulse as voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    DateField,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    Open,
    Part,
    Phrase,
    Prose,
    Reask,
    Redraw,
    Submission,
    Tell,
)


def ask_when(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.later`` (wave, position, carried): when is better?"""
    _, at, carried = arguments(pressed(arrival), 3)
    if refused := why_not(picture, carried, given):
        return refused
    assert picture.wave is not None
    wave = picture.wave
    buttons = (
        Button(voice.TOMORROW, "pulse.until", (wave.id, at, carried, "1")),
        Button(voice.IN_THREE_DAYS, "pulse.until", (wave.id, at, carried, "3")),
        Button(voice.ON_A_DATE, "pulse.until_date", (wave.id, at), opens_form=True),
        answer_now(wave, at, carried),
    )
    return redraw(note(wave, voice.WHEN_LATER(closes=Moment(wave.closes_at)), buttons))


def answer_now(wave: Wave, at: str, carried: str) -> Button:
    return Button(voice.ANSWER_NOW, "pulse.show", (wave.id, at, carried, "look"))


def note(wave: Wave, said: Phrase, buttons: tuple[Button, ...]) -> Message:
    parts: tuple[Part, ...] = (Heading(title(wave)), Prose((said,)))
    return Message(title(wave), (*parts, Buttons(buttons)) if buttons else parts)


def rest_until(arrival: Arrival, picture: RestPicture, given: Given) -> Decision:
    """``pulse.until`` (wave, position, carried, days): the card rests, and a new one comes on that day."""
    _, at, carried, days = arguments(pressed(arrival), 4)
    if refused := why_not(picture.card, carried, given):
        return refused
    day = rhythm.local_date(picture.person.zone, given.now) + timedelta(
        days=int(days) if days.isdigit() else 1
    )
    said, letters = put_off(arrival, picture, day)
    assert picture.card.wave is not None
    wave = picture.card.wave
    return Decision((Redraw(note(wave, said, (answer_now(wave, at, carried),))),), letters=letters)


def ask_date(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.until_date`` (wave, position): a form for the day."""
    wave_id, at = arguments(pressed(arrival), 2)
    if refused := why_not(picture, None, given):
        return refused
    form = Form(
        "pulse.until_date",
        voice.LATER_TITLE,
        voice.LATER_SUBMIT,
        (DateField("day", voice.LATER_DAY),),
        (wave_id, at),
    )
    return Decision((Open(form),))


def hear_date(arrival: Arrival, picture: RestPicture, given: Given) -> Decision:
    """The form of ``pulse.until_date``: the same as a day that was pressed."""
    sent = arrival.what
    assert isinstance(sent, Submission)
    if refused := why_not(picture.card, None, given):
        return refused
    today = rhythm.local_date(picture.person.zone, given.now)
    day = date.fromisoformat(sent.text("day") or today.isoformat())
    if day <= today:
        return Decision((Reask((("day", voice.LATER_PASSED),)),))
    said, letters = put_off(arrival, picture, day)
    return Decision((Tell(Message(said, (Prose((said,)),))),), letters=letters)


def put_off(arrival: Arrival, picture: RestPicture, day: date) -> tuple[Phrase, tuple[Letter, ...]]:
    """What is said, and the card that comes on that day; none when the pulse has closed by then."""
    wave = picture.card.wave
    assert wave is not None
    at = back_on(picture.person, day)
    if at >= wave.closes_at:
        return voice.CLOSES_BEFORE(closes=Moment(wave.closes_at)), ()
    letter = Letter(
        once=quiet_key(AGAIN, wave.id, arrival.person, day.isoformat()),
        to=arrival.person,
        message=item_card(wave, form_of(picture.card, arrival), 0, {}),
        kind=AGAIN,
        not_before=at,
        expires=wave.closes_at,
        importance=50,  # they asked for it
        asks=True,
    )
    return voice.WILL_ASK(at=Moment(at, "date")), (letter,)


def back_on(person: Person, day: date) -> datetime:
    return rhythm.opens(person, rhythm.at_local(person.zone, day, time(0)))


# --- never -----------------------------------------------------------------------------------------------------


def ask_stop(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.stop`` (wave, position, carried): one question, so that nobody stops by a slip of the thumb."""
    _, at, carried = arguments(pressed(arrival), 3)
    if picture.wave is None or picture.asked is None:
        return tell(voice.GONE())
    wave = picture.wave
    buttons = (
        Button(voice.STOP_YES, "pulse.stop_yes", (wave.id, at, carried), "danger"),
        Button(voice.BACK_TO_QUESTION, "pulse.show", (wave.id, at, carried, "look")),
    )
    return redraw(note(wave, voice.STOP_SURE(), buttons))


def stop_pulses(arrival: Arrival, picture: RestPicture, given: Given) -> Decision:
    """``pulse.stop_yes``: no more pulses, from any community, at once."""
    refused = picture.person.refused | {"pulse"}
    said = voice.STOPPED()
    card = Message(said, (Prose((said,)),))
    return Decision(
        (Redraw(card),),
        entries=(Entry("pulse.stopped", arrival.person, person=arrival.person),),
        changes=(RefusedChosen(arrival.person, refused),),
    )
