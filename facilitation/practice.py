"""A shelf of practices that work: "when …, we do …, because …, seen to work at …", found again by plain words.

A practice says who uses it and where it did not work, side by side. What somebody else wrote comes onto the shelf only
when they agree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from facilitation.asking import not_inside, said
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.membership import tell
from facilitation.voice import community as common
from facilitation.voice import practice as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    Command,
    CommunityId,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Letter,
    Line,
    Message,
    Moment,
    Note,
    Open,
    Part,
    PersonId,
    Press,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Who,
)

MOST = 600  # characters of one part
PARTS = ("when", "what", "because", "seen_at")


@dataclass(frozen=True, slots=True)
class Practice:
    """One practice. ``state``: asked (its author has not agreed yet), kept or gone. ``source``: how it was captured."""

    id: str
    community: CommunityId
    by: PersonId
    when: str
    what: str
    because: str = ""
    seen_at: str = ""
    source: str = "form"
    state: str = "kept"
    at: datetime | None = None
    users: int = 0
    places: int = 0  # communities in which somebody uses it
    doubts: tuple[str, ...] = ()  # "it did not work for us", in people's words

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.when, self.what, self.because, self.seen_at)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What somebody who asks for practices looks at. ``asked`` are the words they looked for, '' for the newest."""

    community: Community | None = None
    found: tuple[Practice, ...] = ()
    asked: str = ""
    one: Practice | None = None


# --- facts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PracticeKept(Change):
    """A practice is on the shelf, or waits for its author (``state`` asked)."""

    practice: Practice


@dataclass(frozen=True, slots=True)
class PracticeGone(Change):
    practice: str


@dataclass(frozen=True, slots=True)
class PracticeMarked(Change):
    """``mark``: used, or not_for_us with the person's words. A second mark of the same person takes the first's place."""

    practice: str
    person: PersonId
    community: CommunityId
    mark: str
    words: str = ""


# --- putting one there -------------------------------------------------------------------------------------------


