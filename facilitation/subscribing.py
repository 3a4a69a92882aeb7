"""A community's calendar to subscribe to: conveners get its private address, and may make it anew when it got about."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.voice import community as common
from facilitation.voice import subscribing as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    Decision,
    Entry,
    Given,
    Heading,
    Link,
    Message,
    Prose,
    Redraw,
    Small,
    Tell,
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """``here``: the address that holds, or will once it is opened; ``anew``: the next one. Both '' where nobody reaches us."""

    community: Community | None
    here: str = ""
    anew: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class FeedOpened(Change):
    community: CommunityId


@dataclass(frozen=True, slots=True)
class FeedRenewed(Change):
    """The address that holds is another one from now on."""

    community: CommunityId


def show(arrival: Arrival, one: Subscription, given: Given) -> Decision:
    """``/community calendar``: the address, for conveners. Asked for the first time it begins to hold."""
    if (no := refusal(arrival, one)) is not None:
        return no
    assert one.community
    answer = Decision((Tell(card(one.community, one.here)),))
    if one.is_open:
        return answer
    entry = Entry("calendar.opened", one.community.id, person=arrival.person)
    return answer + Decision(entries=(entry,), changes=(FeedOpened(one.community.id),))


def renew(arrival: Arrival, one: Subscription, given: Given) -> Decision:
    """Whoever has the address from before sees nothing any more."""
    if (no := refusal(arrival, one)) is not None:
        return no
    assert one.community
    return Decision(
        (Redraw(card(one.community, one.anew)),),
        entries=(Entry("calendar.renewed", one.community.id, person=arrival.person),),
        changes=(FeedRenewed(one.community.id),),
    )


def refusal(arrival: Arrival, one: Subscription) -> Decision | None:
    """Why there is no address for them; None where there is one."""
    if one.community is None:
        return Decision((tell(common.WHICH),))
    if not one.community.is_convened_by(arrival.person):
        return Decision((tell(say.ONLY_CONVENERS),))
    return None if one.here else Decision((tell(say.NOWHERE),))


def card(community: Community, address: str) -> Message:
    heading = say.HEADING(name=name_of(community))
    again = Button(say.ANEW, "calendar.anew", (community.id,), "danger", confirm=say.SURE)
    return Message(
        heading,
        (
            Heading(heading),
            Prose((say.ADDRESS(address=Link(address, address)),)),
            Small((say.LIKE_A_PASSWORD,)),
            Buttons((again,)),
        ),
    )
