"""How a pulse looks: one card a person, drawn anew in its place question by question.

A card carries its reader's own answers in its buttons, so that they can stand beside the whole after the pulse has
closed and nothing with us can tell any more whose they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from facilitation.pulse.instruments import BANK, DOES_NOT_APPLY, OWN, RATHER_NOT, RATING, Scale, measure_of
from facilitation.pulse.wave import Wave
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_rating as rating
from facilitation.voice.pulse_items import ANY_PROBLEM, OWN_WORDS, PROBLEM
from facilitation.words import (
    Button,
    Buttons,
    Facts,
    Heading,
    Message,
    Moment,
    Part,
    Phrase,
    Prose,
    Small,
    Typed,
)

Answers = Mapping[str, str]
WORDS = "w"  # stands on a button for words somebody wrote; the words themselves are never put into a button


# --- what a button carries -------------------------------------------------------------------------------------


def pack(answers: Answers) -> str:
    """Own answers as one short string: ``ID1=4.EF2=x``."""
    return ".".join(f"{item}={value if is_short(value) else WORDS}" for item, value in answers.items())


def is_short(value: str) -> bool:
    """Whether this is a value of a scale (``4``, ``x``, ``10``) and no words of somebody."""
    return len(value) == 1 or (value.isdigit() and len(value) == 2)


def unpack(packed: str) -> dict[str, str]:
    """The answers that a card carried; what is not of their shape is passed over."""
    pairs = (one.partition("=") for one in packed.split(".") if one)
    return {item: value for item, _, value in pairs if item and is_short(value)}


# --- the words of one question ---------------------------------------------------------------------------------


def item_text(wave: Wave, item: str) -> Phrase:
    """The statement as it stands on the card."""
    if item == OWN:
        return OWN_WORDS(words=Typed(wave.own.words if wave.own else ""))
    if item == RATING or BANK[measure_of(item)].about_problem:
        return Phrase(f"pulse.item.{item}", (("problem", problem(wave)),))
    return Phrase(f"pulse.item.{item}")


def problem(wave: Wave) -> Phrase:
    """What the community works on, in its own words."""
    if not wave.problem:
        return ANY_PROBLEM
    return PROBLEM(problem=Typed(wave.problem))


def answer_label(wave: Wave, item: str, value: str) -> Phrase:
    """What somebody said, as they pressed it."""
    if value == DOES_NOT_APPLY:
        return voice.DOES_NOT_APPLY
    if value == RATHER_NOT:
        return voice.RATHER_NOT
    scale = wave.scale_of(measure_of(item))
    if scale is Scale.AGREEMENT and value in voice.SCALE:
        return voice.SCALE[value]
    if scale is Scale.YES_NO and value in voice.YES_NO:
        return voice.YES_NO[value]
    if scale is Scale.RATING and value.isdigit():
        return rating.NUMBER(n=int(value))
    if scale is Scale.CHOICE and wave.own and value.isdigit() and 0 < int(value) <= len(wave.own.choices):
        return voice.CHOSEN(words=Typed(wave.own.choices[int(value) - 1]))
    return voice.WRITTEN


# --- the card --------------------------------------------------------------------------------------------------


def item_card(wave: Wave, form: Sequence[str], at: int, answers: Answers) -> Message:
    """One question. The privacy label stands above the first."""
    return _item_card(wave, tuple(form), at, tuple(answers.items()))


@lru_cache(512)  # most people of a wave meet the same few questions, and many of them say the same
def _item_card(wave: Wave, form: tuple[str, ...], at: int, said: tuple[tuple[str, str], ...]) -> Message:
    item, answers = form[at], dict(said)
    parts: list[Part] = [Heading(title(wave))]
    if at == 0:
        parts += opening_lines(wave)
    parts.append(Small((voice.COUNT(n=at + 1, total=len(form)),)))
    parts.append(Prose((item_text(wave, item),)))
    if item == OWN:
        parts.append(Small((voice.CONVENERS_QUESTION(),)))
    parts.append(Buttons(answer_buttons(wave, item, answers)))
    parts.append(Buttons(way_buttons(wave, form, at, answers)))
    return Message(title(wave), tuple(parts))


def title(wave: Wave) -> Phrase:
    said = {0: voice.TITLE, 1: rating.TITLE}.get(wave.round, rating.TITLE_AGAIN)
    return said(community=Typed(wave.name))


def opening_lines(wave: Wave) -> list[Part]:
    """What came of the last pulse, and who will see what, before anything is asked."""
    lines: list[Part] = [Small((privacy(wave),))]
    if wave.came_of:
        lines.append(Prose((voice.LOOK_BACK(words=Typed(wave.came_of)),)))
    return lines


def privacy(wave: Wave) -> Phrase:
    """Who will see what, in one sentence, before anything is asked."""
    return rating.PRIVACY(least=wave.least) if wave.rates else voice.PRIVACY(least=wave.least)


def answer_buttons(wave: Wave, item: str, answers: Answers) -> tuple[Button, ...]:
    """One tap each. The answer that stands is marked."""
    scale, carried = wave.scale_of(measure_of(item)), pack(answers)
    if scale is Scale.OPEN:
        return (Button(voice.WRITE, "pulse.write", (wave.id, item), opens_form=True),)
    return tuple(
        Button(
            answer_label(wave, item, value),
            "pulse.answer",
            (wave.id, item, value, carried),
            "primary" if answers.get(item) == value else "",
            spoken(scale, value),
        )
        for value in wave.values_of(measure_of(item))
    )


def spoken(scale: Scale, value: str) -> Phrase | None:
    """What a screen reader says where the label alone does not tell the scale."""
    if scale is Scale.AGREEMENT:
        return voice.SPOKEN[value]
    return rating.SPOKEN(n=int(value)) if scale is Scale.RATING else None


def way_buttons(wave: Wave, form: Sequence[str], at: int, answers: Answers) -> tuple[Button, ...]:
    """Around the answers: not saying, moving on or back, asking who sees this, not now, never."""
    item, carried = form[at], pack(answers)
    unsaid = [
        Button(
            said,
            "pulse.answer",
            (wave.id, item, value, carried),
            "primary" if answers.get(item) == value else "",
        )
        for value, said in ((DOES_NOT_APPLY, voice.DOES_NOT_APPLY), (RATHER_NOT, voice.RATHER_NOT))
    ]
    on = Button(
        voice.NEXT if item in answers else voice.SKIP, "pulse.show", (wave.id, str(at + 1), carried, "on")
    )
    back = [Button(voice.BACK, "pulse.show", (wave.id, str(at - 1), carried, "back"))] if at else []
    rest = [
        Button(voice.WHO_SEES, "pulse.privacy", (wave.id, str(at), carried)),
        Button(voice.LATER, "pulse.later", (wave.id, str(at), carried)),
        Button(voice.STOP, "pulse.stop", (wave.id, str(at), carried)),
    ]
    return (*unsaid, on, *back, *rest)


def done_card(wave: Wave, form: Sequence[str], answers: Answers) -> Message:
    """What was said, open to change until closing."""
    closes, carried = Moment(wave.closes_at), pack(answers)
    said = tuple(
        (item_text(wave, item), answer_label(wave, item, answers[item])) for item in form if item in answers
    )
    thanks = voice.DONE(closes=closes) if said else voice.DONE_EMPTY(closes=closes)
    change = Button(voice.CHANGE, "pulse.show", (wave.id, "0", carried, "look"))
    beside = Button(voice.BESIDE, "pulse.beside", (wave.id, carried))
    parts: list[Part] = [Heading(title(wave)), Prose((thanks,))]
    if said:
        parts.append(Facts(said))
    parts.append(Buttons((change, beside) if said else (change,)))
    return Message(title(wave), tuple(parts))


def closed_card(wave: Wave, mine: Answers) -> Message:
    """A card whose pulse has closed: what was said stays on it, beside the whole on request."""
    parts: list[Part] = [Heading(title(wave)), Prose((voice.CLOSED(closes=Moment(wave.closes_at)),))]
    said = tuple((item_text(wave, item), answer_label(wave, item, value)) for item, value in mine.items())
    if said:
        parts.append(Facts(said))
    parts.append(Buttons((Button(voice.BESIDE, "pulse.beside", (wave.id, pack(mine))),)))
    return Message(title(wave), tuple(parts))


def privacy_card(wave: Wave, at: int, answers: Answers) -> Message:
    """Who can see what, said on the card itself."""
    back = Button(voice.BACK_TO_QUESTION, "pulse.show", (wave.id, str(at), pack(answers), "look"))
    return Message(
        title(wave),
        (
            Heading(title(wave)),
            Prose((voice.SEALED(closes=Moment(wave.closes_at)),)),
            Prose((voice.NOBODY_LISTS(),)),
            Small((privacy(wave),)),
            Buttons((back,)),
        ),
    )
