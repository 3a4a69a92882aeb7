"""Convening: nominated by the group, confirmed by the person, supported by members, shared, and handed on at a date.

The one who is nominated is asked first and in private, so that a "no" costs nobody anything; only then does the
group see the name. Several may convene at once, and a community never depends on one person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from facilitation import rhythm
from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.charter import Rule
from facilitation.community import Community, RoleTaken
from facilitation.membership import name_of, tell
from facilitation.voice import community as common
from facilitation.voice import convener as say
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
    Moment,
    Note,
    OneOf,
    Open,
    Option,
    PersonField,
    PersonId,
    Reask,
    Small,
    Submission,
    Unwake,
    Wake,
    Who,
)

CLOSE, TERM, ENDED = "convener.close", "convener.term", "convener.ended"
TO_ANSWER = timedelta(days=14)
TERMS = ("3", "6", "12")  # months
HANDING_ON = timedelta(days=21)  # asked so long before the date


@dataclass(frozen=True, slots=True)
class Nomination:
    """Somebody who was named. ``state``: asked, ready (said yes), confirmed, declined or lapsed."""

    id: str
    community: CommunityId
    nominee: PersonId
    by: PersonId
    months: int
    state: str = "asked"
    supporters: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Term:
    """Until when somebody convenes, as the group agreed."""

    person: PersonId
    until: datetime
    nominated: bool = True


@dataclass(frozen=True, slots=True)
class Chair:
    """Everything about who convenes one community."""

    community: Community | None
    nomination: Nomination | None = None
    terms: tuple[Term, ...] = ()
    rule: Rule = field(default_factory=Rule)


# --- facts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConvenerNominated(Change):
    nomination: Nomination


@dataclass(frozen=True, slots=True)
class NominationMoved(Change):
    """What became of a nomination. Who supported it is forgotten once it is settled."""

    nomination: str
    state: str


@dataclass(frozen=True, slots=True)
class NominationSupported(Change):
    nomination: str
    person: PersonId


@dataclass(frozen=True, slots=True)
class TermAgreed(Change):
    community: CommunityId
    person: PersonId
    until: datetime


@dataclass(frozen=True, slots=True)
class TermEnded(Change):
    community: CommunityId
    person: PersonId


# --- naming somebody ---------------------------------------------------------------------------------------------


def ask_nomination(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """``/community nominate``: any member may name somebody, themselves too."""
    if (no := not_inside(chair.community, arrival.person)) is not None:
        return no
    assert chair.community
    terms = tuple(Option(say.TERMS[months], months) for months in TERMS)
    fields = (
        Note((say.ASKED_FIRST,)),
        PersonField("nominee", say.WHO_LABEL),
        OneOf("months", say.TERM_LABEL, terms, "6"),
    )
    form = Form("convener.nominate", say.TITLE, say.SUBMIT, fields, (chair.community.id,))
    return Decision((Open(form),))


def nominate(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """The form came back: the one who was named is asked in private."""
    if (no := not_inside(chair.community, arrival.person)) is not None:
        return no
    assert chair.community and isinstance(arrival.what, Submission)
    nominee = arrival.what.text("nominee")
    if not chair.community.has(nominee):
        return Decision((Reask((("nominee", say.NOT_A_MEMBER),)),))
    if chair.community.is_convened_by(nominee):
        return Decision((Reask((("nominee", say.CONVENES_ALREADY),)),))
    named = Nomination(
        given.new_id(), chair.community.id, nominee, arrival.person, int(arrival.what.text("months") or 6)
    )
    kept = Decision(
        changes=(ConvenerNominated(named),),
        entries=(Entry("convener.nominated", chair.community.id),),
    )
    if nominee == arrival.person:
        return kept + ready(chair.community, named, chair, given) + Decision((tell(say.SHOWN),))
    lapse = Wake(given.now + TO_ANSWER, CLOSE, named.id)
    return kept + Decision((tell(say.ASKED),), (question(chair.community, named),), (lapse,))


def question(community: Community, named: Nomination) -> Letter:
    """Would you convene? Asked of one person, seen by nobody else."""
    asks = say.WOULD_YOU(who=Who(named.by), name=name_of(community), term=say.TERMS[str(named.months)])
    args = (community.id, named.id)
    buttons = Buttons(
        (Button(say.READY, "convener.ready", args, "primary"), Button(say.NOT_NOW, "convener.not_now", args))
    )
    message = said(asks, buttons, Small((say.NO_COSTS_NOTHING,)))
    return Letter(f"convener:{named.id}", named.nominee, message, "convener.question", importance=PROMISED)


def say_ready(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """They are ready: now the group sees it."""
    named = chair.nomination
    if named is None or chair.community is None or named.state != "asked" or named.nominee != arrival.person:
        return Decision((tell(say.SETTLED),))
    return Decision((tell(say.SHOWN),)) + ready(chair.community, named, chair, given)


def ready(community: Community, named: Nomination, chair: Chair, given: Given) -> Decision:
    """The group is asked, in the open, and the nominee's own yes counts as one."""
    term = say.TERMS[str(named.months)]
    told = say.IS_READY(who=Who(named.nominee), name=name_of(community), term=term)
    button = Button(say.SUPPORT, "convener.support", (community.id, named.id), "primary")
    small = Small((say.HOW(n=chair.rule.needed(len(community.members))),))
    opened = Decision(
        letters=to_channels(
            community, f"convener.ready:{named.id}", "convener.support", said(told, Buttons((button,)), small)
        ),
        wakes=(Wake(given.now + TO_ANSWER, CLOSE, named.id),),
        changes=(NominationMoved(named.id, "ready"), NominationSupported(named.id, named.nominee)),
    )
    return opened + confirm_if_enough(community, named, frozenset({named.nominee}), chair, given)


