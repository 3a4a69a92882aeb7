"""What a search for people looks at: a workspace's talk, heard once, and everything that keeps people from being named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from facilitation.community import Community
from facilitation.participation import Heard
from facilitation.periphery.course import Course
from facilitation.periphery.learning import Learner
from facilitation.periphery.lessons import taught
from facilitation.periphery.memory import Memory
from facilitation.periphery.ranking import Ground, Weights
from facilitation.periphery.slots import Exposure
from facilitation.words import PersonId


@dataclass
class Hearing:
    """A workspace's talk, heard once for all searches that are made at one instant.

    ``talk`` is two hundred days, oldest first: ninety are looked at, and what came before teaches (``Course``).
    ``memory`` holds what lies further back, and reactions; the talk is heard into it.
    """

    memory: Memory = field(default_factory=Memory)
    talk: Sequence[Heard] = ()
    _heard: tuple[Ground, Weights] | None = None

    def through(self, now: datetime) -> tuple[Ground, Weights]:
        """The workspace as it is when this is first asked, and what its own past taught."""
        if self._heard is None:
            learner = Learner()
            batches = [self.talk] if self.talk else []
            (ground,) = Course(self.memory, learner).stops(batches, [now.timestamp()])
            self._heard = ground, learner.weights
        return self._heard


@dataclass(frozen=True)
class Season:
    """What a search looks at: a workspace's talk, and everything that keeps people from being named.

    ``hearing`` and ``exposure`` belong to all searches of one workspace at one instant; each notes whom it named.
    """

    community: Community | None
    hearing: Hearing = field(default_factory=Hearing)
    exposure: Exposure = field(default_factory=Exposure)
    away: frozenset[PersonId] = frozenset()  # not to be named to anybody: opted out, away, gone, guests, bots
    barred: frozenset[PersonId] = frozenset()  # not to be named here
    unwilling: frozenset[PersonId] = frozenset()  # members who do not want to carry invitations
    carried: Mapping[PersonId, float] = field(default_factory=dict)  # when each was last asked to
    dismissals: Mapping[str, int] = field(default_factory=dict)


def heard_through(season: Season, now: datetime) -> tuple[Ground, Weights]:
    """The workspace now, and the weights: what its own past taught, as this community's conveners bent them."""
    ground, weights = season.hearing.through(now)
    return ground, taught(weights, season.dismissals)
