"""What matters to each member, in their own words; others see the words and not whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.asking import not_inside, said, to_channels
from facilitation.community import Community
from facilitation.membership import name_of, not_convening, tell
from facilitation.voice import community as common
from facilitation.voice import values as say
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
    Line,
    Open,
    Part,
    PersonId,
    Prose,
    Quote,
    Submission,
    Tell,
    Who,
)

MOST_VALUE = 140


@dataclass(frozen=True, slots=True)
class Values:
    """What members of a community wrote, and which of it is the reader's own ('' for none)."""

    community: Community | None
    written: tuple[str, ...] = ()
    mine: str = ""


@dataclass(frozen=True, slots=True)
class ValueGiven(Change):
    """A member's value in their own words; '' takes it back."""

    community: CommunityId
    person: PersonId
    words: str


def ask_value(arrival: Arrival, seen: Values, given: Given) -> Decision:
    """``/community values`` and the channel card's button: what matters to you here, in your own words."""
    if (no := not_inside(seen.community, arrival.person)) is not None:
        return no
    assert seen.community
    line = Line("words", say.LABEL, say.HINT, seen.mine, optional=True, most=MOST_VALUE)
    form = Form("values.mine", say.TITLE, common.CHARTER_SUBMIT, (line,), (seen.community.id,))
    return Decision((Open(form),))


def give_value(arrival: Arrival, seen: Values, given: Given) -> Decision:
    """It is kept, and they see what others wrote, without names."""
    if (no := not_inside(seen.community, arrival.person)) is not None:
        return no
    assert seen.community and isinstance(arrival.what, Submission)
    words = arrival.what.text("words")[:MOST_VALUE]
    others = tuple(Quote(one) for one in seen.written if one != seen.mine)
    heading: Part = Prose((say.OTHERS_WROTE,))
    told = say.KEPT if words else say.GONE
    message = said(told, *(((heading, *others)) if others else ()))
    entry = Entry("value.given" if words else "value.taken_back", seen.community.id)
    return Decision(
        (Tell(message),), entries=(entry,), changes=(ValueGiven(seen.community.id, arrival.person, words),)
    )


def invite_values(arrival: Arrival, seen: Values, given: Given) -> Decision:
    """A convener invites everybody at once, in the channel; nobody is asked one by one."""
    if seen.community is None:
        return Decision((tell(common.WHICH),))
    if (no := not_convening(seen.community, arrival.person)) is not None:
        return no
    asks = say.INVITED_ALL(who=Who(arrival.person), name=name_of(seen.community))
    button = Buttons((Button(say.WRITE_MINE, "values.mine", (seen.community.id,), opens_form=True),))
    once = f"values:{seen.community.id}:{given.now:%Y-%m-%d}"
    letters = to_channels(seen.community, once, "values.invited", said(asks, button))
    return Decision((tell(say.INVITED),), letters)
