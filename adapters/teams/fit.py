"""A message too big for Teams becomes several, in order, with nothing lost.

Teams takes about 100 KB a message, counted in UTF-16 ("Limits and specifications for Microsoft Teams"); beyond it the
connector answers 413. Units stay whole where they fit; only a unit that is too big by itself is cut, at a space.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from adapters.port import Reader
from adapters.teams import text
from adapters.teams.draw import Refresh, Unit, draw_card, draw_refresh, draw_units, line
from facilitation.voice import cards
from facilitation.words import Json, Message

BUDGET = 80_000  # bytes of UTF-16 for one card; the rest of the 100 KB is the envelope's
SMALLEST = 10_000  # below this a 413 is not about size
_ENVELOPE = 4_000  # bytes for what surrounds a card's body


def size(value: Json) -> int:
    """Bytes of UTF-16 that Teams counts."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


def draw_cards(message: Message, reader: Reader, budget: int = BUDGET) -> list[Json]:
    """The message as one card, or as many as it takes."""
    units = draw_units(message, reader)
    whole = draw_card(units, message.summary, reader)
    if size(whole) <= budget:
        return [whole]
    groups = list(_grouped(_cut_units(units, budget - _ENVELOPE), budget - _ENVELOPE))
    return [
        draw_card([*_part(at, len(groups), reader), *group], message.summary, reader)
        for at, group in enumerate(groups, start=1)
    ]


def draw_activities(
    message: Message, reader: Reader, budget: int = BUDGET, refresh: Refresh | None = None
) -> list[Json]:
    """The activities that say the message, ready to post. One cut in several is not refreshed."""
    drawn = draw_cards(message, reader, budget)
    if refresh and len(drawn) == 1:
        drawn = [{**drawn[0], "refresh": draw_refresh(refresh)}]
    return [activity(card, line(message.summary, reader)) for card in drawn]


def activity(card: Json, summary: str) -> Json:
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "summary": summary, "attachments": [content]}


def _part(at: int, of: int, reader: Reader) -> list[Unit]:
    if of == 1:
        return []
    runs = text.as_runs(text.spans(cards.CONTINUED(part=at, n=of), reader), size="Small", isSubtle=True)
    return [Unit([{"type": "RichTextBlock", "inlines": runs}], [])]


def _grouped(units: Iterator[Unit], budget: int) -> Iterator[list[Unit]]:
    """As many units a card as fit, in their order."""
    group: list[Unit] = []
    used = 0
    for unit in units:
        needs = size(unit.elements) + size(unit.entities)
        if group and used + needs > budget:
            yield group
            group, used = [], 0
        group.append(unit)
        used += needs
    yield group


def _cut_units(units: Sequence[Unit], budget: int) -> Iterator[Unit]:
    for unit in units:
        if size(unit.elements) <= budget:
            yield unit
        else:
            yield from (Unit([piece], unit.entities) for one in unit.elements for piece in cut(one, budget))


def cut(element: Json, budget: int) -> list[Json]:
    """One element as several that fit, in order. What holds no text is left as it is."""
    if size(element) <= budget:
        return [element]
    for holder, takes in (
        ("inlines", _cut_runs),
        ("items", _cut_all),
        ("rows", _cut_rows),
        ("text", _cut_words),
    ):
        if holder in element:
            pieces = takes(element[holder], budget)
            return [{**element, holder: piece} for piece in pieces]
    if "choices" in element:
        return [{**element, "choices": _first(element["choices"], budget)}]
    return [element]


def _cut_runs(runs: list[Json], budget: int) -> Iterator[list[Json]]:
    whole = [{**run, "text": words} for run in runs for words in _cut_words(run["text"], budget)]
    return _packed(whole, budget)


def _cut_all(items: list[Json], budget: int) -> Iterator[list[Json]]:
    return _packed([piece for item in items for piece in cut(item, budget)], budget)


def _cut_rows(rows: list[Json], budget: int) -> Iterator[list[Json]]:
    """A row too big is said again with the next piece of its longest cell."""
    return _packed([piece for row in rows for piece in _cut_row(row, budget)], budget)


def _cut_row(row: Json, budget: int) -> list[Json]:
    if size(row) <= budget:
        return [row]
    *heads, last = row["cells"]
    return [
        {**row, "cells": [*(heads if not n else [_empty(head) for head in heads]), {**last, "items": piece}]}
        for n, piece in enumerate(_cut_all(last["items"], budget - size(heads)))
    ]


def _empty(cell: Json) -> Json:
    return {**cell, "items": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": " "}]}]}


def _cut_words(words: str, budget: int) -> Iterator[str]:
    """Cut at a space where there is one; never between a backslash and what it escapes."""
    most = max(budget // 8, 100)  # a character is 2 bytes, 4 when paired or escaped in JSON
    start = 0
    while len(words) - start > most:
        space = words.rfind(" ", start + 1, start + most)
        end = space + 1 if space > 0 else start + most
        end -= _ends_in_an_escape(words, start, end)
        yield words[start:end]
        start = end
    yield words[start:]


def _ends_in_an_escape(words: str, start: int, end: int) -> int:
    """1 when the piece ends in a backslash that escapes what comes next."""
    piece = words[max(start + 1, end - 64) : end]
    return (len(piece) - len(piece.rstrip("\\"))) % 2


def _packed(pieces: list[Json], budget: int) -> Iterator[list[Json]]:
    group: list[Json] = []
    used = 200
    for piece in pieces:
        needs = size(piece) + 2
        if group and used + needs > budget:
            yield group
            group, used = [], 200
        group.append(piece)
        used += needs
    yield group


def _first(choices: list[Json], budget: int) -> list[Json]:
    """A list of choices cannot be cut in two: the first ones stay."""
    return next(_packed(choices, budget - 500))
