"""Looking back at an experiment on its day: what happened, what was learnt, and what comes next, in its owner's words."""

from __future__ import annotations

from datetime import time, timedelta

from facilitation import rhythm
from facilitation.attention import PROMISED
from facilitation.experiment import (
    A_WEEK,
    MOST_WORDS,
    NINE,
    Experiment,
    ExperimentPicture,
    ExperimentReviewed,
    Next,
    ReviewPutOff,
)
from facilitation.membership import tell
from facilitation.voice import experiment as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
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
    Part,
    Prose,
    Reask,
    Submission,
    Typed,
    Unwake,
    Wake,
    WorkspaceId,
)


def remind_review(due: tuple[WorkspaceId, Wake], picture: ExperimentPicture, given: Given) -> Decision:
    """On the day the owner is asked what happened; once more a week later, then silence."""
    one = picture.one
    if one is None or not one.is_open or one.owner is None:
        return NOTHING
    owner = picture.person(one.owner)
    again = given.now.date() > one.review_on + timedelta(days=2)
    once = f"experiment:{one.id}:review:{one.review_on}:{'again' if again else 'first'}"
    following = () if again else (Wake(given.now + A_WEEK, "experiment.review", one.id),)
    letter = Letter(
        once,
        one.owner,
        review_card(one),
        "clinic.review",
        rhythm.opens(owner, given.now),
        importance=PROMISED,
        fate=Fate.REPEAT,
    )
    return Decision(letters=(letter,), wakes=following)


def review_card(one: Experiment) -> Message:
    buttons = (
        Button(voice.REVIEW, "experiment.review", (one.id,), "primary", opens_form=True),
        Button(voice.LATER, "experiment.later", (one.id,)),
    )
    parts: tuple[Part, ...] = (
        Prose((voice.REVIEW_QUOTE(words=Typed(one.step.rstrip("."))), voice.REVIEW_ASK)),
        Buttons(buttons),
    )
    return Message(voice.REVIEW_SUMMARY, parts)


def ask_review(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """Open the form that looks back; only its owner does so."""
    if refused := _not_theirs(arrival, picture):
        return refused
    assert picture.one is not None
    options = (Option(voice.KEPT, "kept"), Option(voice.CHANGED, "changed"), Option(voice.DROPPED, "dropped"))
    fields = (
        Line("happened", voice.HAPPENED, long=True, most=MOST_WORDS),
        Line("learnt", voice.LEARNT, long=True, most=MOST_WORDS),
        OneOf("next", voice.NEXT, options),
    )
    return Decision(
        (Open(Form("experiment.review", voice.REVIEW_TITLE, voice.REVIEW_SAVE, fields, (picture.one.id,))),)
    )


def _not_theirs(arrival: Arrival, picture: ExperimentPicture) -> Decision | None:
    if picture.one is None or not picture.one.is_open:
        return Decision((tell(voice.GONE),))
    if picture.one.owner != arrival.person:
        return Decision((tell(voice.NOT_YOURS),))
    return None


def hear_review(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """Keep planned, happened, learnt and next, whatever came of it; the clinic it came from is wrapped up after it."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    if refused := _not_theirs(arrival, picture):
        return refused
    missing = tuple((name, voice.EMPTY) for name in ("happened", "learnt", "next") if not filled.text(name))
    if missing:
        return Decision((Reask(missing),))
    one = picture.one
    assert one is not None
    became = Next(filled.text("next"))
    reviewed = ExperimentReviewed(one.id, filled.text("happened"), filled.text("learnt"), became, given.now)
    wakes: tuple[Wake | Unwake, ...] = (Unwake("experiment.review", one.id),)
    if one.clinic:
        wakes += (Wake(given.now, "clinic.wrap_up", one.clinic),)
    return Decision(
        (tell(voice.REVIEWED),),
        wakes=wakes,
        entries=(
            Entry("experiment.reviewed", one.id, (("community", one.community), ("next", became.value))),
        ),
        changes=(reviewed,),
    )


def put_off(arrival: Arrival, picture: ExperimentPicture, given: Given) -> Decision:
    """Not today: the day to look back moves by a week."""
    if refused := _not_theirs(arrival, picture):
        return refused
    one = picture.one
    assert one is not None
    day = rhythm.local_date(picture.bench.person.zone, given.now) + A_WEEK
    wake = Wake(rhythm.at_local(picture.bench.person.zone, day, time(NINE)), "experiment.review", one.id)
    return Decision((tell(voice.PUT_OFF(day=day)),), wakes=(wake,), changes=(ReviewPutOff(one.id, day),))
