"""What is said, free of any platform: phrases of the catalogue, and the parts a message is put together from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from facilitation.words.ids import ChannelId, PersonId


class Act(StrEnum):
    """What a sentence does. Nothing Evener says falls outside these (science.md 5.2; LABEL is a button or title)."""

    ASK_OPEN = "ask open"
    REFLECT = "reflect"
    SUMMARISE = "summarise"
    AFFIRM_EFFORT = "affirm effort"
    OFFER_PROCESS = "offer process"
    HAND_BACK = "hand back"
    CONNECT = "connect"
    LOGISTICS = "logistics"
    INFORM = "inform about the bot"
    ESCALATE = "escalate"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Who:
    """A slot value: a person, drawn as the platform's own mention. ``ring`` False shows the name without ringing."""

    person: PersonId
    ring: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A slot value: a channel, drawn as a link to it."""

    channel: ChannelId


@dataclass(frozen=True, slots=True)
class Typed:
    """A slot value: words a person typed (a name, a purpose, a quote). Escaped when drawn; rings nobody."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A slot value: an instant, drawn in the reader's own zone. ``style``: day, date, time or both."""

    at: datetime
    style: str = "both"


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the catalogue with its slots filled. It becomes words only when drawn, in the reader's language.

    A slot holds a Who, Place, Typed, Moment, Link or Phrase, a number, a date, or several Who or Typed.
    """

    key: str
    slots: tuple[tuple[str, Any], ...] = ()

    def slot(self, name: str) -> Any:
        return dict(self.slots)[name]


@dataclass(frozen=True, slots=True)
class Heading:
    text: Phrase


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph: phrases set side by side, a space between them."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A person's own words, verbatim and marked as theirs."""

    words: str
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Short pairs, label and value."""

    pairs: tuple[tuple[Phrase, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Button:
    label: Phrase
    action: str
    args: tuple[str, ...] = ()
    style: str = ""  # "", primary or danger
    spoken: Phrase | None = None  # the label a screen reader says, when the short one is not enough
    url: str = ""
    confirm: Phrase | None = None
    opens_form: bool = False  # Teams has to know beforehand that a press opens a dialog


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Option:
    label: Phrase
    value: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A choice inside a message; picking sends a Press with ``chosen``. ``of``: options, person or channel."""

    label: Phrase
    action: str
    options: tuple[Option, ...] = ()
    args: tuple[str, ...] = ()
    of: str = "options"
    picked: str | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers with a picture. ``twin`` says the same in words, for those who cannot see it.

    In a picture of "bands" each series is one line: from where, the figure, to where, and the figure before (or None).
    """

    kind: str  # "line", "bars" or "bands"
    title: Phrase
    labels: tuple[str, ...]
    series: tuple[tuple[Phrase, tuple[float | None, ...]], ...]
    twin: Phrase
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that people gave (a platform file id or a URL) or that we drew (bytes kept by the house)."""

    source: str
    alt: Phrase


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines in letters of one width, verbatim, to copy (a table). ``alt`` says what they hold."""

    lines: str
    alt: Phrase


@dataclass(frozen=True, slots=True)
class Small:
    """Small print: privacy labels, reasons, sources."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line between two thoughts."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A small text file to take along, in a letter to a person. Where a platform carries none, nothing is drawn: what it
    is for has to be in the message as well."""

    name: str
    text: str


Part = Heading | Prose | Quote | Facts | Buttons | Menu | Chart | Picture | Listing | Small | Rule | Attached


@dataclass(frozen=True, slots=True)
class Message:
    """What is said, free of any platform. ``summary`` is the one line a notification shows."""

    summary: Phrase
    parts: tuple[Part, ...] = ()
