"""The one place that chooses clock, ids, store and platforms, and opens and closes the house in order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from adapters.port import Platform, Reader
from adapters.wording import named_in
from bot.attention import shield
from bot.clock import Chance, Clock
from bot.housekeeping import Housekeeping
from bot.metrics import Metrics, listen
from bot.pace import Rate
from bot.postman import Postman, Weigh
from bot.power import Power, stays_on
from bot.readers import Readers
from bot.reception import Reception
from bot.rounds import Rounds, next_due
from bot.routes.atlas import Atlas
from bot.routes.route import Routes
from bot.warmth import Warmth
from bot.webhook import Carrier
from facilitation.community import CommunityCreated
from facilitation.mydata import ErasureWanted
from facilitation.pulse.closing import SCRUB
from facilitation.words import Decision, PersonId, Wake, WorkspaceId
from storage.engine import Store
from storage.housekeeping import Keep
from storage.outbox import Claimed
from storage.pulse_scrub import scrub

logger = structlog.get_logger(__name__)

BEAT_SECONDS = 1.0
HOUSEKEEPING_SECONDS = 600.0
CHORES = {SCRUB: scrub}
WEBHOOK_SECONDS = 5.0
SOONEST = 0.01  # seconds until we come back at the earliest
EPOCH = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class House:
    """Everything that runs, put together. ``open`` starts the beats and the platforms, ``close`` stops gracefully."""

    store: Store
    clock: Clock
    chance: Chance
    features: Iterable[Routes]
    weigh: Weigh | None = None
    platforms: dict[str, Platform] = field(default_factory=dict)
    paced: bool = True  # False where nobody sets a limit: letters on paper
    on_kept: Callable[[Decision], None] | None = None  # who else wants to know of what was kept
    power: Power = stays_on  # tests cut it at a named step
    metrics: Metrics = field(default_factory=Metrics)
    keep: Keep = field(default_factory=Keep)  # how long things are kept
    limit: Rate | None = None  # how much one workspace may bring
    carrier: Carrier | None = None  # who tells other programs

    def __post_init__(self) -> None:
        listen()
        self.closing = False  # said before anything stops, so that whoever sends to us may send elsewhere
        self.atlas = Atlas(self.features)
        self.readers = Readers(self.store, self.clock)
        self.reception = Reception(
            self.store,
            self.atlas,
            self.clock,
            self.chance,
            self._kept,
            self.power,
            self.metrics,
            self.limit,
        )
        self.rounds = Rounds(
            self.store,
            self.atlas,
            self.clock,
            self.chance,
            self.platforms,
            self.reception.receive,
            self._kept,
            self.power,
            self.metrics,
            CHORES,
        )
        self.postman = Postman(
            self.store,
            self.clock,
            self.chance,
            self.platforms,
            self._reader_for,
            self.weigh,
            self.paced,
            self.power,
            self.metrics,
            shield if self.weigh else None,
        )
        self.housekeeping = Housekeeping(self.store, self.clock, self.chance, self.keep, self._forget)
        self.warmth = Warmth(self.store)
        self._scheduler: AsyncIOScheduler | None = None
        self._running: set[asyncio.Task[object]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self.next_due = EPOCH  # what ``advance`` saw ahead when it was there

    def add(self, platform: Platform) -> None:
        """A platform comes into the house; before ``open``."""
        self.platforms[platform.name] = platform

    async def open(self, beating: bool = True) -> None:
        """Start the platforms and the beats. ``beating`` False: nothing happens by time unless asked (tests)."""
        for platform in self.platforms.values():
            await platform.start()
        if beating:
            self.beat_on()

    async def close(self) -> None:
        """Take nothing new, finish what was acknowledged, and let the database go."""
        self.closing = True
        self.stop_beating()
        for platform in self.platforms.values():
            await platform.stop()
        await self.finish()

    def stop_beating(self) -> None:
        """Nothing begins by time any more."""
        if self._scheduler:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None
        if self._timer:
            self._timer.cancel()

    async def finish(self) -> None:
        """Finish what was acknowledged and let the database go; after the platforms have stopped."""
        await self.reception.drained()
        while self._running:
            await asyncio.wait(self._running)
        if self.carrier:
            await self.carrier.close()
        await self.store.close()

    async def advance(self, until: datetime, grain: timedelta = timedelta(0)) -> int:
        """Everything due up to an instant happens in order, the clock moving from one to the next (demo, tests).

        With a ``grain`` the clock moves on to its next multiple, as a beat that comes once in that time would find it.
        """
        happened = 0
        while min(due := await next_due(self.store, self.clock.now())) <= until:
            if min(due) > self.clock.now():
                self.clock.move_to(min(rounded_up(min(due), grain), until))
            wakes_first = due.wake <= self.clock.now()
            happened += await (self.rounds.look() if wakes_first else self.postman.round())
        self.next_due = min(due)
        if until > self.clock.now():
            self.clock.move_to(until)
        return happened

    async def beat(self) -> int:
        """One tick and one round of the postman; returns how many things were looked at."""
        return await self.rounds.tick() + await self.postman.round()

    # --- beats --------------------------------------------------------------------------------------------------

    def beat_on(self) -> None:
        """APScheduler only beats (engine.md): what is due lives in the database, and a late beat is not a lost one."""
        scheduler = AsyncIOScheduler(
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for name, job, seconds in self._jobs():
            scheduler.add_job(self._beaten(name, job), "interval", seconds=seconds, id=name)
        scheduler.start()
        self._scheduler = scheduler
        self._soon("warmth", self.warmth.look)

    def _jobs(self) -> list[tuple[str, Callable[[], object], float]]:
        """What is done again and again, and how many seconds apart."""
        jobs: list[tuple[str, Callable[[], object], float]] = [
            ("tick", self.rounds.tick, BEAT_SECONDS),
            ("postman", self._carry, BEAT_SECONDS),
            ("housekeeping", self.housekeeping.beat, HOUSEKEEPING_SECONDS),
            ("warmth", self.warmth.look, HOUSEKEEPING_SECONDS),
        ]
        if self.carrier:
            jobs.append(("webhooks", self.carrier.round, WEBHOOK_SECONDS))
        return jobs

    def _beaten(self, name: str, job: Callable[[], object]) -> Callable[[], object]:
        """A beat of the scheduler. Stopping it cancels what it waits for, but not what is in hand: ``close`` waits for that."""

        async def beat() -> None:
            if task := self._soon(name, job):
                with suppress(asyncio.CancelledError):  # the scheduler would log it as an error at every stop
                    await asyncio.shield(task)

        return beat

    def _safely(self, name: str, job: Callable[[], object]) -> Callable[[], object]:
        async def beat() -> None:
            try:
                await job()  # type: ignore[misc]
            except Exception:
                logger.exception("beat.failed", beat=name)

        return beat

    def _kept(self, workspace: WorkspaceId, decision: Decision) -> None:
        """Something was kept: what may go at once goes at once, without waiting for the next beat."""
        self.readers.learn(workspace, decision)
        if self.on_kept:
            self.on_kept(decision)
        if not self._scheduler:
            return
        now = self.clock.now()
        if any(isinstance(one, Wake) and one.due_at <= now for one in decision.wakes):
            self._soon("tick", self.rounds.tick)
        if decision.letters:
            self._soon("postman", partial(self._carry, workspace))
        if any(isinstance(one, ErasureWanted) for one in decision.changes):
            self._soon("housekeeping", self.housekeeping.erase)
        if any(isinstance(one, CommunityCreated) for one in decision.changes):
            self._soon("warmth", self.warmth.look)

    def _forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """Somebody was erased: this process remembers nothing of them either."""
        self.readers.forget(workspace, people)
        self.reception.forget(workspace, people)
        for platform in self.platforms.values():
            platform.forget(workspace, people)

    async def _carry(self, only: WorkspaceId | None = None) -> None:
        """Carry out what may go, and come back by ourselves where only a workspace's pace made letters stay."""
        await self.postman.round(only)
        due = self.postman.next_at()
        if due is None or self._scheduler is None:
            return
        if self._timer:
            self._timer.cancel()
        seconds = max(SOONEST, (due - self.clock.now()).total_seconds())
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(seconds, lambda: self._soon("postman", self._carry))

    def _soon(self, name: str, job: Callable[[], object]) -> asyncio.Task[object] | None:
        if self._scheduler is None:
            return None
        task = asyncio.get_running_loop().create_task(self._safely(name, job)())  # type: ignore[arg-type]
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _reader_for(self, claimed: Claimed) -> Reader:
        return await self.readers(claimed.workspace, claimed.letter.to, named_in(claimed.letter.message))


def rounded_up(instant: datetime, grain: timedelta) -> datetime:
    """The first multiple of the grain (from midnight UTC of year 1) at or after an instant; no grain: the instant."""
    over = (instant - EPOCH) % grain if grain else timedelta(0)
    return instant + grain - over if over else instant
