"""A sentence on its way into a Teams card: cut into spans, so that what a person typed never rings, links or renders.

Wherever it can, a card carries spans as TextRuns of a RichTextBlock: a TextRun knows no markdown, no mention and no
link by its text. Only a TextBlock can ring somebody (``<at>…</at>`` with an entity) or be a heading, and there
everything that is not ours is escaped. The format is Microsoft's: "Text features in Adaptive Cards", "Format cards in
Microsoft Teams".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote

from adapters import wording
from adapters.port import Reader
from facilitation.voice.saying import say
from facilitation.words import Json, Link, Moment, Phrase, Place, Typed, Who

PREFIX = "teams:"
COMMAND = ("/community ", "@Evener ")  # how a command of ours is typed elsewhere, and here
_MARKUP = re.compile(r"\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_MARKDOWN = re.compile(r"[\\`*_\[\]~]|^\s*(?:[#>+-]|\d+[.)](?=\s))")
_TAKEN_APART = re.compile(r"<|&(?=#?\w+;)|(?<=:)(?=//)|(?i:\bwww)(?=\.)")
_INVISIBLE = "\u200b"  # ZERO WIDTH SPACE: breaks "<at>" and "https://" without being seen


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one look. ``typed`` is somebody's own words; ``rings`` the platform id it mentions."""

    text: str
    strong: bool = False
    emphasis: bool = False
    url: str = ""
    typed: bool = False
    rings: str = ""


def native(identity: str) -> str:
    """The platform's own id behind one of ours."""
    return identity.removeprefix(PREFIX)


def spans(phrase: Phrase, reader: Reader) -> list[Span]:
    """The sentence in the reader's language, cut where its look or its origin changes."""
    return [span for span in _styled(say(phrase, reader.translate), reader) if span.text]


def side_by_side(phrases: Iterable[Phrase], reader: Reader) -> list[Span]:
    """Several sentences in one paragraph, a space between them."""
    out: list[Span] = []
    for phrase in phrases:
        out += [Span(" "), *spans(phrase, reader)] if out else spans(phrase, reader)
    return out


def _styled(parts: list[str | tuple[str, Any]], reader: Reader) -> Iterator[Span]:
    look = Span("")
    for part in parts:
        if isinstance(part, tuple):
            yield from (_over(span, look) for span in _value(part[1], reader))
            continue
        part = part.replace(*COMMAND)
        start = 0
        for mark in _MARKUP.finditer(part):
            yield replace(look, text=part[start : mark.start()])
            strong = mark.group() == "*"
            look = replace(look, strong=look.strong ^ strong, emphasis=look.emphasis ^ (not strong))
            start = mark.end()
        yield replace(look, text=part[start:])


def _over(span: Span, look: Span) -> Span:
    return replace(span, strong=span.strong or look.strong, emphasis=span.emphasis or look.emphasis)


def _value(value: Any, reader: Reader) -> Iterator[Span]:
    match value:
        case Phrase():
            yield from spans(value, reader)
        case Typed(text):
            yield Span(text, typed=True)
        case Who(person, ring):
            yield _who(person, ring, reader)
        case Place(channel):
            yield _place(channel, reader)
        case Moment():
            yield Span(moment(value, reader))
        case Link(url, name):
            yield Span(name, url=url, typed=True)
        case tuple():
            for between, one in zip(wording.between(len(value), reader.language), value, strict=True):
                yield Span(between)
                yield from _value(one, reader)
        case _:
            yield Span(wording.plain_value(value, reader))


def _who(person: str, ring: bool, reader: Reader) -> Span:
    name = reader.names.get(person) or "…"
    return Span(name, typed=True, rings=native(person) if ring and person.startswith(PREFIX) else "")


def _place(channel: str, reader: Reader) -> Span:
    name = reader.names.get(channel) or "#"
    id_ = native(channel)
    url = f"https://teams.microsoft.com/l/channel/{quote(id_, safe='')}/{quote(name, safe='')}"
    return Span(name, url=url if id_.startswith("19:") else "", typed=True)


def language(reader: Reader) -> str:
    """The language as cards take it: ``pt`` of ``pt-PT``."""
    return reader.language.partition("-")[0].lower()


def moment(value: Moment, reader: Reader) -> str:
    """An instant in the reader's own zone and language; UTC, and said so, where the zone is not one we know."""
    told = wording.moment(value.at, value.style, reader.language, reader.zone)
    return told if wording.is_known(reader.zone) else f"{told} UTC"


# --- three ways to draw them -----------------------------------------------------------------------------------


def as_plain(parts: Iterable[Span]) -> str:
    """Without any markup: notifications, titles, labels."""
    return "".join(span.text for span in parts)


def plain(phrase: Phrase, reader: Reader) -> str:
    return as_plain(spans(phrase, reader))


def as_runs(parts: Iterable[Span], **look: Json) -> list[Json]:
    """TextRuns of a RichTextBlock: every character is shown as it is. Neighbours of one look are one run."""
    return [
        _run(replace(first, text=first.text + "".join(span.text for span in rest)), look)
        for _, (first, *rest) in groupby(parts, lambda span: (span.strong, span.emphasis, span.url))
    ]


def _run(span: Span, look: dict[str, Json]) -> Json:
    run: dict[str, Json] = {"type": "TextRun", "text": span.text, **look}
    if span.strong:
        run["weight"] = "Bolder"
    if span.emphasis:
        run["italic"] = True
    if span.url.startswith(("https://", "http://", "mailto:")):
        run["selectAction"] = {"type": "Action.OpenUrl", "url": span.url}
    return run


def as_markdown(parts: Iterable[Span]) -> str:
    """The text of a TextBlock: our own looks as markdown, people named with ``<at>``, all other marks escaped."""
    return "".join(_marked(span) for span in parts)


def _marked(span: Span) -> str:
    if span.rings:
        return f"<at>{mention_name(span.text)}</at>"
    text = escape(span.text)
    if span.url.startswith(("https://", "http://", "mailto:")):
        return f"[{text}]({quote(span.url, safe=':/?&=%#@+,;~')})"
    edge = "**" * span.strong + "_" * span.emphasis
    return f"{edge}{text}{edge[::-1]}" if edge and text.strip() else text


def escape(words: str) -> str:
    """Text that a TextBlock shows as it was typed: markdown is escaped; tags, entities and addresses are taken apart."""
    flat = " ".join(words.splitlines())
    apart = _TAKEN_APART.sub(lambda found: found.group() + _INVISIBLE, flat)
    return _MARKDOWN.sub(lambda found: found.group()[:-1] + "\\" + found.group()[-1], apart)


def mention_name(name: str) -> str:
    """A name that may stand between ``<at>`` and ``</at>``."""
    return name.replace("<", "").replace(">", "").strip() or "…"


def mentions(parts: Iterable[Span]) -> list[Json]:
    """The entities that make ``<at>`` ring: one for each person named."""
    return [
        {
            "type": "mention",
            "text": f"<at>{mention_name(span.text)}</at>",
            "mentioned": {"id": span.rings, "name": mention_name(span.text)},
        }
        for span in parts
        if span.rings
    ]


def day(value: date | None) -> str:
    return value.isoformat() if value else ""