def ask_practice(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """``/community practice``, a nudge's button, or a message shortcut, which brings the message's text."""
    if (no := not_inside(shelf.community, arrival.person)) is not None:
        return no
    assert shelf.community
    text, author = "", ""
    if isinstance(arrival.what, Press):
        text, author = arrival.what.text[:MOST], arrival.what.author or ""
    return Decision(
        (Open(practice_form(shelf.community.id, text, author if author != arrival.person else "")),)
    )


def practice_form(
    community: CommunityId, what: str = "", author: PersonId = "", source: str = "form"
) -> Form:
    """The form of a practice. ``author`` is asked afterwards when the words are theirs."""
    notes = (Note((say.AUTHOR_ASKED(who=Who(author)),)),) if author else ()
    fields = (
        *notes,
        Line("when", say.WHEN_LABEL, say.WHEN_HINT, most=MOST),
        Line("what", say.WHAT_LABEL, None, what, True, most=MOST),
        Line("because", say.BECAUSE_LABEL, long=True, optional=True, most=MOST),
        Line("seen_at", say.SEEN_LABEL, say.SEEN_HINT, optional=True, most=MOST),
    )
    memo = (community, author, "message" if author else source)
    return Form("practice.add", say.TITLE, common.CHARTER_SUBMIT, fields, memo)


def ask_from_story(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """A story's button: what to do is said anew, so that none of the teller's words stay when the story is taken back."""
    if (no := not_inside(shelf.community, arrival.person)) is not None:
        return no
    assert shelf.community
    return Decision((Open(practice_form(shelf.community.id, source="story")),))


def add_practice(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """The form came back."""
    if (no := not_inside(shelf.community, arrival.person)) is not None:
        return no
    assert shelf.community and isinstance(arrival.what, Submission)
    filled = arrival.what
    missing = tuple((part, say.MISSING) for part in ("when", "what") if not filled.text(part))
    if missing:
        return Decision((Reask(missing),))
    _, author, source = (*filled.memo, "", "form")[:3]
    when, what, because, seen_at = (filled.text(part)[:MOST] for part in PARTS)
    made = Practice(
        id=given.new_id(),
        community=shelf.community.id,
        by=arrival.person,
        when=when,
        what=what,
        because=because,
        seen_at=seen_at,
        source=source or "form",
        state="asked" if author else "kept",
        at=given.now,
    )
    kept = Decision(
        (tell(say.ASKED(who=Who(author)) if author else say.KEPT),), changes=(PracticeKept(made),)
    )
    if author:
        return kept + Decision(letters=(consent(made, author),))
    return kept + Decision(entries=(Entry("practice.kept", made.community, (("source", made.source),)),))


def consent(made: Practice, author: PersonId) -> Letter:
    """May words of yours be kept on the shelf?"""
    asks = say.MAY_WE(who=Who(made.by))
    buttons = Buttons(
        (
            Button(say.FINE, "practice.agree", (made.community, made.id), "primary"),
            Button(say.LEAVE_OUT, "practice.refuse", (made.community, made.id)),
        )
    )
    message = said(asks, Quote(made.what), buttons)
    return Letter(f"practice.consent:{made.id}", author, message, "practice.consent", importance=PROMISED)


def agree(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """The author agrees."""
    if shelf.one is None or shelf.one.state != "asked":
        return Decision((tell(say.SETTLED),))
    entry = Entry("practice.kept", shelf.one.community, (("source", shelf.one.source),))
    return Decision(
        (tell(say.KEPT),), entries=(entry,), changes=(PracticeKept(replace(shelf.one, state="kept")),)
    )


def refuse(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """The author does not: nothing of it stays."""
    if shelf.one is None or shelf.one.state != "asked":
        return Decision((tell(say.SETTLED),))
    return Decision((tell(say.LEFT_OUT),), changes=(PracticeGone(shelf.one.id),))


# --- finding -----------------------------------------------------------------------------------------------------


def find_practices(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """``/community practices words``: what was kept, in the words of those who do it."""
    assert isinstance(arrival.what, Command)
    heading = say.FOUND if shelf.asked else say.NEWEST
    parts = tuple(part for one in shelf.found for part in card(one, arrival.person))
    body = parts or (Prose((say.NOTHING_FOUND if shelf.asked else say.EMPTY,)),)
    return Decision((Tell(Message(heading, (Heading(heading), *body, Small((say.SMALL,))))),))


def card(one: Practice, reader: PersonId) -> tuple[Part, ...]:
    """One practice, with its uses and its doubts side by side, and what the reader can add."""
    labelled = (
        (say.WHEN, one.when),
        (say.WE_DO, one.what),
        (say.BECAUSE, one.because),
        (say.SEEN_AT, one.seen_at),
    )
    words = tuple(part for label, text in labelled if text for part in (Prose((label,)), Quote(text)))
    uses = (say.USED_BY(n=one.users, places=say.PLACES(n=one.places)),) if one.users else ()
    doubts = tuple(part for text in one.doubts for part in (Prose((say.NOT_FOR,)), Quote(text or "–")))
    by = (say.FROM(who=Who(one.by)),) + ((say.ON(at=Moment(one.at, "date")),) if one.at else ())
    args = (one.community, one.id)
    buttons = [
        Button(say.USE, "practice.used", args),
        Button(say.NOT_US, "practice.not_for_us", args, opens_form=True),
    ]
    if one.by == reader:
        buttons.append(Button(say.TAKE_BACK, "practice.take_back", args, "danger"))
    return (*words, *doubts, Small((*uses, *by)), Buttons(tuple(buttons)))


# --- what became of it -------------------------------------------------------------------------------------------


def mark_used(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """They use it too."""
    if shelf.one is None:
        return Decision((tell(say.SETTLED),))
    change = PracticeMarked(shelf.one.id, arrival.person, shelf.one.community, "used")
    return Decision((tell(say.MARKED),), entries=(Entry("practice.used", shelf.one.id),), changes=(change,))


def ask_doubt(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """It did not work for us: in which way?"""
    if shelf.one is None:
        return Decision((tell(say.SETTLED),))
    line = Line("words", say.DOUBT_LABEL, say.DOUBT_HINT, long=True, optional=True, most=MOST)
    memo = (shelf.one.community, shelf.one.id)
    return Decision(
        (Open(Form("practice.not_for_us", say.DOUBT_TITLE, common.CHARTER_SUBMIT, (line,), memo)),)
    )


def mark_doubt(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """It stands beside the practice, as important as its uses."""
    if shelf.one is None:
        return Decision((tell(say.SETTLED),))
    assert isinstance(arrival.what, Submission)
    words = arrival.what.text("words")[:MOST]
    change = PracticeMarked(shelf.one.id, arrival.person, shelf.one.community, "not_for_us", words)
    return Decision(
        (tell(say.MARKED),), entries=(Entry("practice.doubted", shelf.one.id),), changes=(change,)
    )


def take_back(arrival: Arrival, shelf: Shelf, given: Given) -> Decision:
    """Whoever put it there takes it away, with everything that was said about it."""
    if shelf.one is None or shelf.one.by != arrival.person:
        return Decision((tell(say.SETTLED),))
    entry = Entry("practice.taken_back", shelf.one.community)
    return Decision((tell(say.TAKEN_BACK),), entries=(entry,), changes=(PracticeGone(shelf.one.id),))
