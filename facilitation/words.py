"""The nouns all rooms share: what reached us, what was decided, what is said, and what time will bring.

Everything here is a frozen value. Ids are opaque strings made by the adapters or by the house: a workspace, a
person or a channel id carries its platform in front (``slack:T01``, ``teams:29:abc``), so that both platforms
share one table and facilitation never has to ask which one it is talking to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from random import Random
from typing import Any, ClassVar

WorkspaceId = str
PersonId = str
ChannelId = str
CommunityId = str

Json = Any  # str | int | float | bool | None | list | dict, as json.dumps takes it


# --- what reached us -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MessageRef:
    """One message on a platform. ``id`` is the platform's own (Slack ``ts``, Teams activity id)."""

    channel: ChannelId
    id: str
    thread: str | None = None  # id of the thread's first message, None when it stands alone


@dataclass(frozen=True, slots=True)
class Command:
    """``/community words``. ``opener`` is the platform's short-lived right to open a form (Slack trigger_id)."""

    words: str
    channel: ChannelId | None = None
    private: bool = False  # typed in a direct conversation with the bot
    opener: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button, a menu or a message shortcut. ``action`` names the route, ``args`` is what the button carried."""

    action: str
    args: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()  # values picked in a menu
    message: MessageRef | None = None  # the card that was pressed, or the message a shortcut was used on
    channel: ChannelId | None = None
    text: str = ""  # text of the message a shortcut was used on; never kept unless its author agrees
    author: PersonId | None = None  # author of that message
    opener: str = ""


Answer = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Submission:
    """A form sent back. ``memo`` is what the form carried for itself; ``answers`` by field name."""

    form: str
    memo: tuple[str, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    opener: str = ""

    def text(self, name: str) -> str:
        """The answer to one field as stripped text, '' when left empty."""
        value = self.answers.get(name)
        return value.strip() if isinstance(value, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """The answers to a field that takes several, () when left empty."""
        value = self.answers.get(name)
        if isinstance(value, tuple):
            return value
        return (value,) if value else ()


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody wrote a message. ``text`` is for rules that must hear it now; participation never keeps it."""

    message: MessageRef
    text: str = ""
    mentions: tuple[PersonId, ...] = ()
    private: bool = False  # in a direct conversation with the bot
    to_bot: bool = False  # the bot was mentioned
    by_bot: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A message was deleted by its author."""

    message: MessageRef


@dataclass(frozen=True, slots=True)
class Reacted:
    message: MessageRef
    reaction: str
    to: PersonId | None = None
    added: bool = True


@dataclass(frozen=True, slots=True)
class Joined:
    channel: ChannelId


@dataclass(frozen=True, slots=True)
class Left:
    channel: ChannelId


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody opened the Home tab (Slack) or the personal card (Teams)."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform tells about a person (users.info, user_change, clientInfo). None means: not said."""

    name: str | None = None
    zone: str | None = None  # IANA name
    language: str | None = None  # BCP 47
    is_bot: bool = False
    is_guest: bool = False
    deactivated: bool = False
    email: str | None = None
    is_admin: bool | None = None  # of the whole workspace, as far as the platform tells a bot


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody in a channel, as the platform listed them when we asked (an Errand came back)."""

    channel: ChannelId
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Installed:
    by: PersonId | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """The app was uninstalled, or its tokens were revoked."""


What = (
    Command
    | Press
    | Submission
    | Said
    | Unsaid
    | Reacted
    | Joined
    | Left
    | Opened
    | Profile
    | Roster
    | Installed
    | Removed
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that reached us. ``id`` is the platform's own, so that a repeated delivery is recognised."""

    id: str
    workspace: WorkspaceId
    person: PersonId
    what: What
    at: datetime | None = None  # when the platform says it happened (aware UTC); None: just now
    language: str | None = None
    zone: str | None = None


# --- what is said ----------------------------------------------------------------------------------------------


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


SlotValue = (
    "Who | Place | Typed | Moment | Link | Phrase | int | float | date | tuple[Who, ...] | tuple[Typed, ...]"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the catalogue with its slots filled. It becomes words only when drawn, in the reader's language."""

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


# --- what is asked in a form -----------------------------------------------------------------------------------


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


# --- what was decided ------------------------------------------------------------------------------------------


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
