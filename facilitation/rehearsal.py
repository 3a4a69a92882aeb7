"""A rehearsal: every message that would go out, to how many and when, seen beforehand; nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitation.asking import not_inside
from facilitation.attention import kind_said
from facilitation.community import Community
from facilitation.membership import name_of, not_convening, tell
from facilitation.voice import rehearsal as say
from facilitation.words import (
    Arrival,
    Buttons,
    Decision,
    Given,
    Heading,
    Menu,
    Message,
    Moment,
    Part,
    Phrase,
    Prose,
    Rule,
    Small,
    Tell,
)

WHAT = tuple(say.WHAT)
MOST_SHOWN, MOST_PARTS = 5, 5


@dataclass(frozen=True, slots=True)
class Played:
    """One message of a rehearsal: what kind, to whom (a channel or a person), when, and what it says."""

    kind: str
    to: str
    at: datetime
    message: Message
    in_channel: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A community with what was played on its copy; ``what`` '' or unknown: nothing was played."""

    community: Community | None
    what: str = ""
    played: tuple[Played, ...] = ()
    held: int = 0  # letters that would wait or not be sent at all


def grouped(played: Sequence[Played]) -> list[list[Played]]:
    """Messages of the same kind and first sentence together, in the order in which the first of each goes out."""
    groups: dict[tuple[str, str, bool], list[Played]] = {}
    for one in sorted(played, key=lambda one: (one.at, one.to)):
        groups.setdefault((one.kind, one.message.summary.key, one.in_channel), []).append(one)
    return list(groups.values())


def show(arrival: Arrival, stage: Stage, given: Given) -> Decision:
    """``/community rehearse pulse|welcome|story|week``: for conveners, before real people get anything."""
    if (no := not_inside(stage.community, arrival.person)) is not None:
        return no
    assert stage.community
    if (no := not_convening(stage.community, arrival.person)) is not None:
        return no
    if stage.what not in say.WHAT:
        return Decision((tell(say.WHICH),))
    groups = grouped(stage.played)
    heading = say.REHEARSED(name=name_of(stage.community), what=say.WHAT[stage.what])
    parts: list[Part] = []
    for group in groups[:MOST_SHOWN]:
        parts += [Prose((told_of(group),)), *shown(group[0].message), Rule()]
    more = len(groups) - MOST_SHOWN
    notes = [
        say.NOTHING_SENT,
        *([say.MORE(n=more)] if more > 0 else []),
        *([say.HELD(n=stage.held)] if stage.held else []),
    ]
    body = tuple(parts) or (Prose((say.NO_LETTER,)),)
    return Decision((Tell(Message(heading, (Heading(heading), *body, Small(tuple(notes))))),))


def told_of(group: Sequence[Played]) -> Phrase:
    """To how many and when. Who they are is not said."""
    first, last = Moment(group[0].at), Moment(group[-1].at)
    kind = kind_said(group[0].kind)
    if group[0].in_channel:
        return say.INTO_CHANNEL(kind=kind, at=first)
    people = len({one.to for one in group})
    if group[0].at == group[-1].at:
        return say.TO_PEOPLE(n=people, kind=kind, at=first)
    return say.TO_PEOPLE_BETWEEN(n=people, kind=kind, at=first, until=last)


def shown(message: Message) -> tuple[Part, ...]:
    """What a message says, without its buttons: a press on a rehearsal would do nothing."""
    parts = tuple(part for part in message.parts if not isinstance(part, Buttons | Menu | Rule))
    return parts[:MOST_PARTS] or (Prose((message.summary,)),)
