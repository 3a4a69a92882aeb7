"""Every workspace is written to at its platform's pace, by all replicas together, and none delays another."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select

from adapters.port import Later, Outcome, Outgoing
from bot.attention import weigh
from bot.clock import Chance, StillClock, given
from bot.house import House
from bot.keeping import keep
from bot.paper import Paper
from bot.routes import FEATURES
from facilitation.voice.community import TOLD
from facilitation.words import Decision, Letter, Message, Prose
from storage.engine import Store
from storage.outbox import letters
from storage.pace import micros, paces, take
from tests.harness.house import MONDAY, Lived, lived_in

pytestmark = pytest.mark.asyncio

BIG, SMALL = "slack:TBIG", "slack:TSMALL"
ANY_HOUR = 100  # importance of what somebody just asked for
TICK = timedelta(milliseconds=250)
PER_SECOND, BURST = 20, 20  # Slack's, as bot/pace.py has it
SAID = Message(TOLD, (Prose((TOLD,)),))


@dataclass
class Timed(Paper):
    """Paper that also knows when each letter went."""

    clock: StillClock | None = None
    when: list[tuple[str, datetime]] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> Outcome:
        assert self.clock is not None
        self.when.append((outgoing.workspace, self.clock.now()))
        return await super().send(outgoing)


@asynccontextmanager
async def replicas(url: str, count: int) -> AsyncIterator[tuple[StillClock, Timed, list[House]]]:
    """Houses on one database with one clock, which write to one platform."""
    clock = StillClock(MONDAY)
    paper = Timed(clock=clock)
    async with AsyncExitStack() as stack:
        houses = []
        for number in range(count):
            store = Store(url)
            if not number:
                await store.create_all()
            houses.append(House(store, clock, Chance(f"replica {number}"), FEATURES, weigh))
            houses[-1].add(paper)
            await houses[-1].open(beating=False)
            stack.push_async_callback(houses[-1].close)
        yield clock, paper, houses


async def write(house: House, workspace: str, count: int, importance: int = ANY_HOUR) -> None:
    """This many letters, each to somebody else."""
    name = workspace.partition(":")[2]
    written = tuple(
        Letter(f"u:{n}", f"slack:U{name}{n}", SAID, "test", importance=importance) for n in range(count)
    )
    async with house.store.writing() as connection:
        await keep(connection, [(workspace, Decision(letters=written))], given(house.clock, house.chance))


async def live(clock: StillClock, houses: Sequence[House], seconds: float) -> None:
    """Every replica looks round each quarter of a second, all at once."""
    until = clock.now() + timedelta(seconds=seconds)
    while clock.now() < until:
        await asyncio.gather(*(house.postman.round() for house in houses))
        clock.move_to(clock.now() + TICK)


async def test_a_few_letters_do_not_wait_behind_thousands_of_another_workspace(any_database: str) -> None:
    async with replicas(any_database, 1) as (clock, paper, houses):
        await write(houses[0], BIG, 2500)
        clock.move_to(clock.now() + timedelta(seconds=1))
        await write(houses[0], SMALL, 50)
        began = clock.now()
        await live(clock, houses, 4)
    went = [at for workspace, at in paper.when if workspace == SMALL]
    assert len(went) == 50
    assert max(went) - began <= timedelta(seconds=2)  # its own pace: 20 at once, then 20 a second
    big = sum(workspace == BIG for workspace, _ in paper.when)
    assert BURST + 0.95 * PER_SECOND * 3.75 <= big <= BURST + PER_SECOND * 3.75


async def test_three_replicas_together_keep_the_pace_of_one(postgres_url: str) -> None:
    async with replicas(postgres_url, 3) as (clock, paper, houses):
        await write(houses[0], BIG, 300)
        await live(clock, houses, 5)
    went = [at for _, at in paper.when]
    assert 0.95 * (BURST + PER_SECOND * 4.75) <= len(went) <= BURST + PER_SECOND * 4.75
    assert max(Counter(one.mark for one in paper.sent).values()) == 1
    for at in went:
        within = sum(at <= other < at + timedelta(seconds=1) for other in went)
        assert within <= BURST + PER_SECOND


async def test_when_a_platform_asks_for_silence_every_replica_is_silent(postgres_url: str) -> None:
    async with replicas(postgres_url, 2) as (clock, paper, houses):
        await write(houses[0], BIG, 30)
        paper.plan[f"slack:U{BIG[6:]}0"].append(Later(30, everyone=True))
        await houses[0].postman.round()
        asked = len(paper.when)
        await live(clock, houses, 20)
        assert len(paper.when) <= max(asked, BURST)
        await live(clock, houses, 15)
    assert len({one.mark for one in paper.sent}) == 30


async def test_letters_that_wait_for_the_morning_take_nothing_from_the_pace(any_database: str) -> None:
    async with replicas(any_database, 1) as (clock, paper, houses):
        clock.move_to(MONDAY - timedelta(days=1))  # Sunday: calm letters wait
        await write(houses[0], BIG, 100, importance=0)
        await houses[0].postman.round()
        async with houses[0].store.reading() as connection:
            waits = await connection.scalars(select(letters.c.not_before))
            assert min(waits) > clock.now()
            assert (await connection.scalars(select(paces.c.free_at))).all() == []
    assert paper.when == []


async def test_a_workspace_whose_platform_does_not_answer_delays_no_other(sqlite_url: str) -> None:
    async with replicas(sqlite_url, 1) as (_, paper, (house,)):
        asked, answers = asyncio.Event(), asyncio.Event()
        send = paper.send

        async def slow(outgoing: Outgoing) -> Outcome:
            if outgoing.workspace == BIG:
                asked.set()
                await answers.wait()
            return await send(outgoing)

        paper.send = slow  # type: ignore[method-assign]
        await write(house, BIG, 30)
        hanging = asyncio.create_task(house.postman.round())
        await asked.wait()
        await write(house, SMALL, 5)
        await house.postman.round(SMALL)
        assert [one.workspace for one in paper.sent] == [SMALL] * 5
        answers.set()
        await hanging
        assert len(paper.sent) == 25


async def test_a_clock_that_was_wrong_stops_nobody_for_long(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await set_free(lived, MONDAY + timedelta(hours=1))
        await write(lived.house, BIG, 3)
        await lived.house.postman.round()
        assert len(lived.paper.sent) == 3


async def set_free(lived: Lived, at: datetime) -> None:
    async with lived.house.store.writing() as connection:
        await connection.execute(insert(paces).values(workspace_id=BIG, free_at=micros(at)))


async def test_leave_is_given_for_as_many_as_the_burst_and_the_time_allow(any_database: str) -> None:
    async with lived_in(any_database) as lived, lived.house.store.writing() as connection:
        every = timedelta(milliseconds=50)

        async def given_leave(count: int, after: float) -> bool:
            return await take(connection, BIG, MONDAY + timedelta(seconds=after), count, every, BURST)

        assert await given_leave(15, 0)
        assert not await given_leave(6, 0)
        assert await given_leave(5, 0)
        assert not await given_leave(1, 0.04)
        assert await given_leave(1, 0.05)
        assert not await given_leave(2, 0.1)
        assert await given_leave(20, 60)


async def test_letters_to_one_channel_beyond_its_pace_take_nothing_from_the_workspaces(
    any_database: str,
) -> None:
    async with replicas(any_database, 1) as (clock, paper, (house,)):
        one = Letter("l:0", "slack:CLOUD", SAID, "test", importance=ANY_HOUR)
        written = tuple(replace(one, once=f"l:{n}") for n in range(40))
        async with house.store.writing() as connection:
            await keep(connection, [(BIG, Decision(letters=written))], given(clock, house.chance))
        await house.postman.round()
        await write(house, BIG, 10)
        await house.postman.round()
    assert Counter(each.to == "slack:CLOUD" for each in paper.sent) == {True: 2, False: 10}
