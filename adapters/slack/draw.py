"""A message, a form or a Home tab as Slack's blocks, in the reader's language, within Slack's limits, losing nothing.

Limits (docs.slack.dev, reference/block-kit): 50 blocks a message, 100 a view; header 150 characters, section and context
3,000, field 2,000 and ten of them, button label 75, option label 75 and value 150, 25 elements in an actions block, ten
in a context. What does not fit is split, set closer together, or goes on a further page; only labels are shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, TypedDict

from adapters.bands import band_lines
from adapters.gallery import Gallery
from adapters.slack import chart as charts
from adapters.slack.pack import Pressed, fitting
from adapters.slack.page import ELEMENTS, NOTES, Block, closer, pages
from adapters.slack.payload import PREFIX, bare
from adapters.slack.text import (
    ELLIPSIS,
    READ_BY_MRKDWN,
    TEXT,
    Paper,
    as_mrkdwn,
    cut,
    defused,
    escape,
    flat,
    line_of,
    mrkdwn,
    plain_text,
    shorten,
    size,
    text_objects,
)
from adapters.wording import plainly
from facilitation.voice import surface
from facilitation.words import (
    Attached,
    Button,
    Buttons,
    Chart,
    Facts,
    Heading,
    Listing,
    Menu,
    Message,
    Option,
    Part,
    Phrase,
    Picture,
    Prose,
    Quote,
    Rule,
    Small,
    Who,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
HEADER = 150
FIELD = 2000
FIELDS = 10
LABEL = 75
VALUE = 150
OPTIONS = 100
ALT = 2000
FENCE = "```"
URL = 3000
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_LABEL = 100, 300, 30
SUMMARY = 3000


class Drawn(TypedDict):
    """What chat.postMessage and a response_url take. ``text`` is the line that a notification shows."""

    text: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws the parts of one message; ``places`` numbers what can be pressed, so that no two ids are alike."""

    paper: Paper
    places: count[int]

    def text(self, phrase: Phrase, most: int) -> dict[str, Any]:
        return plain_text(plainly(phrase, self.paper.reader), most)


# --- parts -----------------------------------------------------------------------------------------------------


def draw_parts(parts: Iterable[Part], paper: Paper) -> list[Block]:
    """Every part as blocks, as many as they take. Raises TooLong when a button carries more than Slack holds."""
    pen = Pen(paper, count(1))
    native = 0
    out: list[Block] = []
    for part in parts:
        drawn = list(_draw(part, pen, native))
        native += sum(block["type"] == "data_visualization" for block in drawn)
        out.extend(drawn)
    return out


def _draw(part: Part, pen: Pen, native: int) -> Iterator[Block]:
    if isinstance(part, Chart):
        return _chart(part, pen, native)
    return DRAW[type(part)](part, pen)


def _heading(part: Heading, pen: Pen) -> Iterator[Block]:
    text = plainly(part.text, pen.paper.reader).strip()
    if 0 < size(text) <= HEADER:
        yield {"type": "header", "text": plain_text(text, HEADER)}
        return
    yield from _sections((part.text,), pen)


def _prose(part: Prose, pen: Pen) -> Iterator[Block]:
    return _sections(part.phrases, pen)


def _sections(phrases: Iterable[Phrase], pen: Pen) -> Iterator[Block]:
    for text in text_objects(phrases, pen.paper):
        yield {"type": "section", "text": text}


