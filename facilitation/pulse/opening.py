"""Bringing a pulse to people: each in their own hours, spread over the morning, and one reminder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.people import Person
from facilitation.pulse.asking import reachable
from facilitation.pulse.cards import item_card, title
from facilitation.pulse.quiet import REMIND, quiet_key
from facilitation.pulse.rotation import form_for
from facilitation.pulse.wave import (
    MOST_ITEMS,
    Asked,
    OpeningPicture,
    PeopleAsked,
    ReminderPicture,
    Status,
    Wave,
)
from facilitation.voice import pulse as voice
from facilitation.words import (
    NOTHING,
    Button,
    Buttons,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    PersonId,
    Prose,
    Typed,
    Wake,
)

SPREAD_MINUTES = 45
ROUNDS = 2  # of a group rating
REMINDER_LASTS = timedelta(
    hours=4
)  # a reminder that could not go soon is dropped: they may have answered by then
Due = tuple[str, Wake]


def ask_key(wave: str, person: PersonId) -> str:
    """The letter that brings a wave to somebody: there is one."""
    return f"pulse.ask:{wave}:{person}"


# --- opening ---------------------------------------------------------------------------------------------------


def open_wave(due: Due, picture: OpeningPicture, given: Given) -> Decision:
    """The wake ``pulse.open``: everybody who is in the community now and has room for a question gets one card."""
    wave, community = picture.wave, picture.community
    if wave is None or community is None or wave.status is not Status.OPEN or given.now >= wave.closes_at:
        return NOTHING
    asked = who_is_asked(wave, reachable(community, picture.people), picture)
    secret = given.new_id() + given.new_id()
    on = rhythm.local_date(community.zone, given.now)
    opened = Entry("pulse.opened", wave.id, (("community", community.id), ("people", len(asked))))
    return Decision(
        letters=tuple(ask_letter(wave, one, picture.people[one.person], given) for one in asked),
        wakes=(Wake(wave.closes_at, "pulse.close", wave.id), Wake(remind_at(wave), "pulse.remind", wave.id)),
        entries=(opened,),
        changes=(PeopleAsked(wave.id, community.id, on, tuple(asked), secret, picture.key_name),),
    )


def who_is_asked(wave: Wave, people: Sequence[PersonId], picture: OpeningPicture) -> list[Asked]:
    """Everybody with room for a question in their four weeks. A group rating takes two, both from its first round."""
    room = {one: MOST_ITEMS - picture.recent.get(one, 0) for one in people}
    if wave.round > 1:
        return [Asked(one, 0) for one in people if one in picture.before]
    if wave.rates:
        return [Asked(one, ROUNDS) for one in people if room[one] >= ROUNDS]
    return [Asked(one, len(form)) for one in people if (form := form_for(wave, one, room[one]))]


def ask_letter(wave: Wave, asked: Asked, person: Person, given: Given) -> Letter:
    """One card, in this person's hours, at a minute of their own."""
    minute = given.luck(f"pulse:{wave.id}:{person.id}").uniform(0, SPREAD_MINUTES)
    begins = rhythm.opens(person, given.now)
    return Letter(
        once=ask_key(wave.id, person.id),
        to=person.id,
        message=item_card(wave, form_for(wave, person.id, asked.items), 0, {}),
        kind="pulse.round" if wave.round > 1 else "pulse.ask",
        not_before=rhythm.opens(person, begins + timedelta(minutes=minute)),
        expires=wave.closes_at,
        asks=True,
    )


# --- reminding -------------------------------------------------------------------------------------------------


def remind_at(wave: Wave) -> datetime:
    """Past the middle: late enough to have had time, early enough to have some left."""
    return wave.opens_at + (wave.closes_at - wave.opens_at) * 0.6


def write_reminders(due: Due, picture: ReminderPicture, given: Given) -> Decision:
    """The wake ``pulse.remind``: everybody asked whose hours are open now; it comes back when the next ones open.

    Whether somebody answered is asked only when a reminder is about to go (quiet.py), so this does not know it.
    """
    wave = picture.wave
    if wave is None or not wave.is_open(given.now):
        return NOTHING
    first = {one: rhythm.opens(picture.people[one], remind_at(wave)) for one in picture.asked}
    now = [
        one
        for one, opens in first.items()
        if opens <= given.now and rhythm.is_open(picture.people[one], given.now)
    ]
    later = [opens for opens in first.values() if given.now < opens < wave.closes_at]
    again = (Wake(min(later), "pulse.remind", wave.id),) if later else ()
    return Decision(letters=tuple(reminder(wave, one, given) for one in now), wakes=again)


def reminder(wave: Wave, person: PersonId, given: Given) -> Letter:
    """Once, ever: the key says so."""
    said = voice.REMINDER(community=Typed(wave.name), closes=Moment(wave.closes_at))
    buttons = (
        Button(voice.ANSWER_NOW, "pulse.show", (wave.id, "0", "", "look"), "primary"),
        Button(voice.STOP, "pulse.stop", (wave.id, "0", "")),
    )
    return Letter(
        once=quiet_key(REMIND, wave.id, person),
        to=person,
        message=Message(said, (Heading(title(wave)), Prose((said,)), Buttons(buttons))),
        kind=REMIND,
        not_before=given.now,
        expires=min(wave.closes_at, given.now + REMINDER_LASTS),
        asks=True,
    )
