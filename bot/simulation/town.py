"""A chat platform made of paper for imagined people: letters lie in their hands, and nothing leaves the machine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from adapters.port import Delivered, Later, Outcome, Outgoing, Unknown
from bot.clock import Clock
from bot.paper import Paper
from bot.simulation.world import Workspace
from facilitation.words import ChannelId, MessageRef, PersonId, Profile, WorkspaceId

REMEMBERED = 5_000
Heard = Callable[[Outgoing, MessageRef], None]


@dataclass
class Town(Paper):
    """Paper, with workspaces behind it and people who get what is delivered."""

    clock: Clock = field(default_factory=Clock)
    places: Mapping[WorkspaceId, Workspace] = field(default_factory=dict)
    heard: Heard = lambda _outgoing, _where: None
    faulty: str = ""  # the seed of what goes wrong; empty: nothing does

    def __post_init__(self) -> None:
        self.keep_newest(REMEMBERED)

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Mostly delivered; with faults now and then the platform asks to wait or the answer is lost."""
        trouble = self._trouble(outgoing)
        if isinstance(trouble, Later) or trouble == Unknown("lost on the way"):
            return trouble
        where = self.put(outgoing)
        self.heard(outgoing, where)
        return trouble or Delivered(where)

    def _trouble(self, outgoing: Outgoing) -> Outcome | None:
        """Named by letter and hour, so that the next attempt has its own luck."""
        if not self.faulty:
            return None
        luck = Random(f"{self.faulty}:{outgoing.mark}:{self.clock.now().isoformat()}").random()
        for until, trouble in (
            (0.01, Later(20, everyone=True)),
            (0.02, Later(5)),
            (0.03, Unknown("lost on the way")),
            (0.04, Unknown("the answer was lost")),
        ):
            if luck < until:
                return trouble
        return None

    def next_id(self, outgoing: Outgoing) -> str:
        """Named after the letter's mark: two databases may carry letters of one instant in another order."""
        return outgoing.mark

    def put(self, outgoing: Outgoing) -> MessageRef:
        """Standing messages are the people's to remember; here only the marks are, and those not for ever."""
        where = super().put(outgoing)
        self.standing.clear()
        while len(self.marks) > REMEMBERED:
            del self.marks[next(iter(self.marks))]
        return where

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        return self.places[workspace].profile(person, self.clock.now())

    async def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        place, now = self.places[workspace], self.clock.now()
        for person in place.people:
            if (profile := place.profile(person, now)) is not None:
                yield person, profile

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        place = self.places[workspace]
        there = place.channels.get(channel)
        for person in (*there.people, place.bot) if there else ():
            yield person
