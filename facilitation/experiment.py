"""Experiments: a question, the smallest next step, an owner who volunteered, and a day to look back.

What came of one is kept in its owner's words; kept, changed and dropped stand at equal rank. ``tried.py`` finds
people and experiments across communities and never says what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from facilitation import rhythm
from facilitation.attention import PROMISED
from facilitation.community import Bench, Community
from facilitation.membership import name_of, tell
from facilitation.people import Person
from facilitation.voice import experiment as voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    DateField,
    Decision,
    Entry,
    Fate,
    Form,
    Given,
    Letter,
    Line,
    Message,
    OneOf,
    Open,
    Option,
    PersonField,
    PersonId,
    Phrase,
    Press,
    Prose,
    Quote,
    Reask,
    Submission,
    Typed,
    Wake,
    Who,
)

A_WEEK, FARTHEST = timedelta(days=7), timedelta(days=183)
NINE, MOST_WORDS = 9, 500


class Next(StrEnum):
    KEPT = "kept"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Experiment:
    """One experiment. ``owner`` is None until a volunteer said yes; ``asked`` is whoever is being asked now."""

    id: str
    community: CommunityId
    question: str
    step: str
    expect: str
    review_on: date
    opened_by: PersonId
    opened_at: datetime
    owner: PersonId | None = None
    asked: PersonId | None = None
    problem: str | None = None
    clinic: str | None = None
    happened: str = ""
    learnt: str = ""
    next: str = ""  # a value of Next, '' while it runs
    reviewed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.reviewed_at is None

    @property
    def text(self) -> str:
        return " ".join((self.question, self.step, self.expect, self.happened, self.learnt))


@dataclass(frozen=True, slots=True)
class ExperimentOpened(Change):
    experiment: Experiment


@dataclass(frozen=True, slots=True)
class OwnerFound(Change):
    id: str
    owner: PersonId


@dataclass(frozen=True, slots=True)
class OwnerRefused(Change):
    id: str


@dataclass(frozen=True, slots=True)
class ReviewPutOff(Change):
    id: str
    review_on: date


@dataclass(frozen=True, slots=True)
class ExperimentReviewed(Change):
    id: str
    happened: str
    learnt: str
    next: Next
    at: datetime


@dataclass(frozen=True, slots=True)
class ClinicCommitted(Change):
    replaces: ClassVar[bool] = True
    clinic: str
    experiment: str

    @property
    def whole(self) -> str:
        return f"clinic {self.clinic}"


@dataclass(frozen=True, slots=True)
class Ledgered:
    """An experiment with the name of the community that holds it, as a search finds it."""

    experiment: Experiment
    community: str


@dataclass(frozen=True, slots=True)
class ExperimentPicture:
    """Who asks and where (``bench``), the one experiment meant (``one``), its people, and those listed or found."""

    bench: Bench
    one: Experiment | None = None
    community: Community | None = None  # of ``one``
    listed: tuple[Experiment, ...] = ()
    found: tuple[Ledgered, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()  # (id, question) of what this community works on
    people: tuple[Person, ...] = ()
    asker: PersonId = ""  # of the clinic that this comes from

    def person(self, id: PersonId) -> Person:
        known = {one.id: one for one in (*self.people, self.bench.person)}
        return known.get(id, Person(id))


def ask_new(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """Open the form for a new experiment in the community meant."""
    here = picture.bench.meant
    if here is None or not takes_part(here.id, picture):
        return Decision((tell(voice.NO_COMMUNITY),))
    return Decision((Open(new_form(here.id, arrival.person, given.now.date(), picture.problems)),))


def new_form(
    community: CommunityId,
    owner: PersonId,
    today: date,
    problems: tuple[tuple[str, str], ...] = (),
    question: str = "",
    step: str = "",
    clinic: str = "",
) -> Form:
    """The form of a small experiment; a clinic hands in the asker's own words as they stand."""
    options = tuple(Option(voice.OF_PROBLEM(question=Typed(text[:70])), id) for id, text in problems[:50])
    belongs = (OneOf("problem", voice.PROBLEM, options, optional=True),) if options else ()
    return Form(
        "experiment.new",
        voice.NEW_TITLE,
        voice.SAVE,
        (
            Line("question", voice.QUESTION, value=question, most=MOST_WORDS),
            Line("step", voice.STEP, voice.STEP_HINT, step, long=True, most=MOST_WORDS),
            Line("expect", voice.EXPECT, optional=True, most=MOST_WORDS),
            PersonField("owner", voice.OWNER, owner, voice.OWNER_HINT),
            DateField("review_on", voice.REVIEW_ON, today + 2 * A_WEEK),
            *belongs,
        ),
        (community, clinic),
    )


