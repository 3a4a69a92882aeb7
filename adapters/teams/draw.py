"""How a message looks in Teams: an Adaptive Card 1.5 in which nothing a person typed can ring, link or render.

Shapes and limits: adaptivecards.io (schema 1.5), "Cards reference" and "Format cards in Microsoft Teams". Whatever is
newer than 1.5 carries a ``fallback``. A message over Teams' 100 KB is cut into several cards in ``fit.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from adapters.bands import band_lines, picture_of
from adapters.port import Reader
from adapters.teams import text
from facilitation.voice import cards
from facilitation.words import (
    Attached,
    Button,
    Buttons,
    Chart,
    Facts,
    Heading,
    Json,
    Listing,
    Menu,
    Message,
    Part,
    Phrase,
    Picture,
    Prose,
    Quote,
    Rule,
    Small,
)

VERSION = "1.5"
CARD = "application/vnd.microsoft.card.adaptive"
MOST_ACTIONS = 6  # in one ActionSet; Teams hides the rest
MOST_LINE = 300  # characters of a notification
MOST_REFRESHED = 60  # people for whom Teams refreshes a card by itself
PEOPLE = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}


@dataclass(frozen=True, slots=True)
class Refresh:
    """The press that fetches a card anew when one of these people looks at it."""

    action: str
    args: tuple[str, ...]
    people: tuple[str, ...]


@dataclass
class Sheet:
    """A card while it is drawn: who reads it, whom it rings, and the numbers its menus get."""

    reader: Reader
    entities: list[Json] = field(default_factory=list)
    menus: Iterator[int] = field(default_factory=count)
    rule_waits: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """The elements of one part, kept together, and whom they ring."""

    elements: list[Json]
    entities: list[Json]


# --- a message -------------------------------------------------------------------------------------------------


def draw_message(message: Message, reader: Reader) -> Json:
    """The whole message as one card."""
    return draw_card(draw_units(message, reader), message.summary, reader)


def draw_units(message: Message, reader: Reader) -> list[Unit]:
    """The message part by part. One without parts says its summary."""
    sheet = Sheet(reader)
    return [_unit(part, sheet) for part in message.parts or (Prose((message.summary,)),)]


def _unit(part: Part, sheet: Sheet) -> Unit:
    sheet.entities = []
    return Unit(_ruled(_draw(part, sheet), part, sheet), sheet.entities)


def _ruled(elements: list[Json], part: Part, sheet: Sheet) -> list[Json]:
    """A rule has no element of its own: it is the separator of what follows."""
    if isinstance(part, Rule):
        sheet.rule_waits = True
    elif sheet.rule_waits and elements:
        elements[0] |= {"separator": True, "spacing": "Medium"}
        sheet.rule_waits = False
    return elements


def draw_card(units: Sequence[Unit], summary: Phrase, reader: Reader) -> Json:
    card: dict[str, Json] = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "lang": text.language(reader),
        "fallbackText": line(summary, reader),
        "body": [element for unit in units for element in unit.elements],
        "msteams": {"width": "Full"},
    }
    if entities := [one for unit in units for one in unit.entities]:
        card["msteams"]["entities"] = _once(entities)
    return card


def line(summary: Phrase, reader: Reader) -> str:
    """The one line of a notification."""
    words = " ".join(text.plain(summary, reader).split())
    return words if len(words) <= MOST_LINE else words[: MOST_LINE - 1] + "…"


def _once(entities: list[Json]) -> list[Json]:
    return list({one["mentioned"]["id"]: one for one in entities}.values())


def refresh_for(look: tuple[str, tuple[str, ...]] | None, person: str) -> Refresh | None:
    """For a card in the chat of one person, by the id the bot knows them by (``29:…``); '' in a place of several."""
    return Refresh(*look, people=(person,)) if look and person else None


def draw_refresh(refresh: Refresh) -> Json:
    return {
        "action": {"type": "Action.Execute", "verb": refresh.action, "data": {"args": list(refresh.args)}},
        "userIds": [text.native(one) for one in refresh.people[:MOST_REFRESHED]],
    }


def _draw(part: Part, sheet: Sheet) -> list[Json]:
    match part:
        case Heading(words):
            return [_heading(words, sheet)]
        case Prose(phrases):
            return _prose(text.side_by_side(phrases, sheet.reader), sheet)
        case Small(phrases):
            return _prose(text.side_by_side(phrases, sheet.reader), sheet, size="Small", isSubtle=True)
        case Quote(words, by):
            return [_quote(words, by, sheet.reader)]
        case Facts(pairs):
            return [_facts(pairs, sheet.reader)]
        case Buttons(buttons):
            return draw_buttons(buttons, sheet.reader)
        case Menu():
            return _menu(part, sheet)
        case Chart():
            return _chart(part, sheet.reader)
        case Listing(lines):
            return _fixed(lines.strip("\n").split("\n"))
        case Picture(source, alt):
            return _picture(source, alt, sheet.reader)
        case Rule() | Attached():
            return []


def _heading(words: Phrase, sheet: Sheet) -> Json:
    parts = [text.Span(s.text, typed=s.typed) for s in text.spans(words, sheet.reader)]
    look = {"size": "Large", "weight": "Bolder", "style": "heading", "wrap": True}
    return {"type": "TextBlock", "text": text.as_markdown(parts), **look}


def _prose(parts: list[text.Span], sheet: Sheet, **look: Json) -> list[Json]:
    """TextRuns wherever nobody is rung; only a TextBlock can ring."""
    if any(span.rings for span in parts):
        sheet.entities += text.mentions(parts)
        return [{"type": "TextBlock", "text": text.as_markdown(parts), "wrap": True, **look}]
    return [{"type": "RichTextBlock", "inlines": text.as_runs(parts, **look)}]


def _quote(words: str, by: str | None, reader: Reader) -> Json:
    lines = [line for line in words.splitlines() if line.strip()] or ["…"]
    items: list[Json] = [
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line, "italic": True}]}
        for line in lines
    ]
    if by is not None:
        name = {
            "type": "TextRun",
            "text": f"— {reader.names.get(by) or '…'}",
            "size": "Small",
            "isSubtle": True,
        }
        items.append({"type": "RichTextBlock", "inlines": [name]})
    return {"type": "Container", "style": "emphasis", "items": items}


def _facts(pairs: Iterable[tuple[Phrase, Phrase]], reader: Reader) -> Json:
    """A table, not a FactSet: a FactSet reads markdown in what people typed."""
    rows = [
        {"type": "TableRow", "cells": [_cell(label, reader, "Bolder"), _cell(value, reader)]}
        for label, value in pairs
    ]
    return {
        "type": "Table",
        "columns": [{"width": 1}, {"width": 2}],
        "firstRowAsHeader": False,
        "showGridLines": False,
        "rows": rows,
    }


def _cell(phrase: Phrase, reader: Reader, weight: str = "Default") -> Json:
    runs = text.as_runs(text.spans(phrase, reader), weight=weight)
    return {"type": "TableCell", "items": [{"type": "RichTextBlock", "inlines": runs}]}


def _picture(source: str, alt: Phrase, reader: Reader) -> list[Json]:
    """A picture Teams can fetch; else what it shows, in words."""
    if not source.startswith("https://"):
        return [{"type": "RichTextBlock", "inlines": text.as_runs(text.spans(alt, reader), isSubtle=True)}]
    return [{"type": "Image", "url": source, "altText": line(alt, reader), "size": "Stretch"}]


# --- buttons and menus -----------------------------------------------------------------------------------------


def draw_buttons(buttons: Sequence[Button], reader: Reader) -> list[Json]:
    """ActionSets of at most six."""
    return [
        {"type": "ActionSet", "actions": [_button(one, reader) for one in some]} for some in _sixes(buttons)
    ]


def _sixes(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    return [buttons[at : at + MOST_ACTIONS] for at in range(0, len(buttons), MOST_ACTIONS)]


def _button(button: Button, reader: Reader) -> Json:
    action = _press(button, reader)
    if button.confirm is None:
        return action
    asked = {"type": "RichTextBlock", "inlines": text.as_runs(text.spans(button.confirm, reader))}
    card = {"type": "AdaptiveCard", "version": VERSION, "body": [asked], "actions": [action]}
    return {"type": "Action.ShowCard", "title": action["title"], "card": card}


def _press(button: Button, reader: Reader) -> Json:
    look = _look(button, reader)
    if button.url:
        return {"type": "Action.OpenUrl", "url": button.url, **look}
    data = {"action": button.action, "args": list(button.args)}
    if button.opens_form:
        return {"type": "Action.Submit", "data": {**data, "msteams": {"type": "task/fetch"}}, **look}
    return execute(button.action, data, look, inputs=False)


def execute(verb: str, data: dict[str, Json], look: dict[str, Json], inputs: bool) -> Json:
    """Action.Execute, with Action.Submit for a client that does not know it yet."""
    return {
        "type": "Action.Execute",
        "verb": verb,
        "data": data,
        "associatedInputs": "auto" if inputs else "none",
        **look,
        "fallback": {
            "type": "Action.Submit",
            "data": data,
            "associatedInputs": "auto" if inputs else "none",
            **look,
        },
    }


def _look(button: Button, reader: Reader) -> dict[str, Json]:
    look: dict[str, Json] = {"title": text.plain(button.label, reader)}
    if button.spoken is not None:
        look["tooltip"] = text.plain(button.spoken, reader)
    if button.style:
        look["style"] = {"primary": "positive", "danger": "destructive"}.get(button.style, "default")
    return look


def _menu(menu: Menu, sheet: Sheet) -> list[Json]:
    """Teams sends nothing when a choice is made, so a menu brings its own button."""
    name = f"menu{next(sheet.menus)}"
    choices = [choice(text.plain(one.label, sheet.reader), one.value) for one in menu.options]
    asked: dict[str, Json] = {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": text.plain(menu.label, sheet.reader),
        "style": "compact",
        "choices": choices,
    }
    if menu.of == "person":
        asked["choices.data"] = PEOPLE
    if menu.picked is not None:
        asked["value"] = menu.picked
    data = {"action": menu.action, "args": list(menu.args), "menu": name, "of": menu.of}
    look = {"title": text.plain(cards.CHOOSE, sheet.reader)}
    return [asked, {"type": "ActionSet", "actions": [execute(menu.action, data, look, inputs=True)]}]


def choice(title: str, value: str) -> Json:
    return {"title": title, "value": value}


# --- charts ----------------------------------------------------------------------------------------------------


def _chart(chart: Chart, reader: Reader) -> list[Json]:
    """The picture for clients that draw it, the same in words for everybody. Chart.* are Teams' own, newer than 1.5."""
    twin = {
        "type": "RichTextBlock",
        "inlines": text.as_runs(text.spans(chart.twin, reader), size="Small", isSubtle=True),
    }
    picture = picture_of(chart, reader)
    if picture.startswith("https://"):
        said = f"{text.plain(chart.title, reader)}. {text.plain(chart.twin, reader)}"
        return [{"type": "Image", "url": picture, "altText": said, "size": "Stretch"}, twin]
    if chart.kind == "bands":
        title = {"type": "RichTextBlock", "inlines": text.as_runs(text.spans(chart.title, reader))}
        return [title, *_fixed(band_lines(chart, reader)), twin]
    drawn = {"title": text.plain(chart.title, reader), "fallback": "drop", **_series(chart, reader)}
    return [drawn, twin]


