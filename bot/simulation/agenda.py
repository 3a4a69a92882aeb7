"""What imagined people are going to do, by the hour; equal hours in an order that nothing can change."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.simulation.people import Imagined

Doing = Callable[[Imagined, str], Awaitable[None]]  # who, and the name of what they do


@dataclass(order=True, slots=True)
class Thing:
    """One thing one person is going to do. ``name`` names it for ever, and with it everything drawn for it."""

    at: datetime
    workspace: str
    person: str
    name: str
    who: Imagined = field(compare=False)
    do: Doing = field(compare=False)


class Agenda:
    """Everybody's plans in one heap."""

    def __init__(self) -> None:
        self._heap: list[Thing] = []

    def plan(self, at: datetime, who: Imagined, name: str, do: Doing) -> None:
        heapq.heappush(self._heap, Thing(at, who.workspace, who.id, name, who, do))

    def next_at(self) -> datetime | None:
        return self._heap[0].at if self._heap else None

    def due(self, at: datetime) -> list[Thing]:
        """Everything planned up to this instant, taken off the agenda, in order."""
        found = []
        while self._heap and self._heap[0].at <= at:
            found.append(heapq.heappop(self._heap))
        return found