def say_not_now(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """A no, and that is all there is to it: not even the one who named them is told who said what."""
    named = chair.nomination
    if named is None or named.state != "asked" or named.nominee != arrival.person:
        return Decision((tell(say.SETTLED),))
    return Decision(
        (tell(say.FINE),),
        wakes=(Unwake(CLOSE, named.id),),
        entries=(Entry("convener.declined", named.community),),
        changes=(NominationMoved(named.id, "declined"),),
    )


# --- the group supports it ---------------------------------------------------------------------------------------


def support(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """A member supports it; enough of them confirm it."""
    if (no := not_inside(chair.community, arrival.person)) is not None:
        return no
    named = chair.nomination
    if named is None or named.state != "ready":
        return Decision((tell(say.SETTLED),))
    assert chair.community
    heard = Decision((tell(say.HEARD),), changes=(NominationSupported(named.id, arrival.person),))
    supporters = named.supporters | {arrival.person}
    return heard + confirm_if_enough(chair.community, named, supporters, chair, given)


def confirm_if_enough(
    community: Community, named: Nomination, supporters: frozenset[PersonId], chair: Chair, given: Given
) -> Decision:
    """Enough members support it: they convene from now on, until the date that was said."""
    inside = {one.person for one in community.members}
    if len(supporters & inside) < chair.rule.needed(len(inside)):
        return NOTHING
    until = given.now + timedelta(days=30 * named.months)
    told = say.CONFIRMED(who=Who(named.nominee), name=name_of(community), until=Moment(until, "date"))
    card = f"convener.ready:{named.id}"
    return Decision(
        letters=to_channels(community, f"{card}:end", "convener.support", said(told), thread_of=card),
        wakes=(Unwake(CLOSE, named.id), term_wake(community, named.nominee, until)),
        entries=(Entry("convener.confirmed", community.id, person=named.nominee),),
        changes=(
            NominationMoved(named.id, "confirmed"),
            RoleTaken(community.id, named.nominee, "convener"),
            TermAgreed(community.id, named.nominee, until),
        ),
    )


def close(wake: tuple[str, Wake], chair: Chair, given: Given) -> Decision:
    """No answer, or too little support in time: it rests without a word about anybody."""
    named = chair.nomination
    if named is None or named.state not in ("asked", "ready"):
        return NOTHING
    return Decision(
        entries=(Entry("convener.lapsed", named.community),), changes=(NominationMoved(named.id, "lapsed"),)
    )


# --- handing on --------------------------------------------------------------------------------------------------


def term_wake(community: Community, person: PersonId, until: datetime) -> Wake:
    """Three weeks before the date, in the morning."""
    at = rhythm.next_local(community.zone, 10, 0, until - HANDING_ON)
    return Wake(at, TERM, f"{community.id}/{person}")


def term_ends(wake: tuple[str, Wake], chair: Chair, given: Given) -> Decision:
    """The date comes near: hand it on, go on if the group agrees, or lay it down."""
    community, person = chair.community, wake[1].subject.partition("/")[2]
    if community is None or not community.is_convened_by(person):
        return NOTHING
    until = next((term.until for term in chair.terms if term.person == person), given.now)
    asks = say.TERM_ENDS(name=name_of(community), until=Moment(until, "date"))
    args = (community.id,)
    buttons = (
        Button(say.HAND_ON, "convener.nominate", args, opens_form=True),
        Button(say.GO_ON, "convener.go_on", args),
        Button(say.LAY_DOWN, "convener.lay_down", args),
    )
    once = f"convener.term:{community.id}:{person}:{until:%Y-%m-%d}"
    message = said(asks, Buttons(buttons))
    letter = Letter(once, person, message, "convener.term", importance=PROMISED)
    return Decision((), (letter,), (Wake(max(until, given.now), ENDED, wake[1].subject),))


def ended(wake: tuple[str, Wake], chair: Chair, given: Given) -> Decision:
    """The date has come. With others there it ends by itself; the only one goes on until the group has named somebody."""
    community, person = chair.community, wake[1].subject.partition("/")[2]
    until = next((term.until for term in chair.terms if term.person == person), given.now)
    if community is None or not community.is_convened_by(person) or until > given.now:
        return NOTHING
    once = f"convener.ended:{community.id}:{person}:{given.now:%Y-%m-%d}"
    entry = Entry("convener.term_over", community.id, person=person)
    if len(community.conveners) > 1:
        told = said(say.LAID_DOWN(who=Who(person), name=name_of(community)))
        changes = (RoleTaken(community.id, person, "member"), TermEnded(community.id, person))
        letters = to_channels(community, once, "convener.laid_down", told)
        return Decision((), letters, entries=(entry,), changes=changes)
    name_one = Button(say.TITLE, "convener.nominate", (community.id,), "primary", opens_form=True)
    asks = said(say.TERM_OVER(who=Who(person), name=name_of(community)), Buttons((name_one,)))
    return Decision((), to_channels(community, once, "convener.term_over", asks), entries=(entry,))


def go_on(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """Another half year, if the group supports it."""
    community = chair.community
    if community is None or not community.is_convened_by(arrival.person):
        return Decision((tell(say.SETTLED),))
    named = Nomination(given.new_id(), community.id, arrival.person, arrival.person, 6)
    kept = Decision((tell(say.SHOWN),), changes=(ConvenerNominated(named),))
    return kept + ready(community, named, chair, given)


def lay_down(arrival: Arrival, chair: Chair, given: Given) -> Decision:
    """They convene no more; where nobody is left, the group hears that somebody may take it up."""
    community = chair.community
    if community is None or not community.is_convened_by(arrival.person):
        return Decision((tell(say.SETTLED),))
    left = [one for one in community.conveners if one != arrival.person]
    told = said(say.LAID_DOWN(who=Who(arrival.person), name=name_of(community)))
    once = f"convener.laid_down:{community.id}:{arrival.person}:{given.now:%Y-%m-%d}"
    return Decision(
        (tell(say.LAID_DOWN_THANKS(name=name_of(community))),),
        (
            *to_channels(community, once, "convener.laid_down", told),
            *(() if left else nobody_convenes(community, given.now)),
        ),
        (Unwake(TERM, f"{community.id}/{arrival.person}"),),
        (Entry("convener.laid_down", community.id, person=arrival.person),),
        (RoleTaken(community.id, arrival.person, "member"), TermEnded(community.id, arrival.person)),
    )


def nobody_convenes(community: Community, now: datetime) -> tuple[Letter, ...]:
    """The group hears, once a month at most, that anybody may take it up; how that came about is not said."""
    take_up = Buttons((Button(common.CONVENE_BUTTON, "community.convene", (community.id,)),))
    message = said(say.NOBODY_LEFT(name=name_of(community)), take_up)
    return to_channels(community, f"convener.nobody:{community.id}:{now:%Y-%m}", "convener.nobody", message)
