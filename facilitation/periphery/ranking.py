"""Who outside a community is likely to come next, ranked by ten things that can be counted and said.

A ranking is a weighted sum of these, for each person outside: how lately they wrote anywhere; with how many people and
in how many places they are in touch; how much they wrote and for how long they are here; their ties to members (Adamic
and Adar 2003: a tie to somebody with few ties says more); what channels they share with the community, lately and over
the years (item-based collaborative filtering); whether they were called there by name; and whether they used to write
there. The weights were fitted on two public
archives by the conditional likelihood of who came next month (see docs/periphery.md), and ``learning`` lets a
workspace's own past correct them. A ranking serves to choose whom to look at; it is never shown to anybody.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from facilitation.numbers import Floats, Ints, Matrix, np, sparse
from facilitation.periphery.look import Look
from facilitation.periphery.memory import DAY

FEATURES: Final = (
    "lately",
    "contacts",
    "breadth",
    "activity",
    "tenure",
    "ties",
    "circles",
    "affinity",
    "called",
    "returning",
)
OF_A_PERSON: Final = 5  # the first five are the same for every community

Weights = Floats  # one for each of FEATURES, in log-odds for each unit


class Ground:
    """What a ranking of one instant needs for every community, worked out once."""

    def __init__(self, look: Look) -> None:
        self.look = look

    @cached_property
    def of_people(self) -> Floats:
        """The features that are the same for every community: people × (lately, contacts, breadth, activity, tenure)."""
        look = self.look
        days = np.where(look.seen, (look.at - look.last) / DAY, 0.0)
        places = np.diff(look.trace.indptr)
        known = np.clip(np.where(look.seen, (look.at - look.first) / DAY, 0.0), 0, 365)
        return np.column_stack(
            (
                -np.log1p(days),
                np.log1p(look.contacts),
                np.log1p(places),
                np.log1p(look.activity),
                np.log1p(known),
            )
        )

    @cached_property
    def rarity(self) -> Floats:
        """Adamic and Adar's weight of a member: one over the logarithm of how many people they are tied with."""
        return np.asarray(1 / np.log(np.maximum(self.look.contacts, 2)))

    @cached_property
    def warmth(self) -> Matrix:
        """Ties with a damped strength: the tenth exchange says less than the second."""
        return logged(self.look.warm)

    @cached_property
    def presence(self) -> Matrix:
        return logged(self.look.lately)

    @cached_property
    def history(self) -> Matrix:
        return logged(self.look.trace)

    @cached_property
    def alike(self) -> Matrix:
        """How alike channels are by who wrote in them in the window (cosine), by column."""
        here = self.look.messages.copy()
        here.data = np.ones_like(here.data)
        return cosines(here)

    @cached_property
    def kin(self) -> Matrix:
        """How alike channels are by who ever wrote in them and how much (cosine), by column."""
        return cosines(self.history)

    @cached_property
    def calls(self) -> Matrix:
        return logged(self.look.calls).tocsc()

    @cached_property
    def traces(self) -> Matrix:
        return self.history.tocsc()

    def of_pairs(self, channel: int, members: Ints) -> tuple[Floats, ...]:
        """The features that tell one community from another, each over all people."""
        return (
            self.ties_to(members),
            np.asarray(self.presence @ column(self.alike, channel)),
            np.asarray(self.history @ column(self.kin, channel)),
            column(self.calls, channel),
            column(self.traces, channel),
        )

    def ties_to(self, members: Ints) -> Floats:
        """Adamic–Adar over ties to members, with strength: the sum over members of rarity times warmth, damped."""
        people, values = self.tied(members)
        out = np.zeros(len(self.look.names))
        out[people] = values
        return out

    def tied(self, members: Ints) -> tuple[Ints, Floats]:
        """The same for those alone who are tied to a member: few of many."""
        rows = self.warmth[members]
        weights = np.repeat(self.rarity[members], np.diff(rows.indptr))
        people, place = np.unique(rows.indices, return_inverse=True)
        return people, np.log1p(np.bincount(place, rows.data * weights, minlength=len(people)))

    def features(self, channel: int, members: Ints, people: Ints) -> Floats:
        """People × features, in the order of FEATURES."""
        pairs = (feature[people] for feature in self.of_pairs(channel, members))
        return np.column_stack((self.of_people[people], *pairs))

    def scores(self, channel: int | None, members: Ints, weights: Weights) -> Floats:
        """The ranking's value for every person, whether outside or not."""
        return Scorer(self, weights).scores(channel, members)


class Scorer:
    """The ranking under one set of weights. What is the same for every community is worked out once, and what concerns

    few people is added for them alone: in a workspace of 100,000 every pass over everybody counts.
    """

    def __init__(self, ground: Ground, weights: Weights) -> None:
        self.ground = ground
        self._weight = dict(zip(FEATURES, weights.tolist(), strict=True))
        self._people = ground.of_people @ weights[:OF_A_PERSON]
        near, kin = ground.presence * self._weight["circles"], ground.history * self._weight["affinity"]
        self._places = sparse.hstack((near, kin), format="csr")

    def scores(self, channel: int | None, members: Ints) -> Floats:
        """The value for every person. A channel nobody ever wrote in tells nothing but who its members know."""
        ground = self.ground
        if channel is None:
            total = self._people.copy()
        else:
            alike = (column(ground.alike, channel), column(ground.kin, channel))
            total = self._places @ np.concatenate(alike)
            total += self._people
            self._add(total, "called", *entries(ground.calls, channel))
            self._add(total, "returning", *entries(ground.traces, channel))
        self._add(total, "ties", *ground.tied(members))
        return np.asarray(total)

    def _add(self, total: Floats, feature: str, people: Ints, values: Floats) -> None:
        """Add a feature for those who have any of it; nobody appears twice."""
        total[people] += self._weight[feature] * values


def entries(matrix: Matrix, number: int) -> tuple[Ints, Floats]:
    """The rows and values of one column of a matrix kept by columns."""
    begin, end = matrix.indptr[number], matrix.indptr[number + 1]
    return matrix.indices[begin:end], matrix.data[begin:end]


def logged(matrix: Matrix) -> Matrix:
    """log(1 + x) of what is there."""
    out = matrix.copy()
    out.data = np.log1p(out.data)
    return out


def column(matrix: Matrix, number: int) -> Floats:
    """One column of a matrix kept by columns, as a plain vector."""
    out = np.zeros(matrix.shape[0])
    rows, values = entries(matrix, number)
    out[rows] = values
    return out


def cosines(matrix: Matrix) -> Matrix:
    """How alike the columns of a matrix are, each with itself left out, by column."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel())
    scaled = matrix.multiply(1 / np.maximum(length, 1e-12)[None, :]).tocsr()
    alike = (scaled.T @ scaled).tocsc()
    alike.setdiag(0)
    alike.eliminate_zeros()
    return alike


def in_order(scores: Floats, people: Ints, ground: Ground) -> Ints:
    """People best first. Equal scores fall to who wrote last, then to who is known longest: a strict order."""
    look = ground.look
    return people[np.lexsort((people, look.first[people], -look.last[people], -scores[people]))]
