"""Whose turn it is to be written to: one lane a workspace, several side by side, each a few letters at a time.

So a workspace with a hundred thousand letters, or one whose platform is slow to answer, delays no other.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from facilitation.words import WorkspaceId
from storage import pace
from storage.engine import Store

# Lanes with letters in hand. A power cut leaves at most this times a turn's letters of unknown fate.
SIDE_BY_SIDE = 8
AT_A_TIME = 16  # workspaces that one question finds
A_MOMENT = timedelta(seconds=1)  # then we look round again, whoever is still busy


@dataclass(frozen=True)
class Turn:
    """How many letters a turn looked at, and when the next would find its fill where pace alone held some back."""

    done: int
    again: datetime | None = None


@dataclass
class Queue:
    """What one round still has to visit. ``after``: how far it has asked, by name."""

    waiting: deque[WorkspaceId] = field(default_factory=deque)
    after: WorkspaceId = ""
    sweeps: bool = True
    in_vain: dict[WorkspaceId, datetime] = field(
        default_factory=dict
    )  # visited then without finding anything

    def may_visit(self, workspace: WorkspaceId, now: datetime) -> bool:
        """Whether it was not found empty a moment ago: another replica has its letters in hand."""
        return workspace not in self.in_vain or now - self.in_vain[workspace] >= A_MOMENT


class Lanes:
    """round(): visit every workspace that has something to send, until nobody has anything that may go now."""

    def __init__(self, store: Store, clock: Clock, turn: Callable[[WorkspaceId], Awaitable[Turn]]) -> None:
        self._store, self._clock, self._turn = store, clock, turn
        self._busy: set[WorkspaceId] = set()
        self._again: dict[WorkspaceId, datetime] = {}

    async def round(self, only: WorkspaceId | None = None) -> int:
        """How many letters were looked at. ``only``: somebody just wrote there, nothing else is looked for."""
        queue, done = Queue(deque([only] if only else []), sweeps=only is None), 0
        running: set[asyncio.Task[int]] = set()
        self._forget_over()
        while True:
            while len(self._busy) < SIDE_BY_SIDE and (workspace := await self._next(queue)):
                self._busy.add(workspace)
                running.add(asyncio.create_task(self._visit(workspace, queue)))
            if not running:
                return done
            finished, running = await asyncio.wait(
                running, timeout=A_MOMENT.total_seconds(), return_when=asyncio.FIRST_COMPLETED
            )
            done += await self._sum(finished, running)

    def next_at(self) -> datetime | None:
        """When a lane that pace alone held back may go on; None: nobody waits for that."""
        return min(self._again.values(), default=None)

    def _forget_over(self) -> None:
        now = self._clock.now()
        self._again = {one: at for one, at in self._again.items() if at > now}

    async def _next(self, queue: Queue) -> WorkspaceId | None:
        """The next workspace with something to send that nobody here is busy with."""
        while True:
            while queue.waiting:
                workspace = queue.waiting.popleft()
                if workspace not in self._busy and queue.may_visit(workspace, self._clock.now()):
                    return workspace
            if not queue.sweeps or not await self._sweep(queue):
                return None

    async def _sweep(self, queue: Queue) -> bool:
        """Ask who comes next by name, once more from the beginning when the end is reached; False: nobody."""
        now = self._clock.now()
        for after in dict.fromkeys((queue.after, "")):
            async with self._store.reading() as connection:
                ready = await pace.load_ready(connection, now, after, AT_A_TIME)
            if ready:  # fewer than were asked for: the end is reached, and the next question begins anew
                queue.after = ready[-1] if len(ready) == AT_A_TIME else ""
            free = (one for one in ready if one not in self._busy and queue.may_visit(one, now))
            queue.waiting.extend(free)
            if queue.waiting:
                return True
        return False

    async def _visit(self, workspace: WorkspaceId, queue: Queue) -> int:
        self._again.pop(workspace, None)
        try:
            turn = await self._turn(workspace)
        finally:
            self._busy.discard(workspace)
        if turn.again:
            self._again[workspace] = turn.again
        if not turn.done:
            queue.in_vain[workspace] = self._clock.now()
        elif not queue.sweeps:
            queue.waiting.append(workspace)
        return turn.done

    async def _sum(self, finished: set[asyncio.Task[int]], running: set[asyncio.Task[int]]) -> int:
        """What finished turns did. Where one failed, the others are let end before it is said."""
        failed = next((task for task in finished if task.exception()), None)
        if failed is not None:
            await asyncio.gather(*running, return_exceptions=True)
            failed.result()
        return sum(task.result() for task in finished)
