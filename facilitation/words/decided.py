"""What was decided: what is answered, what is sent, when to look again, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import ClassVar

from facilitation.words.form import Form
from facilitation.words.ids import ChannelId, Json, PersonId
from facilitation.words.reached import MessageRef
from facilitation.words.said import Message, Phrase


@dataclass(frozen=True, slots=True)
class Tell:
    """Answer this person alone, here and now (ephemeral where the platform can)."""

    message: Message


@dataclass(frozen=True, slots=True)
class Redraw:
    """Draw the pressed card anew in its place."""

    message: Message


@dataclass(frozen=True, slots=True)
class Open:
    """Open a form in front of the person."""

    form: Form


@dataclass(frozen=True, slots=True)
class Reask:
    """The form stays open; ``errors`` says by field name what would be right."""

    errors: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The Home tab (Slack) or personal card (Teams) of this person."""

    message: Message


Reply = Tell | Redraw | Open | Reask | Home


class Fate(StrEnum):
    """What to do with a letter whose sending was cut off: say it again, or let it go (private things let go)."""

    REPEAT = "repeat"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one person or one channel, kept in the same transaction as the decision that wrote it.

    ``once`` is the key that makes it unique in its workspace for ever (``digest:{sponsor}:{iso-week}``).
    ``kind`` is what people can opt out of and what the attention budget counts (``pulse.ask``, ``nudge.x``).
    ``asks`` says that it wants something of its reader (an ask spends the budget; an answer does not).
    ``edits`` / ``deletes`` name the ``once`` of an earlier letter whose delivered message is changed or taken back.
    """

    once: str
    to: PersonId | ChannelId
    message: Message
    kind: str
    not_before: datetime | None = None
    expires: datetime | None = None
    importance: int = 0
    fate: Fate = Fate.LET_GO
    asks: bool = False
    thread: MessageRef | None = None
    thread_of: str = ""  # ``once`` of an earlier letter to the same channel, in whose thread this one belongs
    edits: str = ""
    deletes: str = ""


@dataclass(frozen=True, slots=True)
class Wake:
    """When to look again. (workspace, kind, subject) is unique: setting it again moves it."""

    due_at: datetime
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class Unwake:
    """A wake that is no longer wanted."""

    kind: str
    subject: str


def ask_profile(person: PersonId, at: datetime) -> Wake:
    """An errand: ask the platform about a person; the answer arrives as a Profile."""
    return Wake(at, "errand.profile", person)


def ask_roster(channel: ChannelId, at: datetime) -> Wake:
    """An errand: ask the platform who is in a channel; the answer arrives as a Roster."""
    return Wake(at, "errand.roster", channel)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact for the ledger, append-only. ``about`` never holds an answer, nor words that people typed."""

    kind: str
    subject: str
    about: tuple[tuple[str, Json], ...] = ()
    person: PersonId | None = None


class Change:
    """A typed fact that storage keeps. Each feature defines its own, in the past tense.

    ``replaces``: it puts a whole new picture in the place of the old one, so it was decided in vain if somebody else
    changed that picture meanwhile. What only adds to a picture leaves it False.
    """

    __slots__ = ()
    replaces: ClassVar[bool] = False

    @property
    def whole(self) -> str:
        """The picture this changes, such as ``clinic c1``; '' for a fact that stands by itself."""
        return ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one arrival or one wake. Everything but ``replies`` is kept in one transaction."""

    replies: tuple[Reply, ...] = ()
    letters: tuple[Letter, ...] = ()
    wakes: tuple[Wake | Unwake, ...] = ()
    entries: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()

    def __add__(self, other: Decision) -> Decision:
        if self is NOTHING or other is NOTHING:
            return other if self is NOTHING else self
        return Decision(
            self.replies + other.replies,
            self.letters + other.letters,
            self.wakes + other.wakes,
            self.entries + other.entries,
            self.changes + other.changes,
        )


NOTHING = Decision()


@dataclass(frozen=True, slots=True)
class Given:
    """The hour, ids and luck, handed down by the house and read once per arrival or tick.

    ``luck(name)`` is a generator seeded by that name, so that a new draw moves nobody else's.
    """

    now: datetime
    new_id: Callable[[], str]
    luck: Callable[[str], Random]
