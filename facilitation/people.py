"""A person as the bot knows them: their hours, their language, and what they said they do not want."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from facilitation.words import Change, ChannelId, PersonId, Profile

WEEKDAYS = frozenset({0, 1, 2, 3, 4})  # Monday is 0, as in datetime.weekday


@dataclass(frozen=True, slots=True)
class Person:
    """One human (or a bot, when ``is_bot``). Hours are local, in ``zone``; ``days`` counts Monday as 0."""

    id: PersonId
    name: str = ""
    zone: str = "UTC"  # IANA
    language: str = "en"
    starts: time = time(9)
    ends: time = time(17)
    days: frozenset[int] = WEEKDAYS
    country: str | None = None  # ISO 3166 alpha-2, for public holidays
    away_until: date | None = None  # first day back
    snoozed_until: datetime | None = None
    refused: frozenset[str] = frozenset()  # kinds of letters they do not want, "*" for all
    is_bot: bool = False
    is_guest: bool = False
    deactivated: bool = False
    unreachable: bool = False  # the platform refused our last letters for good

    def wants(self, kind: str) -> bool:
        """Whether letters of this kind are welcome; a refusal of ``nudge`` covers ``nudge.first_answer``."""
        return not any(one == "*" or kind == one or kind.startswith(one + ".") for one in self.refused)


# --- facts ---


@dataclass(frozen=True, slots=True)
class ProfileLearnt(Change):
    """A platform told us about a person; what the person chose themselves stays."""

    person: PersonId
    profile: Profile


@dataclass(frozen=True, slots=True)
class ClientSeen(Change):
    """What came from a person told their client's language and zone (Teams); what they chose themselves stays."""

    person: PersonId
    language: str | None = None  # BCP 47
    zone: str | None = None  # IANA


@dataclass(frozen=True, slots=True)
class ChannelLearnt(Change):
    channel: ChannelId
    name: str
    private: bool = False
    archived: bool = False


@dataclass(frozen=True, slots=True)
class HoursChosen(Change):
    """What a person set for themselves. None leaves a thing as it is."""

    person: PersonId
    zone: str | None = None
    language: str | None = None
    starts: time | None = None
    ends: time | None = None
    days: frozenset[int] | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class RestChosen(Change):
    """A person asked for quiet: until an instant (snooze), until a day (away), or neither any more."""

    person: PersonId
    snoozed_until: datetime | None = None
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class RefusedChosen(Change):
    """The kinds of letters a person does not want, the whole list."""

    person: PersonId
    refused: frozenset[str]


@dataclass(frozen=True, slots=True)
class BecameUnreachable(Change):
    person: PersonId
    unreachable: bool = True
