"""Closing a pulse: count, burn what could tie an answer to a name, and give the whole back to those who answered first."""

from __future__ import annotations

from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.people import Person
from facilitation.pulse.counting import count_wave
from facilitation.pulse.rating import close_round
from facilitation.pulse.reading import for_answerers, for_others
from facilitation.pulse.standing import SPONSOR_WAITS
from facilitation.pulse.wave import (
    ClosingPicture,
    Figure,
    ResultsPicture,
    Status,
    Wave,
    WaveClosed,
)
from facilitation.words import NOTHING, Decision, Entry, Given, Letter, PersonId, Wake

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
    letters = tuple(
        result_letter(wave, counted.figures, picture.people.get(one.person, Person(one.person)), given)
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


def result_letter(wave: Wave, figures: tuple[Figure, ...], person: Person, given: Given) -> Letter:
    """The whole, to one who answered. Their own answers are not in it: those stand on their card."""
    return Letter(
        once=f"pulse.results:{wave.id}:{person.id}",
        to=person.id,
        message=for_answerers(wave, figures),
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
    if picture.community is None or not picture.waves:
        return NOTHING
    wave = picture.waves[0]
    letters = tuple(shared_letter(wave, picture, one, given) for one in picture.community.conveners)
    wakes = (Wake(given.now + SPONSOR_WAITS, "pulse.sponsor", wave.id),) if picture.community.sponsor else ()
    return Decision(letters=letters, wakes=wakes)


def share_with_sponsor(due: Due, picture: ResultsPicture, given: Given) -> Decision:
    """The wake ``pulse.sponsor``: the same figures, last."""
    if picture.community is None or picture.community.sponsor is None or not picture.waves:
        return NOTHING
    return Decision(letters=(shared_letter(picture.waves[0], picture, picture.community.sponsor, given),))


def shared_letter(wave: Wave, picture: ResultsPicture, to: PersonId, given: Given) -> Letter:
    return Letter(
        once=f"pulse.shared:{wave.id}:{to}",
        to=to,
        message=for_others(wave, picture.figures),
        kind="pulse.results",
        importance=PROMISED,
    )
