"""Walks once through a workspace's past in time order and stops where somebody asks, learning on the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Final

from facilitation.participation import Heard
from facilitation.periphery.learning import Learner
from facilitation.periphery.look import look
from facilitation.periphery.memory import Memory
from facilitation.periphery.ranking import Ground

NEVER: Final = float("inf")


class Course:
    """One pass over messages in time order. ``memory`` and ``learner`` stand where the course has come to."""

    def __init__(self, memory: Memory, learner: Learner, learns: bool = True) -> None:
        self.memory = memory
        self.learner = learner
        self._lesson = NEVER
        self._learns = learns

    def stops(self, batches: Iterable[Sequence[Heard]], instants: Sequence[float]) -> Iterator[Ground]:
        """The ground at each of these instants (ascending), with only what came before it heard.

        ``batches`` are messages in time order (``Export.in_order``). Nothing is read beyond the last instant.
        """
        waiting = list(reversed(instants))
        for batch in batches:
            start = 0
            self._begin(batch[0].at)
            while waiting and (stop := min(waiting[-1], self._lesson)) <= batch[-1].at:
                ahead = bisect_left(batch, stop, lo=start, key=attrgetter("at"))
                self.memory.hear_all(batch[start:ahead])
                start = ahead
                yield from self._halt(stop, waiting)
            if not waiting:
                return
            self.memory.hear_all(batch[start:])
            self.memory.forget(batch[-1].at)
        while waiting:
            yield from self._halt(min(waiting[-1], self._lesson), waiting)

    def _begin(self, at: float) -> None:
        """The first lesson comes when there is a whole window to look back on, and so after a long silence."""
        if self._learns and (self._lesson == NEVER or at - self._lesson > self.memory.lookback):
            self._lesson = at + self.memory.lookback

    def _halt(self, at: float, waiting: list[float]) -> Iterator[Ground]:
        self.memory.forget(at)
        ground = Ground(look(self.memory, at))
        if at == self._lesson:
            self.learner.settle(ground.look)
            self.learner.prepare(ground)
            self._lesson = at + self.learner.ahead
        while waiting and waiting[-1] == at:
            waiting.pop()
            yield ground