def _quote(part: Quote, pen: Pen) -> Iterator[Block]:
    """Somebody's words, verbatim: set off as a quote, or between quotation marks where mrkdwn would read them."""
    words = part.words.strip()
    if READ_BY_MRKDWN.search(words):
        for one in cut([f"“{words}”"], TEXT):
            yield {"type": "section", "text": plain_text(one)}
    elif words:
        for one in cut([words], TEXT // 2):
            yield {"type": "section", "text": mrkdwn("\n".join(f"> {line}" for line in one.split("\n")))}
    if part.by and words:
        yield {"type": "context", "elements": [line_of(["— ", ("by", Who(part.by))], pen.paper)]}


def _facts(part: Facts, pen: Pen) -> Iterator[Block]:
    """Pairs side by side, ten to a block; one that is too long for a field gets lines of its own."""
    fields: list[dict[str, Any]] = []
    for label, value in part.pairs:
        field = _field(label, value, pen)
        if field and len(fields) < FIELDS:
            fields.append(field)
            continue
        if fields:
            yield {"type": "section", "fields": fields}
        fields = [field] if field else []
        if not field:
            yield from _sections((label, value), pen)
    if fields:
        yield {"type": "section", "fields": fields}


def _field(label: Phrase, value: Phrase, pen: Pen) -> dict[str, Any] | None:
    """One pair; plain where either holds what mrkdwn would read; None when it is too long."""
    name, said = (text_objects([one], pen.paper) for one in (label, value))
    if not len(name) == len(said) == 1:
        return None
    if name[0]["type"] == said[0]["type"] == "mrkdwn":
        drawn = mrkdwn(f"*{name[0]['text'].replace('*', '')}*\n{said[0]['text']}")
    else:
        reader = pen.paper.reader
        drawn = plain_text(f"{plainly(label, reader)}\n{plainly(value, reader)}")
    return drawn if size(drawn["text"]) <= FIELD else None


def _buttons(part: Buttons, pen: Pen) -> Iterator[Block]:
    for row in _rows([_button(one, pen) for one in part.buttons], ELEMENTS):
        yield {"type": "actions", "elements": row}


def _button(button: Button, pen: Pen) -> dict[str, Any]:
    pressed = Pressed(button.action, button.args)
    drawn = {
        "type": "button",
        "action_id": pressed.action_id(next(pen.places)),
        "text": pen.text(button.label, LABEL),
    }
    if value := pressed.value():
        drawn["value"] = value
    if button.style in ("primary", "danger"):
        drawn["style"] = button.style
    if button.url:
        drawn["url"] = fitting("the address of a button", button.url, URL)
    if button.spoken:
        drawn["accessibility_label"] = pen.text(button.spoken, LABEL)["text"]
    if button.confirm:
        drawn["confirm"] = _confirm(button, button.confirm, pen)
    return drawn


def _confirm(button: Button, question: Phrase, pen: Pen) -> dict[str, Any]:
    return {
        "title": pen.text(button.label, CONFIRM_TITLE),
        "text": pen.text(question, CONFIRM_TEXT),
        "confirm": pen.text(button.label, CONFIRM_LABEL),
        "deny": pen.text(surface.CANCEL, CONFIRM_LABEL),
    }


def _menu(part: Menu, pen: Pen) -> Iterator[Block]:
    place = next(pen.places)
    pressed = Pressed(part.action, part.args)
    text = (text_objects([part.label], pen.paper) or [plain_text("")])[0]
    if part.of == "options" and not part.options:
        yield {"type": "section", "text": text}
        return
    yield {
        "type": "section",
        "block_id": pressed.block_id(place),
        "text": text,
        "accessory": {"action_id": pressed.action_id(place), **select(part, pen)},
    }


def select(menu: Menu, pen: Pen) -> dict[str, Any]:
    """The element that offers the choice of a menu, without its action_id."""
    if menu.of == "person":
        return person_picker(menu.picked, pen)
    if menu.of == "channel":
        return channel_picker(menu.picked, pen)
    return static_select(menu.options, menu.picked, pen)


def person_picker(picked: str | None, pen: Pen) -> dict[str, Any]:
    drawn = {"type": "users_select", "placeholder": pen.text(surface.CHOOSE_PERSON, VALUE)}
    return drawn | ({"initial_user": bare(picked)} if picked and bare(picked) else {})


def channel_picker(picked: str | None, pen: Pen) -> dict[str, Any]:
    """Public channels and the private ones that the person is in."""
    drawn = {
        "type": "conversations_select",
        "placeholder": pen.text(surface.CHOOSE_PLACE, VALUE),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return drawn | ({"initial_conversation": bare(picked)} if picked and bare(picked) else {})


def static_select(options: tuple[Option, ...], picked: str | None, pen: Pen) -> dict[str, Any]:
    """A drop-down; more than a hundred options are put into groups, which is as far as Slack goes (10,000)."""
    drawn = [option(one, pen) for one in options]
    select: dict[str, Any] = {"type": "static_select", "placeholder": pen.text(surface.CHOOSE, VALUE)}
    if len(drawn) <= OPTIONS:
        select["options"] = drawn
    else:
        select["option_groups"] = [
            {"label": plain_text(f"{at * OPTIONS + 1}–{at * OPTIONS + len(row)}", LABEL), "options": row}
            for at, row in enumerate(_rows(drawn, OPTIONS))
        ]
    chosen = [one for one in drawn if picked is not None and one["value"] == picked]
    return select | ({"initial_option": chosen[0]} if chosen else {})


def option(one: Option, pen: Pen) -> dict[str, Any]:
    """One option. Raises TooLong for a value over 150 characters."""
    return {"text": pen.text(one.label, LABEL), "value": fitting("the value of an option", one.value, VALUE)}


def _chart(part: Chart, pen: Pen, native: int) -> Iterator[Block]:
    """The chart itself where the client draws it, and always its twin in words."""
    drawn = charts.native(part, pen.paper) if pen.paper.charts and native < charts.CHARTS_A_MESSAGE else None
    drawn = drawn or charts.fetched(part, pen.paper)
    if drawn:
        yield drawn
    else:
        yield from _sections((part.title,), pen)
        bands = part.kind == "bands"
        lines = "\n".join(band_lines(part, pen.paper.reader)) if bands else charts.characters(part, pen.paper)
        if lines:
            for one in cut([defused(line) + "\n" for line in lines.split("\n")], TEXT):
                yield {"type": "section", "text": mrkdwn(one)}
    yield from _small(Small((part.twin,)), pen)


def _picture(part: Picture, pen: Pen) -> Iterator[Block]:
    """A picture by its address or by Slack's own file id; its description in words where neither can be shown."""
    alt = shorten(plainly(part.alt, pen.paper.reader), ALT) or plainly(surface.A_PICTURE, pen.paper.reader)
    if part.source.startswith(("https://", "http://")) and len(part.source) <= URL:
        yield {"type": "image", "image_url": part.source, "alt_text": alt}
    elif part.source.startswith(PREFIX + "F"):
        yield {"type": "image", "slack_file": {"id": bare(part.source)}, "alt_text": alt}
    else:
        yield from _small(Small((part.alt,)), pen)


def _listing(part: Listing, pen: Pen) -> Iterator[Block]:
    return _fixed(part.lines)


def _fixed(lines: str) -> Iterator[Block]:
    """Lines in letters of one width, cut between lines. Inside the fence mrkdwn reads nothing but its end."""
    whole = [escape(line.replace("`", "ˋ")) + "\n" for line in lines.strip("\n").split("\n")]
    for one in cut(whole, TEXT - 2 * len(FENCE) - 2):
        yield {"type": "section", "text": mrkdwn(f"{FENCE}\n{one}\n{FENCE}")}


def _small(part: Small, pen: Pen) -> Iterator[Block]:
    for row in _rows(text_objects(part.phrases, pen.paper), NOTES):
        yield {"type": "context", "elements": row}


def _rule(part: Rule, pen: Pen) -> Iterator[Block]:
    yield {"type": "divider"}


def _attached(part: Attached, pen: Pen) -> Iterator[Block]:
    """Not a block: the file follows the message (send.py)."""
    yield from ()


def _rows(things: list[Any], length: int) -> list[list[Any]]:
    return [things[at : at + length] for at in range(0, len(things), length)]


DRAW: dict[type, Callable[[Any, Pen], Iterator[Block]]] = {
    Heading: _heading,
    Prose: _prose,
    Quote: _quote,
    Facts: _facts,
    Buttons: _buttons,
    Menu: _menu,
    Picture: _picture,
    Listing: _listing,
    Small: _small,
    Rule: _rule,
    Attached: _attached,
}


# --- messages, Home and views ----------------------------------------------------------------------------------


MOST_DRAWN = 512
_DRAWN: dict[tuple[Message, str, str, bool, bool, Gallery | None], list[Drawn]] = {}


def draw_message(message: Message, paper: Paper) -> list[Drawn]:
    """A message as one page, or as several when it is longer than Slack takes. Raises TooLong for a button's load.

    A card that a thousand people get in the same language and zone is drawn once: drawing costs fifty times what
    recognising it costs. Callers do not change what they get.
    """
    if paper.reader.names:
        return _draw_message(message, paper)
    reader, gallery = paper.reader, paper.reader.pictures if paper.pictures else None
    key = (message, reader.language, reader.zone, paper.rings, paper.charts, gallery)
    drawn = _DRAWN.get(key)
    if drawn is None:
        if len(_DRAWN) >= MOST_DRAWN:
            _DRAWN.clear()
        drawn = _DRAWN[key] = _draw_message(message, paper)
    return drawn


def _draw_message(message: Message, paper: Paper) -> list[Drawn]:
    text = shorten("".join(as_mrkdwn(flat([message.summary], paper), paper)).strip(), SUMMARY) or ELLIPSIS
    return [{"text": text, "blocks": one} for one in pages(draw_body(message, paper), MESSAGE_BLOCKS)]


def draw_body(message: Message, paper: Paper) -> list[Block]:
    """The parts; where they come to nothing, the summary: Slack refuses a message without blocks or with empty ones."""
    blocks = draw_parts(message.parts, paper) or draw_parts((Prose((message.summary,)),), paper)
    return blocks or [{"type": "section", "text": plain_text(ELLIPSIS)}]


def draw_home(message: Message, paper: Paper) -> dict[str, Any]:
    """The Home tab. Over 100 blocks the last one says that there is more."""
    return {"type": "home", "blocks": within(draw_body(message, paper), paper)}


def draw_note(message: Message, paper: Paper) -> dict[str, Any]:
    """A message as a window that is only closed: an answer where there is no conversation to say it in."""
    pen = Pen(paper, count(1))
    return {
        "type": "modal",
        "title": pen.text(surface.NAME, 24),
        "close": pen.text(surface.CLOSE, 24),
        "blocks": within(draw_body(message, paper), paper),
    }


def within(blocks: list[Block], paper: Paper) -> list[Block]:
    """Blocks for a view, which has no second page."""
    fitting_ = closer(blocks, VIEW_BLOCKS)
    if len(fitting_) <= VIEW_BLOCKS:
        return fitting_
    pen = Pen(paper, count(1))
    return [*fitting_[: VIEW_BLOCKS - 1], {"type": "section", "text": pen.text(surface.CONTINUED, TEXT)}]
