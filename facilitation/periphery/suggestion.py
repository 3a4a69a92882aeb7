"""One suggestion: a person who could be drawn into a community, why, who could ask them, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from facilitation.words import Change, CommunityId, PersonId, Phrase

FRESH: Final = timedelta(days=30)  # after this a suggestion is no longer shown; another month brings others
OUTCOME_FROM: Final = timedelta(days=8)  # what counts as having come lies in days 8 to 60 (issue D)
OUTCOME_UNTIL: Final = timedelta(days=60)
DECLINES: Final = 2  # after so many a person is named to nobody until they come by themselves or say so


class State(StrEnum):
    """What became of a suggestion. ``HELD``: by lot nobody was told, so that the others can be compared with it."""

    HELD = "held"
    READY = "ready"  # the conveners see it
    ASKING = "asking"  # a member is asked whether they would invite
    INVITED = "invited"  # a member said they will
    DECLINED = "declined"  # the person would rather not, as the member told
    WELCOME = "welcome"  # the person was glad to be asked, as the member told
    DISMISSED = "dismissed"  # a convener put it aside
    CLOSED = "closed"  # nobody carried it


SHOWN: Final = frozenset(State) - {State.HELD}


@dataclass(frozen=True, slots=True)
class Bridge:
    """A member who was in touch with the person, and what passed between them, as said to that member."""

    member: PersonId
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``reasons`` are said to conveners and to the person; ``bridges`` stand in the order in which they are asked."""

    id: str
    community: CommunityId
    person: PersonId
    made_at: datetime
    slot: str
    drawn: bool
    propensity: float
    reasons: tuple[Phrase, ...]
    bridges: tuple[Bridge, ...] = ()
    state: State = State.READY
    asked: PersonId | None = None  # the member who is asked now, or who carries it
    why: str = ""  # a value of Dismissal when dismissed

    def is_fresh(self, now: datetime) -> bool:
        return self.state is State.READY and now - self.made_at < FRESH


class Dismissal(StrEnum):
    """Why a convener puts a suggestion aside. Three of them teach (``lessons``), two only let the person rest."""

    TOPIC = "topic"
    STRANGER = "stranger"
    GONE = "gone"
    ALREADY = "already"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class SuggestionMade(Change):
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class SuggestionMoved(Change):
    """A suggestion went on. ``asked`` and ``why`` as they are from now on."""

    id: str
    state: State
    asked: PersonId | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class MemberAsked(Change):
    """A member was asked to carry an invitation; whoever was asked least recently is asked next."""

    suggestion: str
    member: PersonId


@dataclass(frozen=True, slots=True)
class MemberAnswered(Change):
    suggestion: str
    member: PersonId
    answer: str


@dataclass(frozen=True, slots=True)
class SuggestingRefused(Change):
    """Somebody said whether they may be suggested at all."""

    person: PersonId
    refused: bool