def hear_new(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """The form came back: the experiment begins, or its owner is asked first."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    today = rhythm.local_date(picture.bench.person.zone, given.now)
    if wrong := tuple(faults(filled, today)):
        return Decision((Reask(wrong),))
    made = made_from(filled, arrival.person, given)
    allowed = picture.asker == arrival.person if made.clinic else takes_part(made.community, picture)
    if not allowed:
        return Decision((tell(voice.NO_COMMUNITY),))
    return begun(made, picture, given)


def takes_part(community: CommunityId, picture: ExperimentPicture) -> bool:
    """Whether it is one of their own communities, or one that they sponsor. A clinic's experiment is its asker's."""
    bench = picture.bench
    return any(one.id == community for one in (*bench.mine, *bench.sponsored))


def faults(filled: Submission, today: date) -> list[tuple[str, Phrase]]:
    """What is not right yet, by field."""
    found = [(name, voice.EMPTY) for name in ("question", "step", "owner") if not filled.text(name)]
    day = read_day(filled.text("review_on"))
    if day is None or day <= today:
        found.append(("review_on", voice.DAY_PAST))
    elif day > today + FARTHEST:
        found.append(("review_on", voice.DAY_FAR))
    return found


def read_day(text: str) -> date | None:
    """A form's date (ISO 8601), None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def made_from(filled: Submission, opener: PersonId, given: Given) -> Experiment:
    """The experiment that a valid form describes."""
    community, clinic = (*filled.memo, "", "")[:2]
    owner = filled.text("owner")
    return Experiment(
        id=given.new_id(),
        community=community,
        question=filled.text("question")[:MOST_WORDS],
        step=filled.text("step")[:MOST_WORDS],
        expect=filled.text("expect")[:MOST_WORDS],
        review_on=date.fromisoformat(filled.text("review_on")),
        opened_by=opener,
        opened_at=given.now,
        owner=owner if owner == opener else None,
        asked=None if owner == opener else owner,
        problem=filled.text("problem") or None,
        clinic=clinic or None,
    )


def begun(made: Experiment, picture: ExperimentPicture, given: Given) -> Decision:
    """What follows from a new experiment: kept, and looked back on; or its owner-to-be is asked."""
    kept = Decision(
        changes=(ExperimentOpened(made), *((ClinicCommitted(made.clinic, made.id),) if made.clinic else ())),
        entries=(Entry("experiment.opened", made.id, (("community", made.community),)),),
    )
    if made.owner:
        told = Decision(
            (tell(voice.BEGUN(day=made.review_on)),),
            wakes=(review_wake(made, picture.person(made.owner).zone),),
        )
        return kept + told
    assert made.asked is not None
    asked = Decision((tell(voice.ASKED_OWNER(who=Who(made.asked))),), (ask_owner(made, picture),))
    return kept + asked


def review_wake(one: Experiment, zone: str) -> Wake:
    """Nine o'clock on the day, where the owner is."""
    return Wake(rhythm.at_local(zone, one.review_on, time(NINE)), "experiment.review", one.id)


def ask_owner(one: Experiment, picture: ExperimentPicture) -> Letter:
    """A private question to the person named; they have not agreed to anything yet."""
    assert one.asked is not None
    who = Who(one.opened_by)
    community = next((c for c in picture.bench.mine if c.id == one.community), picture.bench.here)
    name = name_of(community) if community else Typed("")
    buttons = Buttons(
        (
            Button(voice.OWN_YES, "experiment.own", (one.id, "yes"), "primary"),
            Button(voice.OWN_NO, "experiment.own", (one.id, "no")),
        )
    )
    parts = (Prose((voice.OWN_ASK(who=who, community=name),)), Quote(one.step, one.opened_by), buttons)
    return Letter(f"experiment:{one.id}:own:{one.asked}", one.asked, Message(voice.OWN_SUMMARY(who=who), parts), "clinic.own",
                  asks=True, fate=Fate.LET_GO)  # fmt: skip


def hear_owner(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """Yes makes them the owner; one no ends it, and the opener is told without a name."""
    assert isinstance(arrival.what, Press)
    one, answer = picture.one, (*arrival.what.args, "", "")[1]
    if one is None or not one.is_open or one.asked != arrival.person:
        return Decision((tell(voice.NOT_YOURS),))
    if answer != "yes":
        told = note_to(one.opened_by, f"experiment:{one.id}:unowned:{arrival.id}", voice.OWNER_NOT_FOUND)
        return Decision((tell(voice.OWN_REFUSED),), (told,), changes=(OwnerRefused(one.id),))
    told = note_to(one.opened_by, f"experiment:{one.id}:owned", voice.OWNER_FOUND(who=Who(arrival.person)))
    return Decision(
        (tell(voice.OWN_TAKEN(day=one.review_on)),),
        (told,),
        (review_wake(one, picture.bench.person.zone),),
        changes=(OwnerFound(one.id, arrival.person),),
    )


def note_to(person: PersonId, once: str, phrase: Phrase) -> Letter:
    """One sentence somebody waits for."""
    return Letter(once, person, Message(phrase, (Prose((phrase,)),)), "clinic.note", importance=PROMISED)
