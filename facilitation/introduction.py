"""Paired introductions for those who said yes to them: nobody twice with the same, nobody left out.

Pairs are drawn anew every four weeks. An odd one joins a pair, and the three are told why. Whether people met stays
with them: nobody is told who did and who did not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from random import Random

from facilitation import rhythm
from facilitation.aboutme import AboutMe
from facilitation.asking import not_inside, said, to_channels
from facilitation.attention import PROMISED
from facilitation.community import Community
from facilitation.membership import name_of, tell
from facilitation.voice import introduction as say
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Change,
    CommunityId,
    DateField,
    Decision,
    Entry,
    Form,
    Given,
    Letter,
    Moment,
    Open,
    Part,
    PersonId,
    Phrase,
    Press,
    Prose,
    Quote,
    Reask,
    Small,
    Submission,
    Wake,
    Who,
)

ROUND, ASK = "introduction.round", "introduction.ask"
EVERY = timedelta(weeks=4)
ASKED_AFTER = timedelta(days=12)
DRAWS = 60

Group = tuple[PersonId, ...]
Met = Mapping[frozenset[PersonId], int]


@dataclass(frozen=True, slots=True)
class Wish:
    """Whether somebody takes part, and until when they pause."""

    person: PersonId
    takes_part: bool = True
    paused_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """A community's introductions: who takes part, which pairs were made before, and what people say of themselves."""

    community: Community | None
    wishes: tuple[Wish, ...] = ()
    met: Met = field(default_factory=dict)  # pair → how often
    about: Mapping[PersonId, AboutMe] = field(default_factory=dict)
    round: tuple[Group, ...] = ()  # the groups of the last round

    def present(self, now: datetime) -> list[PersonId]:
        """Those who take part now and are still members, in a fixed order."""
        return sorted(
            one.person
            for one in self.wishes
            if one.takes_part
            and not (one.paused_until and one.paused_until > now)
            and self.community is not None
            and self.community.has(one.person)
        )


@dataclass(frozen=True, slots=True)
class IntroductionWished(Change):
    community: CommunityId
    wish: Wish


@dataclass(frozen=True, slots=True)
class Introduced(Change):
    """A round was drawn. ``round`` names it."""

    community: CommunityId
    round: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class IntroductionAnswered(Change):
    """Somebody said that they met; only they see it again."""

    community: CommunityId
    round: str
    member: PersonId


# --- drawing -----------------------------------------------------------------------------------------------------


def draw(people: Sequence[PersonId], met: Met, luck: Random) -> tuple[Group, ...]:
    """Everybody in one group of two, or three when they are odd; as few pairs as can be that met before.

    Many draws, each improved by exchanging partners, and the one with the fewest repeats is taken. Fewer than two
    people give no group.
    """
    if len(people) < 2:
        return ()
    best: tuple[Group, ...] = ()
    for _ in range(DRAWS):
        groups = improved(shuffled(people, luck), met)
        if not best or repeats(groups, met) < repeats(best, met):
            best = groups
        if repeats(best, met) == 0:
            break
    return best


def shuffled(people: Sequence[PersonId], luck: Random) -> list[Group]:
    """Pairs in a random order; an odd one joins the last."""
    order = list(people)
    luck.shuffle(order)
    groups = [tuple(order[n : n + 2]) for n in range(0, len(order) - len(order) % 2, 2)]
    if len(order) % 2:
        groups[-1] = (*groups[-1], order[-1])
    return groups


def cost(group: Group, met: Met) -> int:
    """How often people of a group met before, over its pairs."""
    return sum(met.get(frozenset(pair), 0) for pair in combinations(group, 2))


def repeats(groups: Sequence[Group], met: Met) -> int:
    return sum(cost(group, met) for group in groups)


def improved(groups: list[Group], met: Met) -> tuple[Group, ...]:
    """Exchange one person between two groups as long as that makes fewer repeats."""
    changed = True
    while changed:
        changed = False
        for a, b in combinations(range(len(groups)), 2):
            if cost(groups[a], met) + cost(groups[b], met) and (
                better := exchanged(groups[a], groups[b], met)
            ):
                groups[a], groups[b] = better
                changed = True
    return tuple(groups)


def exchanged(one: Group, other: Group, met: Met) -> tuple[Group, Group] | None:
    """The two groups with one person of each exchanged, where that is better; None where nothing is."""
    now = cost(one, met) + cost(other, met)
    for x in range(len(one)):
        for y in range(len(other)):
            first = (*one[:x], other[y], *one[x + 1 :])
            second = (*other[:y], one[x], *other[y + 1 :])
            if cost(first, met) + cost(second, met) < now:
                return first, second
    return None


# --- taking part -------------------------------------------------------------------------------------------------


