"""Whatever reaches us is received here: once, decided, kept, and only then answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from typing import Any

import structlog
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.port import Crowded, Malformed
from bot.clock import Chance, Clock, given, stopwatch
from bot.keeping import Kept, keep_all
from bot.logs import About
from bot.metrics import Metrics
from bot.pace import Pace, Rate
from bot.power import Power, Step, stays_on
from bot.routes.atlas import Atlas
from bot.routes.route import Route
from bot.tracing import span
from facilitation.people import ClientSeen
from facilitation.words import (
    NOTHING,
    Arrival,
    Decision,
    Given,
    Home,
    Message,
    Opened,
    PersonId,
    Press,
    Profile,
    Reply,
    Rule,
    Submission,
    WorkspaceId,
    ask_profile,
)
from storage.arrivals import claim
from storage.engine import GroupCommit, Store
from storage.people import unknown_among

logger = structlog.get_logger(__name__)

OnKept = Callable[[WorkspaceId, Decision], None]
# What a rule stumbles with, over a button of an older version, over one that somebody made up, or by its own mistake.
STUMBLED = (LookupError, ValueError, TypeError, AttributeError)
MOST_MET = 100_000  # people whom this process does not ask about again
REPEATED = Decision()  # what is decided about something that reached us before: nothing


@dataclass(frozen=True)
class Incoming:
    arrival: Arrival
    routes: tuple[Route, ...]


def lane_of(incoming: Incoming) -> Any:
    """The widest lane of its routes: arrivals that share it are decided one after the other."""
    lanes = [route.lane(incoming.arrival) for route in incoming.routes if route.lane]
    return lanes[0] if lanes else None


class Reception:
    """receive(arrival): once? load → decide → keep → reply. Many arrivals share one transaction."""

    def __init__(
        self,
        store: Store,
        atlas: Atlas,
        clock: Clock,
        chance: Chance,
        on_kept: OnKept = lambda _workspace, _decision: None,
        power: Power = stays_on,
        metrics: Metrics | None = None,
        limit: Rate | None = None,
    ) -> None:
        self._store, self._metrics = store, metrics or Metrics()
        self._limit, self._crowd = limit, Pace()
        self._atlas, self._clock, self._chance, self._on_kept = atlas, clock, chance, on_kept
        self._power = power
        self._met: set[tuple[WorkspaceId, PersonId]] = set()
        self._clients: dict[tuple[WorkspaceId, PersonId], ClientSeen] = {}
        self._commit: GroupCommit[Incoming, Decision] = GroupCommit(store, self._carry, lane_of)

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        """Keep one arrival and say what to reply. When this raises, nothing of it was kept and it may come again.

        Raises Crowded, Malformed, or whatever the database raised.
        """
        routes = tuple(self._atlas.of(arrival))
        if not routes:
            self._metrics.arrived(arrival.workspace, arrival.what, "passed")
            logger.info("arrival.passed", arrival=arrival.id, what=type(arrival.what).__name__)
            return ()
        self._let_in(arrival)
        if all(route.pure for route in routes):
            self._metrics.arrived(arrival.workspace, arrival.what, "answered")
            return self._decide_pure(arrival, routes).replies
        self._power(Step.ARRIVAL_HEARD)
        said = {"arrival": arrival.id, "workspace": arrival.workspace}
        with About(said), span("arrival", **said):
            decision = await self._kept(Incoming(arrival, routes))
            if decision is not REPEATED:
                decision += await self._look_aside(arrival, routes)
            self._power(Step.ARRIVAL_KEPT)
            self._on_kept(arrival.workspace, decision)
            logger.debug("arrival.kept", what=type(arrival.what).__name__, letters=len(decision.letters))
        if at_home(arrival) and decision.changes:
            home = await self.receive(replace(arrival, id=f"{arrival.id}:home", what=Opened()))
            return decision.replies + home
        return joined(decision.replies)

    def _let_in(self, arrival: Arrival) -> None:
        """One workspace that floods us does not take everybody's time. Raises Crowded."""
        if self._limit is None:
            return
        now = self._clock.now()
        if wait := self._crowd.wait(arrival.workspace, self._limit, now):
            self._metrics.arrived(arrival.workspace, arrival.what, "refused")
            raise Crowded(wait.total_seconds())
        self._crowd.take(arrival.workspace, self._limit, now)

    async def _kept(self, incoming: Incoming) -> Decision:
        """What was decided, once it is kept. Raises whatever kept it from being kept."""
        arrival, began = incoming.arrival, stopwatch()
        try:
            decision = await self._commit.submit(incoming)
        except Exception as why:
            is_answer = isinstance(arrival.what, Press | Submission)
            is_forged = is_answer and no_database_takes(why)
            fate = "unreadable" if is_forged else "failed"
            self._metrics.arrived(arrival.workspace, arrival.what, fate)
            logger.exception(f"arrival.{fate}", what=type(arrival.what).__name__, why=type(why).__name__)
            if is_forged or (is_answer and isinstance(why, STUMBLED)):
                # it would stumble again however often it came; whoever pressed is told, and 400 says: do not repeat
                raise Malformed("what was pressed or sent") from why
            raise
        fate = "repeated" if decision is REPEATED else "kept"
        self._metrics.arrived(arrival.workspace, arrival.what, fate, stopwatch() - began)
        return decision

    async def _look_aside(self, arrival: Arrival, routes: Sequence[Route]) -> Decision:
        """What is answered from much that is read: beside the transaction in which the arrival was kept."""
        decision = NOTHING
        for route in routes:
            if route.aside:
                decision += await decide_aside(self._store, route, arrival, given(self._clock, self._chance))
        if decision != Decision(decision.replies):
            raise TypeError("what is decided aside of an arrival can only be said, not kept")
        return decision

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        """Whoever was erased (nobody named: a whole workspace) is met as somebody new."""
        self._met = {one for one in self._met if one[0] != workspace or (people and one[1] not in people)}
        self._clients = {key: seen for key, seen in self._clients.items() if key in self._met}

    async def drained(self) -> None:
        """Wait for everything that is being kept (graceful stop)."""
        await self._commit.drained()

    def _decide_pure(self, arrival: Arrival, routes: tuple[Route, ...]) -> Decision:
        now = given(self._clock, self._chance)
        return reduce(add, (route.decide(arrival, None, now) for route in routes))

    async def _carry(self, connection: AsyncConnection, batch: Sequence[Incoming]) -> list[Decision]:
        """One batch in one transaction. Repeated deliveries decide nothing."""
        now = given(self._clock, self._chance)
        fresh = await claim(connection, [one.arrival for one in batch], now.now)
        self._power(Step.ARRIVAL_CLAIMED)
        decisions: dict[int, Decision] = {}
        givens: dict[int, Given] = {}
        for position, incoming in enumerate(batch):
            key = (incoming.arrival.workspace, incoming.arrival.id)
            if key in fresh:
                fresh.discard(key)  # twice in one batch counts once as well
                decisions[position] = NOTHING
                givens[position] = Given(now.now, self._chance.ids_for(" ".join(key)), now.luck)
        for route in {route: None for i in decisions for route in batch[i].routes if not route.aside}:
            concerned = [i for i in decisions if route in batch[i].routes]
            subjects = [batch[i].arrival for i in concerned]
            decided = await decide_all(connection, route, subjects, [givens[i] for i in concerned])
            for i, decision in zip(concerned, decided, strict=True):
                decisions[i] += decision
        if in_each_others_way((batch[i].arrival.workspace, one) for i, one in decisions.items()):
            raise InEachOthersWay
        kept = [Kept(batch[i].arrival.workspace, one, givens[i]) for i, one in decisions.items()]
        kept += await self._meet(connection, [batch[i].arrival for i in decisions], now)
        kept += self._see_clients([batch[i].arrival for i in decisions], now)
        await keep_all(connection, kept)
        self._power(Step.ARRIVAL_WRITTEN)
        return [decisions.get(i, REPEATED) for i in range(len(batch))]

    async def _meet(self, connection: AsyncConnection, arrivals: Sequence[Arrival], now: Given) -> list[Kept]:
        """Errands to ask the platforms about people whom we see for the first time."""
        seen = {
            (one.workspace, one.person)
            for one in arrivals
            if one.person and not isinstance(one.what, Profile)
        }
        new = seen - self._met
        if len(self._met) > MOST_MET:
            self._met.clear()
            self._clients.clear()
        self._met |= new
        met: list[Kept] = []
        for workspace in sorted({workspace for workspace, _ in new}):
            theirs = [person for there, person in sorted(new) if there == workspace]
            strangers = await unknown_among(connection, workspace, theirs)
            errands = tuple(ask_profile(one, now.now) for one in sorted(strangers))
            met.append(Kept(workspace, Decision(wakes=errands), now))
        return met

    def _see_clients(self, arrivals: Sequence[Arrival], now: Given) -> list[Kept]:
        """The language and zone of whoever's client tells them (Teams does, Slack does not), once until they change."""
        new: list[Kept] = []
        for one in arrivals:
            if one.person and (one.language or one.zone):
                seen = ClientSeen(one.person, one.language, one.zone)
                if self._clients.get((one.workspace, one.person)) != seen:
                    self._clients[one.workspace, one.person] = seen
                    new.append(Kept(one.workspace, Decision(changes=(seen,)), now))
        return new


