"""Which three people a community may hear about this month: somebody new, somebody seldom heard, somebody from elsewhere.

A ranking alone names the busy, again and again (science.md 0.2). So each community has three places, filled from
different circles of people; whoever was named rests; and of every four places one is drawn by lot among people who
know nobody there, because they would wait for ever otherwise. Communities that ask at the same time are served
together: each person goes where they most likely belong, not to whoever happened to ask first. A place that cannot be
filled from its own circle is filled from the other of the two quieter ones, never from the busy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final

from facilitation.numbers import Bools, Floats, Ints, csgraph, np, sparse
from facilitation.periphery.look import Look
from facilitation.periphery.memory import DAY
from facilitation.periphery.ranking import Ground, Scorer, Weights

REST: Final = 30 * DAY  # between being named anywhere and being named again
REST_HERE: Final = 90 * DAY  # the same for one community
MOST_TIMES: Final = 10  # that one person is ever named without having come
ACTIVE: Final = 14  # days: a mention is followed by entry when it comes in an active week (science.md 2.5)
DRAWN: Final = 0.25  # of all places, by lot among people without ties
SHORTLIST: Final = 40  # best of each circle that a community brings to the table
PLACES: Final = 3


class Slot(StrEnum):
    """The circle a place is meant for. A word for rules and reports; people never read it about themselves."""

    NEWCOMER = "newcomer"  # first message anywhere less than 90 days ago
    QUIET = "quiet"  # not new, and in the lower four fifths by messages
    BRIDGING = "bridging"  # not new, active elsewhere: the upper fifth


Luck = Callable[[str], Random]


@dataclass(frozen=True, slots=True)
class Seeking:
    """A community that asks for suggestions now. ``barred`` are people who may not be named to it, by name.

    ``places`` are the circles it asks for; ``by_lot``: all places are drawn among people without ties.
    """

    community: str
    channel: int | None
    members: Ints
    barred: frozenset[str] = frozenset()
    places: tuple[Slot, ...] = tuple(Slot)
    by_lot: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """One suggestion. ``propensity`` is the chance with which this person was named, 1 where no lot was drawn."""

    community: str
    person: int
    slot: Slot
    drawn: bool
    propensity: float
    among: int = 0  # from how many the lot was drawn


@dataclass
class Exposure:
    """Who was named to which community, and when. What keeps one person from being asked again and again."""

    named: dict[str, list[tuple[float, str]]] = field(default_factory=dict)

    def note(self, person: str, community: str, at: float) -> None:
        self.named.setdefault(person, []).append((at, community))

    def resting(self, at: float) -> Iterator[str]:
        """Who may be named to nobody at ``at``: named in the last 30 days, or as often as anybody may be."""
        for person, times in self.named.items():
            if len(times) >= MOST_TIMES or any(abs(at - then) < REST for then, _ in times):
                yield person

    def resting_for(self, community: str, at: float) -> Iterator[str]:
        """Who was named to this community in the last 90 days."""
        for person, times in self.named.items():
            if any(where == community and abs(at - then) < REST_HERE for then, where in times):
                yield person


def choose(
    ground: Ground,
    seeking: Sequence[Seeking],
    weights: Weights,
    exposure: Exposure,
    luck: Luck,
    allowed: Bools | None = None,
) -> list[Pick]:
    """The people named to each community, in the order of ``seeking`` and then newcomer, quiet, bridging.

    ``allowed`` leaves out who opted out, is away, gone, a guest or a bot. ``exposure`` is noted with what was chosen.
    """
    table = Table(ground, exposure, allowed)
    scorer = Scorer(ground, weights)
    picks: list[Pick] = []
    seats: list[Seat] = []
    for one in shuffled(seeking, luck):
        seat, drawn = table.seat(one, scorer, luck)
        seats.append(seat)
        picks += drawn
    picks += table.match(seats, own_circle)
    picks += table.match(seats, quieter_circles)
    order = {one.community: number for number, one in enumerate(seeking)}
    picks.sort(key=lambda pick: (order[pick.community], list(Slot).index(pick.slot)))
    for pick in picks:
        exposure.note(ground.look.names[pick.person], pick.community, ground.look.at)
    return picks


QUIETER: Final = (Slot.NEWCOMER, Slot.QUIET)


def own_circle(slot: Slot) -> Collection[Slot]:
    """A place is first filled from the circle it is meant for."""
    return (slot,)


def quieter_circles(slot: Slot) -> Collection[Slot]:
    """A place that stayed open is filled from the two quieter circles, whatever it was meant for."""
    return QUIETER


@dataclass
class Seat:
    """One community at the table: the best of each circle for it with their worth, and the places still open."""

    community: str
    shortlists: dict[Slot, tuple[Ints, Floats]]
    open: list[Slot]


class Table:
    """All communities that ask at one instant, and the people who may be named to any of them."""

    def __init__(self, ground: Ground, exposure: Exposure, allowed: Bools | None) -> None:
        look = ground.look
        self.ground = ground
        self.exposure = exposure
        self.number = {name: number for number, name in enumerate(look.names)}
        self.free = look.seen & look.active_within(ACTIVE)
        if allowed is not None:
            self.free &= allowed
        self.bar(self.free, exposure.resting(look.at))
        new = look.new()
        self.circles = {
            Slot.NEWCOMER: new,
            Slot.QUIET: ~new & ~look.busy,
            Slot.BRIDGING: ~new & look.busy,
        }

    def bar(self, free: Bools, names: Iterable[str]) -> None:
        """Strike people off; names the workspace does not know are nobody."""
        free[[self.number[name] for name in names if name in self.number]] = False

    def seat(self, seeking: Seeking, scorer: Scorer, luck: Luck) -> tuple[Seat, list[Pick]]:
        """A community takes its seat, with what it drew by lot."""
        look = self.ground.look
        free = self.free & outsiders(look, seeking)
        self.bar(free, seeking.barred)
        self.bar(free, self.exposure.resting_for(seeking.community, look.at))
        seat = Seat(seeking.community, {}, list(seeking.places))
        drawn = (
            self.draw_all(seat, seeking, free, luck)
            if seeking.by_lot
            else self.draw(seat, seeking, free, luck)
        )
        value = worth(scorer, seeking)
        for slot, circle in self.circles.items():
            seat.shortlists[slot] = best(np.flatnonzero(free & circle), value)
        return seat, drawn

    def draw(self, seat: Seat, seeking: Seeking, free: Bools, luck: Luck) -> list[Pick]:
        """The place drawn by lot, if this month has one for this community: one of the two quieter ones."""
        dice = luck(f"periphery:{seeking.community}:{self.ground.look.at:.0f}")
        share = DRAWN * PLACES
        if dice.random() >= share:
            return []
        slot = dice.choice(QUIETER)
        hat = self.strangers(seeking, free & self.circles[slot])
        if slot not in seat.open or not len(hat):
            return []
        person = int(hat[dice.randrange(len(hat))])
        return [self.take(seat, slot, person, share / len(QUIETER) / len(hat), len(hat))]

    def draw_all(self, seat: Seat, seeking: Seeking, free: Bools, luck: Luck) -> list[Pick]:
        """Every place by lot, whatever the circle: a convener asked for it."""
        dice = luck(f"periphery:lot:{seeking.community}:{self.ground.look.at:.0f}")
        hat = self.strangers(seeking, free).tolist()
        people = dice.sample(hat, min(len(seat.open), len(hat)))
        chance = len(people) / max(len(hat), 1)
        drawn = [self.take(seat, seat.open[0], one, chance, len(hat)) for one in people]
        seat.open.clear()
        return drawn

    def strangers(self, seeking: Seeking, free: Bools) -> Ints:
        """Who of these is tied to no member."""
        apart = free.copy()
        apart[self.ground.look.ties[seeking.members].indices] = False
        return np.flatnonzero(apart)

    def take(self, seat: Seat, place: Slot, person: int, propensity: float = 1.0, among: int = 0) -> Pick:
        """Name a person: the place is filled and they rest."""
        seat.open.remove(place)
        self.free[person] = False
        slot = next(slot for slot, circle in self.circles.items() if circle[person])
        return Pick(seat.community, person, slot, among > 0, propensity, among)

    def match(self, seats: Sequence[Seat], circles: Callable[[Slot], Collection[Slot]]) -> list[Pick]:
        """Fill the open places so that, over all communities together, the most people are likely to come."""
        places = [(seat, slot) for seat in seats for slot in seat.open]
        shortlists = [self.still_free(seat, circles(slot)) for seat, slot in places]
        chosen = assigned(shortlists, len(self.ground.look.names))
        return [
            self.take(seat, slot, person)
            for (seat, slot), person in zip(places, chosen, strict=True)
            if person is not None
        ]

    def still_free(self, seat: Seat, circles: Collection[Slot]) -> tuple[Ints, Floats]:
        """A community's shortlists of these circles without those whom somebody else got meanwhile."""
        people = np.concatenate([seat.shortlists[slot][0] for slot in circles])
        value = np.concatenate([seat.shortlists[slot][1] for slot in circles])
        free = self.free[people]
        return people[free], value[free]


