"""A simulated stretch of time: the whole house, a clock that stands until it is moved, and everybody's agenda."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from random import Random
from typing import Any

from sqlalchemy import event

from adapters.port import Outgoing
from bot.attention import weigh
from bot.clock import Chance, StillClock, stopwatch
from bot.house import House
from bot.routes import FEATURES
from bot.routes.route import Routes
from bot.simulation.account import Account, became, size_in_mb
from bot.simulation.agenda import Agenda, Thing
from bot.simulation.door import Door, PowerCut
from bot.simulation.life import Life
from bot.simulation.people import Imagined
from bot.simulation.town import Town
from bot.simulation.witness import PROMISES, Witness
from bot.simulation.world import Workspace, make_world
from facilitation.words import Decision, MessageRef
from storage.engine import Store
from storage.housekeeping import Keep

BEGINS = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday; 52 weeks hold both nights on which clocks are turned
EARLY = timedelta(hours=14)  # Monday begins in the east while it is Sunday here
WEEK = timedelta(weeks=1)
GRAIN = timedelta(minutes=5)  # how often a house of imagined people beats
READERS = 3  # people who look at a card in a channel


@dataclass(frozen=True)
class Plan:
    """What to simulate. ``faults``: cut power, lost answers, repeated deliveries."""

    people: int = 200
    communities: int = 6
    weeks: int = 8
    seed: str = "1"
    faults: bool = False


@dataclass
class Result:
    """What came of it. ``hash`` is over the whole ledger; ``facts`` leaves out hours and the carrying of letters."""

    plan: Plan
    database: str
    hash: str = ""
    facts: str = ""
    arrivals: dict[str, int] = field(default_factory=dict)
    letters: dict[str, int] = field(default_factory=dict)
    ledger: dict[str, int] = field(default_factory=dict)
    promises: dict[str, dict[str, int]] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    cuts: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0
    memory_mb: float = 0.0
    database_mb: float = 0.0

    @property
    def broken(self) -> int:
        return sum(one["broken"] for one in self.promises.values())

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "broken": self.broken}


class Year:
    """Lives a plan through. ``store`` is an empty database with its tables made."""

    def __init__(
        self,
        plan: Plan,
        store: Store,
        features: Iterable[Routes] = FEATURES,
        tell: Callable[[int], None] = lambda _week: None,
        keep: Keep | None = None,
    ) -> None:
        self.keep = keep or Keep()
        self.plan, self.store, self._features, self._tell = plan, store, tuple(features), tell
        self.clock = StillClock(BEGINS - EARLY)
        world = make_world(plan.seed, plan.people, plan.communities, BEGINS - EARLY, plan.weeks)
        self.places: dict[str, Workspace] = {one.id: one for one in world}
        self.witness = Witness({one.id: one.place for one in world})
        self.account = Account(self.witness)
        self.agenda = Agenda()
        self.cuts, self._restless = 0, False
        self.house = self._build()
        faulty = f"{plan.seed}:faults" if plan.faults else ""
        self.towns = [
            Town(name, clock=self.clock, places=self.places, heard=self._heard, faulty=faulty)
            for name in ("slack", "teams")
        ]
        self._move_in()
        door = Door(
            self.clock, self.witness, lambda one: self.house.reception.receive(one), self.house.atlas, faulty
        )
        commands = sorted(self.house.atlas.help)
        self.life = Life(plan.seed, self.clock, door, self.agenda, self.witness, self.places, commands)

    # --- the house -------------------------------------------------------------------------------------------------

    def _build(self) -> House:
        chance = Chance(self.plan.seed)
        return House(
            self.store,
            self.clock,
            chance,
            self._features,
            weigh,
            paced=False,
            on_kept=self._kept,
            keep=self.keep,
        )

    def _move_in(self) -> None:
        for town in self.towns:
            self.house.add(town)

    def _rebuild(self) -> None:
        """After a cut: another process, which knows nothing but the database."""
        self.house = self._build()
        self._move_in()

    def _kept(self, decision: Decision) -> None:
        self._restless = self._restless or bool(decision.letters or decision.wakes)
        self.witness.facts.update(one.kind for one in decision.entries)

    def _cut_power(self, _connection: object) -> None:
        """One commit in two hundred does not happen."""
        self.cuts += 1
        if Random(f"{self.plan.seed}:cut:{self.cuts}").random() < 0.005:
            raise PowerCut(f"at commit {self.cuts}")

    # --- living ----------------------------------------------------------------------------------------------------

    async def live(self) -> Result:
        """Everything from the first Monday to the last Sunday."""
        started, worked = stopwatch(), processor_seconds()
        for who in self.everybody():
            self.life.plan_life(who, self.clock.now())
        for place in self.places.values():
            self.life.plan_founding(place, BEGINS.date(), self.plan.weeks)
        if self.plan.faults:
            event.listen(self.store.engine.sync_engine, "commit", self._cut_power)
        for week in range(self.plan.weeks):
            await self._live_week(BEGINS + WEEK * week)
            self._tell(week + 1)
        if self.plan.faults:
            event.remove(self.store.engine.sync_engine, "commit", self._cut_power)
        self.account.close()
        return await self._result(stopwatch() - started, processor_seconds() - worked)

    def everybody(self) -> Iterable[Imagined]:
        return (who for place in self.places.values() for who in place.people.values())

    async def _live_week(self, monday: datetime) -> None:
        since, until = monday - EARLY, monday - EARLY + WEEK
        for who in self.everybody():
            if who.here(monday):
                self.life.plan_week(who, monday.date())
        while (at := self.agenda.next_at()) is not None and at < until:
            await self._advance(max(at, self.clock.now()))
            await self._do(self.agenda.due(at))
        await self._advance(until)
        async with self.store.reading() as connection:
            await self.account.sweep(connection, since, until)
        await self._tidy()

    async def _tidy(self) -> None:
        """Housekeeping once a week; when the power is cut meanwhile, the next week goes on with it."""
        with suppress(PowerCut):
            await self.house.housekeeping.sweep()
        self._restless = True  # it keeps things by itself

    async def _advance(self, until: datetime) -> None:
        """What is due happens; when the power was cut, the house is built anew and goes on."""
        if not self._restless and until < self.house.next_due:
            return self.clock.move_to(until)
        while True:
            try:
                await self.house.advance(until, GRAIN)
                self._restless = False
                return
            except PowerCut:
                self._rebuild()

    async def _do(self, things: list[Thing]) -> None:
        """What people do at one instant: side by side, but each person one thing after the other."""
        by_person = [list(group) for _, group in groupby(things, key=lambda one: (one.workspace, one.person))]
        await asyncio.gather(*(self._one_by_one(mine) for mine in by_person))
        if self._restless:
            await self._advance(self.clock.now())

    async def _one_by_one(self, mine: list[Thing]) -> None:
        for one in mine:
            if one.who.here(self.clock.now()) or one.name == "goes":
                await one.do(one.who, one.name)

    # --- letters in people's hands ---------------------------------------------------------------------------------

    def _heard(self, outgoing: Outgoing, where: MessageRef) -> None:
        """A letter was delivered: its reader will look at it some time later, in a channel a few readers will."""
        place = self.places[outgoing.workspace]
        reader = place.people.get(outgoing.to)
        self.witness.gets(outgoing, reader, self.clock.now())
        if outgoing.deletes:
            return
        luck = Random(f"{self.plan.seed}:{outgoing.mark}")
        for who in [reader] if reader else self._readers(place, outgoing, where, luck):
            self._will_read(who, outgoing, where)

    def _readers(
        self, place: Workspace, outgoing: Outgoing, where: MessageRef, luck: Random
    ) -> list[Imagined]:
        channel = place.channels.get(outgoing.to)
        if channel is None or not channel.people:
            return []
        channel.recent.append((where, ""))
        names = luck.sample(channel.people, min(READERS, len(channel.people)))
        return [place.people[one] for one in names]

    def _will_read(self, who: Imagined, outgoing: Outgoing, where: MessageRef) -> None:
        luck = Random(f"{self.plan.seed}:{outgoing.mark}:{who.id}")
        if outgoing.edits and luck.random() < 0.7:
            return
        when = who.next_look(self.clock.now() + timedelta(minutes=10), luck)
        if when is not None:
            message = outgoing.message

            async def read(reader: Imagined, _name: str) -> None:
                await self.life.reads(reader, message, where, luck)

            self.agenda.plan(when, who, f"read:{outgoing.mark}", read)

    # --- the end ---------------------------------------------------------------------------------------------------

    async def _result(self, seconds: float, worked: float) -> Result:
        async with self.store.reading() as connection:
            states = await became(connection)
        checked, broken = self.witness.checked, self.witness.broken
        return Result(
            self.plan,
            self.store.engine.dialect.name,
            hash=f"{self.account.whole:032x}",
            facts=f"{self.account.bare:032x}",
            arrivals=dict(sorted(self.life.door.came.items())),
            letters=dict(sorted(states.items())),
            ledger=dict(sorted(self.account.facts.items())),
            promises={one: {"checked": checked[one], "broken": broken[one]} for one in PROMISES},
            examples=dict(self.witness.examples),
            cuts=self.cuts,
            seconds=round(seconds, 1),
            processor_seconds=round(worked, 1),
            memory_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            database_mb=await size_in_mb(self.store),
        )


def processor_seconds() -> float:
    """CPU seconds of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
