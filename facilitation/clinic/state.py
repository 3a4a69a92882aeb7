"""One clinic as it stands between two turns: whole in itself, so that it survives a restart and days of silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from facilitation.community import Bench, Community
from facilitation.experiment import Experiment
from facilitation.people import Person
from facilitation.process import Stretch
from facilitation.words import Change, CommunityId, MessageRef, PersonId


class Phase(StrEnum):
    CLARIFYING = "clarifying"
    PEOPLE = "people"
    OPTIONS = "options"
    COMMITTED = "committed"
    WRAPPED = "wrapped"
    CLOSED = "closed"


PHASES: dict[Phase, tuple[Phase, ...]] = {
    Phase.CLARIFYING: (Phase.PEOPLE, Phase.COMMITTED, Phase.CLOSED),
    Phase.PEOPLE: (Phase.OPTIONS, Phase.COMMITTED, Phase.CLOSED),
    Phase.OPTIONS: (Phase.COMMITTED, Phase.CLOSED),
    Phase.COMMITTED: (Phase.WRAPPED, Phase.CLOSED),
    Phase.WRAPPED: (),
    Phase.CLOSED: (),
}
OVER = frozenset({Phase.WRAPPED, Phase.CLOSED})


@dataclass(frozen=True, slots=True)
class Told:
    """What one person told when asked: their words as they are, with their name."""

    id: str
    by: PersonId
    words: str


REPLY = -1  # the turn of a reply in the thread that waits for its writer's yes


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody wrote in the clinic's thread, word for word, kept until the summary or their answer."""

    id: str
    by: PersonId
    words: str
    turn: int


@dataclass(frozen=True, slots=True)
class Session:
    """A structured conversation in the clinic's thread. ``at`` -1: people still come in; ``slow``: a day for each step."""

    id: str
    process: str
    slow: bool
    inside: tuple[PersonId, ...]
    stretches: tuple[Stretch, ...] = ()
    at: int = -1
    ends_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.at >= 0


@dataclass(frozen=True, slots=True)
class Clinic:
    """``thread`` None: in a direct conversation. ``given`` and ``asked`` keep a question from being asked in vain."""

    id: str
    asker: PersonId
    opened_at: datetime
    turned_at: datetime
    community: CommunityId = ""
    thread: MessageRef | None = None
    phase: Phase = Phase.CLARIFYING
    heard: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    asked: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    turns: int = 0
    handed_back: int = 0
    invited: tuple[PersonId, ...] = ()
    refused: tuple[PersonId, ...] = ()
    told: tuple[Told, ...] = ()
    shared: str = ""
    experiment: str = ""
    process: str = ""
    paused: bool = False
    reminded: bool = False
    talk: MessageRef | None = None  # where the question stands in a channel, once it is there
    session: Session | None = None

    @property
    def place(self) -> MessageRef | None:
        """The thread in which people can talk about it together."""
        return self.thread or self.talk

    @property
    def is_open(self) -> bool:
        return self.phase not in OVER

    @property
    def first_words(self) -> str:
        return self.heard[0] if self.heard else ""


# --- facts --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClinicTurned(Change):
    """The clinic as it stands after a turn."""

    replaces: ClassVar[bool] = True
    clinic: Clinic

    @property
    def whole(self) -> str:
        return f"clinic {self.clinic.id}"


@dataclass(frozen=True, slots=True)
class ClinicEnded(Change):
    """It is over: everybody's words are deleted, that it took place stays."""

    replaces: ClassVar[bool] = True
    id: str
    phase: Phase
    at: datetime

    @property
    def whole(self) -> str:
        return f"clinic {self.id}"


@dataclass(frozen=True, slots=True)
class WordsHeard(Change):
    """Somebody's words of the thread are kept; the same id again puts these in their place."""

    clinic: str
    spoken: Spoken

    @property
    def whole(self) -> str:
        return f"clinic {self.clinic}"


@dataclass(frozen=True, slots=True)
class WordsForgotten(Change):
    """What was said in the turns of a session is deleted."""

    replaces: ClassVar[bool] = True
    clinic: str

    @property
    def whole(self) -> str:
        return f"clinic {self.clinic}"


@dataclass(frozen=True, slots=True)
class ContactsSet(Change):
    """Where people can turn, by topic, in an admin's words."""

    contacts: tuple[tuple[str, str], ...]


# --- what a decision looks at ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asset:
    """Something a person wrote about what they met: a practice, an experiment, their "about me"."""

    person: PersonId
    words: str


@dataclass(frozen=True, slots=True)
class ClinicPicture:
    """Who is there, their clinic or the one meant, its community, and people who might have met something like it."""

    bench: Bench
    clinic: Clinic | None = None
    community: Community | None = None
    assets: tuple[Asset, ...] = ()
    asked_lately: frozenset[PersonId] = frozenset()
    least_heard: tuple[PersonId, ...] = ()  # members, those who wrote least of late first
    contacts: tuple[tuple[str, str], ...] = ()
    experiment: Experiment | None = None
    people: tuple[Person, ...] = field(default=())
    is_admin: bool = False
    spoken: tuple[Spoken, ...] = ()  # in the order in which it was written
    stands_at: MessageRef | None = None  # where the shared question was delivered

    def person(self, id: PersonId) -> Person:
        known = {one.id: one for one in (*self.people, self.bench.person)}
        return known.get(id, Person(id))
