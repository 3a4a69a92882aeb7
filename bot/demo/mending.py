"""Stands between the bot and the local Slack client, and mends what its page leaves out of forms and texts.

Slack sends the values a form was opened with, offers people and channels to choose from, and shows ``&amp;`` as ``&``.
The local client does none of these (seen in 0.1.8; tests/harness/README.md lists it all). The bot stays as it is for
Slack: only what passes through here is changed, on its way to the page and back. The functions of this file are pure;
bot/demo/wire.py carries the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Json = dict[str, Any]
Options = tuple[Json, ...]

# For each kind of element: where its answer stands in ``state.values``, and what it was opened with.
ANSWERS = {
    "plain_text_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
}

# What stands in front of an option's value tells on the way back what the element was before it was mended.
_USER, _CHANNEL, _MANY = "mended-user:", "mended-channel:", "mended-many:"
_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_FENCE = re.compile(
    r"^```\n|\n```$"
)  # around lines in letters of one width, which the page shows as they are
# Shown as "<" and read by nobody: the page would take "<!channel>" or "<@U01>" for a real one.
_LESS = "<\N{ZERO WIDTH SPACE}"


# --- on the way to the page ------------------------------------------------------------------------------------


def for_the_page(drawn: Any, people: Options, channels: Options) -> Any:
    """Blocks or a view as the page can show them. ``people`` and ``channels``: what may be picked, as options."""
    if isinstance(drawn, list):
        return [for_the_page(part, people, channels) for part in drawn]
    if not isinstance(drawn, dict):
        return drawn
    inside = {key: for_the_page(part, people, channels) for key, part in drawn.items()}
    kind = inside.get("type")
    if kind in ("mrkdwn", "plain_text"):
        return {**inside, "text": _readable(inside["text"])}
    mend = _ELEMENTS.get(str(kind))
    return mend(inside, people, channels) if mend else inside


def option(value: str, label: str) -> Json:
    """One thing to choose, as Slack writes it."""
    return {"value": value, "text": {"type": "plain_text", "text": label}}


def _readable(text: str) -> str:
    text = _FENCE.sub("", _DATE.sub(r"\1", text))
    return text.replace("&lt;", _LESS).replace("&gt;", ">").replace("&amp;", "&")


def _pick(element: Json, options: Options, mark: str, picked: str | None) -> Json:
    """A plain menu instead of a picker; the page shows no initial option, so its name stands as the placeholder."""
    marked = [{**one, "value": mark + one["value"]} for one in options]
    label = next((one["text"]["text"] for one in options if one["value"] == picked), None)
    shown = {"placeholder": {"type": "plain_text", "text": label}} if label else {}
    return {**element, "type": "static_select", "was": element["type"], "options": marked, **shown}


def _users(element: Json, people: Options, _channels: Options) -> Json:
    return _pick(element, people, _USER, element.get("initial_user"))


def _channels(element: Json, _people: Options, channels: Options) -> Json:
    return _pick(
        element, channels, _CHANNEL, element.get("initial_channel") or element.get("initial_conversation")
    )


def _many(element: Json, options: Options) -> Json:
    marked = [{**one, "value": f"{_MANY}{element['type']}:{one['value']}"} for one in options]
    return {**element, "type": "checkboxes", "was": element["type"], "options": marked}


def _many_users(element: Json, people: Options, _channels: Options) -> Json:
    return _many(element, people)


def _many_options(element: Json, _people: Options, _channels: Options) -> Json:
    return _many(element, tuple(element["options"]))


def _one(element: Json, _people: Options, _channels: Options) -> Json:
    """Radio buttons and menus with something chosen already: a menu that names it."""
    initial = element.get("initial_option")
    if initial is None:
        return element
    return {**element, "type": "static_select", "was": element["type"], "placeholder": initial["text"]}


_ELEMENTS: dict[str, Callable[[Json, Options, Options], Json]] = {
    "users_select": _users,
    "channels_select": _channels,
    "conversations_select": _channels,
    "multi_users_select": _many_users,
    "multi_static_select": _many_options,
    "radio_buttons": _one,
    "static_select": _one,
}


# --- on the way back -------------------------------------------------------------------------------------------


def for_the_bot(payload: Json) -> Json:
    """A press or a submission as Slack would have sent it."""
    if payload.get("type") == "view_submission":
        return {**payload, "view": _submitted(payload["view"])}
    if payload.get("type") == "block_actions":
        return {**payload, "actions": [_answer(action) for action in payload["actions"]]}
    return payload


def _submitted(view: Json) -> Json:
    elements = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    values = {
        block: {action: _filled(elements.get(block, {}), answer) for action, answer in answers.items()}
        for block, answers in view["state"]["values"].items()
    }
    return {**view, "state": {**view["state"], "values": values}}


def _filled(element: Json, answer: Json) -> Json:
    """What the person chose, or what the field was opened with when they left it alone (Slack sends that)."""
    kind = element.get("was", answer["type"])
    if any(value not in (None, []) for key, value in answer.items() if key != "type"):
        return {**_answer(answer), "type": kind}
    answers_in, opens_with = ANSWERS.get(kind, ("value", "initial_value"))
    return {"type": kind, answers_in: element.get(opens_with, [] if answers_in.endswith("s") else None)}


def _answer(answer: Mapping[str, Any]) -> Json:
    """An answer to a mended element, as the element it was would have given it."""
    chosen = (answer.get("selected_option") or {}).get("value", "")
    if chosen.startswith(_USER):
        return _as(answer, "users_select", selected_user=chosen.removeprefix(_USER))
    if chosen.startswith(_CHANNEL):
        place = chosen.removeprefix(_CHANNEL)
        return _as(answer, "channels_select", selected_channel=place, selected_conversation=place)
    many = [one["value"] for one in answer.get("selected_options") or () if one["value"].startswith(_MANY)]
    return _as_many(answer, many) if many else dict(answer)


def _as(answer: Mapping[str, Any], kind: str, **found: Any) -> Json:
    kept = {key: value for key, value in answer.items() if key not in ("selected_option", "selected_options")}
    return {**kept, "type": kind, **found}


def _as_many(answer: Mapping[str, Any], marked: list[str]) -> Json:
    kind = marked[0].removeprefix(_MANY).split(":", 1)[0]
    values = [one.removeprefix(f"{_MANY}{kind}:") for one in marked]
    if kind == "multi_users_select":
        return _as(answer, kind, selected_users=values)
    options = [{**one, "value": value} for one, value in zip(answer["selected_options"], values, strict=True)]
    return _as(answer, kind, selected_options=options)
