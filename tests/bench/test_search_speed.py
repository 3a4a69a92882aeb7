"""How long it takes to find a practice among 10,000: bar 4 of issue C, p95 at most 50 ms on SQLite."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from storage.engine import Store, execute
from storage.search import find, keep_write

pytestmark = pytest.mark.asyncio

SUBJECTS = [
    "release",
    "team",
    "customer",
    "meeting",
    "incident",
    "budget",
    "newcomer",
    "review",
    "sprint",
    "data",
    "interview",
    "report",
    "contract",
]
VERBS = [
    "split",
    "pair",
    "vote",
    "write",
    "draw",
    "rotate",
    "pause",
    "repeat",
    "measure",
    "share",
    "ask",
    "listen",
    "compare",
    "plan",
    "record",
]
REST = [f"word{n}" for n in range(4000)]


def practice(luck: Random) -> list[str]:
    """Four parts of about fifteen words, a few words common and most of them rare, as in real notes."""
    return [
        " ".join([luck.choice(SUBJECTS), luck.choice(VERBS), "the", "and", *luck.choices(REST, k=11)])
        for _ in range(4)
    ]


async def test_ten_thousand_practices_are_searched_within_50_ms(sqlite_url: str, tmp_path: Path) -> None:
    store, luck = Store(sqlite_url), Random(4)
    await store.create_all()
    async with store.writing() as connection:
        await execute(
            connection, [[keep_write("w", "practice", f"p{n}", practice(luck))] for n in range(10_000)]
        )
    took = []
    async with store.reading() as connection:
        for _ in range(200):
            asked = f"how do we {luck.choice(VERBS)} the {luck.choice(SUBJECTS)} with {luck.choice(REST)}"
            began = perf_counter()
            found = await find(connection, "w", "practice", asked)
            took.append(1000 * (perf_counter() - began))
            assert found
    await store.close()
    took.sort()
    print(f"\nsearch in 10,000 practices: p50 {took[100]:.1f} ms, p95 {took[190]:.1f} ms")
    assert took[190] <= 50
