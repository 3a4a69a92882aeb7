"""A welcome by a human: Evener asks a member to say hello to somebody new, and never does it itself.

Whoever was asked least recently is asked first, the conveners last; a "not me" goes to somebody else, three times at
most. Nobody sees who was asked, and the newcomer hears only from people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from facilitation import rhythm
from facilitation.asking import said
from facilitation.community import Community
from facilitation.membership import name_of, not_convening, tell
from facilitation.people import Person
from facilitation.voice import community as common
from facilitation.voice import welcome as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Open,
    PersonField,
    PersonId,
    Place,
    Reask,
    Small,
    Submission,
    Wake,
    Who,
)

LOOK, WAIT = "welcome.look", "welcome.wait"
NEW_FOR = timedelta(days=10)
SETTLING = timedelta(days=1)  # a community's first day: everybody comes at once, nobody is new
TO_ANSWER = timedelta(hours=16)  # of their own hours: two working days
MOST_ASKED = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """One member who was asked to welcome a newcomer. ``state``: asked, will, not_me or lapsed."""

    newcomer: PersonId
    person: PersonId
    at: datetime
    state: str = "asked"


@dataclass(frozen=True, slots=True)
class Porch:
    """A community's newcomers, who was asked about each, and when each member was last asked by us at all."""

    community: Community | None
    asked: tuple[Asked, ...] = ()
    last_asked: Mapping[PersonId, datetime] = field(default_factory=dict)
    people: Mapping[PersonId, Person] = field(default_factory=dict)

    def about(self, newcomer: PersonId) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.newcomer == newcomer)


@dataclass(frozen=True, slots=True)
class WelcomeAsked(Change):
    community: CommunityId
    newcomer: PersonId
    person: PersonId


@dataclass(frozen=True, slots=True)
class WelcomeAnswered(Change):
    community: CommunityId
    newcomer: PersonId
    person: PersonId
    state: str


def look_wake(community: Community, now: datetime) -> Wake:
    """Once each day at ten, where the community is."""
    return Wake(rhythm.next_local(community.zone, 10, 0, now), LOOK, community.id)


def look(wake: tuple[str, Wake], porch: Porch, given: Given) -> Decision:
    """Who came lately and has nobody yet who says hello?"""
    community = porch.community
    if community is None:
        return NOTHING
    decision = Decision(wakes=(look_wake(community, given.now),))
    for newcomer in newcomers(community, given.now):
        if not porch.about(newcomer):
            decision += ask_somebody(porch, newcomer, given)
    return decision


def newcomers(community: Community, now: datetime) -> list[PersonId]:
    """Members who came within ten days, after the community's own first day."""
    began = community.created_at or now
    return [
        one.person
        for one in community.members
        if one.since and one.since > began + SETTLING and now - one.since < NEW_FOR and one.role == "member"
    ]


def who_next(porch: Porch, newcomer: PersonId, given: Given) -> PersonId | None:
    """The member to ask: asked least recently, conveners last, nobody who is new, away or was asked about this one."""
    community = porch.community
    assert community is not None
    new = {*newcomers(community, given.now), *(one.person for one in porch.about(newcomer))}
    conveners = frozenset(community.conveners)

    def turn(person: PersonId) -> tuple[bool, float]:
        last = porch.last_asked.get(person)
        return person in conveners, last.timestamp() if last else 0.0

    def lot(person: PersonId) -> float:
        return given.luck(f"welcome:{community.id}:{newcomer}:{person}").random()

    others = sorted((one.person for one in community.members if one.person not in new), key=turn)
    for _, alike in groupby(others, key=turn):
        if able := [one for one in alike if can_be_asked(porch, one, given.now)]:
            return min(able, key=lot)
    return None


def can_be_asked(porch: Porch, person: PersonId, now: datetime) -> bool:
    """Whether somebody is there in the next days and wants to be asked."""
    known = porch.people.get(person, Person(person))
    if known.is_bot or known.deactivated or known.unreachable or not known.wants("welcome.ask"):
        return False
    return rhythm.opens(known, now) - now < timedelta(days=4)


def ask_somebody(porch: Porch, newcomer: PersonId, given: Given) -> Decision:
    """One member is asked, in private, with a way to say no."""
    community = porch.community
    assert community is not None
    person = who_next(porch, newcomer, given)
    if person is None or len(porch.about(newcomer)) >= MOST_ASKED:
        return Decision(entries=(Entry("welcome.nobody", community.id),))
    until = rhythm.after_open(porch.people.get(person, Person(person)), given.now, TO_ANSWER)
    return Decision(
        letters=(letter(community, newcomer, person, len(porch.about(newcomer))),),
        wakes=(Wake(until, WAIT, f"{community.id}/{newcomer}"),),
        entries=(Entry("welcome.asked", community.id),),
        changes=(WelcomeAsked(community.id, newcomer, person),),
    )


