"""What a story is, who is in it, and what can become of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from facilitation.community import Community
from facilitation.words import Change, ChannelId, CommunityId, PersonId

QUESTIONS = 4
CYCLES = ("immediate", "potential", "applied", "realised", "reframing")

# a story's life: asked → telling → meaning → consent → preview → queued → published; withdrawn ends it at any point
OPEN = ("asked", "telling", "meaning", "consent", "preview", "queued")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a story. ``state``: asked, yes, renamed (then ``alias`` is the name they chose) or out."""

    person: PersonId
    state: str = "asked"
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One story. ``answers`` are the teller's, '' where not told yet; ``due_at`` is its place in the queue."""

    id: str
    community: CommunityId
    teller: PersonId
    at: datetime
    state: str = "telling"
    answers: tuple[str, ...] = ("",) * QUESTIONS
    cycle: str = ""
    signifiers: tuple[str, ...] = ()
    meaning: str = ""
    picture: str = ""
    channels: tuple[ChannelId, ...] = ()
    named: tuple[Named, ...] = ()
    due_at: datetime | None = None
    published_at: datetime | None = None

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(one for one in self.answers if one)

    @property
    def next_question(self) -> int | None:
        """The first question without an answer; None when all are told."""
        return next((n for n, one in enumerate(self.answers) if not one), None)

    def who(self, person: PersonId) -> Named | None:
        return next((one for one in self.named if one.person == person), None)

    @property
    def undecided(self) -> bool:
        return any(one.state == "asked" for one in self.named)


@dataclass(frozen=True, slots=True)
class Copy:
    """A letter that carries a story's words: its ``once``, to whom it went, and what it is.

    ``kind``: shown (where others read it), export (one story among others: emptied instead of deleted) or card (what
    those in it, and the teller, were asked with).
    """

    once: str
    to: str
    kind: str = "shown"


@dataclass(frozen=True, slots=True)
class Telling:
    """What a step of a story looks at. ``names``: what people in it are called; ``copies``: where it stands."""

    community: Community | None
    story: Story | None = None
    names: Mapping[PersonId, str] = field(default_factory=dict)
    copies: tuple[Copy, ...] = ()
    last_due: datetime | None = None  # the newest place in this community's queue
    has_told: bool = True  # whether whoever asks others for a story told one here themselves

    @property
    def read_by_others(self) -> tuple[Copy, ...]:
        return tuple(one for one in self.copies if one.kind != "card")


@dataclass(frozen=True, slots=True)
class StoryKept(Change):
    """A story as it stands now, with everybody in it."""

    story: Story


@dataclass(frozen=True, slots=True)
class StoryCopied(Change):
    """It went to somebody, or into a channel."""

    story: str
    copy: Copy


@dataclass(frozen=True, slots=True)
class StoryGone(Change):
    """Taken back: the words are forgotten here and in every letter that carried them, sent or waiting."""

    story: str
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class StoryTakenDown(Change):
    """Its copies are taken back while the teller still has it."""

    story: str
    copies: tuple[Copy, ...]


# --- names in a text ---------------------------------------------------------------------------------------------


def words_of_name(name: str) -> list[str]:
    """The name, and its parts of three letters or more, the longest first."""
    parts = [name, *re.split(r"[\s.,()-]+", name)]
    return sorted({one for one in parts if len(one) >= 3}, key=len, reverse=True)


def renamed(text: str, name: str, alias: str) -> str:
    """The text with every word of a name replaced by what the person wants to be called."""
    for word in words_of_name(name):
        text = re.sub(rf"\b{re.escape(word)}\b", alias, text, flags=re.IGNORECASE)
    return re.sub(rf"\b{re.escape(alias)}(\s+{re.escape(alias)})+\b", alias, text) if alias else text


def is_named_in(text: str, name: str) -> bool:
    """Whether any word of a name still stands in the text."""
    return any(
        re.search(rf"\b{re.escape(word)}\b", text, flags=re.IGNORECASE) for word in words_of_name(name)
    )


def shown_answers(story: Story, names: Mapping[PersonId, str]) -> tuple[str, ...]:
    """What was told, as it may be shown: those who want another name have it."""
    shown = story.told
    for one in story.named:
        if one.state == "renamed":
            shown = tuple(renamed(text, names.get(one.person, ""), one.alias) for text in shown)
    return shown


def still_named(story: Story, names: Mapping[PersonId, str]) -> tuple[PersonId, ...]:
    """Those who want to be left out and whose name still stands in the words."""
    text = " ".join((*story.told, story.meaning))
    return tuple(
        one.person
        for one in story.named
        if one.state == "out" and is_named_in(text, names.get(one.person, "") or one.person)
    )
