"""The rounds: what is due now is looked at again, decided and kept; errands are run on the platforms."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.port import Platform, Unavailable
from bot.clock import Chance, Clock, given
from bot.keeping import Kept, keep_all
from bot.metrics import Metrics
from bot.power import Power, Step, stays_on
from bot.reception import OnKept, decide_all, load_all
from bot.routes.atlas import Atlas
from bot.routes.route import Route
from bot.tracing import span
from facilitation.words import Arrival, Decision, Given, PersonId, Profile, Roster, Wake, WorkspaceId
from storage import pace, wakes
from storage.engine import Store
from storage.turns import take_turns

logger = structlog.get_logger(__name__)

Due = tuple[WorkspaceId, Wake]
Chore = Callable[[Store], Awaitable[bool]]  # an errand that asks no platform; False: again later
ERRAND = "errand."
NEVER = datetime.max.replace(tzinfo=UTC)
LEASE = timedelta(minutes=2)  # after which an errand, or what is decided aside, is taken up again


class Carried(NamedTuple):
    """What one transaction did about the wakes that were due."""

    decided: list[tuple[Due, Decision]]
    leased: list[tuple[Due, Due]]  # the wake, and as it stands until what it asks for is done


def is_errand(due: Due) -> bool:
    return due[1].kind.startswith(ERRAND)


def name_of(due: Due) -> str:
    """What names this one occasion of a wake for ever."""
    return f"{due[0]} {due[1].kind} {due[1].subject} {due[1].due_at.isoformat()}"


def unnamed(person: PersonId) -> str:
    """A person inside an arrival's id: that id goes into log lines and traces, which name nobody."""
    return hashlib.blake2b(person.encode(), digest_size=8).hexdigest()


