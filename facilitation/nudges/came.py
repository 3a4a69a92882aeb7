"""Saying what came of a pulse: the convener's own words to those who answered."""

from __future__ import annotations

from facilitation.asking import said, to_channels
from facilitation.membership import name_of, not_convening, tell
from facilitation.pulse.after import CamePicture, WhatCameSaid
from facilitation.voice import community as common
from facilitation.voice import nudges as say
from facilitation.words import (
    Arrival,
    Decision,
    Entry,
    Form,
    Given,
    Line,
    Open,
    Quote,
    Reask,
    Submission,
    Who,
)

CAME = "pulse.came"
MOST = 900


def ask_what_came(arrival: Arrival, picture: CamePicture, given: Given) -> Decision:
    """The form for it."""
    bench = picture.bench
    if bench.here is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(bench.here, arrival.person)) is not None:
        return no
    line = Line("words", say.CAME_LABEL, say.CAME_HINT, long=True, most=MOST)
    return Decision(
        (Open(Form("nudge.came", say.CAME_TITLE, common.CHARTER_SUBMIT, (line,), (bench.here.id,))),)
    )


def say_what_came(arrival: Arrival, picture: CamePicture, given: Given) -> Decision:
    """It goes to the channel, in the convener's name; the ledger keeps that it was said."""
    bench = picture.bench
    if bench.here is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(bench.here, arrival.person)) is not None:
        return no
    assert isinstance(arrival.what, Submission)
    words = arrival.what.text("words")[:MOST]
    if not words:
        return Decision((Reask((("words", say.CAME_MISSING),)),))
    told = say.CAME_OF_IT(who=Who(arrival.person), name=name_of(bench.here))
    once = f"{CAME}:{bench.here.id}:{given.now:%Y-%m-%d %H:%M}"
    return Decision(
        (tell(say.CAME_KEPT),),
        to_channels(bench.here, once, "pulse.came", said(told, Quote(words, arrival.person))),
        entries=(Entry(CAME, bench.here.id),),
        changes=(WhatCameSaid(picture.wave.id, words),) if picture.wave else (),
    )
