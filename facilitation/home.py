"""The Home tab: my communities and my settings; other features add what waits for me."""

from __future__ import annotations

from facilitation.community import Bench, Community
from facilitation.membership import name_of
from facilitation.settings import settings_parts
from facilitation.voice import community as say
from facilitation.words import Arrival, Decision, Given, Heading, Home, Message, Phrase, Prose, Rule, Small


def show_home(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """What opens when a person opens Evener's Home tab; useful to somebody who is in no community as well."""
    lines = [line(one, arrival.person) for one in bench.mine]
    lines += [sponsor_line(one) for one in bench.sponsored if not one.has(arrival.person)]
    body = tuple(Prose((one,)) for one in lines) or (Prose((say.HOME_EMPTY,)),)
    parts = (
        Heading(say.HOME_HEADING),
        *body,
        Rule(),
        *settings_parts(bench.person),
        Small((say.HOME_SUPPORT,)),
    )
    return Decision((Home(Message(say.HOME_SUMMARY, parts)),))


def line(community: Community, person: str) -> Phrase:
    """One community of mine, and whether I convene it."""
    told = say.HOME_CONVENE if community.is_convened_by(person) else say.HOME_LINE
    return told(name=name_of(community), n=len(community.members))


def sponsor_line(community: Community) -> Phrase:
    return say.HOME_SPONSOR(name=name_of(community), n=len(community.members))
