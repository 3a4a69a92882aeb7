"""What looks at much is decided beside the transaction: nobody waits for it, and it counts once."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from facilitation.voice.surface import NAME
from facilitation.words import (
    Arrival,
    Decision,
    Entry,
    Given,
    Message,
    MessageRef,
    Prose,
    Said,
    Tell,
    Wake,
)
from storage.ledger import ledger
from storage.wakes import wakes
from tests.contracts.test_membership import ANA, BEN, make
from tests.contracts.test_nudges import rows
from tests.contracts.test_reception import count, set_wake
from tests.harness.house import CHANNEL, MONDAY, Lived, lived_in

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

    def tell(self, arrival: Arrival, picture: str, given: Given) -> Decision:
        self.may_end.wait(30)
        return Decision((Tell(Message(NAME, (Prose((NAME,)),))),), entries=(Entry("told", ""),) * self._fails)

    def note(self, arrival: Arrival, _picture: None, given: Given) -> Decision:
        return Decision(entries=(Entry("said", arrival.person),))

    def move(self, arrival: Arrival, _picture: None, given: Given) -> Decision:
        return Decision(wakes=(Wake(given.now + timedelta(days=1), "search", "c1"),))

    @property
    def routes(self) -> list[Routes]:
        wakes = {"search": Route(self.decide, load=self.load, aside=True)}
        command = {"look": Route(self.tell, load=self.load, lane=None, aside=True)}
        events = {Said: Route(self.note, lane=None)}
        return [Routes(wakes=wakes, events=events, presses={"again": Route(self.move)}, commands=command)]


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


async def test_whoever_asks_for_much_keeps_nobody_waiting(any_database: str) -> None:
    search = Search()
    async with lived_in(any_database, features=search.routes) as lived:
        asking = asyncio.create_task(lived.types(ANA, "look"))
        await search.begun.wait()
        await lived.arrives(BEN, Said(MessageRef(CHANNEL, "1.0"), "words"))
        assert [row.kind for row in await rows(lived, ledger)] == ["said"]
        search.may_end.set()
        assert len(await asking) == 1


async def test_what_is_looked_up_aside_can_only_be_said(any_database: str) -> None:
    search = Search(fails=1)
    search.may_end.set()
    async with lived_in(any_database, features=search.routes) as lived:
        with pytest.raises(TypeError):
            await lived.types(ANA, "look")
        assert await rows(lived, ledger) == []


@pytest.mark.parametrize("words", ["health", "picture"])
async def test_a_look_at_all_the_talk_holds_no_transaction_in_which_others_write(
    any_database: str, words: str
) -> None:
    async with lived_in(any_database) as lived:
        await make(lived)
        looked: list[bool] = []
        event.listen(
            lived.house.store.engine.sync_engine,
            "before_cursor_execute",
            lambda held, _cursor, said, *_: (
                looked.append("reading" in held.get_execution_options()) if "chat_messages" in said else None
            ),
        )
        assert await lived.types(ANA, words)
        assert looked
        assert all(looked)
