"""The minutes of a scene: who came with what, and everything that was decided, in lines a person can read.

Only what differs from a field's default is written, so that a new field with a default changes no minutes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from bot.routes.route import Decide, Route, Routes
from facilitation.voice import plain
from facilitation.words import NOTHING, Arrival, Decision, Phrase, Wake

ALIKE = 2
TABLES = ("commands", "presses", "forms", "wakes", "events")


@dataclass
class Minutes:
    """What was decided in one scene, paragraph by paragraph."""

    paragraphs: list[str] = field(default_factory=list)
    seen: list[tuple[Arrival | tuple[str, Wake], Decision]] = field(default_factory=list)
    alike: Counter[tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def note(self, subject: Arrival | tuple[str, Wake], decision: Decision) -> None:
        """One arrival or wake with what followed from it. Left out: what nothing followed from, and the third and later
        time that something comes of which the same follows, but for words and numbers."""
        if decision == NOTHING:
            return
        self.seen.append((subject, decision))
        self.add(subject, list(_fields(decision, 1)))

    def add(self, subject: Arrival | tuple[str, Wake], what: list[str]) -> None:
        """Lines about a subject, unless two like them stand already."""
        lines = [_opening(subject), *what]
        alike = _route(subject), _shape(lines)
        self.alike[alike] += 1
        if self.alike[alike] <= ALIKE:
            self.paragraphs.append("\n".join(lines))

    def text(self) -> str:
        """The whole scene."""
        return _numbered("\n\n".join(self.paragraphs)) + "\n"


_taken: ContextVar[Minutes | None] = ContextVar("minutes", default=None)


@contextmanager
def taking_minutes() -> Iterator[Minutes]:
    """Every house that is lived in meanwhile is written down."""
    minutes = Minutes()
    mark = _taken.set(minutes)
    try:
        yield minutes
    finally:
        _taken.reset(mark)


def taken() -> Minutes | None:
    """The minutes that are being taken."""
    return _taken.get()


def inside(value: Any) -> Iterator[Any]:
    """A decision and everything in it, outermost first."""
    yield value
    if isinstance(value, tuple | list):
        for one in value:
            yield from inside(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from inside(getattr(value, one.name))


def noted(features: Iterable[Routes]) -> Iterable[Routes]:
    """The same routes; while minutes are taken, each writes down what it decides."""
    minutes = _taken.get()
    return features if minutes is None else [_noted(one, minutes) for one in features]


def _noted(feature: Routes, minutes: Minutes) -> Routes:
    tables = {
        name: {key: _listening(route, minutes) for key, route in getattr(feature, name).items()}
        for name in TABLES
    }
    return replace(feature, **tables)


def _listening(route: Route, minutes: Minutes) -> Route:
    def decide(subject: Any, picture: Any, given: Any) -> Decision:
        decision = route.decide(subject, picture, given)
        minutes.note(subject, decision)
        return decision

    listening: Decide = decide
    return replace(route, decide=listening)


def _opening(subject: Arrival | tuple[str, Wake]) -> str:
    if isinstance(subject, Arrival):
        return f"{subject.person}: {_short(subject.what)}"
    return f"{_short(subject[1].due_at)}: {subject[1].kind} {subject[1].subject}"


def _fields(value: Any, depth: int) -> Iterator[str]:
    for one in _told(value):
        yield from _named(f"{one.name}:", getattr(value, one.name), depth)


def _named(name: str, value: Any, depth: int) -> Iterator[str]:
    """A value after its name: on the same line, or what it is made of below, one step further in."""
    margin = "  " * depth
    if not _is_deep(value):
        yield f"{margin}{name} {_short(value)}"
    elif is_dataclass(value):
        yield f"{margin}{name} {type(value).__name__}"
        yield from _fields(value, depth + 1)
    elif isinstance(value, Mapping):
        yield f"{margin}{name}"
        for key in sorted(value, key=str):
            yield from _named(f"{_short(key)}:", value[key], depth + 1)
    else:
        yield f"{margin}{name}"
        yield from _items(value, depth + 1)


def _items(values: Iterable[Any], depth: int) -> Iterator[str]:
    """What a list holds; of more than two letters or parts made alike, how many more there are."""
    alike: Counter[tuple[str, ...]] = Counter()
    for one in values:
        lines = list(_named("-", one, depth))
        alike[_shape(lines)] += 1
        if len(lines) == 1 or alike[_shape(lines)] <= ALIKE:
            yield from lines
    left = sum(max(0, times - ALIKE) for shape, times in alike.items() if len(shape) > 1)
    if left:
        yield f"{'  ' * depth}(and {left} more of these kinds)"


def _is_deep(value: Any) -> bool:
    """Whether a value takes more than one line: it holds what again holds something."""
    if isinstance(value, Phrase):
        return False
    if is_dataclass(value):
        return any(_holds(getattr(value, one.name)) for one in _told(value))
    return isinstance(value, tuple | list | Mapping) and any(_holds(one) for one in _inside(value))


def _holds(value: Any) -> bool:
    if isinstance(value, Phrase):
        return False
    if isinstance(value, tuple | list | Mapping):
        return any(is_dataclass(one) and not isinstance(one, Phrase) for one in _inside(value)) or _is_deep(
            value
        )
    return is_dataclass(value)


def _inside(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, Mapping) else value


def _told(value: Any) -> list[Field[Any]]:
    return [one for one in fields(value) if getattr(value, one.name) != _default(one)]


def _default(one: Field[Any]) -> Any:
    make: Callable[[], Any] | Any = one.default_factory
    return one.default if make is MISSING else make()


def _short(value: Any) -> str:
    """A value on one line."""
    match value:
        case Phrase():
            return plain(value)
        case frozenset() | set():
            return "{" + ", ".join(sorted(_short(one) for one in value)) + "}"
        case tuple() | list():
            return "[" + ", ".join(_short(one) for one in value) + "]"
        case Mapping():
            return "{" + ", ".join(f"{key}: {_short(value[key])}" for key in sorted(value, key=str)) + "}"
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case datetime():
            return f"{value:%a %-d %b %Y %H:%M:%S %Z}".replace(":00 UTC", " UTC")
        case date():
            return f"{value:%a %-d %b %Y}"
        case timedelta():
            return str(value)
        case float():
            return f"{value:.6g}"
        case _ if is_dataclass(value):
            said = [f"{one.name}={_short(getattr(value, one.name))}" for one in _told(value)]
            return f"{type(value).__name__}({', '.join(said)})"
        case _:
            return repr(value)


_ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"\s*(?:- )?\w*")


def _shape(lines: Iterable[str]) -> tuple[str, ...]:
    """The names in front of the lines, without what they are."""
    return tuple(_NAME.match(line)[0] for line in lines if line[0] in " -")  # type: ignore[index]


def _route(subject: Arrival | tuple[str, Wake]) -> str:
    what = subject.what if isinstance(subject, Arrival) else subject[1]
    return next(
        (str(getattr(what, name)) for name in ("action", "form", "kind", "words") if hasattr(what, name)), ""
    )


def _numbered(text: str) -> str:
    """Ids of the house as #1, #2 … in the order in which they come up."""
    seen: dict[str, str] = {}
    return _ID.sub(lambda found: seen.setdefault(found[0], f"#{len(seen) + 1}"), text)
