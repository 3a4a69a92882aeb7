"""Reading results: the same figures for everybody, with how sure they are, and one question to talk over."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.pulse.cards import answer_label, item_text, title, unpack
from facilitation.pulse.disclosure import band
from facilitation.pulse.hearing import arguments, pressed, redraw, tell
from facilitation.pulse.instruments import Scale, measure_of
from facilitation.pulse.saying import choice_phrases, figure_phrase
from facilitation.pulse.wave import Figure, ResultsPicture, Status, Wave
from facilitation.voice import pulse as voice
from facilitation.voice.pulse_items import MEASURES
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Facts,
    Given,
    Heading,
    Message,
    Moment,
    Part,
    Phrase,
    Prose,
    Small,
    Tell,
    Typed,
)

Pair = tuple[Phrase, Phrase]


# --- the figures -----------------------------------------------------------------------------------------------


def pairs(wave: Wave, figures: Sequence[Figure]) -> tuple[Pair, ...]:
    """Every measure of the wave with its figure, or with the sentence that it is not shown."""
    found = {one.measure: one for one in figures if one.wave == wave.id}
    return tuple((MEASURES[one], figure_phrase(wave, found.get(one))) for one in wave.measures)


def whole(wave: Wave, figures: Sequence[Figure]) -> list[Part]:
    """The figures of one wave as everybody sees them."""
    shown = [one for one in figures if one.wave == wave.id]
    if not shown:
        return [Prose((voice.NOTHING_SHOWN(),))]
    answered = voice.BANDS[band(max(one.answered for one in shown))]
    return [
        Prose((voice.ASKED_ON(closes=Moment(wave.closes_at, "date"), band=answered),)),
        Facts(pairs(wave, figures)),
        *choices(wave, shown),
        Prose((voice.TALK(),)),
        Small((voice.UNVALIDATED(),)),
    ]


def choices(wave: Wave, shown: Sequence[Figure]) -> list[Part]:
    """How the choices of a convener's own question spread, where that may be shown."""
    picked = [one for one in shown if wave.scale_of(one.measure) is Scale.CHOICE]
    return [Prose(choice_phrases(wave, one)) for one in picked]


def results_title(wave: Wave) -> Phrase:
    return voice.RESULTS_OF(community=Typed(wave.name))


def for_answerers(wave: Wave, figures: Sequence[Figure]) -> Message:
    """To those who answered, before anybody else."""
    heading = results_title(wave)
    first = Small((voice.RESULTS_FIRST(), voice.YOURS_ON_CARD()))
    return Message(heading, (Heading(heading), *whole(wave, figures), first))


def for_others(wave: Wave, figures: Sequence[Figure]) -> Message:
    """To conveners, the sponsor, and whoever asks later: the same figures."""
    heading = results_title(wave)
    return Message(heading, (Heading(heading), *whole(wave, figures), Small((voice.RESULTS_CONVENER(),))))


# --- asking for them -------------------------------------------------------------------------------------------


def hear_results(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``/community results`` and ``pulse.results`` (community): any time, the same for all."""
    if picture.community is None:
        return which_community(picture)
    name = Typed(picture.community.name)
    ready = [one for one in picture.waves if one.status is Status.CLOSED and is_shared(one, given)]
    if ready:
        message = for_others(ready[0], picture.figures)
        return Decision((Tell(message),))
    waiting = next((one for one in picture.waves if one.status is Status.CLOSED and one.shared_at), None)
    if waiting and waiting.shared_at:
        return tell(voice.FIRST_TO_OTHERS(at=Moment(waiting.shared_at)))
    running = next((one for one in picture.waves if one.is_open(given.now)), None)
    if running:
        return tell(voice.STILL_OPEN(community=name, closes=Moment(running.closes_at)))
    return tell(voice.NO_RESULTS(community=name))


def is_shared(wave: Wave, given: Given) -> bool:
    return wave.shared_at is not None and wave.shared_at <= given.now


def which_community(picture: ResultsPicture) -> Decision:
    """Several could be meant, or none."""
    if not picture.mine:
        return tell(voice.NO_COMMUNITY())
    question = voice.WHICH_RESULTS()
    buttons = tuple(
        Button(voice.NAMED(community=Typed(one.name)), "pulse.results", (one.id,)) for one in picture.mine
    )
    return Decision((Tell(Message(question, (Prose((question,)), Buttons(buttons)))),))


def show_beside(arrival: Arrival, picture: ResultsPicture, given: Given) -> Decision:
    """``pulse.beside`` (wave, carried): one's own answers, which only the card still knows, beside the whole."""
    _, carried = arguments(pressed(arrival), 2)
    if not picture.waves:
        return tell(voice.GONE())
    wave = picture.waves[0]
    if wave.status is not Status.CLOSED:
        return tell(voice.STILL_OPEN_YOURS(closes=Moment(wave.closes_at)))
    mine = tuple(
        (item_text(wave, item), voice.MINE(answer=answer_label(wave, item, value)))
        for item, value in unpack(carried).items()
        if measure_of(item) in wave.measures
    )
    parts: list[Part] = [Heading(title(wave)), *whole(wave, picture.figures)]
    if mine:
        parts += [Facts(mine), Small((voice.MINE_KEPT(),))]
    return redraw(Message(title(wave), tuple(parts)))
