"""``/community picture``: how taking part is spread in a community, as places and never as people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from facilitation.community import Bench, Community
from facilitation.leadership import FEWEST
from facilitation.membership import name_of, tell
from facilitation.participation import Heard
from facilitation.periphery.measures import Level, Picture, picture
from facilitation.voice import community as house
from facilitation.voice import periphery_picture as say
from facilitation.words import (
    Arrival,
    Decision,
    Facts,
    Given,
    Heading,
    Message,
    Part,
    Phrase,
    Prose,
    Small,
    Tell,
)

LEVELS: Final = (Level.CORE, Level.ACTIVE, Level.PERIPHERAL, Level.OUTSIDE)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who asks, and what was said in the community's channels as far back as is kept, oldest first."""

    bench: Bench
    talk: tuple[Heard, ...] = ()


def show_picture(arrival: Arrival, seen: Seen, given: Given) -> Decision:
    """Anybody in the community may see it: it says nothing about anybody."""
    community = seen.bench.meant
    if community is None:
        return Decision((tell(house.WHICH if seen.bench.mine else house.NO_COMMUNITY),))
    if not community.has(arrival.person):
        return Decision((tell(house.NOT_IN(name=name_of(community))),))
    members = [one.person for one in community.members]
    drawn = picture(seen.talk, given.now.timestamp(), members, community.conveners)
    if drawn is None:
        return Decision((tell(say.TOO_FEW(name=name_of(community), n=FEWEST)),))
    return Decision((Tell(picture_card(community, drawn)),))


def picture_card(community: Community, drawn: Picture) -> Message:
    """Places, how leadership is spread, and what changed beyond what varies anyway."""
    now = drawn.now
    facts = [(say.LEVELS[level.value], counted(now.levels[level])) for level in LEVELS]
    facts.append((say.CAME, counted(now.newcomers)))
    if now.topics:
        facts.append((say.STARTERS_LABEL, say.WORTH(n=round(now.starters))))
    if now.answered >= FEWEST:
        facts.append((say.ANSWERS_LABEL, say.ANSWERS(n=now.answered, worth=round(now.first_answerers))))
    parts: list[Part] = [
        Heading(say.HEADING(name=name_of(community))),
        Facts(tuple(facts)),
        Prose(changes_of(drawn)),
        Small((say.SMALL(days=drawn.days), say.PLACES)),
    ]
    return Message(say.SUMMARY(name=name_of(community)), tuple(parts))


def counted(people: int) -> Phrase:
    """A number of people; fewer than five are only said to be few."""
    return say.COUNT(n=people) if people >= FEWEST or people == 0 else say.FEWER(n=FEWEST)


def changes_of(drawn: Picture) -> tuple[Phrase, ...]:
    """What changed beyond its natural wobble, else that nothing did."""
    found = tuple(say.CHANGES[name, sign] for name, sign in drawn.changed.items() if sign)
    return found or (say.NO_CHANGE,)
