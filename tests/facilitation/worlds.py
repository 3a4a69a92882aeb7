"""Small helpers for tests of the rules: an hour, ids in order, and luck that is the same in every run."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from random import Random

from facilitation.voice.catalogue import plain
from facilitation.words import Decision, Given, Letter, Message, Part, Phrase, Prose, Quote, Small


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def given_at(now: datetime, ids: str = "id") -> Given:
    """The house's three gifts at this hour."""
    numbers = count(1)
    return Given(now, lambda: f"{ids}-{next(numbers)}", Random)


def words_of(message: Message) -> str:
    """Everything a message says, as one plain text."""
    return " ".join([plain(message.summary), *(said for part in message.parts for said in said_in(part))])


def said_in(part: Part) -> list[str]:
    match part:
        case Prose(phrases) | Small(phrases):
            return [plain(one) for one in phrases]
        case Quote(words):
            return [words]
        case _:
            return [plain(one) for one in vars_of(part)]


def vars_of(part: Part) -> list[Phrase]:
    """The phrases directly in a part (headings, labels of buttons, facts)."""
    if hasattr(part, "text"):
        return [part.text]
    if hasattr(part, "buttons"):
        return [one.label for one in part.buttons]
    if hasattr(part, "pairs"):
        return [phrase for pair in part.pairs for phrase in pair]
    return []


def letters_to(decision: Decision, who: str) -> list[Letter]:
    return [letter for letter in decision.letters if letter.to == who]


def reply_words(decision: Decision) -> str:
    """What the replies say, as one plain text."""
    return " ".join(words_of(reply.message) for reply in decision.replies if hasattr(reply, "message"))