def no_database_takes(why: Exception) -> bool:
    """Whether a text or a number was refused for what it is (SQLSTATE class 22, data exception).

    A button and a form bring back what we put into them; such a thing was never in one of ours.
    """
    state = getattr(why.orig, "sqlstate", None) if isinstance(why, DBAPIError) else None
    return isinstance(why, DataError) or str(state or "").startswith("22")


async def decide_all(
    connection: AsyncConnection, route: Route, subjects: Sequence[Any], givens: Sequence[Given]
) -> list[Decision]:
    """Load what one route needs for these subjects (arrivals or wakes) and let it decide each with what it is given."""
    pictures = await load_all(connection, route, subjects)
    return [route.decide(*one) for one in zip(subjects, pictures, givens, strict=True)]


async def load_all(connection: AsyncConnection, route: Route, subjects: Sequence[Any]) -> Sequence[Any]:
    """The pictures of these subjects for one route."""
    if route.load_many is not None:
        return await route.load_many(connection, subjects)
    if route.load is not None:
        return [await route.load(connection, subject) for subject in subjects]
    return [None] * len(subjects)


async def decide_aside(store: Store, route: Route, subject: Any, now: Given) -> Decision:
    """Load with a reader and decide in a thread, for an arrival whose route looks at much."""
    async with store.reading() as connection:
        (picture,) = await load_all(connection, route, [subject])
    return await asyncio.to_thread(route.decide, subject, picture, now)


