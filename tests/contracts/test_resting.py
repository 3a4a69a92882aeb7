"""A wake that stumbles rests, longer each time; nobody waits for it, and whoever mends what is wrong waits minutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from facilitation.words import Arrival, Decision, Entry, Given, Wake
from storage.ledger import ledger
from storage.wakes import wakes
from tests.contracts.test_nudges import rows
from tests.contracts.test_reception import set_wake
from tests.harness.house import MONDAY, Lived, lived_in

pytestmark = pytest.mark.asyncio


class Slip:
    """A wake that cannot be decided until somebody mends it, and a neighbour that goes on."""

    def __init__(self, where: str) -> None:
        self.mended, self._where = False, where

    async def load(self, _connection: AsyncConnection, _due: object) -> None:
        if self._where == "loading":
            self._slip()

    def decide(self, due: tuple[str, Wake], _picture: None, given: Given) -> Decision:
        if self._where == "deciding":
            self._slip()
        return Decision(entries=(Entry("decided", due[1].subject),))

    def _slip(self) -> None:
        if not self.mended:
            raise RuntimeError("not as long as it is not mended")

    def beat(self, _due: object, _picture: None, given: Given) -> Decision:
        return Decision(
            entries=(Entry("beat", ""),), wakes=(Wake(given.now + timedelta(minutes=1), "beat", ""),)
        )

    def anew(self, _arrival: Arrival, _picture: None, given: Given) -> Decision:
        return Decision(wakes=(Wake(given.now, "slips", "c1"),))

    def routes(self, aside: bool) -> Iterable[Routes]:
        slips = Route(self.decide, load=self.load, aside=aside)
        return [Routes(wakes={"slips": slips, "beat": Route(self.beat)}, presses={"anew": Route(self.anew)})]


async def due_at(lived: Lived) -> datetime:
    (row,) = await rows(lived, wakes, kind="slips")
    due: datetime = row.due_at
    return due


async def rests(lived: Lived, times: int) -> list[int]:
    """How many minutes it rests, try by try."""
    rested = []
    for _ in range(times):
        due = await due_at(lived)
        await lived.passes(seconds=(due - lived.clock.now()).total_seconds())
        rested.append(int((await due_at(lived) - due).total_seconds()) // 60)
    return rested


@pytest.mark.parametrize("where", ["loading", "deciding"])
@pytest.mark.parametrize("aside", [False, True])
async def test_a_wake_that_stumbles_rests_longer_each_time_and_is_decided_when_mended(
    any_database: str, where: str, aside: bool
) -> None:
    slip = Slip(where)
    async with lived_in(any_database, features=slip.routes(aside)) as lived:
        await set_wake(lived, Wake(MONDAY, "slips", "c1"))
        assert await rests(lived, 7) == [1, 2, 4, 8, 15, 15, 15]
        assert await rows(lived, ledger) == []
        slip.mended = True
        await lived.passes(minutes=15)
        assert [row.kind for row in await rows(lived, ledger)] == ["decided"]
        assert await rows(lived, wakes) == []


async def test_others_are_looked_at_on_time_beside_it(any_database: str) -> None:
    slip = Slip("deciding")
    async with lived_in(any_database, features=slip.routes(False)) as lived:
        await set_wake(lived, Wake(MONDAY, "slips", "c1"))
        await set_wake(lived, Wake(MONDAY, "beat", ""))
        await lived.passes(minutes=60)
        assert len(await rows(lived, ledger, kind="beat")) == 61


@pytest.mark.parametrize("aside", [False, True])
async def test_whoever_asks_anew_is_not_made_to_wait_for_its_rest(any_database: str, aside: bool) -> None:
    slip = Slip("deciding")
    async with lived_in(any_database, features=slip.routes(aside)) as lived:
        await set_wake(lived, Wake(MONDAY, "slips", "c1"))
        assert await rests(lived, 5) == [1, 2, 4, 8, 15]
        await lived.presses("slack:U1", "anew")
        assert await due_at(lived) == lived.clock.now()
        assert await rests(lived, 2) == [1, 2]


async def test_where_nothing_can_be_written_a_search_that_stumbled_comes_back_by_its_lease_and_others_go_on(
    any_database: str,
) -> None:
    refused: list[str] = []

    def full(_held: object, _cursor: object, said: str, *_more: object) -> None:
        if said.startswith("UPDATE wakes SET due_at") and "attempts" in said:
            refused.append(said)
            raise OSError("no space left on device")

    slip = Slip("deciding")
    async with lived_in(any_database, features=slip.routes(True)) as lived:
        await set_wake(lived, Wake(MONDAY, "slips", "c1"))
        await set_wake(lived, Wake(MONDAY, "slips", "c2"))
        engine = lived.house.store.engine.sync_engine
        event.listen(engine, "before_cursor_execute", full)
        await lived.house.beat()
        event.remove(engine, "before_cursor_execute", full)
        assert len(refused) == 2
        slip.mended = True
        await lived.passes(minutes=2)
        assert sorted(row.subject for row in await rows(lived, ledger)) == ["c1", "c2"]
