"""The postman carries waiting letters out, paced and few at a time, and writes down what became of each."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.port import Absent, Delivered, Later, Outcome, Outgoing, Platform, Reader, Refused, Unknown
from bot.clock import Chance, Clock, given, stopwatch
from bot.keeping import Kept, keep_all
from bot.metrics import Metrics
from bot.pace import PER_CONVERSATION, PER_WORKSPACE, Pace, Rate, Unpaced
from bot.power import Power, Step, stays_on
from bot.tracing import span
from facilitation.attention import can_wait
from facilitation.people import BecameUnreachable
from facilitation.pulse.quiet import QUIET
from facilitation.words import Decision, Entry, Fate, Given, Letter, MessageRef, PersonId, WorkspaceId
from storage import outbox
from storage.engine import GroupCommit, Store
from storage.outbox import Claimed

logger = structlog.get_logger(__name__)

AT_ONCE = 10  # engine.md: power cuts with 500 in hand left 732 letters of unknown fate, with 10 they left 60
TRIES = 6
FREE = Rate(timedelta(0), 1_000_000)


@dataclass(frozen=True)
class Held:
    """Attention said: not now, or not at all. ``until`` None: never."""

    reason: str
    until: datetime | None
    entries: tuple[Entry, ...] = ()


Until = Mapping[tuple[WorkspaceId, PersonId], datetime]
Shield = Callable[[AsyncConnection, Sequence[Claimed], Until, Given], Awaitable[Mapping[str, Held]]]
Weigh = Callable[[AsyncConnection, Sequence[Claimed], Given], Awaitable[Mapping[str, Held]]]
ReaderFor = Callable[[Claimed], Awaitable[Reader]]


@dataclass(frozen=True)
class Settlement:
    claimed: Claimed
    outcome: Outcome | Held | None  # None: let go, because nobody can tell whether it is there


class Postman:
    """round(): claim a few → weigh → send → settle, until nothing more may go now."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        chance: Chance,
        platforms: Mapping[str, Platform],
        reader_for: ReaderFor,
        weigh: Weigh | None = None,
        paced: bool = True,
        power: Power = stays_on,
        metrics: Metrics | None = None,
        shield: Shield | None = None,
    ) -> None:
        self._metrics = metrics or Metrics()
        self._power, self._shield = power, shield
        self._store, self._clock, self._chance = store, clock, chance
        self._platforms, self._reader_for, self._weigh = platforms, reader_for, weigh
        self._pace = Pace() if paced else Unpaced()
        self._settling: GroupCommit[Settlement, None] = GroupCommit(store, self._settle, lambda _s: None)
        self._one_at_a_time = asyncio.Lock()

    async def round(self) -> int:
        """Carry out what may go now; returns how many letters were looked at."""
        done = 0
        async with self._one_at_a_time:
            while count := await self._some():
                done += count
        return done

    async def _some(self) -> int:
        async with self._store.writing() as connection:
            claimed = await outbox.claim_due(connection, self._clock.now(), AT_ONCE)
            held = await self._weigh(connection, claimed, self._given()) if self._weigh and claimed else {}
            if claimed:
                self._power(Step.LETTERS_CLAIMED)
        if claimed:
            self._power(Step.LETTERS_HANDED)
        held = {**held, **await self._shields([one for one in claimed if one.id not in held])}
        await asyncio.gather(*(self._in_turn(theirs, held) for theirs in by_conversation(claimed)))
        return len(claimed)

    async def _shields(self, going: Sequence[Claimed]) -> Mapping[str, Held]:
        """What can wait while its reader does not want to be disturbed, as the platform tells."""
        asked: dict[tuple[str, WorkspaceId], set[PersonId]] = defaultdict(set)
        for one in going:
            if self._shield and can_wait(one.letter):
                asked[one.letter.to.partition(":")[0], one.workspace].add(one.letter.to)
        until: dict[tuple[WorkspaceId, PersonId], datetime] = {}
        for (name, workspace), people in sorted(asked.items()):
            if platform := self._platforms.get(name):
                told = await platform.shielded(workspace, sorted(people), self._clock.now())
                until |= {(workspace, person): end for person, end in told.items()}
        if not until or self._shield is None:
            return {}
        async with self._store.reading() as connection:
            return await self._shield(connection, going, until, self._given())

    def _given(self) -> Given:
        return given(self._clock, self._chance)

    async def _in_turn(self, claimed: Sequence[Claimed], held: Mapping[str, Held]) -> None:
        """Letters to one conversation arrive in the order in which they were written."""
        for one in claimed:
            await self._one(one, held.get(one.id))

    async def _one(self, claimed: Claimed, held: Held | None) -> None:
        with span("letter", letter=claimed.id, workspace=claimed.workspace, kind=claimed.letter.kind):
            outcome = held or await self._outcome(claimed)
        await self._settling.submit(Settlement(claimed, outcome))
        self._power(Step.LETTER_SETTLED)
        self._count(claimed.letter, outcome)

    def _count(self, letter: Letter, outcome: Outcome | Held | None) -> None:
        late = None
        if isinstance(outcome, Delivered) and letter.not_before:
            late = (self._clock.now() - letter.not_before).total_seconds()
        self._metrics.settled(letter.to, letter.kind, called(outcome), late)

    # --- one letter -------------------------------------------------------------------------------------------

    async def _outcome(self, claimed: Claimed) -> Outcome | Held | None:
        letter, now = claimed.letter, self._clock.now()
        if letter.expires and letter.expires <= now:
            return Held("expired", None)
        platform = self._platforms.get(letter.to.partition(":")[0])
        if platform is None:
            return Refused("no_platform", "message", f"no platform here carries letters to {letter.to}")
        wait = self._wait(claimed, now)
        if wait:
            return Held("pace", now + wait)
        self._took(claimed)  # before the first await, so that letters side by side do not share one turn
        outgoing = await self._outgoing(claimed)
        if isinstance(outgoing, Held):
            return outgoing
        if claimed.unsure:
            return await self._unsure(platform, claimed, outgoing)
        return await self._send(platform, claimed, outgoing)

    async def _send(self, platform: Platform, claimed: Claimed, outgoing: Outgoing) -> Outcome | None:
        self._power(Step.LETTER_LEAVING)
        began = stopwatch()
        outcome = await platform.send(outgoing)
        self._metrics.carried(claimed.letter.to, stopwatch() - began)
        self._power(Step.LETTER_GONE)
        if isinstance(outcome, Unknown):
            return await self._unsure(platform, claimed, outgoing)
        return outcome

    async def _unsure(self, platform: Platform, claimed: Claimed, outgoing: Outgoing) -> Outcome | None:
        """Look for its mark; send again only where it surely is not, or where its fate says so."""
        seen = await platform.look(outgoing, self._clock.now() - outbox.LEASE * 2)
        if isinstance(seen, Delivered | Refused | Later):
            return seen
        again = isinstance(seen, Absent) or claimed.letter.fate is Fate.REPEAT
        if not again or claimed.attempts >= TRIES:
            return None
        self._took(claimed)
        outcome = await platform.send(outgoing)
        return Later(60) if isinstance(outcome, Unknown) else outcome

    async def _outgoing(self, claimed: Claimed) -> Outgoing | Held:
        """The letter with the messages it refers to found; held while one of those is not delivered yet."""
        letter, workspace = claimed.letter, claimed.workspace
        found: dict[str, MessageRef | None] = {}
        async with self._store.reading() as connection:
            for once in {letter.edits, letter.deletes, letter.thread_of} - {""}:
                state, where = await outbox.find_delivered(connection, workspace, once)
                if where is None and state in (outbox.WAITING, outbox.HANDED):
                    return Held("waits for an earlier letter", self._clock.now() + timedelta(seconds=5))
                if where is None and once != letter.thread_of:
                    return Held("the earlier letter never arrived", None)
                found[once] = where
        root = found.get(letter.thread_of)
        thread = letter.thread or (
            MessageRef(root.channel, root.id, root.thread or root.id) if root else None
        )
        return Outgoing(
            workspace,
            letter.to,
            letter.message,
            claimed.mark,
            await self._reader_for(claimed),
            thread,
            found.get(letter.edits),
            found.get(letter.deletes),
        )

    def _wait(self, claimed: Claimed, now: datetime) -> timedelta:
        platform = claimed.letter.to.partition(":")[0]
        return max(
            self._pace.wait(claimed.workspace, PER_WORKSPACE.get(platform, FREE), now),
            self._pace.wait(_lane(claimed), PER_CONVERSATION.get(platform, FREE), now),
        )

    def _took(self, claimed: Claimed) -> None:
        platform, now = claimed.letter.to.partition(":")[0], self._clock.now()
        self._pace.take(claimed.workspace, PER_WORKSPACE.get(platform, FREE), now)
        self._pace.take(_lane(claimed), PER_CONVERSATION.get(platform, FREE), now)

    # --- what became of it ------------------------------------------------------------------------------------

    async def _settle(self, connection: AsyncConnection, settlements: Sequence[Settlement]) -> list[None]:
        now = self._given()
        for one in settlements:
            occasion = f"{one.claimed.id} {one.claimed.attempts} {now.now.isoformat()}"
            mine = replace(now, new_id=self._chance.ids_for(occasion))
            decision = await self._settle_one(connection, one, mine)
            await keep_all(connection, [Kept(one.claimed.workspace, decision, mine)])
        self._power(Step.LETTER_WRITTEN)
        return [None] * len(settlements)

    async def _settle_one(self, connection: AsyncConnection, one: Settlement, now: Given) -> Decision:
        claimed = one.claimed
        if claimed.letter.kind in QUIET and is_over(one.outcome):
            await outbox.settle_quietly(connection, claimed)
            return _quietly(claimed, one.outcome)
        match one.outcome:
            case Delivered(where):
                await outbox.settle(connection, claimed, outbox.DELIVERED, now.now, where)
                return Decision(entries=(_entry("letter.delivered", claimed),))
            case Refused(reason, whom, tell):
                await outbox.settle(connection, claimed, outbox.REFUSED, now.now, why=reason)
                logger.warning("letter.refused", workspace=claimed.workspace, reason=reason, tell=tell)
                return _refused(claimed, whom, reason)
            case Later(seconds, everyone):
                until = now.now + timedelta(seconds=seconds)
                self._pace.hold(claimed.workspace if everyone else _lane(claimed), until)
                await outbox.put_off(connection, claimed, until, "platform asked to wait", tried=True)
                return Decision()
            case Held(reason, until, entries) if until is not None:
                await outbox.put_off(connection, claimed, until, reason)
                return Decision(entries=entries)
            case Held(reason, _, entries):
                await outbox.settle(connection, claimed, outbox.DROPPED, now.now, why=reason)
                return Decision(entries=entries or (_entry("letter.dropped", claimed, reason),))
            case _:
                await outbox.settle(connection, claimed, outbox.UNKNOWN, now.now, why="let go")
                return Decision(entries=(_entry("letter.unknown", claimed),))


