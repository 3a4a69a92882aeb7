"""Housekeeping: what is old goes, a little at a time; nobody who waits to write waits longer than for one small batch."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.teams.addresses import chat_key, chats_of
from bot.clock import Chance, Clock
from facilitation.words import PersonId, WorkspaceId
from storage import erasing
from storage import housekeeping as old
from storage.engine import Store
from storage.erasing import Erasure, Step
from storage.housekeeping import Keep
from storage.linking import load_aliases
from storage.mydata import whose
from storage.purposes import Until
from storage.traces import Traces
from storage.traces import traces as traces_of
from storage.turns import take_turns

logger = structlog.get_logger(__name__)

LANE = "housekeeping"  # one replica at a time
SLACK_PAGES = 1000  # free pages (4 MB) that SQLite may keep for what comes next
Batch = Callable[[AsyncConnection], Awaitable[int]]


class Housekeeping:
    """sweep(): everything that is old by now goes. Cut off anywhere, it goes on with the next sweep."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        chance: Chance,
        keep: Keep | None = None,
        forget: Callable[[WorkspaceId, Collection[PersonId]], None] = lambda _workspace, _ids: None,
    ) -> None:
        """``forget``: what this process remembers of these people (nobody named: of the whole workspace)."""
        self._store, self._clock, self._chance, self.keep = store, clock, chance, keep or Keep()
        self._forget = forget
        self._swept: date | None = None
        self._one_at_a_time = asyncio.Lock()

    async def beat(self) -> int:
        """Whatever is to be erased, and a sweep on the first beat of each day (UTC); how many rows it was about."""
        await self.erase()
        today = self._clock.now().date()
        if today == self._swept:
            return 0
        swept = sum((await self.sweep()).values())
        self._swept = today
        return swept

    async def sweep(self) -> Counter[str]:
        """Let go what is old; says how many rows of what."""
        done: Counter[str] = Counter()
        async with self._one_at_a_time:
            now = self._clock.now()
            await self._letters(done, now)
            for table, until in old.aged_tables():
                if table.name == "arrivals":
                    before = self.keep.before(until, now)
                    done[table.name] += await self._all(
                        lambda c, t=table, b=before: old.forget_old(c, t, None, b)
                    )
            workspace = await self._next("")
            while workspace is not None:
                await self._workspace(workspace, done, now)
                workspace = await self._next(workspace)
            await self._give_back()
        if done:
            logger.info("housekeeping", **{name: many for name, many in sorted(done.items()) if many})
        return done

    # --- what people asked for -----------------------------------------------------------------------------------

    async def erase(self) -> int:
        """Erase everybody and everything that is due; says how many erasures that were."""
        done = 0
        async with self._one_at_a_time:
            async with self._store.reading() as connection:
                due = await erasing.due_erasures(connection, self._clock.now())
            for one in due:
                await (self._person(one) if one.person else self._whole(one))
                await self._once(lambda c, e=one: erasing.is_erased(c, e))
                logger.info("erased", workspace=one.workspace, whole=not one.person)
                done += 1
        return done

    async def _whole(self, one: Erasure) -> None:
        """A workspace with those that were joined to it."""
        async with self._store.reading() as connection:
            joined = (await load_aliases(connection, one.workspace)).workspaces.values()
        for workspace in sorted({one.workspace, *joined}):
            mine = replace(one, workspace=workspace)
            for step in erasing.workspace_steps(mine, chats_of(workspace)):
                await self._all(step)
            self._forget(workspace, ())

    async def _person(self, one: Erasure) -> None:
        """In an order in which a cut anywhere leaves enough to go on: who they are goes last."""
        async with self._store.reading() as connection:
            who = await whose(connection, one.workspace, one.person)
            names = await erasing.names_of(connection, who.home, who.ids)
        token = f"gone-{self._chance.new_id()[-12:]}"
        for workspace in who.workspaces:
            for person in who.ids:
                await self._once(
                    lambda c, w=workspace, p=person: erasing.unseal(c, w, p, self._chance.new_id)
                )
            await self._once(lambda c, w=workspace: erasing.touch_communities(c, w, who.ids))
            for step in erasing.declared_steps(workspace, who.ids, one.take_back):
                await self._all(step)
            for traces in traces_of(workspace, who.ids, names, token):
                await self._take_out(traces)
            await self._repack(workspace, who.ids)
            await self._once(lambda c, w=workspace: erasing.touch_communities(c, w, who.ids))
        for workspace in who.workspaces:
            for step in erasing.last_steps(workspace, who.ids, [chat_key(workspace, one) for one in who.ids]):
                await self._all(step)
            self._forget(workspace, who.ids)

    async def _take_out(self, traces: Traces) -> None:
        async with self._store.reading() as connection:
            rows = await traces.find(connection)
        for start in range(0, len(rows), old.BATCH):
            await self._once(lambda c, at=start: traces.take_out(c, rows[at : at + old.BATCH]))

    async def _repack(self, workspace: WorkspaceId, ids: Sequence[PersonId]) -> None:
        async with self._store.reading() as connection:
            parts = await erasing.parts_of(connection, workspace)
        for part in parts:
            await self._once(lambda c, p=part: erasing.repack(c, workspace, p, ids))

    async def _once(self, step: Step) -> None:
        """One small transaction."""
        async with self._store.writing() as connection:
            await take_turns(connection, [LANE])
            await step(connection)
        await asyncio.sleep(0)

    # --- what goes ---------------------------------------------------------------------------------------------

    async def _letters(self, done: Counter[str], now: datetime) -> None:
        spoken = self.keep.before(Until.LETTERS, now)
        done["letters emptied"] += await self._all(lambda c: old.empty_letters(c, spoken, now))
        over = min(spoken, self.keep.before(Until.EVENTS, now))
        done["letters"] += await self._all(lambda c: old.forget_letters(c, over))

    async def _workspace(self, workspace: WorkspaceId, done: Counter[str], now: datetime) -> None:
        month = old.month_of(self.keep.before(Until.LEDGER, now))
        done["ledger packed"] += await self._all(lambda c: old.pack_ledger(c, workspace, month), old.PACK)
        for table, until in old.aged_tables():
            before = self.keep.before(until, now)
            done[table.name] += await self._all(
                lambda c, t=table, b=before: old.forget_old(c, t, workspace, b)
            )

    async def _give_back(self) -> None:
        """At most 64 MB a sweep; what is left is given back tomorrow."""
        for _ in range(64):
            async with self._store.writing() as connection:
                free = await old.give_back(connection)
            if free < SLACK_PAGES:
                return
            await asyncio.sleep(0)

    # --- a little at a time ------------------------------------------------------------------------------------

    async def _all(self, batch: Batch, size: int = old.BATCH) -> int:
        """One small transaction after the other, until there is nothing left; whoever waits goes in between."""
        done, count = 0, size
        while count >= size:
            async with self._store.writing() as connection:
                await take_turns(connection, [LANE])
                count = await batch(connection)
            done += count
            await asyncio.sleep(0)
        return done

    async def _next(self, after: WorkspaceId) -> WorkspaceId | None:
        async with self._store.reading() as connection:
            return await old.next_workspace(connection, after)
