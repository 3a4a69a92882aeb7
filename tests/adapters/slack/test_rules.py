"""The judges of drawn messages see what Slack would refuse, also where its types and its SDK do not."""

from copy import deepcopy

import pytest

from tests.harness.slack_rules import message_faults, view_faults


def text(words, kind="plain_text"):
    return {"type": kind, "text": words}


def button(place=1, **more):
    return {"type": "button", "action_id": f"a#{place}", "text": text("Yes"), **more}


def select(**more):
    return {"type": "static_select", "action_id": "s#1", "options": [option("a")], **more}


def option(value, label="A"):
    return {"text": text(label), "value": value}


SECTION = {"type": "section", "text": text("Words", "mrkdwn")}
INPUT = {
    "type": "input",
    "block_id": "name",
    "label": text("Name"),
    "element": {"type": "plain_text_input", "action_id": "n"},
}


def message(*blocks):
    return {"text": "Summary", "blocks": [deepcopy(one) for one in blocks]}


def modal(*blocks, **more):
    return {"type": "modal", "title": text("Title"), "submit": text("Send"), "blocks": list(blocks), **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


GOOD = [
    message(SECTION),
    message({"type": "header", "text": text("Hello")}, {"type": "divider"}, actions(button(1), button(2))),
    message({**SECTION, "accessory": select(), "block_id": "x#1"}),
]

BAD = {
    "no blocks": message(),
    "51 blocks": message(*[SECTION] * 51),
    "empty text": message({"type": "section", "text": text(" ", "mrkdwn")}),
    "long section": message({"type": "section", "text": text("x" * 3001, "mrkdwn")}),
    "long header": message({"type": "header", "text": text("x" * 151)}),
    "header in mrkdwn": message({"type": "header", "text": text("x", "mrkdwn")}),
    "long button": message(actions(button(text=text("x" * 76)))),
    "long value": message(actions(button(value="x" * 2001))),
    "26 buttons": message(actions(*[button(n) for n in range(26)])),
    "no elements": message(actions()),
    "same action_id": message(actions(button(1)), actions(button(1))),
    "same block_id": message({**SECTION, "block_id": "b"}, {**SECTION, "block_id": "b"}),
    "long action_id": message(actions({**button(), "action_id": "x" * 256})),
    "unknown style": message(actions(button(style="loud"))),
    "unknown block": message({"type": "poster", "text": text("x")}),
    "unknown element": message(actions({"type": "lever", "action_id": "x"})),
    "section without text": message({"type": "section"}),
    "11 fields": message({"type": "section", "fields": [text("x", "mrkdwn")] * 11}),
    "long field": message({"type": "section", "fields": [text("x" * 2001, "mrkdwn")]}),
    "11 notes": message({"type": "context", "elements": [text("x", "mrkdwn")] * 11}),
    "no options": message({**SECTION, "accessory": select(options=[])}),
    "101 options": message({**SECTION, "accessory": select(options=[option(str(n)) for n in range(101)])}),
    "long option": message({**SECTION, "accessory": select(options=[option("a", "x" * 76)])}),
    "long option value": message({**SECTION, "accessory": select(options=[option("x" * 151)])}),
    "initial option of another list": message({**SECTION, "accessory": select(initial_option=option("z"))}),
    "11 radio buttons": message(actions(select(type="radio_buttons", options=[option(str(n)) for n in range(11)]))),
    "confirm too long": message(
        actions(button(confirm={"title": text("x"), "text": text("x" * 301), "confirm": text("y"), "deny": text("n")}))
    ),
    "image without description": message({"type": "image", "image_url": "https://example.org/x.png", "alt_text": ""}),
    "two tables": message(*[{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}] * 2),
    "101 rows": message({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}),
    "input in a message": message(INPUT),
    "no summary": {"text": "", "blocks": [SECTION]},
}  # fmt: skip

BAD_VIEWS = {
    "input without submit": {"type": "modal", "title": text("T"), "blocks": [INPUT]},
    "long title": modal(INPUT, title=text("x" * 25)),
    "long metadata": modal(INPUT, private_metadata="x" * 3001),
    "101 blocks": modal(*[SECTION] * 101),
    "same field twice": modal(INPUT, INPUT),
    "initial value too long": modal({**INPUT, "element": {**INPUT["element"], "max_length": 3, "initial_value": "four"}}),
    "unknown view": {"type": "poster", "blocks": [SECTION]},
}  # fmt: skip


@pytest.mark.parametrize("drawn", GOOD, ids=lambda drawn: drawn["blocks"][0]["type"])
def test_what_slack_takes_has_no_faults(drawn):
    assert message_faults(drawn) == []


@pytest.mark.parametrize("name", BAD)
def test_what_slack_would_refuse_is_seen(name):
    assert message_faults(BAD[name])


@pytest.mark.parametrize("name", BAD_VIEWS)
def test_a_view_that_slack_would_refuse_is_seen(name):
    assert view_faults(BAD_VIEWS[name])
