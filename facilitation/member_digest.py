"""A member's own small digest: what their communities did this week, three lines each, only for those who asked for it.

The wake that stands is the opt-in: nothing else is kept about it. Nothing happened, nothing comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.digest import LINES_EACH, CommunityWeek, happenings
from facilitation.gathering import Gathering
from facilitation.membership import tell
from facilitation.people import Person
from facilitation.voice import digest as voice
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Command,
    CommunityId,
    Decision,
    Entry,
    Fate,
    Given,
    Heading,
    Letter,
    Message,
    Moment,
    Part,
    Prose,
    Small,
    Typed,
    Unwake,
    Wake,
    WorkspaceId,
)

KIND = "digest.member"
FRIDAY, NINE = 4, 9
EXPIRES = timedelta(days=3)
AHEAD = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class MemberWeek:
    """One member's communities with their week, and what comes in the next one."""

    reader: Person
    is_on: bool = False
    communities: tuple[CommunityWeek, ...] = ()
    coming: tuple[tuple[CommunityId, Gathering], ...] = ()

    def next_of(self, community: CommunityId, now: datetime) -> Gathering | None:
        """The next gathering of the days ahead."""
        soon = (one for id, one in self.coming if id == community and now < one.at <= now + AHEAD)
        return next(soon, None)


def next_friday(reader: Person, now: datetime) -> Wake:
    return Wake(rhythm.next_local(reader.zone, NINE, 0, now, FRIDAY), KIND, reader.id)


def choose(arrival: Arrival, picture: MemberWeek, given: Given) -> Decision:
    """``/community digest``: what it is, with the one button that changes it; ``on`` and ``off`` change it at once."""
    words = arrival.what.words.split() if isinstance(arrival.what, Command) else []
    if words[1:2] == ["on"]:
        return begin(arrival, picture, given)
    if words[1:2] == ["off"]:
        return stop(arrival, picture, given)
    button = (
        Button(voice.MEMBER_STOP, "digest.member_off")
        if picture.is_on
        else Button(voice.MEMBER_BEGIN, "digest.member_on")
    )
    told = voice.MEMBER_IS_ON if picture.is_on else voice.MEMBER_IS_OFF
    return Decision((tell(told, parts=(Buttons((button,)),)),))


def begin(arrival: Arrival, picture: MemberWeek, given: Given) -> Decision:
    """From now on, on Fridays."""
    entry = Entry("digest.chosen", arrival.person, (("on", True),), arrival.person)
    return Decision(
        (tell(voice.MEMBER_ON),), wakes=(next_friday(picture.reader, given.now),), entries=(entry,)
    )


def stop(arrival: Arrival, picture: MemberWeek, given: Given) -> Decision:
    """Not any more."""
    entry = Entry("digest.chosen", arrival.person, (("on", False),), arrival.person)
    return Decision((tell(voice.MEMBER_OFF),), wakes=(Unwake(KIND, arrival.person),), entries=(entry,))


def tell_member(due: tuple[WorkspaceId, Wake], picture: MemberWeek, given: Given) -> Decision:
    """One Friday: a letter when something happened, an entry why not otherwise, and the next Friday."""
    if not picture.communities:
        return Decision(entries=(Entry("digest.ended", due[1].subject, (("why", "in no community"),)),))
    again = Decision(wakes=(next_friday(picture.reader, given.now),))
    parts = tuple(lines(picture, given.now))
    week = rhythm.iso_week(picture.reader.zone, given.now)
    if not parts:
        held = Entry("digest.held", picture.reader.id, (("week", week), ("why", "nothing happened")))
        return again + Decision(entries=(held,))
    opens = rhythm.opens(picture.reader, given.now)
    stop_it = Buttons((Button(voice.MEMBER_STOP, "digest.member_off"),))
    body = (Heading(voice.MEMBER_HEADING), *parts, stop_it, Small((voice.MEMBER_SMALL,)))
    letter = Letter(
        f"{KIND}:{picture.reader.id}:{week}",
        picture.reader.id,
        Message(voice.MEMBER_HEADING, body),
        KIND,
        not_before=opens,
        expires=opens + EXPIRES,
        fate=Fate.LET_GO,
    )
    return again + Decision(letters=(letter,))


def lines(picture: MemberWeek, now: datetime) -> Iterator[Part]:
    """Each community in which something happened or something comes."""
    for one in picture.communities:
        told = list(happenings(one))[:LINES_EACH] if one.moved else []
        coming = picture.next_of(one.id, now)
        if coming is not None:
            told.append(voice.MEMBER_COMING(title=Typed(coming.title), at=Moment(coming.at)))
        if told:
            yield Prose((voice.MEMBER_COMMUNITY(name=Typed(one.name)),))
            yield from (Prose((line,)) for line in told)
