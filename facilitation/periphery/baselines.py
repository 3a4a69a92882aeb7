"""The plain rankings and policies that ours has to beat, as science.md 2.5 defines them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from facilitation.numbers import Bools, Floats, Ints, Matrix, np
from facilitation.periphery.look import Look
from facilitation.periphery.ranking import Ground, column
from facilitation.periphery.slots import PLACES

Ranker = Callable[[Ground, int, Ints], Floats]
DAMPING: Final = 0.85  # of personalised PageRank, as Page et al. 1999
ROUNDS: Final = 30  # of its power iteration; 0.85 ** 30 is below one per cent


def by_lot(series: int) -> Ranker:
    """No knowledge at all, the same in every run; another series draws other lots."""

    def ranker(ground: Ground, channel: int, members: Ints) -> Floats:
        seed = (series, channel, int(ground.look.at))
        return np.random.default_rng(seed).random(len(ground.look.names))

    return ranker


def activity(ground: Ground, channel: int, members: Ints) -> Floats:
    return ground.look.activity


def degree(ground: Ground, channel: int, members: Ints) -> Floats:
    return ground.look.contacts


def recency(ground: Ground, channel: int, members: Ints) -> Floats:
    return ground.look.last


def common_neighbours(ground: Ground, channel: int, members: Ints) -> Floats:
    """Ties to members, counted as often as they were tied."""
    return tied_to(ground.look, members, np.ones(len(members)))


def adamic_adar(ground: Ground, channel: int, members: Ints) -> Floats:
    """Ties to members, each worth one over the logarithm of the member's contacts."""
    return tied_to(ground.look, members, ground.rarity[members])


def tied_to(look: Look, members: Ints, weights: Floats) -> Floats:
    rows = look.ties[members]
    values = rows.data * np.repeat(weights, np.diff(rows.indptr))
    return np.bincount(rows.indices, values, minlength=len(look.names)).astype(np.float64)


def pagerank(ground: Ground, channel: int, members: Ints) -> Floats:
    """Personalised PageRank that starts again at the members."""
    steps = transitions(ground.look)
    start = np.zeros(len(ground.look.names))
    start[members] = 1 / max(len(members), 1)
    rank = start.copy()
    for _ in range(ROUNDS):
        rank = (1 - DAMPING) * start + DAMPING * (steps @ rank)
    return rank


def transitions(look: Look) -> Matrix:
    """From each person to their contacts in proportion to ties, by column."""
    total = np.asarray(look.ties.sum(axis=0)).ravel()
    return look.ties.multiply(1 / np.maximum(total, 1e-12)[None, :]).tocsr()


def co_membership(ground: Ground, channel: int, members: Ints) -> Floats:
    """Item-based collaborative filtering: the likeness of the channels somebody writes in to this one."""
    here = ground.look.messages.copy()
    here.data = np.ones_like(here.data)
    return np.asarray(here @ column(ground.alike, channel))


RANKERS: Final[dict[str, Ranker]] = {
    "random": by_lot(0),
    "activity": activity,
    "degree": degree,
    "recency": recency,
    "common neighbours": common_neighbours,
    "Adamic–Adar": adamic_adar,
    "personalised PageRank": pagerank,
    "co-membership": co_membership,
}


@dataclass
class PlainPolicy:
    """Three people for each community by one ranker. ``circles``: one of each; ``rests``: nobody at two cutoffs running."""

    ranker: Ranker
    circles: bool = False
    rests: bool = False
    _before: set[int] = field(default_factory=set)

    def choose(self, ground: Ground, communities: Sequence[tuple[int, Ints]]) -> list[tuple[int, int]]:
        """(channel, person) pairs for one cutoff."""
        named: set[int] = set()
        picks: list[tuple[int, int]] = []
        for channel, members in communities:
            free = ground.look.outside(channel)
            if self.rests:
                free[list(self._before | named)] = False
            for person in self._three(ground, free, self.ranker(ground, channel, members)):
                named.add(person)
                picks.append((channel, person))
        self._before = named
        return picks

    def _three(self, ground: Ground, free: Bools, value: Floats) -> list[int]:
        if not self.circles:
            return top(np.flatnonzero(free), value, PLACES)
        new, busy = ground.look.new(), ground.look.busy
        strata = (new, ~new & ~busy, ~new & busy)
        return [person for mask in strata for person in top(np.flatnonzero(free & mask), value, 1)]


def top(people: Ints, value: Floats, most: int) -> list[int]:
    return [int(one) for one in people[np.argsort(-value[people], kind="stable")[:most]]]


LOTS: Final = 10  # series over which policies by lot are averaged, as in science.md 2.5

POLICIES: Final[dict[str, Callable[[], list[PlainPolicy]]]] = {
    "random": lambda: [PlainPolicy(by_lot(series)) for series in range(LOTS)],
    "most active": lambda: [PlainPolicy(activity)],
    "Adamic–Adar": lambda: [PlainPolicy(adamic_adar)],
    "Adamic–Adar + rest": lambda: [PlainPolicy(adamic_adar, rests=True)],
    "stratified Adamic–Adar": lambda: [PlainPolicy(adamic_adar, circles=True)],
    "stratified Adamic–Adar + rest": lambda: [PlainPolicy(adamic_adar, circles=True, rests=True)],
    "stratified random + rest": lambda: [
        PlainPolicy(by_lot(series), circles=True, rests=True) for series in range(LOTS)
    ],
}
