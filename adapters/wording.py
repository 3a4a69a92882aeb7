"""How a day, an hour, a number or a list of names is written for one reader, in their language and their zone.

Both platforms use it wherever they cannot leave the wording to the person's own client. Patterns are CLDR's, by Babel.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from adapters.port import Reader
from facilitation.voice import surface
from facilitation.voice.catalogue import plain
from facilitation.voice.saying import Piece, say
from facilitation.words import Link, Moment, PersonId, Phrase, Place, Quote, Typed, Who

EMPHASIS = re.compile(r"(?<!\w)_|_(?!\w)")
LONGEST_NAME = 80  # what Slack lets people call themselves; other sources may bring longer ones
LEAVES = frozenset({str, int, float, bool, type(None)})
ENGLISH = Locale("en", "GB")  # day before month, as in the source sentences


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """The locale for a BCP 47 tag; English where it is unknown or plain ``en``."""
    try:
        found = Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError, TypeError):
        return ENGLISH
    return ENGLISH if str(found) == "en" else found


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone by its IANA name; UTC where it is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def is_known(zone: str) -> bool:
    """Whether this names a zone; where it does not, UTC stands in."""
    return zone == "UTC" or zone_of(zone).key != "UTC"


@lru_cache(maxsize=4096)
def moment(at: datetime, style: str, language: str, zone: str) -> str:
    """An instant in the reader's zone. ``style``: day, date, time or both, as in ``words.Moment``."""
    locale, tz = locale_of(language), zone_of(zone)
    if style == "day":
        return format_date(at.astimezone(tz), "EEEE", locale=locale)
    if style == "date":
        return day(at.astimezone(tz).date(), language)
    if style == "time":
        return format_time(at, "short", tzinfo=tz, locale=locale)
    on = _in_full(at.astimezone(tz).date(), weekday_and_day(locale), locale)
    return f"{on}, {format_time(at, 'short', tzinfo=tz, locale=locale)}"


@lru_cache(maxsize=1024)
def day(on: date, language: str) -> str:
    """A calendar day, the same in every zone."""
    locale = locale_of(language)
    return _in_full(on, locale.date_formats["long"].pattern, locale)


def weekday_and_day(locale: Locale) -> str:
    """CLDR's pattern for a weekday with its day and month, all written out."""
    known = locale.datetime_skeletons
    pattern = next(known[one].pattern for one in ("MMMMEEEEd", "MMMMEd", "MMMEd", "MEd") if one in known)
    return re.sub(r"\bE+\b", "EEEE", re.sub(r"\bMMM\b", "MMMM", pattern))


def _in_full(on: date, pattern: str, locale: Locale) -> str:
    """A day by its pattern; French writes the first of a month as *1er*, which CLDR leaves to us."""
    if locale.language == "fr" and on.day == 1:
        pattern = re.sub(r"\bd\b", "d'er'", pattern)
    return format_date(on, pattern, locale=locale)


def number(value: float, language: str) -> str:
    """A number as the language writes it, three decimals at most."""
    return format_decimal(value, locale=locale_of(language))


def several(names: Iterable[str], language: str) -> str:
    """Names one after the other: ``Ana, Bo and Cy``."""
    return format_list(list(names), style="standard", locale=locale_of(language))


@lru_cache(maxsize=1024)
def between(count: int, language: str) -> tuple[str, ...]:
    """What stands before each of so many names, where each name is drawn for itself: ``("", ", ", " and ")``."""
    return tuple(several("\0" * count, language).split("\0")[:count])


def name_of(person: PersonId, reader: Reader) -> str:
    """The name without a ring; ``a member`` where nobody told it."""
    name = reader.names.get(person) or plain(surface.SOMEBODY, reader.translate)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def plainly(phrase: Phrase, reader: Reader) -> str:
    """A sentence as plain text for this reader: no markup, no mention that rings."""
    return "".join(_plain_piece(piece, reader) for piece in say(phrase, reader.translate))


def _plain_piece(piece: Piece, reader: Reader) -> str:
    if isinstance(piece, str):
        return unmarked(piece)
    return plain_value(piece[1], reader)


def unmarked(ours: str) -> str:
    """Our own words without the small markdown."""
    return EMPHASIS.sub("", ours.replace("*", ""))


def plain_value(value: Any, reader: Reader) -> str:
    """One slot value as plain text."""
    match value:
        case Phrase():
            return plainly(value, reader)
        case Typed(text):
            return text
        case Who(person):
            return name_of(person, reader)
        case Place():
            return plain(surface.A_CHANNEL, reader.translate)
        case Moment(at, style):
            return moment(at, style, reader.language, reader.zone)
        case Link(url, label):
            return f"{label} ({url})"
        case date():
            return day(value, reader.language)
        case int() | float():
            return number(value, reader.language)
        case tuple():
            return several((plain_value(one, reader) for one in value), reader.language)
        case _:
            raise TypeError(f"no sentence holds a {type(value).__name__}")


def named_in(said: object) -> frozenset[PersonId]:
    """Everybody whom something that is said has to name: people in slots, and those who are quoted."""
    found: set[PersonId] = set()
    _collect(said, found)
    return frozenset(found)


def _collect(value: object, found: set[PersonId]) -> None:
    """Walk what is said; asked of every answer, so it looks only where people can stand."""
    kind = type(value)
    if kind is tuple:
        for one in value:  # type: ignore[attr-defined]
            if type(one) not in LEAVES:
                _collect(one, found)
    elif isinstance(value, Phrase):
        for _, one in value.slots:
            _collect(one, found)
    elif isinstance(value, Who):
        found.add(value.person)
    elif kind not in LEAVES:
        if isinstance(value, Quote) and value.by:
            found.add(value.by)
        for name in getattr(value, "__slots__", ()):
            if type(inside := getattr(value, name)) not in LEAVES:
                _collect(inside, found)
