"""Admins: those whom the operator named, those to whom one of them gave it, and whoever administers the platform's workspace.

Every giving and taking leaves a trail, and so does everybody who is let in by the platform's word alone. That word counts
for an hour, and ends at once when the platform tells that it changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from facilitation.membership import tell
from facilitation.voice import admins as say
from facilitation.voice import community as common
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Message,
    Open,
    Part,
    PersonField,
    PersonId,
    Press,
    Prose,
    Reask,
    Redraw,
    Submission,
    Tell,
    Who,
    ask_profile,
)

SHOWN = 20
FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of whether somebody is an admin. ``named``: by the operator, or by another admin."""

    named: bool = False
    flag: bool = False  # the platform said so
    told_at: datetime | None = None  # when it was asked last

    def is_fresh(self, now: datetime) -> bool:
        return self.told_at is not None and now - self.told_at < FRESH

    def holds(self, now: datetime) -> bool:
        """Whether they are one now."""
        return self.named or (self.flag and self.is_fresh(now))


@dataclass(frozen=True, slots=True)
class Looked:
    """A picture, with the standing of whoever looks at it."""

    picture: Any
    standing: Standing


Decide = Callable[[Arrival, Any, Given], Decision]


def for_admins(decide: Decide) -> Decide:
    """A door for admins alone. Where the platform's word is too old to go by, it is asked, and the person told so."""

    def decided(arrival: Arrival, looked: Looked, given: Given) -> Decision:
        standing = looked.standing
        if not standing.holds(given.now) and not standing.is_fresh(given.now):
            return Decision((tell(say.ASKING),), wakes=(ask_profile(arrival.person, given.now),))
        made = decide(arrival, seen_by(looked, given), given)
        if standing.named or not standing.holds(given.now):
            return made
        return made + Decision(entries=(Entry("admin.by_platform", "let in", person=arrival.person),))

    return decided


def told_to_admins(decide: Decide) -> Decide:
    """A door for everybody, behind which admins find more."""

    def decided(arrival: Arrival, looked: Looked, given: Given) -> Decision:
        return decide(arrival, seen_by(looked, given), given)

    return decided


def seen_by(looked: Looked, given: Given) -> Any:
    """The picture as whoever looks may see it."""
    return replace(looked.picture, is_admin=looked.standing.holds(given.now))


@dataclass(frozen=True, slots=True)
class Admins:
    """Those to whom it was given, the first first. Whoever the operator named is in the settings and not here."""

    given: tuple[PersonId, ...] = ()
    is_admin: bool = False


@dataclass(frozen=True, slots=True)
class AdminGiven(Change):
    person: PersonId
    by: PersonId


@dataclass(frozen=True, slots=True)
class AdminTaken(Change):
    person: PersonId


def show(arrival: Arrival, admins: Admins, given: Given) -> Decision:
    """``/community admins``: who else is one, for admins."""
    if not admins.is_admin:
        return Decision((tell(say.ONLY_ADMINS),))
    return Decision((Tell(card(admins)),))


def card(admins: Admins) -> Message:
    parts: list[Part] = [Heading(say.HEADING), Prose((say.NAMED,))]
    for one in admins.given[:SHOWN]:
        take = Button(say.TAKE, "admins.take", (one,), "danger", confirm=say.SURE)
        parts += [Prose((say.ONE(who=Who(one)),)), Buttons((take,))]
    parts.append(Buttons((Button(say.GIVE, "admins.give", opens_form=True),)))
    return Message(say.HEADING, tuple(parts))


def ask(arrival: Arrival, admins: Admins, given: Given) -> Decision:
    """Whom?"""
    if not admins.is_admin:
        return Decision((tell(say.ONLY_ADMINS),))
    field = PersonField("person", say.WHOM, hint=say.WHOM_HINT)
    return Decision((Open(Form("admins.give", say.HEADING, common.CHARTER_SUBMIT, (field,))),))


def give(arrival: Arrival, admins: Admins, given: Given) -> Decision:
    """Somebody is an admin from now on."""
    assert isinstance(arrival.what, Submission)
    if not admins.is_admin:
        return Decision((tell(say.ONLY_ADMINS),))
    person = arrival.what.text("person")
    if not person:
        return Decision((Reask((("person", say.WHOM_HINT),)),))
    return Decision(
        (tell(say.GIVEN(who=Who(person))),),
        entries=(Entry("admin.given", person, person=arrival.person),),
        changes=(AdminGiven(person, arrival.person),),
    )


def take(arrival: Arrival, admins: Admins, given: Given) -> Decision:
    """They are none any more; whoever the operator named stays one."""
    assert isinstance(arrival.what, Press)
    if not admins.is_admin:
        return Decision((tell(say.ONLY_ADMINS),))
    person = arrival.what.args[0]
    left = replace(admins, given=tuple(one for one in admins.given if one != person))
    return Decision(
        (Redraw(card(left)),),
        entries=(Entry("admin.taken", person, person=arrival.person),),
        changes=(AdminTaken(person),),
    )
