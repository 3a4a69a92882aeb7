"""What a person says of themselves: what they can help with, what they are learning. Nothing is inferred."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.membership import tell
from facilitation.voice import aboutme as say
from facilitation.voice import community as common
from facilitation.words import (
    Arrival,
    Change,
    Command,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Line,
    Message,
    Note,
    Open,
    Part,
    PersonId,
    Prose,
    Quote,
    Small,
    Submission,
    Tell,
    Who,
)

MOST = 500


@dataclass(frozen=True, slots=True)
class AboutMe:
    """One person's own words."""

    person: PersonId
    can_help: str = ""
    learning: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.can_help or self.learning)


@dataclass(frozen=True, slots=True)
class Found:
    """People whose own words fit what was asked. ``asked`` '' when nothing was asked."""

    people: tuple[AboutMe, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class AboutMeWritten(Change):
    """New words, in place of the old ones; both empty takes them back."""

    about: AboutMe


def ask_about(arrival: Arrival, mine: AboutMe, given: Given) -> Decision:
    """``/community about``: the form with what stands."""
    fields = (
        Note((say.SEEN_BY,)),
        Line("can_help", say.CAN_HELP_LABEL, None, mine.can_help, True, True, MOST),
        Line("learning", say.LEARNING_LABEL, None, mine.learning, True, True, MOST),
    )
    return Decision((Open(Form("aboutme.write", say.TITLE, common.CHARTER_SUBMIT, fields)),))


def write_about(arrival: Arrival, mine: AboutMe, given: Given) -> Decision:
    """It is kept as written."""
    assert isinstance(arrival.what, Submission)
    filled = arrival.what
    about = AboutMe(arrival.person, filled.text("can_help")[:MOST], filled.text("learning")[:MOST])
    told = say.GONE if about.is_empty else say.KEPT
    entry = Entry(
        "aboutme.taken_back" if about.is_empty else "aboutme.written", arrival.person, person=arrival.person
    )
    return Decision((tell(told),), entries=(entry,), changes=(AboutMeWritten(about),))


def find_people(arrival: Arrival, found: Found, given: Given) -> Decision:
    """``/community who words``: people by what they say of themselves."""
    assert isinstance(arrival.what, Command)
    if not found.asked:
        return Decision((tell(say.ASK_WORDS),))
    lines = tuple(part for one in found.people if one.person != arrival.person for part in card(one))
    if not lines:
        return Decision((tell(say.NOBODY),))
    return Decision((Tell(Message(say.FOUND, (Heading(say.FOUND), *lines, Small((say.OWN_WORDS,))))),))


def card(one: AboutMe) -> tuple[Part, ...]:
    """What one person wrote."""
    can = (
        (Prose((say.CAN_HELP(who=Who(one.person)),)), Quote(one.can_help, one.person)) if one.can_help else ()
    )
    learns = (
        (Prose((say.LEARNS(who=Who(one.person)),)), Quote(one.learning, one.person)) if one.learning else ()
    )
    return (*can, *learns)
