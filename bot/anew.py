"""A card that somebody looks at again is drawn as things stand now; which press asks for that, and changes nothing.

Teams asks by itself when a card comes into view (``refresh``); other platforms may ask whenever they like.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from facilitation.voice import digest as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Given,
    Message,
    Part,
    Phrase,
    Prose,
    Redraw,
)
from storage.anew import Monday

Look = tuple[str, tuple[str, ...]]
"""An action and its arguments, as a button carries them."""

PAST_THE_LAST = "99"  # a position of a pulse's card: what was said, or that it has closed


def buttons_of(message: Message) -> Iterator[Button]:
    for part in message.parts:
        if isinstance(part, Buttons):
            yield from part.buttons


def pulse(message: Message) -> Look | None:
    """A question, or what was said: the same place of the card, or that the pulse has closed meanwhile."""
    for button in buttons_of(message):
        match (button.action, button.args):
            case "pulse.privacy", (wave, at, carried):
                return "pulse.show", (wave, at, carried, "look")
            case "pulse.beside", (wave, carried):
                return "pulse.show", (wave, PAST_THE_LAST, carried, "look")
    return None


def digest(message: Message) -> Look | None:
    """A sponsor's Monday, by its week."""
    if message.summary.key != voice.SUMMARY.key:
        return None
    days = (day for phrase in _phrases(message) for name, day in phrase.slots if name == "day")
    week = next((one.isocalendar() for one in days if isinstance(one, date)), None)
    return ("digest.anew", (f"{week.year}-W{week.week:02d}",)) if week else None


def _phrases(message: Message) -> Iterator[Phrase]:
    for part in message.parts:
        if isinstance(part, Prose):
            yield from part.phrases


def draw_monday(arrival: Arrival, picture: Monday | None, given: Given) -> Decision:
    """``digest.anew`` (week): the same letter, without the buttons for what was answered meanwhile."""
    if picture is None:
        return NOTHING
    parts = tuple(kept for part in picture.message.parts if (kept := _open_in(part, picture)) is not None)
    return Decision((Redraw(Message(picture.message.summary, parts)),))


def _open_in(part: Part, picture: Monday) -> Part | None:
    if not isinstance(part, Buttons):
        return part
    still = tuple(one for one in part.buttons if not picture.settled & set(one.args))
    return Buttons(still) if still else None
