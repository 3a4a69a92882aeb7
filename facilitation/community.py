"""A community of practice: its charter, the people in it, and who looks after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from facilitation.people import Person
from facilitation.words import Change, ChannelId, CommunityId, PersonId, WorkspaceId


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
        return any(m.person == person and m.role == "convener" for m in self.members)


@dataclass(frozen=True, slots=True)
class Bench:
    """What most commands look at: who asks, the community of this channel, and the communities they are in."""

    person: Person
    here: Community | None = None
    mine: tuple[Community, ...] = ()
    sponsored: tuple[Community, ...] = ()
    strangers: tuple[PersonId, ...] = ()  # people of a roster of whom no platform told us yet

    @property
    def meant(self) -> Community | None:
        """The community of this channel, else the only one they are in."""
        if self.here or len(self.mine) != 1:
            return self.here
        return self.mine[0]


# --- facts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CommunityCreated(Change):
    community: Community


@dataclass(frozen=True, slots=True)
class MemberJoined(Change):
    community: CommunityId
    person: PersonId


@dataclass(frozen=True, slots=True)
class MemberLeft(Change):
    community: CommunityId
    person: PersonId


@dataclass(frozen=True, slots=True)
class RoleTaken(Change):
    """A member took up a role (``convener``) or laid it down (``member``)."""

    community: CommunityId
    person: PersonId
    role: str


@dataclass(frozen=True, slots=True)
class CharterWritten(Change):
    """New words for the charter. None leaves a part as it is."""

    community: CommunityId
    name: str | None = None
    purpose: str | None = None
    values: str | None = None
    who_for: str | None = None


@dataclass(frozen=True, slots=True)
class SponsorNamed(Change):
    community: CommunityId
    sponsor: PersonId | None


@dataclass(frozen=True, slots=True)
class LanguageNamed(Change):
    """What is written into the community's channels is in this language (BCP 47)."""

    community: CommunityId
    language: str


@dataclass(frozen=True, slots=True)
class StageConfirmed(Change):
    community: CommunityId
    stage: Stage


@dataclass(frozen=True, slots=True)
class MembersSeen(Change):
    """People found in the community's channel. Who was in the community before, and left, stays out."""

    community: CommunityId
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class CommunityClosed(Change):
    community: CommunityId
