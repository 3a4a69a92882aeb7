"""A form as Slack's modal view: each field one block named after it, so that answers and errors find their way back.

Limits (docs.slack.dev, reference/views/modal-views): title, submit and close 24 characters, 100 blocks, private_metadata
3,000; label and hint 2,000; ten radio buttons or checkboxes. Fields that some clients cannot draw (a menu with several
picks) are drawn as checkboxes in several blocks instead, ``name``, ``name~2`` …, which the door joins again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from adapters.slack.draw import Pen, channel_picker, option, person_picker, static_select
from adapters.slack.pack import BLOCK_ID, Memo, Origin, fitting
from adapters.slack.page import Block
from adapters.slack.text import ELLIPSIS, Paper, plain_text, shorten, size, text_objects
from adapters.wording import plainly
from facilitation.voice import surface
from facilitation.words import (
    ChannelField,
    DateField,
    Form,
    Line,
    ManyOf,
    Note,
    OneOf,
    PersonField,
    Phrase,
)

TITLE = 24
NAME = 255
SAID = 2000  # label and hint
CHOICES = 10  # radio buttons or checkboxes in one element
RADIOS = 6  # more are easier to read in a drop-down
INPUT = 3000
NOWHERE = Origin()

Asked = Line | OneOf | ManyOf | PersonField | ChannelField | DateField


def draw_form(form: Form, paper: Paper, origin: Origin = NOWHERE) -> dict[str, Any]:
    """The modal. ``origin`` comes back with the answers. Raises TooLong for a memo or a name beyond Slack's limits."""
    pen = Pen(paper, count(1))
    fields = form.fields or (Note((form.title,)),)
    blocks = [block for field in fields for block in DRAW[type(field)](field, pen)]
    return {
        "type": "modal",
        "callback_id": fitting("the id of a form", form.id, NAME),
        "private_metadata": Memo(form.memo, origin).pack(),
        "title": pen.text(form.title, TITLE),
        "submit": pen.text(form.submit, TITLE),
        "close": pen.text(surface.CANCEL, TITLE),
        "blocks": blocks or [{"type": "section", "text": plain_text(ELLIPSIS)}],
    }


def draw_errors(
    form_view: Mapping[str, Any], errors: tuple[tuple[str, Phrase], ...], paper: Paper
) -> dict[str, str]:
    """What is wrong, by the block that holds it. Slack refuses errors on blocks that are not inputs of the view.

    An error about a field that the form does not show is told on its last input, so that it is never lost.
    """
    inputs = [str(one["block_id"]) for one in form_view.get("blocks", ()) if one.get("type") == "input"]
    told: dict[str, str] = {}
    for name, phrase in errors:
        at = name if name in inputs else inputs[-1] if inputs else name
        said = plainly(phrase, paper.reader)
        told[at] = f"{told[at]} {said}" if at in told else said
    return told


def _input(field: Asked, element: dict[str, Any], pen: Pen) -> Block:
    block = {
        "type": "input",
        "block_id": fitting("the name of a field", field.name, BLOCK_ID),
        "label": pen.text(field.label, SAID),
        "element": {"action_id": field.name, **element},
        "optional": field.optional,
    }
    if field.hint:
        block["hint"] = pen.text(field.hint, SAID)
    return block


def _line(field: Line, pen: Pen) -> Iterator[Block]:
    """Slack counts ``max_length`` in characters; words that were longer before stay as long as they were."""
    value = shorten(field.value, INPUT)
    element: dict[str, Any] = {
        "type": "plain_text_input",
        "multiline": field.long,
        "max_length": max(1, min(INPUT, max(field.most, size(value)))),
    }
    if value:
        element["initial_value"] = value
    yield _input(field, element, pen)


def _one_of(field: OneOf, pen: Pen) -> Iterator[Block]:
    if not field.options:
        yield from _note(Note((field.label,)), pen)
    elif len(field.options) > RADIOS:
        yield _input(field, static_select(field.options, field.picked, pen), pen)
    else:
        options = [option(one, pen) for one in field.options]
        element: dict[str, Any] = {"type": "radio_buttons", "options": options}
        chosen = [one for one in options if one["value"] == field.picked]
        yield _input(field, element | ({"initial_option": chosen[0]} if chosen else {}), pen)


def _many_of(field: ManyOf, pen: Pen) -> Iterator[Block]:
    """Checkboxes, ten to a block. With several blocks Slack cannot ask for one answer among all: the rule has to."""
    options = [option(one, pen) for one in field.options]
    if not options:
        yield from _note(Note((field.label,)), pen)
    for at in range(0, len(options), CHOICES):
        row = options[at : at + CHOICES]
        element: dict[str, Any] = {"type": "checkboxes", "options": row}
        if chosen := [one for one in row if one["value"] in field.picked]:
            element["initial_options"] = chosen
        block = _input(field, element, pen)
        if len(options) > CHOICES:
            block["optional"] = True
        if at:
            block["block_id"] = block["element"]["action_id"] = f"{field.name}~{at // CHOICES + 1}"
            block["label"] = plain_text(
                f"{block['label']['text']} ({pen.text(surface.CONTINUED, 60)['text']})", SAID
            )
        yield block


def _person(field: PersonField, pen: Pen) -> Iterator[Block]:
    yield _input(field, person_picker(field.picked, pen), pen)


def _channel(field: ChannelField, pen: Pen) -> Iterator[Block]:
    yield _input(field, channel_picker(field.picked, pen), pen)


def _date(field: DateField, pen: Pen) -> Iterator[Block]:
    element: dict[str, Any] = {"type": "datepicker", "placeholder": pen.text(surface.CHOOSE_DAY, 150)}
    if field.value:
        element["initial_date"] = field.value.isoformat()
    yield _input(field, element, pen)


def _note(field: Note, pen: Pen) -> Iterator[Block]:
    for text in text_objects(field.phrases, pen.paper):
        yield {"type": "section", "text": text}


DRAW: dict[type, Callable[[Any, Pen], Iterator[Block]]] = {
    Line: _line,
    OneOf: _one_of,
    ManyOf: _many_of,
    PersonField: _person,
    ChannelField: _channel,
    DateField: _date,
    Note: _note,
}
