"""One small promise a week from a sponsor to their communities, and whether it was kept, in the sponsor's own word.

The community sees what was promised and what became of it, in whole. Nothing here judges anybody: kept, not kept and
moved to the next week stand at equal rank.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from facilitation.community import Community
from facilitation.voice import promise as voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    Decision,
    Entry,
    Form,
    Given,
    Heading,
    Line,
    Message,
    Note,
    OneOf,
    Open,
    Option,
    Part,
    PersonId,
    Phrase,
    Press,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Tell,
    Typed,
)

SHOWN = 6  # promises a community sees at once
LOOKED_BACK = timedelta(days=91)


class Kept(StrEnum):
    """What became of a promise, as its maker says."""

    OPEN = "open"
    KEPT = "kept"
    NOT_KEPT = "not kept"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Promise:
    id: str
    sponsor: PersonId
    community: CommunityId
    words: str
    made_at: datetime
    kept: Kept = Kept.OPEN


@dataclass(frozen=True, slots=True)
class PromiseMade(Change):
    promise: Promise


@dataclass(frozen=True, slots=True)
class PromiseAnswered(Change):
    id: str
    kept: Kept
    at: datetime


@dataclass(frozen=True, slots=True)
class PromisePicture:
    """What the one who pressed sponsors, and the promises that concern them or this community, newest first."""

    sponsored: tuple[Community, ...] = ()
    here: Community | None = None
    promises: tuple[Promise, ...] = ()

    def find(self, id: str) -> Promise | None:
        return next((one for one in self.promises if one.id == id), None)


def offer_promise(arrival: Arrival, picture: PromisePicture, given: Given) -> Decision:
    """Open the form for one promise. Anybody who sponsors nothing hears so."""
    if not picture.sponsored:
        return Decision(replies=(Tell(Message(voice.NOT_A_SPONSOR, (Prose((voice.NOT_A_SPONSOR,)),))),))
    return Decision(replies=(Open(promise_form(picture.sponsored)),))


def promise_form(sponsored: tuple[Community, ...]) -> Form:
    options = tuple(Option(voice.COMMUNITY(name=Typed(one.name)), one.id) for one in sponsored[:100])
    return Form(
        "promise.made",
        voice.FORM_TITLE,
        voice.PROMISE,
        (
            Note((voice.SEEN_BY,)),
            OneOf("community", voice.TO_WHOM, options, picked=options[0].value),
            Line("words", voice.WORDS, hint=voice.WORDS_HINT, most=200),
        ),
    )


def hear_promise(arrival: Arrival, picture: PromisePicture, given: Given) -> Decision:
    """Keep one promise to one sponsored community. A community that is not theirs is refused."""
    assert isinstance(arrival.what, Submission)
    chosen = arrival.what.text("community")
    words = arrival.what.text("words")
    community = next((one for one in picture.sponsored if one.id == chosen), None)
    if community is None:
        return Decision(replies=(Reask((("community", voice.NOT_YOURS),)),))
    if not words:
        return Decision(replies=(Reask((("words", voice.EMPTY),)),))
    made = Promise(given.new_id(), arrival.person, community.id, words, given.now)
    thanks = Message(
        voice.MADE_SUMMARY, (Prose((voice.MADE(name=Typed(community.name)),)), Quote(words, arrival.person))
    )
    return Decision(
        replies=(Tell(thanks),),
        changes=(PromiseMade(made),),
        entries=(Entry("promise.made", made.id, (("community", community.id),)),),
    )


def hear_outcome(arrival: Arrival, picture: PromisePicture, given: Given) -> Decision:
    """Keep what became of a promise; only its maker says so, and may say it anew."""
    assert isinstance(arrival.what, Press)
    id, said = arrival.what.args[:2]
    promise = picture.find(id)
    if promise is None or promise.sponsor != arrival.person:
        return Decision(replies=(Tell(Message(voice.NOT_YOUR_PROMISE, (Prose((voice.NOT_YOUR_PROMISE,)),))),))
    kept = Kept(said)
    again = (
        (PromiseMade(moved_on(promise, given)),) if kept is Kept.MOVED and promise.kept is Kept.OPEN else ()
    )
    return Decision(
        replies=(Tell(Message(voice.ANSWERED, (Prose((voice.ANSWERED,)),))),),
        changes=(PromiseAnswered(id, kept, given.now), *again),
        entries=(Entry("promise.answered", id, (("kept", kept.value), ("community", promise.community))),),
    )


def ask_outcome(promise: Promise) -> tuple[Part, ...]:
    """The first lines of a sponsor's Monday: last week's promise in their words, and three buttons of equal rank."""
    return (
        Prose((voice.LAST_PROMISE,)),
        Quote(promise.words, promise.sponsor),
        Buttons(
            tuple(
                Button(voice.OUTCOMES[kept], "promise.answered", (promise.id, kept.value))
                for kept in (Kept.KEPT, Kept.NOT_KEPT, Kept.MOVED)
            )
        ),
    )


def show_promises(arrival: Arrival, picture: PromisePicture, given: Given) -> Decision:
    """``/community promise``: what a community was promised, in whole; a sponsor can make one from here."""
    parts: list[Part] = [Heading(voice.TITLE)]
    if picture.here is not None:
        parts += _seen_by(picture.here, picture, given.now)
    elif not picture.sponsored:
        parts.append(Prose((voice.NOWHERE,)))
    if picture.sponsored:
        parts.append(Buttons((Button(voice.MAKE, "promise.make", opens_form=True),)))
    return Decision(replies=(Tell(Message(voice.TITLE, tuple(parts))),))


def _seen_by(community: Community, picture: PromisePicture, now: datetime) -> list[Part]:
    mine = [
        one for one in picture.promises if one.community == community.id and one.made_at > now - LOOKED_BACK
    ]
    if not mine:
        return [Prose((voice.NONE_YET(name=Typed(community.name)),))]
    return [
        Prose((in_whole(mine),)),
        *(part for one in mine[:SHOWN] for part in _line(one)),
        Small((voice.EQUAL_RANK,)),
    ]


def in_whole(promises: list[Promise]) -> Phrase:
    """How many promises were kept, of those whose maker has said what became of them."""
    answered = [one for one in promises if one.kept is not Kept.OPEN]
    return voice.IN_WHOLE(kept=sum(one.kept is Kept.KEPT for one in answered), n=len(answered))


def _line(promise: Promise) -> tuple[Part, ...]:
    return (Quote(promise.words), Prose((voice.BECAME[promise.kept],)))


def moved_on(promise: Promise, given: Given) -> Promise:
    """A promise taken into the next week: the same words, open again, with an id of its own."""
    return replace(promise, id=given.new_id(), made_at=given.now, kept=Kept.OPEN)
