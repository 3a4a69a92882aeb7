"""``/community mine``: whoever was named can read where, why and who was asked, and end it with one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from facilitation.periphery.suggestion import SHOWN, SuggestingRefused, Suggestion
from facilitation.voice import invitation as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    Decision,
    Entry,
    Given,
    Heading,
    Message,
    Moment,
    Part,
    Phrase,
    Press,
    Prose,
    Redraw,
    Tell,
    Typed,
    Who,
)


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything about somebody's own suggestions, and how often they came up and nobody was told."""

    suggestions: tuple[Suggestion, ...] = ()
    communities: Mapping[str, str] = field(default_factory=dict)  # id → name
    refused: bool = False


def show_mine(arrival: Arrival, mine: Mine, given: Given) -> Decision:
    """``/community mine``: where somebody was named, why, who was asked, and the button that ends it."""
    return Decision((Tell(mine_message(mine)),))


def mine_parts(mine: Mine) -> list[Part]:
    """Where somebody was named, why, and who was asked."""
    shown = [one for one in mine.suggestions if one.state in SHOWN]
    held = len(mine.suggestions) - len(shown)
    parts: list[Part] = [Prose(lines_of(one, mine)) for one in shown]
    if not mine.suggestions:
        parts.append(Prose((say.MINE_NEVER,)))
    if held:
        parts.append(Prose((say.MINE_HELD(n=held),)))
    return parts


def mine_message(mine: Mine) -> Message:
    parts: list[Part] = [Heading(say.MINE_HEADING), *mine_parts(mine)]
    parts.append(Prose((say.MINE_CLOSED if mine.refused else say.MINE_OPEN,)))
    change = (
        Button(say.ALLOW, "invitation.allow")
        if mine.refused
        else Button(say.REFUSE, "invitation.refuse", style="danger")
    )
    return Message(say.MINE_SUMMARY, (*parts, Buttons((change,))))


def lines_of(one: Suggestion, mine: Mine) -> tuple[Phrase, ...]:
    """One time somebody was named: to whom, why, and who was asked."""
    name = Typed(mine.communities.get(one.community, ""))
    asked = (say.MINE_ASKED(who=Who(one.asked)),) if one.asked else ()
    return (say.MINE_LINE(at=Moment(one.made_at, "date"), name=name), *one.reasons[:1], *asked)


def refuse(arrival: Arrival, mine: Mine, given: Given) -> Decision:
    """*Do not suggest me*, and the other way round: at once, and nobody is told."""
    assert isinstance(arrival.what, Press)
    refused = arrival.what.action == "invitation.refuse"
    now = replace(mine, refused=refused)
    kind = "periphery.refused" if refused else "periphery.allowed"
    return Decision(
        replies=(Redraw(mine_message(now)),),
        entries=(Entry(kind, arrival.person, person=arrival.person),),
        changes=(SuggestingRefused(arrival.person, refused),),
    )
