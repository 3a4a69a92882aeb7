"""How a form looks in Teams: a card of inputs, in a dialog where Teams can open one and in the chat where it cannot.

Teams closes a dialog unless it is handed a card again, and keeps nothing for us meanwhile: so that a form can be asked
again with what was already filled in, its card travels with its own button, compressed.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping
from copy import deepcopy

from adapters.port import Malformed, Reader
from adapters.teams import text
from adapters.teams.draw import CARD, PEOPLE, VERSION, choice, execute
from facilitation.voice import cards
from facilitation.words import (
    ChannelField,
    ChannelId,
    DateField,
    Field,
    Form,
    Json,
    Line,
    ManyOf,
    Note,
    OneOf,
    PersonField,
    Phrase,
)

PREFIX = "field."  # so that no field can be called like something of ours
KINDS = {
    ManyOf: "many",
    PersonField: "person",
    ChannelField: "channel",
}  # how an answer is read; all others are text
KEPT = (
    "form",
    "memo",
    "title",
    "submit",
    "kinds",
    "inline",
)  # what a form's button carries, besides its card
MOST_OPEN = 3  # options shown all at once; more are a list to open
MOST_CARD = 200_000  # bytes of a packed card once it is unpacked; ours are a tenth of it

Places = Mapping[ChannelId, str]
"""The channels a person may pick from, with their names. Teams has no picker for channels."""


def draw_form(form: Form, reader: Reader, places: Places, inline: bool = False) -> Json:
    """The form's card. ``inline``: it stands in the chat, where only Action.Execute comes back as an invoke."""
    body = [element for one in form.fields for element in _draw(one, reader, places)]
    if inline:
        body.insert(0, _title(form.title, reader))
    card: dict[str, Json] = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": text.language(reader),
        "fallbackText": text.plain(form.title, reader),
        "body": body,
    }
    return _with_button(card, form, reader, inline)


def _with_button(card: Json, form: Form, reader: Reader, inline: bool) -> Json:
    look = {"title": text.plain(form.submit, reader), "style": "positive"}
    data = {
        "form": form.id,
        "memo": list(form.memo),
        "title": text.plain(form.title, reader),
        "submit": look["title"],
        "kinds": {one.name: KINDS.get(type(one), "one") for one in form.fields if not isinstance(one, Note)},
        "inline": inline,
        "card": pack(card),
    }
    button = (
        execute(form.id, data, look, inputs=True)
        if inline
        else {"type": "Action.Submit", "data": data, **look}
    )
    return {**card, "actions": [button]}


def _title(title: Phrase, reader: Reader) -> Json:
    words = text.as_markdown(text.spans(title, reader))
    return {
        "type": "TextBlock",
        "text": words,
        "size": "Large",
        "weight": "Bolder",
        "style": "heading",
        "wrap": True,
    }


# --- its fields ------------------------------------------------------------------------------------------------


def _draw(one: Field, reader: Reader, places: Places) -> list[Json]:
    if isinstance(one, Note):
        return [{"type": "RichTextBlock", "inlines": text.as_runs(text.side_by_side(one.phrases, reader))}]
    hint = _hint(one.hint, reader) if one.hint is not None else []
    return [{**_asked(one, reader), **_input(one, reader, places)}, *hint]


def _hint(hint: Phrase, reader: Reader) -> list[Json]:
    runs = text.as_runs(text.spans(hint, reader), size="Small", isSubtle=True)
    return [{"type": "RichTextBlock", "inlines": runs}]


def _asked(one: Field, reader: Reader) -> dict[str, Json]:
    """What every input says of itself: its name, its label, and whether it may stay empty."""
    assert not isinstance(one, Note)
    common: dict[str, Json] = {"id": PREFIX + one.name, "label": text.plain(one.label, reader)}
    if not one.optional:
        common |= {"isRequired": True, "errorMessage": text.plain(cards.NEEDED, reader)}
    return common


def _input(one: Field, reader: Reader, places: Places) -> dict[str, Json]:
    match one:
        case Line():
            return {"type": "Input.Text", "maxLength": one.most, "isMultiline": one.long, "value": one.value}
        case OneOf():
            return _choices([(text.plain(o.label, reader), o.value) for o in one.options], (one.picked,))
        case ManyOf():
            named = [(text.plain(o.label, reader), o.value) for o in one.options]
            return {**_choices(named, one.picked), "isMultiSelect": True}
        case PersonField():
            return {
                **_choices(_named((one.picked,), reader.names), (one.picked,), "compact"),
                "choices.data": PEOPLE,
            }
        case ChannelField():
            return _choices([(name, id_) for id_, name in places.items()], (one.picked,), "compact")
        case DateField():
            return {"type": "Input.Date", "value": text.day(one.value)}
        case Note():
            return {}


def _named(ids: Iterable[str | None], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(names.get(one) or "…", text.native(one)) for one in ids if one]


def _choices(named: list[tuple[str, str]], picked: Iterable[str | None], style: str = "") -> dict[str, Json]:
    values = {value for _, value in named}
    chosen = [value for one in picked if one for value in (one, text.native(one)) if value in values]
    return {
        "type": "Input.ChoiceSet",
        "style": style or ("expanded" if len(named) <= MOST_OPEN else "compact"),
        "choices": [choice(title, value) for title, value in named],
        "value": ",".join(dict.fromkeys(chosen)),
    }


# --- asked again -----------------------------------------------------------------------------------------------


def reask(data: Mapping[str, Json], errors: Iterable[tuple[str, str]]) -> Json:
    """The same card with what was filled in, and above each field in doubt what would be right. Raises Malformed."""
    card = unpack(str(data.get("card") or ""))
    told = dict(errors)
    asked = {str(element.get("id") or "") for element in card["body"]}
    astray = [_error(words) for name, words in told.items() if PREFIX + name not in asked]
    card["body"] = astray + [again for element in card["body"] for again in _again(element, data, told)]
    return {**card, "actions": [_same_button(data)]}


def _again(element: Json, data: Mapping[str, Json], told: Mapping[str, str]) -> list[Json]:
    id_ = str(element.get("id") or "")
    if not id_.startswith(PREFIX):
        return [element]
    filled = {**element, "value": str(data.get(id_) or "")}
    name = id_.removeprefix(PREFIX)
    return [_error(told[name]), filled] if name in told else [filled]


def _error(words: str) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words, "color": "Attention"}]}


def _same_button(data: Mapping[str, Json]) -> Json:
    kept = {name: data.get(name) for name in (*KEPT, "card")}
    look = {"title": str(data.get("submit") or "OK"), "style": "positive"}
    if data.get("inline"):
        return execute(str(data.get("form")), kept, look, inputs=True)
    return {"type": "Action.Submit", "data": kept, **look}


def pack(card: Json) -> str:
    return base64.b64encode(zlib.compress(json.dumps(card, ensure_ascii=False).encode(), 9)).decode()


def unpack(packed: str) -> Json:
    """A card of ours that came back. It was in a stranger's hands: raises Malformed for anything else, bombs included."""
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(base64.b64decode(packed, validate=True), MOST_CARD)
        card = json.loads(raw) if opened.eof else None
    except (ValueError, binascii.Error, zlib.error):
        card = None
    if not isinstance(card, dict) or not isinstance(card.get("body"), list):
        raise Malformed("a form's card that is not ours")
    if not all(isinstance(element, dict) for element in card["body"]):
        raise Malformed("a form's card that is not ours")
    return deepcopy(card)


def attachment(card: Json) -> Json:
    return {"contentType": CARD, "content": card}