def begin(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """``/community introductions``, or a nudge's button: the channel hears of it, and who wants takes part."""
    if (no := not_inside(hall.community, arrival.person)) is not None:
        return no
    community = hall.community
    assert community
    first = round_wake(community, given.now + timedelta(days=5))
    args = (community.id,)
    asks = say.OFFERED(who=Who(arrival.person), name=name_of(community), at=Moment(first.due_at, "date"))
    buttons = Buttons(
        (
            Button(say.COUNT_ME_IN, "introduction.in", args, "primary"),
            Button(say.OUT, "introduction.out", args),
        )
    )
    once = f"introduction:{community.id}:{given.now:%Y-%m-%d}"
    return Decision(
        (tell(say.SHOWN),),
        to_channels(community, once, "introduction.offer", said(asks, buttons, Small((say.HOW,)))),
        (first,),
        (Entry("introduction.offered", community.id),),
    )


def round_wake(community: Community, after: datetime) -> Wake:
    """A Wednesday at ten, where the community is."""
    return Wake(rhythm.next_local(community.zone, 10, 0, after, weekday=2), ROUND, community.id)


def take_part(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """In, out, or paused until a date; all in one tap, at any time."""
    if (no := not_inside(hall.community, arrival.person)) is not None:
        return no
    assert hall.community and isinstance(arrival.what, Press)
    joins = arrival.what.action == "introduction.in"
    return wished(hall.community, Wish(arrival.person, joins)) + Decision(
        (tell(say.YOU_ARE_IN if joins else say.YOU_ARE_OUT),)
    )


def wished(community: Community, wish: Wish) -> Decision:
    kind = "introduction.joined" if wish.takes_part else "introduction.left"
    return Decision(entries=(Entry(kind, community.id),), changes=(IntroductionWished(community.id, wish),))


def ask_pause(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """Until when?"""
    if (no := not_inside(hall.community, arrival.person)) is not None:
        return no
    assert hall.community
    fields = (DateField("until", say.PAUSE_LABEL),)
    return Decision(
        (Open(Form("introduction.pause", say.PAUSE_TITLE, say.PAUSE, fields, (hall.community.id,))),)
    )


def pause(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """They pause, and come back by themselves."""
    if (no := not_inside(hall.community, arrival.person)) is not None:
        return no
    assert hall.community and isinstance(arrival.what, Submission)
    today = rhythm.local_date(hall.community.zone, given.now)
    day = date.fromisoformat(arrival.what.text("until") or today.isoformat())
    if day <= today:
        return Decision((Reask((("until", say.PAUSE_DAY),)),))
    until = rhythm.at_local(hall.community.zone, day, datetime.min.time())
    told = tell(say.PAUSED(until=Moment(until, "date")))
    return Decision((told,)) + wished(hall.community, Wish(arrival.person, True, until))


# --- a round -----------------------------------------------------------------------------------------------------


def draw_round(wake: tuple[str, Wake], hall: Hall, given: Given) -> Decision:
    """Every four weeks: pairs are drawn, and each is told of the other. Nobody takes part any more: it ends quietly."""
    community = hall.community
    if community is None:
        return NOTHING
    people = hall.present(given.now)
    if not any(one.takes_part for one in hall.wishes):
        return Decision(entries=(Entry("introduction.ended", community.id),))
    again = round_wake(community, given.now + EVERY - timedelta(days=3))
    name = f"{given.now:%Y-%m-%d}"
    groups = draw(people, hall.met, given.luck(f"introduction:{community.id}:{name}"))
    if not groups:
        return Decision(wakes=(again,), entries=(Entry("introduction.too_few", community.id),))
    letters = tuple(letter for group in groups for letter in to_group(community, group, hall, name))
    return Decision(
        (),
        letters,
        (again, Wake(given.now + ASKED_AFTER, ASK, f"{community.id}/{name}")),
        (Entry("introduction.drawn", community.id, (("groups", len(groups)),)),),
        (Introduced(community.id, name, groups),),
    )


def to_group(community: Community, group: Group, hall: Hall, name: str) -> tuple[Letter, ...]:
    """One letter to each of a group, naming the others and what they say of themselves."""
    return tuple(
        Letter(
            f"introduction:{community.id}:{name}:{person}",
            person,
            said(first_words(community, group, person), *others(group, person, hall), SMALL),
            "introduction.pair",
            importance=PROMISED,
        )
        for person in group
    )


def first_words(community: Community, group: Group, person: PersonId) -> Phrase:
    """Whom they meet this time; three are told why they are three."""
    rest = tuple(Who(one) for one in group if one != person)
    if len(rest) == 1:
        return say.PAIR(who=rest[0], name=name_of(community))
    return say.TRIO(who=rest, name=name_of(community))


def others(group: Group, person: PersonId, hall: Hall) -> tuple[Part, ...]:
    """What the others wrote of themselves, if they did."""
    written = [hall.about[one] for one in group if one != person and one in hall.about]
    return tuple(
        part
        for one in written
        if one.can_help
        for part in (Prose((say.CAN_HELP(who=Who(one.person)),)), Quote(one.can_help, one.person))
    )


SMALL = Small((say.QUESTION, say.PAUSE_ANY_TIME))


# --- did you meet? -----------------------------------------------------------------------------------------------


def ask_whether(wake: tuple[str, Wake], hall: Hall, given: Given) -> Decision:
    """Twelve days later, each is asked; the answer stays with the group."""
    community, name = hall.community, wake[1].subject.partition("/")[2]
    if community is None:
        return NOTHING
    letters = []
    for group in hall.round:
        for person in group:
            args = (community.id, name)
            asks = say.DID_YOU_MEET(who=tuple(Who(one) for one in group if one != person))
            buttons = (
                Button(say.WE_MET, "introduction.met", args, "primary"),
                Button(say.NOT_YET, "introduction.not_yet", args),
                Button(say.PAUSE_ME, "introduction.pause", args, opens_form=True),
            )
            once = f"introduction.met:{community.id}:{name}:{person}"
            message = said(asks, Buttons(buttons))
            letters.append(Letter(once, person, message, "introduction.met", importance=PROMISED))
    return Decision((), tuple(letters))


def hear_met(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """They met. Kept for the group once; nobody is compared."""
    assert isinstance(arrival.what, Press)
    if hall.community is None or not any(arrival.person in group for group in hall.round):
        return Decision((tell(say.OVER),))
    change = IntroductionAnswered(hall.community.id, arrival.what.args[1], arrival.person)
    return Decision((tell(say.GLAD),), changes=(change,))


def hear_not_yet(arrival: Arrival, hall: Hall, given: Given) -> Decision:
    """Not yet, and no reason is asked."""
    return Decision((tell(say.NO_HURRY),))
