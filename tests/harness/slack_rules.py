"""Three judges over everything drawn for Slack: its published types, its SDK's models, and what both of them miss.

Of 36 broken payloads the types caught 8 and the models 24, together 28; the rules below are for the rest, from Slack's
Block Kit reference. ``message_faults`` and ``view_faults`` say in words what Slack would refuse; [] when nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.slack.draw import draw_home, draw_message
from adapters.slack.form import draw_form
from adapters.slack.text import Paper
from facilitation.words import Home, Message, Open
from tests.harness import schemas

Json = dict[str, Any]

TEXT_LIMITS = {
    "header": 150,
    "button": 75,
    "option": 75,
    "field": 2000,
    "placeholder": 150,
    "label": 2000,
    "hint": 2000,
    "title": 24,
    "submit": 24,
    "close": 24,
}
UNKNOWN_TO_THE_TYPES = {"data_visualization"}  # newer than the types and the SDK: sent as it is


def message_faults(drawn: Json) -> list[str]:
    """What is wrong with ``{"text", "blocks"}``."""
    blocks = drawn["blocks"]
    own = [*_count(blocks, 50), *_common(blocks), *_charts(blocks)]
    if not drawn["text"].strip():
        own.append("a message without text has an empty notification")
    if any(block["type"] == "input" for block in blocks):
        own.append("a message of ours holds no inputs")
    return [*own, *_types(blocks), *_models(lambda: Block.parse_all(_known(blocks)))]


def view_faults(view: Json) -> list[str]:
    """What is wrong with a modal or a Home view."""
    blocks = view["blocks"]
    own = [*_count(blocks, 100), *_common(blocks)]
    if any(block["type"] == "input" for block in blocks) and not view.get("submit"):
        own.append("a form with inputs has no submit")
    for name in ("title", "submit", "close"):
        if name in view:
            own += _text(view[name], name, TEXT_LIMITS[name])
    if len(view.get("private_metadata", "")) > 3000:
        own.append("private_metadata is over 3000 characters")
    kind = "HomeView" if view["type"] == "home" else "ModalView"
    return [
        *own,
        *schemas.faults(kind, {**view, "blocks": []}),
        *_types(blocks),
        *_models(lambda: [View(**view)]),
    ]


# --- Slack's types and models ---------------------------------------------------------------------------------


def _known(blocks: list[Json]) -> list[Json]:
    return [block for block in blocks if block["type"] not in UNKNOWN_TO_THE_TYPES]


def _types(blocks: list[Json]) -> list[str]:
    return schemas.block_faults(_known(blocks))


def _models(parse: Callable[[], list[Any]]) -> Iterator[str]:
    try:
        for parsed in parse():
            if parsed is None:
                yield "slack_sdk.models: a kind of block it does not know"
            else:
                parsed.to_dict()
    except SlackObjectFormationError as fault:
        yield f"slack_sdk.models: {fault}"


# --- our own --------------------------------------------------------------------------------------------------


def _count(blocks: list[Json], most: int) -> Iterator[str]:
    if not 0 < len(blocks) <= most:
        yield f"{len(blocks)} blocks, at least one and at most {most}"


def _common(blocks: list[Json]) -> Iterator[str]:
    yield from _twice("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    yield from _twice("action_id", [one["action_id"] for one in elements(blocks) if "action_id" in one])
    for block in blocks:
        yield from _block(block)
    for element in elements(blocks):
        yield from _element(element)
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "two tables in one message"


def _twice(what: str, ids: list[str]) -> Iterator[str]:
    yield from (f"{what} {one!r} is there {n} times" for one, n in Counter(ids).items() if n > 1)
    yield from (f"{what} {one[:20]!r} has {len(one)} characters" for one in ids if not 0 < len(one) <= 255)


def elements(blocks: list[Json]) -> Iterator[Json]:
    """Everything that can be pressed, picked or filled in."""
    for block in blocks:
        for one in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if isinstance(one, dict) and one.get("type") not in ("mrkdwn", "plain_text", "image"):
                yield one


def _block(block: Json) -> Iterator[str]:
    kind = block["type"]
    if kind == "section":
        yield from _text(block["text"], "section", 3000) if "text" in block else ()
        fields = block.get("fields", ())
        if len(fields) > 10:
            yield "over ten fields"
        for one in fields:
            yield from _text(one, "field", TEXT_LIMITS["field"])
    elif kind == "header":
        yield from _text(block["text"], "header", TEXT_LIMITS["header"])
    elif kind == "context":
        if not 0 < len(block["elements"]) <= 10:
            yield "a context holds one to ten elements"
        for one in block["elements"]:
            yield from _text(one, "context", 3000)
    elif kind == "actions" and not 0 < len(block["elements"]) <= 25:
        yield "an actions block holds one to 25 elements"
    elif kind == "input":
        yield from _text(block["label"], "label", TEXT_LIMITS["label"])
        yield from _text(block["hint"], "hint", TEXT_LIMITS["hint"]) if "hint" in block else ()
    elif kind == "image" and not 0 < len(block["alt_text"]) <= 2000:
        yield "an image without a description, or with too long a one"
    elif kind == "table" and len(block["rows"]) > 100:
        yield "a table over 100 rows"


def _element(element: Json) -> Iterator[str]:
    if element["type"] == "button":
        yield from _text(element["text"], "button", TEXT_LIMITS["button"])
        if len(element.get("value", "")) > 2000 or len(element.get("accessibility_label", "")) > 75:
            yield "a button with too long a value or label for screen readers"
        yield from _confirm(element["confirm"]) if "confirm" in element else ()
    if "placeholder" in element:
        yield from _text(element["placeholder"], "placeholder", TEXT_LIMITS["placeholder"])
    yield from _options(element)
    if len(element.get("initial_value", "")) > element.get("max_length", 3000):
        yield "an initial value longer than may be typed"


def _confirm(confirm: Json) -> Iterator[str]:
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        yield from _text(confirm[name], f"confirm {name}", most)


def _options(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    most = 10 if element["type"] in ("radio_buttons", "checkboxes") else 100
    lists = (
        [group["options"] for group in groups]
        if groups
        else [element["options"]]
        if "options" in element
        else []
    )
    if len(lists) > 100:
        yield "over 100 groups of options"
    for options in lists:
        if not 0 < len(options) <= most:
            yield f"{element['type']} with {len(options)} options, one to {most} are allowed"
        for option in options:
            yield from _text(option["text"], "option", TEXT_LIMITS["option"])
            if not 0 < len(option["value"]) <= 150:
                yield f"an option's value of {len(option['value'])} characters"
    every = [option for options in lists for option in options]
    for initial in (element.get("initial_option"), *element.get("initial_options", ())):
        if initial is not None and initial not in every:
            yield "an initial option that is not among the options"


def _charts(blocks: list[Json]) -> Iterator[str]:
    charts = [block for block in blocks if block["type"] == "data_visualization"]
    if len(charts) > 2:
        yield "over two charts"
    for chart in charts:
        axis, series = chart["chart"]["axis_config"]["categories"], chart["chart"]["series"]
        if not 0 < len(chart["title"]) <= 50 or not 0 < len(series) <= 6 or not 0 < len(axis) <= 20:
            yield "a chart with too long a title, too many series or too many points"
        if any(len(one) > 20 for one in [*axis, *(row["name"] for row in series)]):
            yield "a chart's label over 20 characters"
        for row in series:
            if [point["label"] for point in row["data"]] != axis:
                yield "a series whose points are not the categories"


def _text(text: Json, what: str, most: int) -> Iterator[str]:
    if not text["text"].strip():
        yield f"an empty {what}"
    if units(text["text"]) > most:
        yield f"a {what} of {units(text['text'])} characters, {most} are allowed"


def units(text: str) -> int:
    """UTF-16 units, as browsers count."""
    return len(text.encode("utf-16-le")) // 2


# --- what a house said -----------------------------------------------------------------------------------------


def said_faults(said: object) -> list[str]:
    """What Slack would refuse of a message, or of one reply, drawn for somebody in a direct message and in a channel."""
    message = getattr(said, "message", said)
    if isinstance(said, Open):
        return view_faults(draw_form(said.form, Paper()))
    if isinstance(said, Home):
        return view_faults(draw_home(said.message, Paper()))
    if not isinstance(message, Message):
        return []
    pages = [page for rings in (False, True) for page in draw_message(message, Paper(rings=rings))]
    return [fault for page in pages for fault in message_faults(page)]
