"""What a nudge is: a condition over a community's picture, a sentence, its source, and what would count as help.

A nudge never orders. It says what can be seen, offers two moves and "something else", and explains itself when asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from facilitation.community import Stage
from facilitation.nudges.picture import Picture
from facilitation.process import PROCESSES
from facilitation.voice import nudges as voice
from facilitation.voice.nudges import Saying
from facilitation.words import Phrase


class Area(StrEnum):
    """Wheatley and Frieze: how emergence is helped along."""

    NAME = "name"
    CONNECT = "connect"
    RESOURCE = "resource"
    ILLUMINATE = "illuminate"


class To(StrEnum):
    CONVENER = "convener"
    SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True)
class Run:
    """Show the steps of a structured conversation (facilitation/process.py)."""

    process: str

    @property
    def label(self) -> Phrase:
        return PROCESSES[self.process].name


@dataclass(frozen=True, slots=True)
class Ask:
    """Put the nudge's question to the group, in the convener's own name, when they say so."""

    @property
    def label(self) -> Phrase:
        return voice.ASK_GROUP


@dataclass(frozen=True, slots=True)
class Do:
    """Go to something Evener can help with: the action of a button, which opens a form or begins a talk."""

    action: str
    label: Phrase
    opens_form: bool = False  # Teams has to know beforehand


Move = Run | Ask | Do

EVERY_STAGE = frozenset(Stage)
EARLY = frozenset({Stage.POTENTIAL, Stage.COALESCING})
GROWING = EARLY | {Stage.MATURING}
GROWN = EVERY_STAGE - {Stage.POTENTIAL}


def days(n: int) -> timedelta:
    return timedelta(days=n)


Notices = Callable[[Picture], Phrase | None]
Helped = Callable[[Picture], bool]


@dataclass(frozen=True, slots=True)
class Nudge:
    """One kind of nudge. ``notices`` gives the evidence as a sentence, or None when there is nothing to say.

    It helped when, ``within`` later, the wanted state is there: ``wanted`` says so, or nothing is noticed any more.
    Offered (or held back to learn), it rests at least that long. ``importance`` 1 to 9 orders one week's nudges.
    """

    notices: Notices
    area: Area
    say: Saying
    source: Phrase
    either: Move
    other: Move
    importance: int
    within: timedelta
    rests: timedelta
    to: To
    stages: frozenset[Stage]
    wanted: Helped | None
    owed: bool  # something Evener owes people: never held back to learn from
    mirror: bool  # what it saw is about those who convene or host: theirs alone

    @property
    def kind(self) -> str:
        """Its key, the same as its file's name."""
        return self.say.kind

    @property
    def rest(self) -> timedelta:
        return max(self.rests, self.within)

    def evidence(self, picture: Picture) -> Phrase | None:
        """What can be seen; None when this nudge has nothing to say to this community now."""
        return self.notices(picture) if picture.community.stage in self.stages else None

    def helped(self, picture: Picture) -> bool:
        """Whether the state that was wanted is there."""
        return self.wanted(picture) if self.wanted else self.notices(picture) is None


def nudge(
    area: Area,
    say: Saying,
    source: Phrase,
    either: Move,
    other: Move,
    *,
    importance: int = 5,
    within: timedelta = timedelta(days=28),
    rests: timedelta = timedelta(days=28),
    to: To = To.CONVENER,
    stages: frozenset[Stage] = EVERY_STAGE,
    helped: Helped | None = None,
    owed: bool = False,
    mirror: bool = False,
) -> Callable[[Notices], Nudge]:
    """Make a nudge of a condition. The fields are those of ``Nudge``."""

    def made(notices: Notices) -> Nudge:
        return Nudge(
            notices,
            area,
            say,
            source,
            either,
            other,
            importance,
            within,
            rests,
            to,
            stages,
            helped,
            owed,
            mirror,
        )

    return made