class InEachOthersWay(Exception):
    """Two of one batch changed the same picture. The batch is kept one by one then, each decided on what is there."""


def in_each_others_way(decided: Iterable[tuple[WorkspaceId, Decision]]) -> bool:
    """Whether one of these decisions replaces a picture whole that another of them changed as well.

    Lanes keep most such neighbours out of one batch. Not those whose lane cannot be told before the store is asked:
    words in a thread, which may be a clinic's, and a press on that clinic's card somewhere else.
    """
    changed: dict[tuple[WorkspaceId, str], bool] = {}
    for workspace, decision in decided:
        mine: dict[tuple[WorkspaceId, str], bool] = {}
        for change in decision.changes:
            if whole := change.whole:
                mine[workspace, whole] = mine.get((workspace, whole), False) or change.replaces
        for picture, replaces in mine.items():
            if picture in changed and (replaces or changed[picture]):
                return True
            changed[picture] = replaces
    return False


def at_home(arrival: Arrival) -> bool:
    """Whether a button on the Home tab was pressed: it stands in no message and no channel."""
    return isinstance(arrival.what, Press) and arrival.what.message is None and arrival.what.channel is None


def joined(replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Several features may add to Home: their parts stand one under the other, as one view."""
    homes = [one.message for one in replies if isinstance(one, Home)]
    if len(homes) < 2:
        return replies
    parts = tuple(part for message in homes for part in (Rule(), *message.parts))[1:]
    return (*(one for one in replies if not isinstance(one, Home)), Home(Message(homes[0].summary, parts)))
