"""What reached us: a command, a press, a form sent back, a message, somebody who came or went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from facilitation.words.ids import ChannelId, PersonId, WorkspaceId


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
