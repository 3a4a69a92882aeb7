"""What reaches us counts once, is kept before it is answered, and one poisoned thing spoils nobody else's."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select

from bot.routes.route import Route, Routes
from facilitation.voice.community import TOLD
from facilitation.words import Arrival, Decision, Entry, Given, Letter, Message, MessageRef, Prose, Said, Wake
from storage.ledger import ledger
from storage.outbox import letters
from storage.wakes import wake_write, wakes
from tests.harness.house import MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio


def note(arrival: Arrival, _picture: None, given: Given) -> Decision:
    """Somebody said something: one fact."""
    said = arrival.what
    assert isinstance(said, Said)
    if said.text == "poison":
        raise RuntimeError("poison")
    return Decision(entries=(Entry("said", said.message.id),))


def ring(due: tuple[str, Wake], _picture: None, given: Given) -> Decision:
    """A wake writes a letter, and sets itself again a day later until it has rung three times."""
    wake = due[1]
    again = int(wake.subject) - 1
    letter = Letter(f"ring:{wake.subject}", "slack:U1", Message(TOLD, (Prose((TOLD,)),)), "test")
    more = (Wake(wake.due_at + timedelta(days=1), "ring", str(again)),) if again else ()
    return Decision(letters=(letter,), wakes=more, entries=(Entry("rang", wake.subject),))


def fail(due: tuple[str, Wake], _picture: None, given: Given) -> Decision:
    raise RuntimeError("this wake cannot be decided")


FEATURE = Routes(events={Said: Route(note, lane=None)}, wakes={"ring": Route(ring), "fail": Route(fail)})


def said(text: str, number: int) -> Said:
    return Said(MessageRef("slack:C1", str(number)), text)


async def count(lived: Lived, table: Table) -> int:
    async with lived.house.store.reading() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)))


async def test_the_same_event_delivered_three_times_counts_once(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        for _ in range(3):
            await lived.arrives("slack:U1", said("hello", 1), id="Ev1")
        await asyncio.gather(*(lived.arrives("slack:U1", said("again", 2), id="Ev2") for _ in range(3)))
        assert await count(lived, ledger) == 2


async def test_a_poisoned_arrival_fails_alone_and_may_come_again(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        results = await asyncio.gather(
            *(
                lived.arrives("slack:U1", said("poison" if n == 5 else "fine", n), id=f"Ev{n}")
                for n in range(10)
            ),
            return_exceptions=True,
        )
        assert [type(one) for one in results].count(RuntimeError) == 1
        assert await count(lived, ledger) == 9
        await lived.arrives("slack:U1", said("mended", 5), id="Ev5")
        assert await count(lived, ledger) == 10


async def test_the_same_id_in_another_workspace_is_another_arrival(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        await lived.arrives("slack:U1", said("here", 1), id="Ev1")
        await lived.arrives("slack:U1", said("there", 1), id="Ev1", team="slack:T2")
        assert await count(lived, ledger) == 2


async def test_everything_due_on_the_way_happens_in_order(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        await set_wake(lived, Wake(MONDAY + timedelta(days=1), "ring", "3"))
        await lived.passes(days=2, hours=1)
        assert [one.mark != "" for one in lived.paper.sent] == [True, True]
        await lived.passes(days=7)
        assert len(lived.paper.to("slack:U1")) == 3
        assert await count(lived, wakes) == 0


async def test_a_wake_that_fails_blocks_nobody_and_comes_back(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        await set_wake(lived, Wake(MONDAY, "fail", "x"))
        await set_wake(lived, Wake(MONDAY, "ring", "1"))
        await lived.house.beat()
        assert len(lived.paper.to("slack:U1")) == 1
        assert await count(lived, wakes) == 1


async def test_a_letter_with_the_same_once_is_kept_once(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE]) as lived:
        await set_wake(lived, Wake(MONDAY, "ring", "1"))
        await lived.house.beat()
        await set_wake(lived, Wake(MONDAY, "ring", "1"))
        await lived.house.beat()
        assert await count(lived, letters) == 1
        assert len(lived.paper.sent) == 1


async def set_wake(lived: Lived, wake: Wake) -> None:
    async with lived.house.store.writing() as connection:
        await connection.execute(*wake_write(wake, TEAM))