def letter(community: Community, newcomer: PersonId, person: PersonId, turn: int) -> Letter:
    asks = say.ASKS(who=Who(newcomer), name=name_of(community))
    args = (community.id, newcomer)
    buttons = Buttons(
        (Button(say.I_WILL, "welcome.will", args, "primary"), Button(say.NOT_ME, "welcome.not_me", args))
    )
    message = said(asks, buttons, Small((say.WHY_YOU,)))
    return Letter(f"welcome:{community.id}:{newcomer}:{turn}", person, message, "welcome.ask", asks=True)


def will(arrival: Arrival, porch: Porch, given: Given) -> Decision:
    """They will say hello: two things that often open a talk, and where."""
    mine = my_turn(arrival, porch)
    if mine is None or porch.community is None:
        return Decision((tell(say.SETTLED),))
    channels = porch.community.channels
    where = (say.WHERE(place=Place(channels[0])),) if channels else ()
    return Decision(
        (tell(say.THANKS(who=Who(mine.newcomer)), *where),),
        changes=(WelcomeAnswered(porch.community.id, mine.newcomer, arrival.person, "will"),),
    )


def not_me(arrival: Arrival, porch: Porch, given: Given) -> Decision:
    """Somebody else is asked; that is all."""
    mine = my_turn(arrival, porch)
    if mine is None or porch.community is None:
        return Decision((tell(say.SETTLED),))
    answered = WelcomeAnswered(porch.community.id, mine.newcomer, arrival.person, "not_me")
    return Decision((tell(say.FINE),), changes=(answered,)) + ask_somebody(porch, mine.newcomer, given)


def my_turn(arrival: Arrival, porch: Porch) -> Asked | None:
    """The open question this person was asked about the newcomer on the card."""
    newcomer = arrival.what.args[1]  # type: ignore[union-attr]
    open_ones = [
        one for one in porch.about(newcomer) if one.person == arrival.person and one.state == "asked"
    ]
    return open_ones[0] if open_ones else None


def wait(wake: tuple[str, Wake], porch: Porch, given: Given) -> Decision:
    """Two working days without an answer: somebody else is asked."""
    newcomer = wake[1].subject.partition("/")[2]
    waiting = [one for one in porch.about(newcomer) if one.state == "asked"]
    if porch.community is None or not waiting or not porch.community.has(newcomer):
        return NOTHING
    lapsed = tuple(WelcomeAnswered(porch.community.id, newcomer, one.person, "lapsed") for one in waiting)
    return Decision(changes=lapsed) + ask_somebody(porch, newcomer, given)


# --- a convener asks a member -------------------------------------------------------------------------------------


def choose_member(arrival: Arrival, porch: Porch, given: Given) -> Decision:
    """From a nudge: a convener chooses whom to ask for a welcome, or to go back to a topic that got no second word."""
    if porch.community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(porch.community, arrival.person)) is not None:
        return no
    action = arrival.what.action  # type: ignore[union-attr]
    fields = (PersonField("member", say.MEMBER_LABEL),)
    form = Form("welcome.member", say.MEMBER_TITLE, say.MEMBER_SUBMIT, fields, (porch.community.id, action))
    return Decision((Open(form),))


def ask_member(arrival: Arrival, porch: Porch, given: Given) -> Decision:
    """The member is asked in the convener's name; they may leave it."""
    if porch.community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(porch.community, arrival.person)) is not None:
        return no
    assert isinstance(arrival.what, Submission)
    member = arrival.what.text("member")
    if not porch.community.has(member):
        return Decision((Reask((("member", say.NOT_A_MEMBER),)),))
    words = say.FOLLOW_UP if arrival.what.memo[1] == "welcome.follow_up" else say.PLEASE_WELCOME
    asks = words(who=Who(arrival.person), name=name_of(porch.community))
    once = f"welcome.member:{given.new_id()}"
    asked = Letter(once, member, said(asks, Small((say.LEAVING_IS_FINE,))), "welcome.ask", asks=True)
    return Decision(
        (tell(say.ASKED(who=Who(member))),), (asked,), entries=(Entry("welcome.asked", porch.community.id),)
    )
