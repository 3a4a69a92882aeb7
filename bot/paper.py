"""A platform made of paper: letters are written down instead of sent, for rehearsals, simulated years and tests.

It stands at the edge of the world, in place of a network, and behaves as the port says a platform behaves. What goes
wrong can be planned: ``plan`` maps a recipient to the outcomes of its next sends.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from adapters.port import Absent, Delivered, Finding, Outcome, Outgoing, Seen, Unknown
from facilitation.words import ChannelId, Message, MessageRef, PersonId, Profile, WorkspaceId


@dataclass
class Paper:
    """Everything that was sent, in order, and what stands now in each conversation."""

    name: str = "slack"
    sent: list[Outgoing] = field(default_factory=list)
    standing: dict[MessageRef, Message] = field(default_factory=dict)
    marks: dict[str, MessageRef] = field(default_factory=dict)
    plan: dict[str, deque[Outcome]] = field(default_factory=lambda: defaultdict(deque))
    profiles: dict[PersonId, Profile] = field(default_factory=dict)
    blind: bool = False  # a platform that cannot look, as Teams
    shields: dict[PersonId, datetime] = field(
        default_factory=dict
    )  # who does not want to be disturbed, until when
    rosters: dict[ChannelId, tuple[PersonId, ...]] = field(default_factory=dict)

    def keep_newest(self, most: int) -> None:
        """From now on only this many letters are remembered (a simulated year sends very many)."""
        self.sent = deque(self.sent, most)  # type: ignore[assignment]

    def to(self, recipient: str) -> list[Message]:
        """What was sent to this person or channel, oldest first."""
        return [one.message for one in self.sent if one.to == recipient]

    async def send(self, outgoing: Outgoing) -> Outcome:
        if self.plan[outgoing.to]:
            return self.plan[outgoing.to].popleft()
        return Delivered(self.put(outgoing))

    def put(self, outgoing: Outgoing) -> MessageRef:
        """The letter stands now where it was to go (or has gone, when it takes one back)."""
        self.sent.append(outgoing)
        if outgoing.deletes:
            self.standing.pop(outgoing.deletes, None)
            return outgoing.deletes
        root = outgoing.thread.thread or outgoing.thread.id if outgoing.thread else None
        there = outgoing.edits or MessageRef(outgoing.to, self.next_id(outgoing), root)
        self.standing[there] = outgoing.message
        self.marks[outgoing.mark] = there
        return there

    def next_id(self, outgoing: Outgoing) -> str:
        """The platform's own id for a new message."""
        return f"{len(self.sent)}"

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        if self.blind:
            return Unknown("cannot look")
        there = self.marks.get(outgoing.mark)
        return Delivered(there) if there else Absent()

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        return self.profiles.get(person)

    async def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        for person, profile in self.profiles.items():
            yield person, profile

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        for person in self.rosters.get(channel, ()):
            yield person

    async def shielded(
        self, workspace: WorkspaceId, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, datetime]:
        return {one: self.shields[one] for one in people if one in self.shields}

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return ()

    async def start(self) -> None:
        """Nothing to open."""

    async def stop(self) -> None:
        """Nothing to close."""

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """What lies on paper is what people have in their hands."""

    def is_ready(self) -> bool:
        return True

    async def examine(self) -> Sequence[Finding]:
        return ()
