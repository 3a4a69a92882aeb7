"""What looks at much is decided beside the transaction: nobody waits for it, and it counts once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from facilitation.words import Arrival, Decision, Entry, Given, MessageRef, Said, Wake
from storage.ledger import ledger
from storage.wakes import wakes
from tests.contracts.test_nudges import rows
from tests.contracts.test_reception import count, set_wake
from tests.harness.house import MONDAY, Lived, lived_in

pytestmark = pytest.mark.asyncio


class Search:
    """A search that goes on for as long as the test wants, with the routes that lead to it."""

    def __init__(self, fails: int = 0) -> None:
        self.begun, self.may_end, self._fails = asyncio.Event(), Event(), fails

    async def load(self, _connection: AsyncConnection, _due: object) -> str:
        self.begun.set()
        return "ninety days of talk"

    def decide(self, due: tuple[str, Wake], picture: str, given: Given) -> Decision:
        assert picture == "ninety days of talk"
        self.may_end.wait(30)
        if self._fails:
            self._fails -= 1
            raise RuntimeError("this search cannot be decided")
        return Decision(entries=(Entry("searched", due[1].subject),))

    def note(self, arrival: Arrival, _picture: None, given: Given) -> Decision:
        return Decision(entries=(Entry("said", arrival.person),))

    def move(self, arrival: Arrival, _picture: None, given: Given) -> Decision:
        return Decision(wakes=(Wake(given.now + timedelta(days=1), "search", "c1"),))

    @property
    def routes(self) -> list[Routes]:
        wakes = {"search": Route(self.decide, load=self.load, aside=True)}
        events = {Said: Route(self.note, lane=None)}
        return [Routes(wakes=wakes, events=events, presses={"again": Route(self.move)})]


async def under_way(lived: Lived, search: Search) -> asyncio.Task[int]:
    await set_wake(lived, Wake(MONDAY, "search", "c1"))
    beat = asyncio.create_task(lived.house.beat())
    await search.begun.wait()
    return beat


async def test_while_a_search_goes_on_others_are_heard_and_kept(any_database: str) -> None:
    search = Search()
    async with lived_in(any_database, features=search.routes) as lived:
        beat = await under_way(lived, search)
        await lived.arrives("slack:U1", Said(MessageRef("slack:C1", "1"), "hello"))
        assert [row.kind for row in await rows(lived, ledger)] == ["said"]
        search.may_end.set()
        await beat
        assert len(await rows(lived, ledger, kind="searched")) == 1
        assert await count(lived, wakes) == 0


async def test_what_was_asked_anew_meanwhile_is_answered_by_the_newer_search(any_database: str) -> None:
    search = Search()
    async with lived_in(any_database, features=search.routes) as lived:
        beat = await under_way(lived, search)
        await lived.presses("slack:U1", "again")
        search.may_end.set()
        await beat
        assert await rows(lived, ledger, kind="searched") == []
        await lived.passes(days=2)
        assert len(await rows(lived, ledger, kind="searched")) == 1


async def test_a_search_that_fails_comes_back_and_loses_nothing(any_database: str) -> None:
    search = Search(fails=1)
    search.may_end.set()
    async with lived_in(any_database, features=search.routes) as lived:
        await set_wake(lived, Wake(MONDAY, "search", "c1"))
        await lived.house.beat()
        assert await rows(lived, ledger) == [] and await count(lived, wakes) == 1
        await lived.passes(minutes=3)
        assert len(await rows(lived, ledger, kind="searched")) == 1
