"""A community of practice: its charter, the people in it, and who looks after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from facilitation.words import ChannelId, CommunityId, PersonId, WorkspaceId


class Stage(StrEnum):
    """Stages of life (Wenger, McDermott and Snyder 2002). Suggested from data, confirmed by a convener."""

    POTENTIAL = "potential"
    COALESCING = "coalescing"
    MATURING = "maturing"
    STEWARDSHIP = "stewardship"
    TRANSFORMATION = "transformation"


@dataclass(frozen=True, slots=True)
class Membership:
    person: PersonId
    role: str = "member"  # or "convener"
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Community:
    """One community with everybody who is in it now."""

    id: CommunityId
    workspace: WorkspaceId
    name: str
    purpose: str = ""
    values: str = ""
    who_for: str = ""
    stage: Stage = Stage.POTENTIAL
    channels: tuple[ChannelId, ...] = ()  # at most one on each platform
    sponsor: PersonId | None = None
    zone: str = "UTC"
    language: str = "en"
    created_at: datetime | None = None
    created_by: PersonId | None = None
    members: tuple[Membership, ...] = field(default=())

    @property
    def conveners(self) -> tuple[PersonId, ...]:
        return tuple(m.person for m in self.members if m.role == "convener")

    def has(self, person: PersonId) -> bool:
        return any(m.person == person for m in self.members)

    def is_convened_by(self, person: PersonId) -> bool:
        return person in self.conveners