def _fixed(lines: Sequence[str]) -> list[Json]:
    """Lines in letters of one width, one below the other."""
    return [
        {
            "type": "RichTextBlock",
            "spacing": "None",
            "inlines": [{"type": "TextRun", "text": line or " ", "fontType": "Monospace", "size": "Small"}],
        }
        for line in lines
    ]


def _series(chart: Chart, reader: Reader) -> dict[str, Json]:
    named = [(text.plain(name, reader), _points(chart.labels, values)) for name, values in chart.series]
    if chart.kind == "line":
        lines = [{"legend": name, "values": points} for name, points in named]
        return {"type": "Chart.Line", "data": lines, **_bounds(chart)}
    if len(named) == 1:
        return {"type": "Chart.VerticalBar", "data": named[0][1]}
    bars = [{"legend": name, "values": points} for name, points in named]
    return {"type": "Chart.VerticalBar.Grouped", "data": bars}


def _points(labels: tuple[str, ...], values: tuple[float | None, ...]) -> list[Json]:
    return [{"x": x, "y": y} for x, y in zip(labels, values, strict=False) if y is not None]


def _bounds(chart: Chart) -> dict[str, Any]:
    edges = {"yMin": chart.low, "yMax": chart.high}
    return {name: edge for name, edge in edges.items() if edge is not None}
