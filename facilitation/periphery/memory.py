"""What a workspace remembers of the last ninety days of talk, kept up to date message by message.

A ``Memory`` hears messages in time order, from live events or from an archive alike, and forgets what has left the
look-back window. Beyond the window it keeps one line for each person and channel they ever wrote in: how often, when
last, and a weight that fades with a half-life of a year. So its size follows the window and the people, never the
length of the archive.

Ties follow science.md 2.5: two people who write one after the other in a thread within seven days, or one who
mentions the other so that it rings. A reaction ties a quarter as much.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, Final

from facilitation.numbers import Floats, NDArray, np
from facilitation.participation import Heard

DAY: Final = 86_400.0  # seconds
LOOKBACK: Final = 90 * DAY
TIE_GAP: Final = 7 * DAY  # two messages of a thread further apart than this are two conversations
TRACE_HALF_LIFE: Final = 365 * DAY
REACTION: Final = (
    0.25  # ties by reaction count as this part of a tie by words; a starting value, not evidence
)


class Numbered:
    """Names in the order they were first met, each with its number."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._number: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.names)

    def number(self, name: str) -> int:
        """The number of a name, given out now if it is new."""
        known = self._number.get(name)
        if known is None:
            known = self._number[name] = len(self.names)
            self.names.append(name)
        return known

    def find(self, name: str) -> int | None:
        """The number of a name, None when it was never met."""
        return self._number.get(name)


class Columns:
    """Rows kept as columns of plain numbers; the first column is the instant, and old rows drop off the front."""

    def __init__(self, *types: str) -> None:
        self._columns: tuple[array[Any], ...] = tuple(array(one) for one in types)

    def add(self, *row: float) -> None:
        for column, value in zip(self._columns, row, strict=True):
            column.append(value)

    def __len__(self) -> int:
        return len(self._columns[0])

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """The columns as copies, so that rows may be added while somebody still looks."""
        return tuple(np.array(column) for column in self._columns)

    def forget(self, before: float) -> None:
        """Drop the rows from the front that lie before this instant, up to the first that does not."""
        at = self._columns[0]
        gone = 0
        while gone < len(at) and at[gone] < before:
            gone += 1
        if gone:
            for column in self._columns:
                del column[:gone]


class Memory:
    """The talk of one workspace: the look-back window in full, and a fading trace of what came before it."""

    def __init__(self, lookback: float = LOOKBACK) -> None:
        self.lookback = lookback
        self.people = Numbered()
        self.channels = Numbered()
        self.messages = Columns("d", "l", "l")  # at, person, channel
        self.ties = Columns("d", "l", "l", "l", "d")  # at, one, other, channel, weight
        self.calls = Columns("d", "l", "l", "l")  # at, by, of, channel: mentions that rang
        self.first_seen = array("d")  # by person; infinity for one who was mentioned but never wrote
        self.traces = Traces()
        self.latest = -np.inf
        self._threads: dict[tuple[int, str], tuple[int, float]] = {}
        self._swept = -np.inf

    def hear_all(self, batch: Iterable[Heard]) -> None:
        for message in batch:
            self.hear(message)

    def hear(self, message: Heard) -> None:
        """Take in one message. A message out of order counts at its own instant."""
        at = message.at
        person = self._person(message.person)
        channel = self.channels.number(message.channel)
        if at < self.first_seen[person]:
            self.first_seen[person] = at
        self.messages.add(at, person, channel)
        self.traces.add(person, channel, at)
        self._tie_in_thread((channel, message.thread), person, at, channel)
        for name in message.mentions:
            other = self._person(name)
            if other != person:
                self.ties.add(at, person, other, channel, 1.0)
                self.calls.add(at, person, other, channel)
        if at > self.latest:
            self.latest = at

    def meet(self, name: str, first: float) -> None:
        """Somebody wrote for the first time at this instant, as far as is still kept."""
        person = self._person(name)
        self.first_seen[person] = min(self.first_seen[person], first)

    def see_reaction(self, at: float, by: str, to: str, channel: str) -> None:
        """Take in that somebody reacted to a message of somebody else."""
        if by != to:
            one, other = self._person(by), self._person(to)
            self.ties.add(at, one, other, self.channels.number(channel), REACTION)

    def _person(self, name: str) -> int:
        number = self.people.number(name)
        if number == len(self.first_seen):
            self.first_seen.append(np.inf)
        return number

    def _tie_in_thread(self, thread: tuple[int, str], person: int, at: float, channel: int) -> None:
        before = self._threads.get(thread)
        if before is not None and before[0] != person and 0 <= at - before[1] <= TIE_GAP:
            self.ties.add(at, person, before[0], channel, 1.0)
        self._threads[thread] = (person, at)

    def forget(self, now: float) -> None:
        """Drop what lies before the look-back window of ``now``."""
        before = now - self.lookback
        for columns in (self.messages, self.ties, self.calls):
            columns.forget(before)
        if now - self._swept > DAY:
            alive = now - TIE_GAP
            self._threads = {key: last for key, last in self._threads.items() if last[1] >= alive}
            self._swept = now


class Traces:
    """For each person and channel: how often they ever wrote there, when last, and a weight that fades over years.

    Weights are kept as if all fading still lay ahead (forward decay, Cormode et al. 2009), so hearing a message is one
    addition; ``faded`` turns them into today's.
    """

    def __init__(self) -> None:
        self.person = array("l")
        self.channel = array("l")
        self.count = array("l")
        self.last = array("d")
        self._forward = array("d")
        self._row: dict[tuple[int, int], int] = {}
        self._origin: float | None = None

    def add(self, person: int, channel: int, at: float) -> None:
        if self._origin is None:
            self._origin = at
        row = self._row.get((person, channel))
        if row is None:
            row = self._row[person, channel] = len(self.person)
            self.person.append(person)
            self.channel.append(channel)
            self.count.append(0)
            self.last.append(at)
            self._forward.append(0.0)
        self.count[row] += 1
        self._forward[row] += 2.0 ** ((at - self._origin) / TRACE_HALF_LIFE)
        if at > self.last[row]:
            self.last[row] = at

    def of(self, person: int, channel: int) -> tuple[int, float] | None:
        """How often somebody ever wrote there and when last, None where they never did."""
        row = self._row.get((person, channel))
        return None if row is None else (self.count[row], self.last[row])

    def restore(self, person: int, channel: int, count: int, last: float, weight: float, now: float) -> None:
        """Put back one line that storage kept, with the weight it had at ``now``."""
        if self._origin is None:
            self._origin = now
        self._row[person, channel] = len(self.person)
        self.person.append(person)
        self.channel.append(channel)
        self.count.append(count)
        self.last.append(last)
        self._forward.append(weight * 2.0 ** ((now - self._origin) / TRACE_HALF_LIFE))

    def faded(self, now: float) -> Floats:
        """The weights as they are at ``now``: 1 for a message just written, a half for one of a year ago."""
        origin = now if self._origin is None else self._origin
        return np.asarray(np.array(self._forward) * 2.0 ** ((origin - now) / TRACE_HALF_LIFE))
