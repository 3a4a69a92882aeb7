"""The trail of what admins and the bot's keepers did: settings, contacts, exports, erasures, installing and removing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.membership import tell
from facilitation.voice import audit as say
from facilitation.words import (
    Arrival,
    Decision,
    Given,
    Heading,
    Message,
    Moment,
    Part,
    PersonId,
    Phrase,
    Prose,
    Small,
    Tell,
    Typed,
    Who,
)

ADMINISTRATIVE = (
    "admin.",
    "calendar.",
    "charter.written",
    "clinic.contacts",
    "problem.opened",
    "request.terms",
    "story.exported",
    "convener.confirmed",
    "convener.laid_down",
    "convener.took_up",
)
"""What the kinds of administrative entries begin with. Nothing here says what anybody answered, wrote or was asked."""

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the trail. ``by`` is empty where the person was erased since, or where nobody in person did it."""

    at: datetime
    kind: str
    subject: str
    by: PersonId = ""
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """The latest acts first. ``is_admin``: whether the one who asks is one."""

    acts: Sequence[Act] = ()
    is_admin: bool = False


def show(arrival: Arrival, trail: Trail, given: Given) -> Decision:
    """``/community audit``, for admins."""
    if not trail.is_admin:
        return Decision((tell(say.ONLY_ADMINS),))
    if not trail.acts:
        return Decision((tell(say.NOTHING),))
    lines: list[Part] = [Prose(line_of(one)) for one in trail.acts[:SHOWN]]
    return Decision((Tell(Message(say.SUMMARY, (Heading(say.HEADING), *lines, Small((say.ALL,))))),))


def line_of(one: Act) -> tuple[Phrase, ...]:
    """When, what, and who where that is known."""
    told = " ".join((one.kind, *(f"{name}: {value}" for name, value in one.about)))
    when = Moment(one.at)
    return (
        say.BY(at=when, what=Typed(told), who=Who(one.by)) if one.by else say.LINE(at=when, what=Typed(told)),
    )
