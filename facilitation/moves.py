"""A private, kind mirror for those who convene or sponsor: when they answer first again and again, or ask what they have not done.

One in 14 days at most, over all communities, with the evidence, and a button that stops them for good. Nobody else ever
sees one. Thresholds: science.md 4.3 (numbers 10 and 34), starting values and not evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from facilitation import rhythm
from facilitation.acts import LIKELY, advice
from facilitation.community import Bench, Community
from facilitation.membership import name_of, tell
from facilitation.people import Person, RefusedChosen
from facilitation.voice import moves as voice
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    Decision,
    Entry,
    Given,
    Letter,
    Message,
    PersonId,
    Phrase,
    Prose,
    Said,
    Small,
    Wake,
    WorkspaceId,
)  # fmt: skip

KIND = "moves.mirror"
LOOKED_BACK = timedelta(days=28)
REST = timedelta(days=14)
FIRST_OF, FIRST_SHARE = 5, 0.7
TOLD_OF, TOLD_SHARE = 8, 0.5
WROTE_BEFORE = 3
WEDNESDAY, TEN = 2, 10


@dataclass(frozen=True, slots=True)
class Told(Change):
    """A convener or sponsor wrote in their community; whether it read like an answer. No text, no message id."""

    person: PersonId
    community: CommunityId
    day: date
    like_an_answer: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """What one person did in one community in the last four weeks, counted; only ever shown to themselves."""

    person: Person
    answered_first: int = 0
    threads: int = 0
    told: int = 0
    messages: int = 0
    wrote_about: bool = True
    mirrored_lately: bool = False


@dataclass(frozen=True, slots=True)
class MirrorPicture:
    community: Community | None
    doings: tuple[Doing, ...] = ()
    wrote_about: int = 0  # members who wrote about themselves


def keep_count(arrival: Arrival, community: Community | None, given: Given) -> Decision:
    """Hear a message of somebody who convenes or sponsors the community it stands in; everybody else's pass unread."""
    said = arrival.what
    if community is None or not isinstance(said, Said) or said.by_bot or said.edited or not said.text:
        return NOTHING
    day = rhythm.local_date(community.zone, given.now)
    return Decision(changes=(Told(arrival.person, community.id, day, advice(said.text) >= LIKELY),))


def begin(arrival: Arrival, picture: MirrorPicture, given: Given) -> Decision:
    """From now on the community is looked at once a week."""
    return Decision(wakes=(next_look(picture.community, given),)) if picture.community else NOTHING


def next_look(community: Community, given: Given) -> Wake:
    return Wake(rhythm.next_local(community.zone, TEN, 0, given.now, WEDNESDAY), "moves.look", community.id)


def look(due: tuple[WorkspaceId, Wake], picture: MirrorPicture, given: Given) -> Decision:
    """Whoever answered first again and again gets a mirror, unless they had one lately or do not want any."""
    if picture.community is None:
        return NOTHING
    letters = []
    for one in picture.doings:
        found = None if one.mirrored_lately or not one.person.wants(KIND) else reflect(one, picture, given)
        if found is not None:
            letters.append(_letter(one.person, found, given))
    entries = tuple(Entry("moves.mirrored", picture.community.id, person=letter.to) for letter in letters)
    return Decision(letters=tuple(letters), wakes=(next_look(picture.community, given),), entries=entries)


def reflect(one: Doing, picture: MirrorPicture, given: Given) -> Message | None:
    """The mirror for what one person did, None when there is nothing to show."""
    assert picture.community is not None
    name = name_of(picture.community)
    question = given.luck(f"mirror:{one.person.id}:{given.now:%Y%W}").choice(voice.QUESTIONS)
    if one.threads >= FIRST_OF and one.answered_first > FIRST_SHARE * one.threads:
        return _mirror(voice.FIRST(community=name, n=one.answered_first, all=one.threads), question)
    if one.messages >= TOLD_OF and one.told > TOLD_SHARE * one.messages:
        return _mirror(voice.TOLD(community=name, n=one.told, all=one.messages), question)
    if not one.wrote_about and picture.wrote_about >= WROTE_BEFORE:
        write = Button(voice.WRITE, "aboutme.write", opens_form=True)
        return _mirror(voice.GO_FIRST(community=name, n=picture.wrote_about), voice.GO_FIRST_ASK, write)
    return None


def _mirror(seen: Phrase, ask: Phrase, *buttons: Button) -> Message:
    stop = Button(voice.STOP, "moves.stop")
    return Message(voice.SUMMARY, (Prose((seen, ask)), Buttons((*buttons, stop)), Small((voice.HOW,))))


def _letter(person: Person, message: Message, given: Given) -> Letter:
    opens = rhythm.opens(person, given.now)
    once = f"mirror:{person.id}:{rhythm.local_date(person.zone, given.now)}"
    return Letter(once, person.id, message, KIND, opens, opens + timedelta(days=4))


def stop(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """No more mirrors for this person."""
    changed = RefusedChosen(arrival.person, bench.person.refused | {KIND})
    return Decision(
        (tell(voice.STOPPED),),
        changes=(changed,),
        entries=(Entry("moves.stopped", arrival.person, person=arrival.person),),
    )
