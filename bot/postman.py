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
from bot.lanes import Lanes, Turn
from bot.metrics import Metrics
from bot.pace import PER_CONVERSATION, PER_WORKSPACE, Pace, Rate, Unpaced
from bot.power import Power, Step, stays_on
from bot.tracing import span
from facilitation.attention import can_wait
from facilitation.people import BecameUnreachable
from facilitation.pulse.quiet import QUIET
from facilitation.words import Decision, Entry, Fate, Given, Letter, MessageRef, PersonId, WorkspaceId
from storage import outbox, pace
from storage.engine import GroupCommit, Store, execute
from storage.outbox import Claimed
from storage.writing import Write

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
class Taken:
    """What one turn has in hand. ``again``: when the pace of this workspace would let as many go once more."""

    claimed: Sequence[Claimed]
    held: Mapping[str, Held]
    again: datetime | None = None


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
        self._paced = paced
        self._pace = Pace() if paced else Unpaced()
        self._claiming: GroupCommit[WorkspaceId, Taken] = GroupCommit(store, self._claim, lambda _w: None)
        self._lanes = Lanes(store, clock, self._turn)
        self._settling: GroupCommit[Settlement, None] = GroupCommit(store, self._settle, lambda _s: None)

    async def round(self, only: WorkspaceId | None = None) -> int:
        """Carry out what may go now, in one workspace or in all; returns how many letters were looked at."""
        return await self._lanes.round(only)

    def next_at(self) -> datetime | None:
        """When a workspace that only its pace held back may go on."""
        return self._lanes.next_at()

    async def _turn(self, workspace: WorkspaceId) -> Turn:
        """A few letters of one workspace, from being claimed to being settled."""
        taken = await self._claiming.submit(workspace)
        if taken.claimed:
            self._power(Step.LETTERS_HANDED)
        shielded = await self._shields([one for one in taken.claimed if one.id not in taken.held])
        held = {**taken.held, **shielded}
        await asyncio.gather(*(self._in_turn(theirs, held) for theirs in by_conversation(taken.claimed)))
        return Turn(len(taken.claimed), taken.again)

    # --- claiming ---------------------------------------------------------------------------------------------

    async def _claim(self, connection: AsyncConnection, workspaces: Sequence[WorkspaceId]) -> list[Taken]:
        """Claim in several workspaces by one transaction; rows are touched in one order, so nobody waits in a circle."""
        now = self._given()
        order = sorted(workspaces)
        found = {one: await outbox.load_due(connection, one, now.now, AT_ONCE) for one in order}
        claimed = [letter for one in order for letter in found[one]]
        held = dict(await self._weigh(connection, claimed, now)) if self._weigh and claimed else {}
        free = await pace.load_free(connection, order, now.now) if self._paced and claimed else {}
        taken = {
            one: await self._leave(connection, found[one], held, free.get(one), now.now) for one in order
        }
        await outbox.hand(connection, [letter for one in order for letter in taken[one].claimed], now.now)
        if claimed:
            self._power(Step.LETTERS_CLAIMED)
        return [taken[one] for one in workspaces]

    async def _leave(
        self,
        connection: AsyncConnection,
        found: Sequence[Claimed],
        held: dict[str, Held],
        free: datetime | None,
        now: datetime,
    ) -> Taken:
        """Those of one workspace that may leave at its pace, and those that are held for another reason."""
        if not found or not self._paced:
            return Taken(found, held)
        self._hold_conversations(found, held, now)
        going = [one for one in found if one.id not in held]
        workspace = found[0].workspace
        rate = PER_WORKSPACE.get(workspace.partition(":")[0], FREE)
        count = min(len(going), rate.allowed(free, now))
        if count and not await pace.take(connection, workspace, now, count, rate.every, rate.burst):
            count = 0  # another replica was faster
        stays = {one.id for one in going[count:]}
        again = rate.filled(free, count, now, AT_ONCE) if stays or len(found) == AT_ONCE else None
        return Taken([one for one in found if one.id not in stays], held, again)

    def _hold_conversations(self, found: Sequence[Claimed], held: dict[str, Held], now: datetime) -> None:
        """Letters for which their conversation is not ready wait, and take nothing from their workspace's pace."""
        for one in found:
            if one.id not in held:
                rate = _conversation_rate(one)
                if wait := self._pace.wait(_lane(one), rate, now):
                    held[one.id] = Held("pace", now + wait)
                else:
                    self._pace.take(_lane(one), rate, now)

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
        self._pace.take(_lane(claimed), _conversation_rate(claimed), self._clock.now())
        outcome = await platform.send(outgoing)
        return Later(60) if isinstance(outcome, Unknown) else outcome

    async def _outgoing(self, claimed: Claimed) -> Outgoing | Held:
        """The letter with the messages it refers to found; held while one of those is not delivered yet."""
        letter, workspace = claimed.letter, claimed.workspace
        found = await self._earlier(claimed) if letter.edits or letter.deletes or letter.thread_of else {}
        if isinstance(found, Held):
            return found
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

    async def _earlier(self, claimed: Claimed) -> dict[str, MessageRef | None] | Held:
        """Where the letters stand that this one refers to; held while one of them is not delivered yet."""
        letter, found = claimed.letter, dict[str, MessageRef | None]()
        async with self._store.reading() as connection:
            for once in sorted({letter.edits, letter.deletes, letter.thread_of} - {""}):
                state, where = await outbox.find_delivered(connection, claimed.workspace, once)
                if where is None and state in (outbox.WAITING, outbox.HANDED):
                    return Held("waits for an earlier letter", self._clock.now() + timedelta(seconds=5))
                if where is None and once != letter.thread_of:
                    return Held("the earlier letter never arrived", None)
                found[once] = where
        return found

    # --- what became of it ------------------------------------------------------------------------------------

    async def _settle(self, connection: AsyncConnection, settlements: Sequence[Settlement]) -> list[None]:
        now = self._given()
        writes, kept = [], []
        for one in settlements:
            occasion = f"{one.claimed.id} {one.claimed.attempts} {now.now.isoformat()}"
            mine = replace(now, new_id=self._chance.ids_for(occasion))
            write, decision = self._settled(one, now.now)
            writes.append([write])
            kept.append(Kept(one.claimed.workspace, decision, mine))
        await execute(connection, writes)
        await keep_all(connection, kept)
        for workspace, until in sorted(asked_to_wait(settlements, now.now).items()):
            await pace.hold(connection, workspace, until, now.now)
        self._power(Step.LETTER_WRITTEN)
        return [None] * len(settlements)

    def _settled(self, one: Settlement, now: datetime) -> tuple[Write, Decision]:
        """How it is written down, and what follows."""
        claimed = one.claimed
        if claimed.letter.kind in QUIET and is_over(one.outcome):
            return outbox.settle_quietly_write(claimed), _quietly(claimed, one.outcome)
        match one.outcome:
            case Delivered(where):
                write = outbox.settle_write(claimed, outbox.DELIVERED, now, where)
                return write, Decision(entries=(_entry("letter.delivered", claimed),))
            case Refused(reason, whom, tell):
                logger.warning("letter.refused", workspace=claimed.workspace, reason=reason, tell=tell)
                write = outbox.settle_write(claimed, outbox.REFUSED, now, why=reason)
                return write, _refused(claimed, whom, reason)
            case Later(seconds, everyone):
                until = now + timedelta(seconds=seconds)
                if not everyone:
                    self._pace.hold(_lane(claimed), until)
                return outbox.put_off_write(claimed, until, "platform asked to wait", tried=True), Decision()
            case Held(reason, until, entries) if until is not None:
                return outbox.put_off_write(claimed, until, reason), Decision(entries=entries)
            case Held(reason, _, entries):
                write = outbox.settle_write(claimed, outbox.DROPPED, now, why=reason)
                return write, Decision(entries=entries or (_entry("letter.dropped", claimed, reason),))
            case _:
                write = outbox.settle_write(claimed, outbox.UNKNOWN, now, why="let go")
                return write, Decision(entries=(_entry("letter.unknown", claimed),))


def asked_to_wait(settlements: Sequence[Settlement], now: datetime) -> dict[WorkspaceId, datetime]:
    """The workspaces in which a platform asked for silence, and until when."""
    found: dict[WorkspaceId, datetime] = {}
    for one in settlements:
        if isinstance(one.outcome, Later) and one.outcome.everyone:
            until, workspace = now + timedelta(seconds=one.outcome.seconds), one.claimed.workspace
            found[workspace] = max(until, found.get(workspace, until))
    return found


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


def _conversation_rate(claimed: Claimed) -> Rate:
    return PER_CONVERSATION.get(claimed.letter.to.partition(":")[0], FREE)


def _person(letter: Letter) -> PersonId:
    return letter.to


def _entry(kind: str, claimed: Claimed, reason: str = "") -> Entry:
    about = (("kind", claimed.letter.kind), *((("reason", reason),) if reason else ()))
    return Entry(kind, claimed.letter.once, about, _person(claimed.letter))


def _refused(claimed: Claimed, whom: str, reason: str) -> Decision:
    gone = (BecameUnreachable(claimed.letter.to),) if whom == "person" else ()
    return Decision(entries=(_entry("letter.refused", claimed, reason),), changes=gone)
