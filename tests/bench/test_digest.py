"""A thousand sponsors of two thousand communities get their Monday planned within half a minute, each exactly once."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select

from bot.clock import Chance, StillClock
from bot.house import House
from bot.paper import Paper
from bot.routes import FEATURES
from storage.community import communities, community_channels, members
from storage.engine import Store
from storage.experiment import experiments
from storage.outbox import letters
from storage.participation import chat_messages
from storage.people import people
from storage.wakes import wakes

SPONSORS, COMMUNITIES, MEMBERS = 1_000, 2_000, 8
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
MOST_SECONDS = 30.0
TEAM = "slack:T1"


async def filled(url: str) -> Store:
    """A store with all of them: eight members, a talk of ten messages and one experiment for every community."""
    store = Store(url)
    await store.create_all()
    before = MONDAY - timedelta(days=40)
    async with store.writing() as connection:
        await connection.execute(insert(people), [person(f"slack:S{n}") for n in range(SPONSORS)])
        await connection.execute(insert(communities), [community(n, before) for n in range(COMMUNITIES)])
        await connection.execute(
            insert(community_channels),
            [
                {"workspace_id": TEAM, "channel_id": f"slack:C{n}", "community_id": f"c{n}"}
                for n in range(COMMUNITIES)
            ],
        )
        await connection.execute(
            insert(members),
            [
                {
                    "workspace_id": TEAM,
                    "community_id": f"c{n}",
                    "person_id": f"slack:U{n}-{m}",
                    "role": "convener" if m == 0 else "member",
                    "joined_at": before,
                }
                for n in range(COMMUNITIES)
                for m in range(MEMBERS)
            ],
        )
        await connection.execute(
            insert(chat_messages), [message(n, m) for n in range(COMMUNITIES) for m in range(10)]
        )
        await connection.execute(insert(experiments), [experiment(n) for n in range(COMMUNITIES)])
        await connection.execute(
            insert(wakes),
            [
                {
                    "workspace_id": TEAM,
                    "kind": "digest.sponsor",
                    "subject": f"slack:S{n}",
                    "due_at": MONDAY,
                    "attempts": 0,
                }
                for n in range(SPONSORS)
            ],
        )
    return store  # fmt: skip


def person(id: str) -> dict[str, object]:
    return {"workspace_id": TEAM, "person_id": id}


def community(n: int, at: datetime) -> dict[str, object]:
    return {"workspace_id": TEAM, "community_id": f"c{n}", "name": f"Community {n}", "purpose": "", "values": "", "who_for": "",
            "stage": "maturing", "sponsor_id": f"slack:S{n % SPONSORS}", "zone": "UTC", "language": "en", "created_at": at, "created_by": ""}  # fmt: skip


def message(n: int, m: int) -> dict[str, object]:
    at = MONDAY - timedelta(days=m % 6, hours=3)
    return {"workspace_id": TEAM, "channel_id": f"slack:C{n}", "message_id": f"{m}", "person_id": f"slack:U{n}-{m % MEMBERS}",
            "thread_id": f"{m - m % 2}", "at": at, "month": 202603, "length": 80, "asks": m % 3 == 0}  # fmt: skip


def experiment(n: int) -> dict[str, object]:
    return {"workspace_id": TEAM, "experiment_id": f"e{n}", "community_id": f"c{n}", "question": "Does it hold?", "step": "One week", "expect": "",
            "review_on": MONDAY.date(), "opened_by": f"slack:U{n}-1", "opened_at": MONDAY - timedelta(days=3), "happened": "", "learnt": "",
            "next": "", "told": ""}  # fmt: skip


def house_on(store: Store, luck: str) -> House:
    house = House(store, StillClock(MONDAY), Chance(luck), FEATURES)
    house.add(Paper())
    return house


@pytest.mark.asyncio
async def test_a_thousand_mondays_are_planned_in_half_a_minute_and_once(any_database: str) -> None:
    """Two replicas share the work; one of them is cut off in the middle."""
    store = await filled(any_database)
    other = Store(any_database)
    first, second = house_on(store, "first"), house_on(other, "second")
    began, cpu = time.perf_counter(), time.process_time()
    doomed = asyncio.create_task(second.rounds.tick())
    await asyncio.sleep(0.5)
    doomed.cancel()
    await asyncio.gather(doomed, return_exceptions=True)
    await first.rounds.tick()
    seconds, used = time.perf_counter() - began, time.process_time() - cpu
    async with store.reading() as connection:
        count = await connection.scalar(select(func.count()).select_from(letters))
        unique = await connection.scalar(select(func.count(letters.c.once.distinct())))
        again = await connection.scalar(
            select(func.count()).select_from(wakes).where(wakes.c.due_at > MONDAY)
        )
    await other.close()
    await store.close()
    print(f"\n{SPONSORS} sponsors, {COMMUNITIES} communities: {seconds:.1f} s, {used:.1f} s of CPU")
    assert count == unique == SPONSORS
    assert again == SPONSORS
    assert used <= MOST_SECONDS
