"""Problems that sponsors hold and communities take on: framed as a question, moved by the community, never assigned.

Solve it forward (Hetzel 2013): a manager holds three to five problems and does not solve them. The life of a problem is
the table MOVES below; each move is made by members of the community, only letting go of an untaken one by the sponsor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from facilitation.community import Bench, Community
from facilitation.voice import lexicon
from facilitation.words import Change, CommunityId, PersonId

MOST_OPEN = 5


class State(StrEnum):
    FRAMED = "framed"
    TAKEN_ON = "taken on"
    EXPLORING = "exploring"
    EXPERIMENTING = "experimenting"
    LEARNING = "learning"
    SOLVED = "solved"
    HANDED_BACK = "handed back"
    LET_GO = "let go"


MOVES: dict[State, tuple[State, ...]] = {
    State.FRAMED: (State.TAKEN_ON, State.LET_GO),
    State.TAKEN_ON: (State.EXPLORING, State.EXPERIMENTING, State.HANDED_BACK),
    State.EXPLORING: (State.EXPERIMENTING, State.LEARNING, State.HANDED_BACK, State.LET_GO),
    State.EXPERIMENTING: (State.EXPLORING, State.LEARNING, State.HANDED_BACK, State.LET_GO),
    State.LEARNING: (State.EXPLORING, State.EXPERIMENTING, State.SOLVED, State.HANDED_BACK, State.LET_GO),
    State.SOLVED: (),
    State.HANDED_BACK: (State.TAKEN_ON, State.LET_GO),
    State.LET_GO: (),
}
WRAPPED = frozenset({State.SOLVED, State.HANDED_BACK, State.LET_GO})
CLOSED = frozenset({State.SOLVED, State.LET_GO})


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``community`` has taken it on; ``hands`` are up by interest; ``invited`` were asked once."""

    id: str
    sponsor: PersonId
    question: str
    why: str
    for_whom: str
    promise: str
    framed_at: datetime
    by_when: date | None = None
    state: State = State.FRAMED
    moved_at: datetime | None = None
    community: CommunityId | None = None
    to_all: bool = False
    hands: tuple[PersonId, ...] = ()
    invited: tuple[PersonId, ...] = ()
    learnt: str = ""

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def since(self) -> datetime:
        return self.moved_at or self.framed_at


# --- facts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProblemFramed(Change):
    problem: Problem


@dataclass(frozen=True, slots=True)
class ProblemMoved(Change):
    id: str
    state: State
    at: datetime
    community: CommunityId | None
    learnt: str = ""


@dataclass(frozen=True, slots=True)
class HandRaised(Change):
    id: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class HandLowered(Change):
    id: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class Invited(Change):
    id: str
    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True)
class OpenedToAll(Change):
    id: str


@dataclass(frozen=True, slots=True)
class ProblemPicture:
    """Who asks and where; the problem meant; those they hold as a sponsor; those this community can see."""

    bench: Bench
    one: Problem | None = None
    community: Community | None = None  # that has taken ``one`` on, or the one meant here
    held: tuple[Problem, ...] = ()
    seen: tuple[Problem, ...] = ()
    is_admin: bool = False

    @property
    def open_held(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.held if one.is_open)


# --- framing: taking the answer out of a question, by a check and never by rewriting ------------------------------------

_MEANS = re.compile(
    r"\b(by|through|via|using) (\w+ing|a |an |the |our |more |new |better )"
    r"|\b(how (do|can|could|should) we (implement|introduce|roll out|build|buy|hire|get people to use|launch|set up|install|deploy"
    r"|migrate|automate|outsource|reorganise|reorganize|train|adopt|enforce|mandate))\b"
    r"|\b(we need (a|an|to|more)|we should|we must|let's|let us|the (answer|solution|fix) is)\b",
    re.IGNORECASE,
)


def answer_named(question: str) -> str | None:
    """The words in a framing that name an answer, None when it asks only. A check; nobody's words are rewritten."""
    if found := _MEANS.search(question):
        return str(found.group(0)).strip()
    first = re.findall(r"[a-z']+", question.lower())[:1]
    if first and first[0] in lexicon.CONTENT_VERBS and not question.rstrip().endswith("?"):
        return str(first[0])
    return None


def asks(question: str) -> bool:
    """Whether a framing is a question at all."""
    return question.rstrip().endswith("?")
