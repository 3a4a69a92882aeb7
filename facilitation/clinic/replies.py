"""Replies in a clinic's thread: whoever wrote one is asked privately, once, whether it may be kept with the question."""

from __future__ import annotations

from dataclasses import replace

from facilitation.attention import ANSWER
from facilitation.clinic.danger import topic_of
from facilitation.clinic.escalating import escalate_person
from facilitation.clinic.people import told_card
from facilitation.clinic.speaking import note
from facilitation.clinic.state import (
    REPLY,
    Clinic,
    ClinicPicture,
    ClinicTurned,
    Phase,
    Spoken,
    Told,
    WordsHeard,
)
from facilitation.membership import tell
from facilitation.voice import clinic as clinic_voice
from facilitation.voice import clinic_talk as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Given,
    Letter,
    Message,
    Press,
    Prose,
    Quote,
    Small,
    Who,
)

FEWEST_WORDS, MOST_WORDS = 5, 1000


def hear_reply(arrival: Arrival, picture: ClinicPicture, given: Given, words: str) -> Decision:
    """Somebody other than the asker wrote in the thread of an open clinic."""
    clinic = picture.clinic
    assert clinic is not None
    if topic := topic_of(words):
        return escalate_person(arrival, picture.contacts, topic)
    if clinic.phase is Phase.COMMITTED or len(words.split()) < FEWEST_WORDS or was_asked(arrival, picture):
        return NOTHING
    spoken = Spoken(given.new_id(), arrival.person, words[:MOST_WORDS], REPLY)
    letter = Letter(
        f"clinic:{clinic.id}:reply:{arrival.person}",
        arrival.person,
        reply_card(clinic, spoken),
        "clinic.reply",
        importance=ANSWER,
    )
    return Decision(letters=(letter,), changes=(WordsHeard(clinic.id, spoken),))


def was_asked(arrival: Arrival, picture: ClinicPicture) -> bool:
    """Asked once for a reply, or told something already, or said no."""
    clinic = picture.clinic
    assert clinic is not None
    known = {one.by for one in picture.spoken if one.turn == REPLY} | {one.by for one in clinic.told}
    return arrival.person in known or arrival.person in clinic.refused


def reply_card(clinic: Clinic, spoken: Spoken) -> Message:
    who = Who(clinic.asker)
    buttons = (
        Button(voice.KEEP, "clinic.keep_reply", (clinic.id, spoken.id), "primary"),
        Button(voice.LEAVE, "clinic.leave_reply", (clinic.id, spoken.id)),
    )
    parts = (
        Prose((voice.REPLY_WROTE(who=who),)),
        Quote(spoken.words, spoken.by),
        Prose((voice.REPLY_ASK,)),
        Buttons(buttons),
        Small((voice.REPLY_HOW,)),
    )
    return Message(voice.REPLY_SUMMARY(who=who), parts)


def waiting(arrival: Arrival, picture: ClinicPicture) -> Spoken | None:
    """The presser's own reply that waits for their word."""
    assert isinstance(arrival.what, Press)
    id = (*arrival.what.args, "")[1]
    mine = (
        one
        for one in picture.spoken
        if one.id == id and one.by == arrival.person and one.turn == REPLY and one.words
    )
    return next(mine, None) if picture.clinic is not None and picture.clinic.is_open else None


def keep_reply(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Their yes: it counts as something people told, and the asker may begin with it."""
    spoken, clinic = waiting(arrival, picture), picture.clinic
    if spoken is None or clinic is None:
        return Decision((tell(clinic_voice.NONE_OPEN),))
    told = Told(spoken.id, spoken.by, spoken.words)
    moved = replace(clinic, told=(*clinic.told, told))
    letter = note(clinic.asker, f"clinic:{clinic.id}:told:{told.id}", told_card(moved, told))
    return Decision(
        (tell(clinic_voice.OPTION_THANKS(who=Who(clinic.asker))),),
        (letter,),
        changes=(ClinicTurned(moved), emptied(clinic, spoken)),
        entries=(Entry("clinic.told", clinic.id),),
    )


def leave_reply(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Their no: the words are deleted on our side, and nobody is told."""
    spoken, clinic = waiting(arrival, picture), picture.clinic
    changes = (emptied(clinic, spoken),) if spoken and clinic else ()
    return Decision((tell(voice.LEFT),), changes=changes)


def emptied(clinic: Clinic, spoken: Spoken) -> WordsHeard:
    """That this person was asked stays until the clinic ends; the words do not."""
    return WordsHeard(clinic.id, replace(spoken, words=""))
