"""Closing a pulse: count, burn what could tie an answer to a name, and give the whole back to those who answered first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.people import Person
from facilitation.pulse.after import asked_of_conveners
from facilitation.pulse.counting import count_wave
from facilitation.pulse.published import added, in_order
from facilitation.pulse.quiet import (
    AGAIN,
    REMIND,
    RESULTS,
    FirstReadersForgotten,
    FirstReadersKept,
    QuietLettersForgotten,
    quiet_key,
)
from facilitation.pulse.rating import close_round
from facilitation.pulse.reading import for_answerers, for_conveners, for_sponsor
from facilitation.pulse.reliability import pairs_of
from facilitation.pulse.standing import SPONSOR_WAITS
from facilitation.pulse.wave import (
    ClosingPicture,
    PairsPooled,
    ResultsPicture,
    Status,
    Wave,
    WaveClosed,
)
from facilitation.words import NOTHING, Decision, Entry, Given, Letter, Message, PersonId, Wake

Due = tuple[str, Wake]
SCRUB = "errand.scrub"  # takes out of the database's files what was deleted (storage/pulse_scrub.py)
LETTERS_LAST = timedelta(
    days=2
)  # after the last reader's hours opened; then they may ask for them themselves
LAST_READER = timedelta(
    days=4
)  # whoever is away for longer is not waited for: who answered is to be forgotten
FIRST_READERS_HAVE = timedelta(days=1)  # at most so long do the others wait for those who answered
PROMISED = 50  # see attention.py: they wait for it


def close_wave(due: Due, picture: ClosingPicture, given: Given) -> Decision:
    """The wake ``pulse.close``: figures, letters to those who answered, and the hour from which all may read them."""
    wave = picture.wave
    if wave is None or wave.status is not Status.OPEN:
        return NOTHING
    on = rhythm.local_date(picture.community.zone if picture.community else "UTC", given.now)
    if wave.rates:
        return close_round(wave, picture, on, given) + traces_gone(wave, picture, given)
    counted = count_wave(picture, wave, on, given)
    message = for_answerers(wave, added(wave, counted.figures, picture.history))
    opens = [reads_at(picture, one.person, given) for one in picture.asked] or [given.now]
    last, shared_at = min(max(opens), min(opens) + LAST_READER), shared_from(opens)
    letters = tuple(
        result_letter(wave, message, one.person, reads_at(picture, one.person, given), last)
        for one in picture.asked
    )
    told = (("community", wave.community), ("figures", len(counted.figures)))
    closed = WaveClosed(
        wave.id,
        shared_at,
        on,
        counted.figures,
        counted.cohorts,
        counted.comments,
        picture.key_name,
        picture.sets_key,
    )
    first = FirstReadersKept(wave.id, tuple(sorted(one.first for one in picture.heard if one.answers)))
    return traces_gone(wave, picture, given) + Decision(
        letters=letters,
        wakes=(
            Wake(shared_at, "pulse.share", wave.id),
            Wake(last + LETTERS_LAST, "pulse.forget", wave.id),
        ),
        entries=(Entry("pulse.closed", wave.id, told),),
        changes=(closed, first, *pooled(wave, picture)),
    )


def shared_from(opens: Sequence[datetime]) -> datetime:
    """When the last of those who were asked can have read it, but no later than a day after the first could."""
    return min(max(opens), min(opens) + FIRST_READERS_HAVE) + timedelta(minutes=5)


def pooled(wave: Wave, picture: ClosingPicture) -> tuple[PairsPooled, ...]:
    """What this pulse adds to the evidence of how well statements hang together; nothing where none is gathered."""
    added = pairs_of(picture.heard) if wave.pairs else {}
    return tuple(
        PairsPooled(
            key,
            tuple(sorted((*picture.pools.get(key, ()), *pairs))),
            picture.pools_key,
            picture.key_name,
        )
        for key, pairs in sorted(added.items())
    )


def traces_gone(wave: Wave, picture: ClosingPicture, given: Given) -> Decision:
    """Letters that only some were meant for are taken away, and what was deleted is taken out of the files."""
    everybody = (*(one.person for one in picture.asked), *picture.left)
    return Decision(
        wakes=(Wake(given.now, SCRUB, wave.id),),
        changes=(QuietLettersForgotten(wave.id, (AGAIN, REMIND), everybody),),
    )


def reads_at(picture: ClosingPicture, person: PersonId, given: Given) -> datetime:
    """When somebody's own hours next open."""
    return rhythm.opens(picture.people.get(person, Person(person)), given.now)


def result_letter(wave: Wave, message: Message, person: PersonId, at: datetime, last: datetime) -> Letter:
    """The whole, to one who answered. It is written to everybody who was asked and carried only to those who did
    (quiet.py). Nobody's own answers are in it: those stand on their card."""
    return Letter(
        once=quiet_key(RESULTS, wave.id, person),
        to=person,
        message=message,
        kind=RESULTS,
        not_before=at,
        expires=last + LETTERS_LAST,
        importance=PROMISED,
    )


def forget_readers(due: Due, readers: tuple[PersonId, ...], given: Given) -> Decision:
    """The wake ``pulse.forget``: who answered is known to nobody any more, also not to whoever holds the house's key."""
    wave = due[1].subject
    return Decision(
        wakes=(Wake(given.now, SCRUB, wave),),
        changes=(QuietLettersForgotten(wave, (RESULTS,), readers), FirstReadersForgotten(wave)),
    )


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
        kind="pulse.shared",
        importance=PROMISED,
    )
