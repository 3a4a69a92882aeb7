"""After the results: what the community will do, what came of it, and pulses that rest until somebody says so.

People answer because something comes of it: fatigue is mostly "nothing happened" (science.md 1.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from facilitation.asking import said, to_channels
from facilitation.community import Bench, Community
from facilitation.pulse.hearing import arguments, pressed, tell
from facilitation.pulse.wave import DraftPicture, Status, Wave
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_after as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    Decision,
    Entry,
    Form,
    Given,
    Line,
    Open,
    Part,
    PersonId,
    Phrase,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Typed,
    Who,
)

MOST = 600
ON_CARD = 200  # as much of it as stands on everybody's card
RESTS_AFTER = 2  # cycles without a word


@dataclass(frozen=True, slots=True)
class IntentionSaid(Change):
    """What a community will do after a pulse, in a convener's words."""

    wave: str
    words: str


@dataclass(frozen=True, slots=True)
class WhatCameSaid(Change):
    """What came of a pulse, in a convener's words."""

    wave: str
    words: str


@dataclass(frozen=True, slots=True)
class CamePicture:
    """Who says what came of a pulse, and of which: the newest that closed."""

    bench: Bench
    wave: Wave | None = None


# --- whether pulses rest ---------------------------------------------------------------------------------------


def closed_pulses(waves: Sequence[Wave]) -> list[Wave]:
    """The pulses that have closed, newest first; rounds of a group rating are talked over by themselves."""
    return [one for one in waves if one.status is Status.CLOSED and not one.rates]


def rests(waves: Sequence[Wave]) -> bool:
    """Whether the last two closed pulses both went by without a word of what came of them."""
    last = closed_pulses(waves)[:RESTS_AFTER]
    return len(last) == RESTS_AFTER and not any(one.came_after for one in last)


def rest_said(community: Community) -> tuple[Phrase, Buttons]:
    """Why there is no pulse now, and the way out of it."""
    return say.RESTS(community=Typed(community.name)), Buttons((say_it(community.id),))


def say_it(community: str) -> Button:
    return Button(say.SAY_IT, "nudge.came", (community,), "primary", opens_form=True)


def asked_of_conveners(wave: Wave, waves: Sequence[Wave]) -> tuple[Part, ...]:
    """Under a convener's results: what will we do, and, where it is so, why the next pulse waits."""
    will = Button(say.WILL_DO, "pulse.intend", (wave.id,), opens_form=True)
    parts: tuple[Part, ...] = (Prose((say.TALKED_OVER(),)), Buttons((will,)))
    if not rests(waves):
        return parts
    return (*parts, Small((say.WILL_REST(),)), Buttons((say_it(wave.community),)))


# --- what we will do -------------------------------------------------------------------------------------------


def ask_intention(arrival: Arrival, picture: DraftPicture, given: Given) -> Decision:
    """``pulse.intend`` (wave): a form for a sentence or two."""
    (wave_id,) = arguments(pressed(arrival), 1)
    if refused := why_not(picture, arrival.person):
        return tell(refused)
    before = picture.wave.intended if picture.wave else ""
    line = Line("words", say.LABEL, say.HINT, before, long=True, most=MOST)
    return Decision((Open(Form("pulse.intend", say.TITLE, say.SEND, (line,), (wave_id,))),))


def hear_intention(arrival: Arrival, picture: DraftPicture, given: Given) -> Decision:
    """The form of it: the channel reads it in the convener's name, and the next pulse asks what came of it."""
    sent = arrival.what
    assert isinstance(sent, Submission)
    if refused := why_not(picture, arrival.person):
        return tell(refused)
    assert picture.wave and picture.community
    words = sent.text("words")[:MOST]
    if not words:
        return Decision((Reask((("words", say.MISSING),)),))
    told = say.TOLD(who=Who(arrival.person), name=Typed(picture.community.name))
    once = f"pulse.intended:{picture.wave.id}:{given.now:%Y-%m-%d %H:%M}"
    message = said(told, Quote(words, arrival.person))
    return tell(say.KEPT()) + Decision(
        letters=to_channels(picture.community, once, "pulse.intended", message),
        entries=(Entry("pulse.intended", picture.community.id),),
        changes=(IntentionSaid(picture.wave.id, words),),
    )


def why_not(picture: DraftPicture, person: PersonId) -> Phrase | None:
    """Why this person cannot speak for the community here; None when they can."""
    community = picture.community
    if picture.wave is None or picture.wave.status is not Status.CLOSED or community is None:
        return voice.NO_SUCH()
    if community.is_convened_by(person):
        return None
    return voice.CONVENERS_START(
        community=Typed(community.name), conveners=tuple(Who(one) for one in community.conveners)
    )
