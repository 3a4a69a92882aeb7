"""Who took part, where and when: what is remembered of a message, and never a word of its text.

One message becomes one ``Heard``: its author, its place, its thread, whom it rang, how long it was and whether it
asked something. Ties, levels and suggestions are all counted from these, so whatever is said about participation
can be checked by anybody who can read the channel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from facilitation.words import (
    NOTHING,
    Arrival,
    Change,
    ChannelId,
    Decision,
    Given,
    MessageRef,
    PersonId,
    Reacted,
    Said,
    Unsaid,
)


class Heard(NamedTuple):
    """One message without its text. ``at`` is in seconds since 1970 (UTC); ``thread`` is the id of its first message.

    A tuple and not a dataclass, because an archive holds a million of them.
    """

    at: float
    person: PersonId
    channel: ChannelId
    id: str
    thread: str
    mentions: tuple[PersonId, ...] = ()
    length: int = 0
    asks: bool = False


@dataclass(frozen=True, slots=True)
class MessageHeard(Change):
    """Somebody wrote. Hearing it again (an edit, an import over live events) replaces what was kept of it."""

    message: Heard


@dataclass(frozen=True, slots=True)
class MessageUnsaid(Change):
    """A message was deleted by its author: nothing of it stays."""

    channel: ChannelId
    id: str


@dataclass(frozen=True, slots=True)
class ReactionSeen(Change):
    """Somebody reacted to a message. ``at`` is the reaction's own instant, or the message's where none is known."""

    channel: ChannelId
    id: str
    person: PersonId
    reaction: str
    to: PersonId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class ReactionWithdrawn(Change):
    channel: ChannelId
    id: str
    person: PersonId
    reaction: str


def note_message(arrival: Arrival, picture: object, given: Given) -> Decision:
    """Keep that somebody wrote. Words to the bot in private and words by bots are nobody's participation."""
    said = arrival.what
    if not isinstance(said, Said) or said.private or said.by_bot:
        return NOTHING
    return Decision(changes=(MessageHeard(heard(arrival.person, said, arrival.at or given.now)),))


def heard(person: PersonId, said: Said, at: datetime) -> Heard:
    """What participation keeps of a message. A mention that an edit adds rings nobody, so it is none."""
    message = said.message
    return Heard(
        at=at.timestamp(),
        person=person,
        channel=message.channel,
        id=message.id,
        thread=message.thread or message.id,
        mentions=() if said.edited else tuple(dict.fromkeys(one for one in said.mentions if one != person)),
        length=len(said.text),
        asks="?" in said.text,
    )


def note_unsaid(arrival: Arrival, picture: object, given: Given) -> Decision:
    """Forget a message that was deleted."""
    match arrival.what:
        case Unsaid(MessageRef(channel, id)):
            return Decision(changes=(MessageUnsaid(channel, id),))
    return NOTHING


def note_reaction(arrival: Arrival, picture: object, given: Given) -> Decision:
    """Keep that somebody reacted, or that they took it back."""
    match arrival.what:
        case Reacted(MessageRef(channel, id), reaction, to, True):
            at = arrival.at or given.now
            return Decision(changes=(ReactionSeen(channel, id, arrival.person, reaction, to, at),))
        case Reacted(MessageRef(channel, id), reaction, _, False):
            return Decision(changes=(ReactionWithdrawn(channel, id, arrival.person, reaction),))
    return NOTHING
