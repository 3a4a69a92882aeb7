"""A house that is told to stop finishes what it has in hand."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from adapters.port import Outcome, Outgoing
from bot.attention import weigh
from bot.clock import Chance, Clock
from bot.house import House
from bot.paper import Paper
from bot.routes import FEATURES
from storage.engine import Store
from storage.outbox import letters
from tests.contracts.test_pace import BIG, write

pytestmark = pytest.mark.asyncio


async def test_letters_in_hand_are_settled_before_the_house_closes(sqlite_url: str) -> None:
    store, paper = Store(sqlite_url), Paper()
    asked, answers = asyncio.Event(), asyncio.Event()
    send = paper.send

    async def slow(outgoing: Outgoing) -> Outcome:
        asked.set()
        await answers.wait()
        return await send(outgoing)

    paper.send = slow  # type: ignore[method-assign]
    await store.create_all()
    house = House(store, Clock(), Chance(), FEATURES, weigh)
    house.add(paper)
    await write(house, BIG, 3)
    await house.open()
    await asked.wait()  # a beat of the scheduler has them in hand
    closing = asyncio.create_task(house.close())
    done, _ = await asyncio.wait([closing], timeout=0.5)
    assert not done, "it closed with letters in hand"
    answers.set()
    await closing
    again = Store(sqlite_url)
    async with again.reading() as connection:
        assert (await connection.scalars(select(letters.c.state))).all() == ["delivered"] * 3
    await again.close()
