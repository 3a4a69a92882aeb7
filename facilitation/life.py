"""What goes on by itself once a community is there: its conveners' and sponsor's weeks, who is near, who convenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from facilitation import rhythm
from facilitation.community import Community
from facilitation.convener import nobody_convenes
from facilitation.nudges.week import week_wake
from facilitation.people import Person
from facilitation.periphery.finding import month_wake
from facilitation.welcome import look_wake
from facilitation.words import NOTHING, Arrival, Decision, Given, PersonId, Wake

LOOK = "life.look"  # once a day for each community; finds who began to convene and who came


@dataclass(frozen=True, slots=True)
class Living:
    """A community with those who convene or sponsor it, as people."""

    community: Community | None
    people: Mapping[PersonId, Person]
    expected: frozenset[PersonId] = frozenset()  # whose week is set already
    searched: bool = False  # whether people who could be drawn in are looked for each month


def keepers(community: Community) -> tuple[PersonId, ...]:
    """Those who convene and the one who sponsors, each once."""
    return tuple(dict.fromkeys((*community.conveners, *((community.sponsor,) if community.sponsor else ()))))


def begin(arrival: Arrival, living: Living, given: Given) -> Decision:
    """People of a community's channel became known: from now on it is looked at each day."""
    return look_at(living, given)


def look(wake: tuple[str, Wake], living: Living, given: Given) -> Decision:
    """The daily look."""
    return look_at(living, given)


def look_at(living: Living, given: Given) -> Decision:
    """Whoever convenes or sponsors has a week of their own; one that is set, and perhaps put off, stays as it is."""
    community = living.community
    if community is None:
        return NOTHING
    tomorrow = rhythm.next_local(community.zone, 8, 0, given.now + timedelta(hours=1))
    new = [living.people[one] for one in keepers(community) if one not in living.expected]
    weeks = tuple(week_wake(one, given.now) for one in new)
    near = () if living.searched else (month_wake(community, given.now),)
    return Decision(
        letters=() if community.conveners else nobody_convenes(community, given.now),
        wakes=(Wake(tomorrow, LOOK, community.id), look_wake(community, given.now), *weeks, *near),
    )
