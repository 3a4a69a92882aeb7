"""One look at a workspace at one instant: who wrote where, who is tied to whom, and who is outside a community.

Everything is counted from the ninety days before the instant and from the fading trace behind them; nothing at or
after it is used. People and channels are rows and columns of sparse matrices (engine.md, Graphs: scipy.sparse builds
the graph of 100,000 people in 0.2 s and a community costs one matrix-vector product).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from facilitation.numbers import Bools, Floats, Ints, Matrix, NDArray, np, sparse
from facilitation.periphery.memory import DAY, Memory

MEMBER: Final = 3  # messages in the look-back window that make somebody a member of a channel's community
HALF_LIFE: Final = 14 * DAY  # what counts as lately; timing matters within about two weeks (science.md 2.5)
FAINT: Final = 0.05  # a trace below this (one message four years ago) no longer counts as having been there
TIE_HALF_LIFE: Final = 21 * DAY

Membership = Bools | None


@dataclass(frozen=True)
class Look:
    """The workspace at ``at`` (seconds since 1970). Rows of matrices are people, columns channels or people.

    ``messages`` counts; ``lately`` counts with a half-life of 14 days; ``ties`` sums ties of a pair, ``warm`` the same
    with a half-life of 21 days; ``calls`` counts mentions of a person in a channel with a half-life of 14 days;
    ``trace`` is the fading weight of all they ever wrote there.
    """

    at: float
    names: list[str]
    channels: list[str]
    first: Floats  # first message anywhere, infinity for who never wrote
    last: Floats  # last message in the window, minus infinity for none
    messages: Matrix
    lately: Matrix
    ties: Matrix
    warm: Matrix
    calls: Matrix
    trace: Matrix
    entrants: Floats  # by channel: who wrote there in the last 30 days and not in the window before

    @cached_property
    def activity(self) -> Floats:
        """Messages of each person anywhere in the window."""
        return np.asarray(self.messages.sum(axis=1)).ravel()

    @cached_property
    def seen(self) -> Bools:
        """Who wrote anywhere in the window."""
        return np.asarray(self.activity > 0)

    @cached_property
    def contacts(self) -> Floats:
        """With how many people each one is tied."""
        return np.asarray(np.diff(self.ties.indptr), dtype=np.float64)

    @cached_property
    def by_channel(self) -> Matrix:
        """``messages`` with channels first to hand."""
        return self.messages.tocsc()

    def wrote_in(self, channel: int) -> tuple[Ints, Floats]:
        """Who wrote in a channel in the window, and how many messages."""
        columns = self.by_channel
        begin, end = columns.indptr[channel], columns.indptr[channel + 1]
        return columns.indices[begin:end].astype(np.int64), columns.data[begin:end]

    def members(self, channel: int) -> Ints:
        """Who belongs to a channel's community: three messages or more in the window."""
        people, counts = self.wrote_in(channel)
        return people[counts >= MEMBER]

    def outside(self, channel: int) -> Bools:
        """Who wrote somewhere in the window and nothing in this channel."""
        out = self.seen.copy()
        out[self.wrote_in(channel)[0]] = False
        return out

    @cached_property
    def busy(self) -> Bools:
        """The most active fifth of those seen; ties in activity fall to who wrote last."""
        return self.most_active(0.2)

    def most_active(self, share: float) -> Bools:
        """The most active share of those seen, to the person."""
        who = np.flatnonzero(self.seen)
        order = who[np.lexsort((-self.last[who], -self.activity[who]))]
        chosen = np.zeros(len(self.names), dtype=bool)
        chosen[order[: int(len(who) * share)]] = True
        return chosen

    def new(self, days: float = 90) -> Bools:
        """Whose first message anywhere lies less than this many days back."""
        return np.asarray(self.at - self.first < days * DAY) & self.seen

    def active_within(self, days: float) -> Bools:
        """Who wrote anywhere in the last days."""
        return np.asarray(self.last >= self.at - days * DAY)


def look(memory: Memory, at: float) -> Look:
    """The workspace as a memory knows it at ``at``."""
    people, channels = len(memory.people), len(memory.channels)
    when, who, where = in_window(memory, memory.messages.arrays(), at)
    age = at - when
    shape = (people, channels)
    messages = summed(np.ones(len(when)), who, where, shape)
    before = age > 30 * DAY
    return Look(
        at=at,
        names=memory.people.names[:],
        channels=memory.channels.names[:],
        first=np.array(memory.first_seen),
        last=last_of(people, who, when),
        messages=messages,
        lately=summed(np.exp2(-age / HALF_LIFE), who, where, shape),
        calls=called(memory, at, shape),
        trace=traced(memory, at, shape),
        entrants=writers(messages)
        - writers(summed(np.ones(before.sum()), who[before], where[before], shape)),
        **tied(memory, at, people),
    )


def in_window(memory: Memory, columns: tuple[NDArray[Any], ...], at: float) -> tuple[NDArray[Any], ...]:
    """The rows whose instant lies in the look-back window before ``at``."""
    when = columns[0]
    inside = (when >= at - memory.lookback) & (when < at)
    return columns if inside.all() else tuple(column[inside] for column in columns)


def summed(values: Floats, rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    """A sparse matrix with equal places added up."""
    return sparse.coo_array((values, (rows, columns)), shape=shape).tocsr()


def writers(messages: Matrix) -> Floats:
    """How many people wrote in each channel."""
    return np.bincount(messages.indices, minlength=messages.shape[1]).astype(np.float64)


def last_of(people: int, who: Ints, when: Floats) -> Floats:
    last = np.full(people, -np.inf)
    np.maximum.at(last, who, when)
    return last


def tied(memory: Memory, at: float, people: int) -> dict[str, Matrix]:
    """Ties both ways, as counted and as faded."""
    when, one, other, _, weight = in_window(memory, memory.ties.arrays(), at)
    rows, columns = np.concatenate((one, other)), np.concatenate((other, one))
    faded = weight * np.exp2((when - at) / TIE_HALF_LIFE)
    shape = (people, people)
    return {
        "ties": summed(np.tile(weight, 2), rows, columns, shape),
        "warm": summed(np.tile(faded, 2), rows, columns, shape),
    }


def called(memory: Memory, at: float, shape: tuple[int, int]) -> Matrix:
    """How often each person was mentioned in each channel, lately counting most."""
    when, _, of, where = in_window(memory, memory.calls.arrays(), at)
    return summed(np.exp2((when - at) / HALF_LIFE), of, where, shape)


def traced(memory: Memory, at: float, shape: tuple[int, int]) -> Matrix:
    """The fading weight of everything each person ever wrote in each channel, faint ones left out."""
    weight = memory.traces.faded(at)
    kept = weight >= FAINT
    return summed(
        weight[kept], np.array(memory.traces.person)[kept], np.array(memory.traces.channel)[kept], shape
    )