def best(people: Ints, value: Floats) -> tuple[Ints, Floats]:
    """The shortlist: the most likely of these people, with their worth."""
    worths = value[people]
    if len(people) > SHORTLIST:
        top = np.argpartition(-worths, SHORTLIST)[:SHORTLIST]
        return people[top], worths[top]
    return people, worths


def outsiders(look: Look, seeking: Seeking) -> Bools:
    """Who is neither a member nor wrote in the community's channel in the window."""
    out = look.seen.copy() if seeking.channel is None else look.outside(seeking.channel)
    out[seeking.members] = False
    return out


def worth(scorer: Scorer, seeking: Seeking) -> Floats:
    """How likely each outsider comes next month: the community's usual number of entrants, shared out by the ranking."""
    look = scorer.ground.look
    chance = scorer.scores(seeking.channel, seeking.members)
    out = outsiders(look, seeking)
    if not out.any():
        return np.zeros(len(chance))
    chance -= chance[out].max()
    np.minimum(chance, 0, out=chance)  # whoever is inside may stand higher, and is not asked about
    np.exp(chance, out=chance)
    usual = 0.0 if seeking.channel is None else look.entrants[seeking.channel]
    # a masked sum and no dot product: BLAS would start threads for it, and they cost fifty times the work
    chance *= (usual + 1) / float(chance.sum(where=out))
    return np.minimum(chance, 1, out=chance)


def shuffled(seeking: Sequence[Seeking], luck: Luck) -> list[Seeking]:
    """The order in which communities draw lots, itself by lot."""
    order = list(seeking)
    luck("periphery:" + ",".join(one.community for one in order)).shuffle(order)
    return order


def assigned(shortlists: Sequence[tuple[Ints, Floats]], people: int) -> list[int | None]:
    """One person at most for each place and one place at most for each person, with the greatest sum of worth.

    Every place may also stay open (a column of its own, worth next to nothing), so that there is always an answer.
    """
    if not shortlists:
        return []
    rows = np.repeat(np.arange(len(shortlists)), [len(who) for who, _ in shortlists])
    columns = np.concatenate([who for who, _ in shortlists])
    values = np.concatenate([value for _, value in shortlists]) + 1e-6
    empty = np.arange(len(shortlists))
    table = sparse.csr_array(
        (
            np.concatenate((values, np.full(len(empty), 1e-9))),
            (np.concatenate((rows, empty)), np.concatenate((columns, people + empty))),
        ),
        shape=(len(shortlists), people + len(empty)),
    )
    _, matched = csgraph.min_weight_full_bipartite_matching(table, maximize=True)
    return [int(one) if one < people else None for one in matched]
