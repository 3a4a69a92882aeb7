"""Hearing an answer: one tap keeps it, a second changes it, and whatever cannot be kept gets a true sentence.

Nothing here writes to the ledger: a line that somebody answered at a certain second would be the thread that ties a
name to an answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from facilitation.pulse.cards import closed_card, done_card, item_card, privacy_card, unpack
from facilitation.pulse.instruments import UNSCORED, WRITTEN, Scale, measure_of
from facilitation.pulse.rotation import form_for
from facilitation.pulse.wave import CardPicture, SheetKept, Status, Wave
from facilitation.voice import pulse as voice
from facilitation.words import (
    Arrival,
    Decision,
    Form,
    Given,
    Line,
    Message,
    Moment,
    Open,
    Phrase,
    Press,
    Prose,
    Redraw,
    Reply,
    Submission,
    Tell,
    Typed,
)

MOST_WORDS = 300


def hear_answer(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.answer`` (wave, item, value, carried): keep it and show the next question."""
    press = pressed(arrival)
    _, item, value, carried = arguments(press, 4)
    wave, form = picture.wave, form_of(picture, arrival)
    if refused := why_not(picture, carried, given):
        return refused
    assert wave is not None and picture.seal is not None  # why_not said so
    if item not in form or value not in accepted(wave, item):
        return tell(voice.NOT_ON_CARD())
    answers = {**picture.answers, item: value}
    card = card_after(wave, form, form.index(item), answers)
    if picture.answers.get(item) == value:  # a double press: it is there already
        return Decision((Redraw(card),))
    kept = SheetKept(wave.id, picture.seal, tuple(answers.items()), wave.asks_words)
    return Decision((Redraw(card),), changes=(kept,))


def show_item(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.show`` (wave, position, carried, how): another question of the card; past the last, what was said."""
    press = pressed(arrival)
    _, position, carried, _ = arguments(press, 4)
    if refused := why_not(picture, carried, given):
        return refused
    assert picture.wave is not None
    form = form_of(picture, arrival)
    at = int(position) if position.isdigit() else 0
    if at >= len(form):
        return redraw(done_card(picture.wave, form, picture.answers))
    return redraw(item_card(picture.wave, form, at, picture.answers))


def show_privacy(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.privacy`` (wave, position, carried): who sees what, on the card itself."""
    press = pressed(arrival)
    _, position, carried = arguments(press, 3)
    if refused := why_not(picture, carried, given):
        return refused
    assert picture.wave is not None
    return redraw(privacy_card(picture.wave, int(position) if position.isdigit() else 0, picture.answers))


# --- in one's own words ----------------------------------------------------------------------------------------


def ask_words(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """``pulse.write`` (wave, item): a form for a sentence or two."""
    wave_id, item = arguments(pressed(arrival), 2)
    if refused := why_not(picture, None, given):
        return refused
    before = picture.answers.get(item, "").removeprefix(WRITTEN)
    line = Line("words", voice.WORDS_LABEL, voice.WORDS_HINT, before, long=True, most=MOST_WORDS)
    return Decision(
        (Open(Form("pulse.words", voice.WORDS_TITLE, voice.WORDS_SUBMIT, (line,), (wave_id, item))),)
    )


def hear_words(arrival: Arrival, picture: CardPicture, given: Given) -> Decision:
    """The form of ``pulse.write``: kept like any other answer."""
    sent = arrival.what
    assert isinstance(sent, Submission)
    if refused := why_not(picture, None, given):
        return refused
    assert picture.wave is not None and picture.seal is not None
    words, item = sent.text("words")[:MOST_WORDS], sent.memo[-1]
    if not words or item not in form_of(picture, arrival):
        return tell(voice.NOT_ON_CARD())
    answers = {**picture.answers, item: WRITTEN + words}
    kept = SheetKept(picture.wave.id, picture.seal, tuple(answers.items()), picture.wave.asks_words)
    return tell(voice.WORDS_KEPT()) + Decision(changes=(kept,))


# --- what every press asks first -------------------------------------------------------------------------------


def why_not(picture: CardPicture, carried: str | None, given: Given) -> Decision | None:
    """The reason why this card cannot be answered, said kindly; None when it can.

    ``carried`` None: what was pressed did not carry its person's answers, so the card that holds them is left alone.
    """
    wave = picture.wave
    if wave is None or wave.status is Status.DRAFT:
        return tell(voice.GONE())
    if picture.asked is None:
        return tell(voice.NOT_YOURS())
    if not wave.is_open(given.now) or picture.seal is None:
        if carried is None:
            return tell(voice.CLOSED(closes=Moment(wave.closes_at)))
        return redraw(closed_card(wave, unpack(carried)))
    if not picture.inside:
        return tell(voice.YOU_LEFT(community=Typed(wave.name)))
    return None


def accepted(wave: Wave, item: str) -> frozenset[str]:
    """The values a press may bring for this item."""
    if wave.scale_of(measure_of(item)) is Scale.OPEN:
        return UNSCORED
    return UNSCORED | frozenset(wave.values_of(measure_of(item)))


def card_after(wave: Wave, form: tuple[str, ...], at: int, answers: Mapping[str, str]) -> Message:
    """The next question that has no answer yet; when there is none after this one, what was said."""
    waiting = [position for position in range(at + 1, len(form)) if form[position] not in answers]
    return item_card(wave, form, waiting[0], answers) if waiting else done_card(wave, form, answers)


def form_of(picture: CardPicture, arrival: Arrival) -> tuple[str, ...]:
    """The questions of this person's card; () when it is not theirs."""
    if picture.wave is None or picture.asked is None:
        return ()
    return form_for(picture.wave, arrival.person, picture.asked.items)


# --- small ways of replying ------------------------------------------------------------------------------------


def pressed(arrival: Arrival) -> Press:
    assert isinstance(arrival.what, Press)
    return arrival.what


def arguments(press: Press, count: int) -> tuple[str, ...]:
    """What the button carried, filled up with '' for a card from an older version."""
    return (press.args + ("",) * count)[:count]


def tell(phrase: Phrase) -> Decision:
    reply: Reply = Tell(Message(phrase, (Prose((phrase,)),)))
    return Decision((reply,))


def redraw(card: Message) -> Decision:
    return Decision((Redraw(card),))
