"""Why somebody is named: sentences with counts that the reader could make themselves in the channels they can read.

A reason says what happened between people and places in the look-back window, or since somebody first wrote. It never
says what a person is like, how they compare with others, or why a ranking put them there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from facilitation.numbers import Floats, Ints, NDArray, np
from facilitation.periphery.look import Look, in_window
from facilitation.periphery.memory import Memory
from facilitation.periphery.ranking import Ground, column
from facilitation.periphery.slots import Pick, Seeking, Slot
from facilitation.voice import periphery as say
from facilitation.words import Moment, Phrase, Place, Who

MOST_REASONS: Final = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the window sorted by the person they concern, so that one person's are found at once."""

    person: Ints
    columns: tuple[NDArray[Any], ...]

    @classmethod
    def of(cls, person: Ints, *columns: NDArray[Any]) -> Rows:
        order = np.argsort(person, kind="stable")
        return cls(person[order], tuple(column[order] for column in columns))

    def about(self, person: int) -> tuple[NDArray[Any], ...]:
        begin, end = np.searchsorted(self.person, (person, person + 1))
        return tuple(column[begin:end] for column in self.columns)


class Evidence:
    """What can be shown for anybody at one instant. Ties by reaction are left out: a reason counts words only."""

    def __init__(self, memory: Memory, ground: Ground) -> None:
        self.look: Look = ground.look
        self.ground = ground
        self._memory = memory
        at = ground.look.at
        when, who, where = in_window(memory, memory.messages.arrays(), at)
        self._messages = Rows.of(who, when, where)
        when, one, other, where, weight = in_window(memory, memory.ties.arrays(), at)
        said = weight == 1.0
        when, one, other, where = when[said], one[said], other[said], where[said]
        self._ties = Rows.of(
            np.concatenate((one, other)),
            np.concatenate((when, when)),
            np.concatenate((other, one)),
            np.concatenate((where, where)),
        )
        when, _, of, where = in_window(memory, memory.calls.arrays(), at)
        self._calls = Rows.of(of, when, where)

    def who(self, person: int) -> Who:
        return Who(self.look.names[person])

    def place(self, channel: int) -> Place:
        return Place(self.look.channels[channel])

    def ties(self, person: int) -> tuple[Floats, Ints, Ints]:
        """When, with whom and where somebody answered, was answered or was mentioned."""
        when, other, where = self._ties.about(person)
        return when, other, where

    def tie(self, person: int, member: int) -> Phrase | None:
        """What passed between two people."""
        slots = self._between(person, member)
        return say.TIE(member=self.who(member), **slots) if slots else None

    def tie_with_you(self, person: int, member: int) -> Phrase | None:
        """The same, said to the member."""
        slots = self._between(person, member)
        return say.YOUR_TIE(**slots) if slots else None

    def _between(self, person: int, member: int) -> dict[str, Any]:
        when, other, where = self.ties(person)
        theirs = np.flatnonzero(other == member)
        if not len(theirs):
            return {}
        last = theirs[np.argmax(when[theirs])]
        return {
            "person": self.who(person),
            "n": len(theirs),
            "at": moment(when[last]),
            "place": self.place(int(where[last])),
        }

    def in_touch(self, person: int, members: Ints, place: Place) -> Phrase | None:
        """With how many members somebody was in touch, where it was more than one."""
        _, other, _ = self.ties(person)
        many = len(np.intersect1d(other, members))
        return say.TIES(person=self.who(person), n=many, place=place) if many > 1 else None

    def called(self, person: int, channel: int) -> Phrase | None:
        when, where = self._calls.about(person)
        here = when[where == channel]
        if not len(here):
            return None
        return say.CALLED(
            person=self.who(person), n=len(here), place=self.place(channel), at=moment(here.max())
        )

    def returning(self, person: int, channel: int) -> Phrase | None:
        """That somebody wrote there before the window. Everything they wrote there was before it, or they were inside."""
        found = self._memory.traces.of(person, channel)
        if found is None:
            return None
        count, last = found
        return say.RETURNING(person=self.who(person), n=count, place=self.place(channel), at=moment(last))

    def shared(self, person: int, channel: int, members: Ints) -> Phrase | None:
        """The most telling other channel that somebody shares with members."""
        _, where = self._messages.about(person)
        alike = column(self.ground.alike, channel)
        for other in sorted(set(where.tolist()) - {channel}, key=lambda one: (-alike[one], one)):
            many = len(np.intersect1d(self.look.wrote_in(other)[0], members))
            if many:
                return say.SHARED(
                    person=self.who(person), other=self.place(other), n=many, place=self.place(channel)
                )
        return None

    def first(self, person: int) -> Phrase:
        return say.FIRST(person=self.who(person), at=moment(self.look.first[person]))

    def last(self, person: int) -> Phrase:
        when, where = self._messages.about(person)
        latest = int(np.argmax(when))
        return say.LAST(
            person=self.who(person), at=moment(when[latest]), place=self.place(int(where[latest]))
        )


def reasons(evidence: Evidence, pick: Pick, seeking: Seeking, bridge: int | None) -> tuple[Phrase, ...]:
    """Up to three reasons for one suggestion, the most telling first; there is always one."""
    found = [one for one in candidates(evidence, pick, seeking, bridge) if one is not None]
    return tuple(found[:MOST_REASONS])


def candidates(
    evidence: Evidence, pick: Pick, seeking: Seeking, bridge: int | None
) -> Iterator[Phrase | None]:
    """Every reason that could be given, the most telling first."""
    person, channel = pick.person, seeking.channel
    if pick.drawn and channel is not None:
        yield say.DRAWN(person=evidence.who(person), place=evidence.place(channel))
    if bridge is not None:
        yield evidence.tie(person, bridge)
    if channel is not None:
        yield evidence.called(person, channel)
        yield evidence.in_touch(person, seeking.members, evidence.place(channel))
        yield evidence.returning(person, channel)
    if pick.slot is Slot.NEWCOMER:
        yield evidence.first(person)
    if channel is not None:
        yield evidence.shared(person, channel, seeking.members)
    yield evidence.last(person)


def moment(at: float) -> Moment:
    """An instant shown as a date in the reader's own zone."""
    return Moment(datetime.fromtimestamp(float(at), UTC), "date")
