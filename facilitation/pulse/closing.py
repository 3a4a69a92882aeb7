"""Closing a pulse: count, burn what could tie an answer to a name, and give the whole back to those who answered first."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.people import Person
from facilitation.pulse.after import asked_of_conveners
from facilitation.pulse.counting import count_wave
from facilitation.pulse.published import added, in_order
from facilitation.pulse.rating import close_round
from facilitation.pulse.reading import for_answerers, for_conveners, for_sponsor
from facilitation.pulse.standing import SPONSOR_WAITS
from facilitation.pulse.wave import (
    ClosingPicture,
    ResultsPicture,
    Status,
    Wave,
    WaveClosed,
)
from facilitation.words import NOTHING, Decision, Entry, Given, Letter, Message, PersonId, Wake

Due = tuple[str, Wake]
FIRST_READERS_HAVE = timedelta(days=1)  # at most so long do the others wait for those who answered
PROMISED = 50  # see attention.py: they wait for it


def close_wave(due: Due, picture: ClosingPicture, given: Given) -> Decision:
    """The wake ``pulse.close``: figures, letters to those who answered, and the hour from which all may read them."""
    wave = picture.wave
    if wave is None or wave.status is not Status.OPEN:
        return NOTHING
    on = rhythm.local_date(picture.community.zone if picture.community else "UTC", given.now)
    if wave.rates:
        return close_round(wave, picture, on, given)
    counted = count_wave(picture, wave, on, given)
    message = for_answerers(wave, added(wave, counted.figures, picture.history))
    letters = tuple(
        result_letter(wave, message, picture.people.get(one.person, Person(one.person)), given)
        for one in picture.heard
        if one.answers
    )
    shared_at = shared_from(letters, given)
    told = (("community", wave.community), ("figures", len(counted.figures)))
    closed = WaveClosed(
        wave.id, shared_at, on, counted.figures, counted.cohorts, counted.comments, picture.key_name
    )
    return Decision(
        letters=letters,
        wakes=(Wake(shared_at, "pulse.share", wave.id),),
        entries=(Entry("pulse.closed", wave.id, told),),
        changes=(closed,),
    )


def result_letter(wave: Wave, message: Message, person: Person, given: Given) -> Letter:
    """The whole, to one who answered. Their own answers are not in it: those stand on their card."""
    return Letter(
        once=f"pulse.results:{wave.id}:{person.id}",
        to=person.id,
        message=message,
        kind="pulse.results",
        not_before=rhythm.opens(person, given.now),
        importance=PROMISED,
    )


def shared_from(letters: tuple[Letter, ...], given: Given) -> datetime:
    """When the last of those who answered can have read it, but no later than a day from now."""
    last = max((one.not_before for one in letters if one.not_before), default=given.now)
    return min(last, given.now + FIRST_READERS_HAVE) + timedelta(minutes=5)


# --- then the others -------------------------------------------------------------------------------------------


def share_with_conveners(due: Due, picture: ResultsPicture, given: Given) -> Decision:
    """The wake ``pulse.share``: the same figures to those who convene; the sponsor a day later."""
    wave, community = picture.wave, picture.community
    if community is None or wave is None:
        return NOTHING
    history = in_order(picture.waves, picture.figures)
    message = for_conveners(wave, history, asked_of_conveners(wave, picture.waves))
    letters = tuple(shared_letter(wave, message, one) for one in community.conveners)
    wakes = (Wake(given.now + SPONSOR_WAITS, "pulse.sponsor", wave.id),) if community.sponsor else ()
    return Decision(letters=letters, wakes=wakes)


def share_with_sponsor(due: Due, picture: ResultsPicture, given: Given) -> Decision:
    """The wake ``pulse.sponsor``: the same figures, last."""
    wave, community = picture.wave, picture.community
    if community is None or community.sponsor is None or wave is None:
        return NOTHING
    message = for_sponsor(wave, in_order(picture.waves, picture.figures))
    return Decision(letters=(shared_letter(wave, message, community.sponsor),))


def shared_letter(wave: Wave, message: Message, to: PersonId) -> Letter:
    return Letter(
        once=f"pulse.shared:{wave.id}:{to}",
        to=to,
        message=message,
        kind="pulse.results",
        importance=PROMISED,
    )