def is_over(outcome: Outcome | Held | None) -> bool:
    """Whether a letter's fate is settled; else it comes back."""
    return not isinstance(outcome, Later) and not (isinstance(outcome, Held) and outcome.until is not None)


def _quietly(claimed: Claimed, outcome: Outcome | Held | None) -> Decision:
    """A quiet letter leaves nothing but what is true of its person whatever it was."""
    if isinstance(outcome, Refused) and outcome.whom == "person":
        return Decision(changes=(BecameUnreachable(claimed.letter.to),))
    return Decision()


def called(outcome: Outcome | Held | None) -> str:
    """The word under which an outcome is counted."""
    match outcome:
        case Delivered():
            return "delivered"
        case Refused():
            return "refused"
        case Later():
            return "later"
        case Held(_, until):
            return "dropped" if until is None else "held"
        case _:
            return "unknown"


def by_conversation(claimed: Sequence[Claimed]) -> list[list[Claimed]]:
    """The letters side by side, those to the same conversation one after the other."""
    lanes: dict[str, list[Claimed]] = defaultdict(list)
    for one in claimed:
        lanes[_lane(one)].append(one)
    return list(lanes.values())


def _lane(claimed: Claimed) -> str:
    return f"{claimed.workspace} {claimed.letter.to}"


def _person(letter: Letter) -> PersonId:
    return letter.to


def _entry(kind: str, claimed: Claimed, reason: str = "") -> Entry:
    about = (("kind", claimed.letter.kind), *((("reason", reason),) if reason else ()))
    return Entry(kind, claimed.letter.once, about, _person(claimed.letter))


def _refused(claimed: Claimed, whom: str, reason: str) -> Decision:
    gone = (BecameUnreachable(claimed.letter.to),) if whom == "person" else ()
    return Decision(entries=(_entry("letter.refused", claimed, reason),), changes=gone)