class Rounds:
    """tick(): claim what is due → load → decide → keep, each wake's effect in the transaction that ends the wake."""

    def __init__(
        self,
        store: Store,
        atlas: Atlas,
        clock: Clock,
        chance: Chance,
        platforms: Mapping[str, Platform],
        receive: Callable[[Arrival], Awaitable[object]],
        on_kept: OnKept = lambda _workspace, _decision: None,
        power: Power = stays_on,
        metrics: Metrics | None = None,
        chores: Mapping[str, Chore] | None = None,
    ) -> None:
        self._chores = chores or {}
        self._metrics = metrics or Metrics()
        self._power = power
        self._store, self._atlas, self._clock, self._chance = store, atlas, clock, chance
        self._platforms, self._receive, self._on_kept = platforms, receive, on_kept
        self._one_at_a_time = asyncio.Lock()

    async def tick(self) -> int:
        """Look at everything that is due; returns how many wakes there were."""
        done = 0
        while count := await self.look():
            done += count
        return done

    async def look(self) -> int:
        """Look at what is due, as much as goes into one transaction; returns how many wakes there were."""
        async with self._one_at_a_time:
            return await self._some()

    async def _some(self) -> int:
        try:
            async with self._store.writing() as connection:
                claimed = await wakes.claim_due(connection, self._clock.now())
                carried = await self._carry(connection, claimed)
        except Exception:
            logger.exception("round.failed")
            return await self._one_by_one()
        await self._afterwards(claimed, carried)
        return len(claimed)

    def _is_leased(self, due: Due) -> bool:
        """Whether a wake stays until what it asks for is done: an errand, or what is decided aside."""
        route = self._atlas.of_wake(due[1])
        return is_errand(due) or (route is not None and route.aside)

    async def _afterwards(self, claimed: Sequence[Due], carried: Carried) -> None:
        """What may only happen once the transaction stands."""
        if claimed:
            self._power(Step.WAKES_KEPT)
        for _, wake in claimed:
            self._metrics.woken(wake.kind)
        for (workspace, _), decision in carried.decided:
            self._on_kept(workspace, decision)
        together: dict[tuple[Route, WorkspaceId], list[tuple[Due, Due]]] = {}
        for due, leased in carried.leased:
            if is_errand(due):
                await self._run(due, leased)
            elif route := self._atlas.of_wake(due[1]):
                together.setdefault((route, due[0]), []).append((due, leased))
        for (route, _), dues in together.items():
            await self._decide_aside(route, dues)

    async def _carry(self, connection: AsyncConnection, claimed: list[Due]) -> Carried:
        """Decide and keep these wakes; errands and what is decided aside get a lease here and are done after the commit."""
        now = given(self._clock, self._chance)
        if not claimed:
            return Carried([], [])
        self._power(Step.WAKES_CLAIMED)
        aside, here = list[Due](), list[Due]()
        for due in claimed:
            (aside if self._is_leased(due) else here).append(due)
        leased = await wakes.lease(connection, aside, now.now + LEASE)
        await wakes.clear(connection, here)
        givens = [replace(now, new_id=self._chance.ids_for(name_of(due))) for due in here]
        decided = await self._decide(connection, here, givens)
        await keep_all(
            connection,
            [Kept(due[0], *one) for due, *one in zip(here, decided, givens, strict=True)],
        )
        self._power(Step.WAKES_WRITTEN)
        return Carried(list(zip(here, decided, strict=True)), list(zip(aside, leased, strict=True)))

    async def _decide(
        self, connection: AsyncConnection, claimed: Sequence[Due], givens: Sequence[Given]
    ) -> list[Decision]:
        """What each of them comes to, on what is kept before any of them; those of one route are loaded together."""
        decided: dict[int, Decision] = {}
        by_route: dict[Route, list[int]] = {}
        for position, due in enumerate(claimed):
            if not (route := self._atlas.of_wake(due[1])):
                raise LookupError(f"nobody looks at a wake of kind {due[1].kind}")
            by_route.setdefault(route, []).append(position)
        for route, positions in by_route.items():
            dues, mine = [claimed[one] for one in positions], [givens[one] for one in positions]
            decided |= zip(positions, await decide_all(connection, route, dues, mine), strict=True)
        return [decided[position] for position in range(len(claimed))]

    async def _one_by_one(self) -> int:
        """After a failed batch: each wake alone, and the one that fails is put off so that it blocks nobody."""
        async with self._store.writing() as connection:
            claimed = await wakes.claim_due(connection, self._clock.now())
        for due in claimed:
            try:
                async with self._store.writing() as connection:
                    carried = await self._carry(connection, [due])
                await self._afterwards([due], carried)
            except Exception:
                await self._stumbled(due, due)
        return len(claimed)

    async def _comes_back(self, due: Due, leased: Due) -> None:
        """It stumbled and rests; where even that cannot be written, such as on a full disk, it comes back by its lease."""
        try:
            await self._stumbled(due, leased)
        except Exception:
            logger.exception("wake.comes_back_by_its_lease", kind=due[1].kind, workspace=due[0])

    async def _stumbled(self, due: Due, standing: Due) -> None:
        """Said in the log, and it rests (called where it was raised). ``standing``: the wake as the table has it now."""
        self._metrics.woken(due[1].kind, "failed")
        logger.exception("wake.failed", kind=due[1].kind, workspace=due[0])
        async with self._store.writing() as connection:
            await wakes.put_off(connection, standing, self._clock.now())

    # --- aside: what looks at much is loaded and decided while everybody else goes on ---------------------------

    async def _decide_aside(self, route: Route, dues: Sequence[tuple[Due, Due]]) -> None:
        """One workspace's: loaded together with a reader, then one after the other.

        ``dues``: each wake, and as it was put off meanwhile.
        """
        try:
            async with self._store.reading() as connection:
                pictures = await load_all(connection, route, [due for due, _ in dues])
        except Exception:
            for due, leased in dues:
                await self._comes_back(due, leased)
            return
        for (due, leased), picture in zip(dues, pictures, strict=True):
            await self._keep_aside(route, due, leased, picture)

    async def _keep_aside(self, route: Route, due: Due, leased: Due, picture: object) -> None:
        """Decided in a thread, kept in a transaction of its own."""
        mine = replace(given(self._clock, self._chance), new_id=self._chance.ids_for(name_of(due)))
        try:
            decision = await asyncio.to_thread(route.decide, due, picture, mine)
            async with self._store.writing() as connection:
                await take_turns(connection, [due[0]])
                if not await wakes.clear_if_still(connection, leased):
                    return  # somebody asked again meanwhile, or another replica took it up: theirs counts
                await keep_all(connection, [Kept(due[0], decision, mine)])
                self._power(Step.WAKES_WRITTEN)
        except Exception:
            await self._comes_back(due, leased)
            return
        self._power(Step.WAKES_KEPT)
        self._on_kept(due[0], decision)

    # --- errands: the one thing on the rounds that asks the outside ---------------------------------------------

    async def _run(self, due: Due, leased: Due) -> None:
        """Ask the platform and bring its answers in as arrivals; on failure the errand comes back after its lease."""
        workspace, wake = due
        with span("errand", workspace=workspace, kind=wake.kind):
            await self._run_errand(due, leased)

    async def _run_errand(self, due: Due, leased: Due) -> None:
        workspace, wake = due
        if wake.kind in self._chores:
            return await self._do(self._chores[wake.kind], due, leased)
        platform = self._platforms.get(wake.subject.partition(":")[0])
        if platform is not None:
            try:
                answers = await self._ask(platform, workspace, wake)
            except Unavailable as why:
                self._metrics.woken(wake.kind, "later")
                logger.info("errand.later", kind=wake.kind, why=why.why)
                return
            self._power(Step.ERRAND_ASKED)
            await asyncio.gather(*(self._bring(due, person, what) for person, what in answers))
            self._power(Step.ERRAND_BROUGHT)
        await self._finish(due)

    async def _do(self, chore: Chore, due: Due, leased: Due) -> None:
        """A chore that somebody else is at comes back after its lease, like any errand; one that fails rests as a wake does."""
        try:
            done = await chore(self._store)
        except Exception:
            return await self._comes_back(due, leased)
        if done:
            await self._finish(due)
        else:
            logger.info("errand.later", kind=due[1].kind, why="somebody else is at it")

    async def _ask(
        self, platform: Platform, workspace: WorkspaceId, wake: Wake
    ) -> list[tuple[PersonId, Profile | Roster]]:
        """What the platform answered, by the person it is about. Raises Unavailable."""
        if wake.kind == "errand.profile":
            profile = await platform.profile(workspace, wake.subject)
            return [(wake.subject, profile)] if profile else []
        if wake.kind == "errand.people":
            return [(person, profile) async for person, profile in platform.people(workspace)]
        people = [person async for person in platform.members(workspace, wake.subject)]
        return [("", Roster(wake.subject, tuple(people)))]

    async def _bring(self, due: Due, person: PersonId, what: Profile | Roster) -> None:
        workspace, wake = due
        about = unnamed(person) if person else wake.subject
        arrival_id = f"{wake.kind}:{about}:{self._clock.now().isoformat()}"
        await self._receive(Arrival(arrival_id, workspace, person, what))

    async def _finish(self, due: Due) -> None:
        async with self._store.writing() as connection:
            await wakes.clear(connection, [due])


class Next(NamedTuple):
    """When the next wake and the next letter are due; ``NEVER`` when none waits."""

    wake: datetime
    letter: datetime


async def next_due(store: Store, now: datetime) -> Next:
    """What is due next."""
    async with store.reading() as connection:
        wake, letter = await wakes.next_due(connection), await pace.next_due(connection, now)
    return Next(wake or NEVER, letter or NEVER)
