"""What is asked in a form, free of any platform."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from facilitation.words.ids import ChannelId, PersonId
from facilitation.words.said import Option, Phrase


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, or several with ``long``. ``most`` in characters."""

    name: str
    label: Phrase
    hint: Phrase | None = None
    value: str = ""
    long: bool = False
    optional: bool = False
    most: int = 300


@dataclass(frozen=True, slots=True)
class OneOf:
    name: str
    label: Phrase
    options: tuple[Option, ...]
    picked: str | None = None
    hint: Phrase | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ManyOf:
    name: str
    label: Phrase
    options: tuple[Option, ...]
    picked: tuple[str, ...] = ()
    hint: Phrase | None = None
    optional: bool = True


@dataclass(frozen=True, slots=True)
class PersonField:
    name: str
    label: Phrase
    picked: PersonId | None = None
    hint: Phrase | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ChannelField:
    name: str
    label: Phrase
    picked: ChannelId | None = None
    hint: Phrase | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class DateField:
    name: str
    label: Phrase
    value: date | None = None
    hint: Phrase | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph inside a form."""

    phrases: tuple[Phrase, ...]


Field = Line | OneOf | ManyOf | PersonField | ChannelField | DateField | Note


@dataclass(frozen=True, slots=True)
class Form:
    """A form (Slack modal, Teams dialog). ``id`` is the route its Submission takes; ``memo`` comes back with it."""

    id: str
    title: Phrase  # 24 characters at most on Slack
    submit: Phrase
    fields: tuple[Field, ...]
    memo: tuple[str, ...] = ()
