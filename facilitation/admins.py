"""Admins: those whom the operator named, and those to whom one of them gave it. Every giving and taking leaves a trail."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
)

SHOWN = 20


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
