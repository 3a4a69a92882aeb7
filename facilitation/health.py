"""How a community fares in four areas: what can be seen, and the next possible move; never a score.

Name, Connect, Resource, Illuminate (Wheatley and Frieze). Each line is a fact that members could count themselves.
Where nothing can be seen yet, that is the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from facilitation.asking import not_inside
from facilitation.membership import name_of
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.nudge import Area, Nudge, To
from facilitation.nudges.picture import Picture
from facilitation.voice import health as say
from facilitation.words import Arrival, Decision, Given, Heading, Message, Part, Phrase, Prose, Small, Tell

Line = Phrase | None
Seen = Callable[[Picture], Iterable[Line]]
FEW = 5  # below this many people a share of talk would be about somebody


def seen_in_name(p: Picture) -> Iterable[Line]:
    """Purpose, values in members' words, conveners whom the group named, a problem to own."""
    yield say.HAS_PURPOSE if p.community.purpose else None
    yield say.VALUES(n=len(p.values_from)) if p.values_from else None
    yield say.NAMED(n=len(p.nominated)) if p.nominated else None
    yield say.PROBLEMS(n=len(p.problems)) if p.problems else None


def seen_in_connect(p: Picture) -> Iterable[Line]:
    """How many were heard, whether there is a rhythm, whether newcomers were taken in."""
    heard = len(p.talk)
    yield say.HEARD(n=heard) if heard >= FEW else None
    yield say.RHYTHM if p.has_rhythm else None
    met = sum(one.introduced for one in p.newcomers)
    yield say.TAKEN_IN(n=met, all=say.NEW(n=len(p.newcomers))) if p.newcomers else None


def seen_in_resource(p: Picture) -> Iterable[Line]:
    """Questions that found a reply, experiments, requests."""
    asked = [one for one in p.threads if one.asks]
    replied = sum(one.replies > 0 for one in asked)
    yield say.REPLIED(n=replied, all=say.QUESTIONS(n=len(asked))) if asked else None
    yield say.TRIED(n=len(p.tries)) if p.tries else None
    yield say.WAITING(n=len(p.open_requests)) if p.open_requests else None


def seen_in_illuminate(p: Picture) -> Iterable[Line]:
    """Stories, and whether anything came of the last pulse."""
    yield say.STORIES(n=len(p.stories)) if p.stories else None
    yield say.CAME_OF_PULSE if p.pulse_closed_at and p.pulse_acted_on else None


AREAS: tuple[tuple[Area, Phrase, Seen], ...] = (
    (Area.NAME, say.NAME, seen_in_name),
    (Area.CONNECT, say.CONNECT, seen_in_connect),
    (Area.RESOURCE, say.RESOURCE, seen_in_resource),
    (Area.ILLUMINATE, say.ILLUMINATE, seen_in_illuminate),
)


def next_move(area: Area, picture: Picture) -> tuple[Nudge, Phrase] | None:
    """The most important thing that could be taken up in an area, with what was seen; None when nothing calls for it."""
    calling = [
        (nudge, seen)
        for nudge in NUDGES.values()
        if nudge.area is area
        and nudge.to is To.CONVENER
        and not nudge.mirror
        and (seen := nudge.evidence(picture)) is not None
    ]
    return max(calling, key=lambda pair: pair[0].importance, default=None)


def area_parts(area: Area, title: Phrase, seen: Seen, picture: Picture) -> tuple[Part, ...]:
    """One area: its lines, then what could come next."""
    lines = tuple(Prose((line,)) for line in seen(picture) if line is not None)
    move = next_move(area, picture)
    further: tuple[Part, ...] = ()
    if move is not None:
        nudge, evidence = move
        moves = say.COULD_BE_NEXT(either=nudge.either.label, other=nudge.other.label)
        further = (Prose((evidence, moves)),)
    if not lines and not further:
        lines = (Prose((say.NOT_ENOUGH,)),)
    return (Heading(title), *lines, *further)


def tell_health(arrival: Arrival, picture: Picture | None, given: Given) -> Decision:
    """``/community health``: the same for every member; nothing about any one person."""
    community = picture.community if picture else None
    if (no := not_inside(community, arrival.person)) is not None:
        return no
    assert picture
    parts = tuple(part for area, title, seen in AREAS for part in area_parts(area, title, seen, picture))
    heading = say.HEALTH(name=name_of(picture.community))
    return Decision((Tell(Message(heading, (Heading(heading), *parts, Small((say.NO_SCORE,))))),))
