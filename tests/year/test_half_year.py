"""Nobody above budget or outside their hours, every nudge with its reason: a quarter in every test run, and in `make year`
half a year of 40 communities and 800 people, three times.

The people are imagined by bot/simulation and press whatever they get; the witness shares no rule with the bot.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from bot import logs
from bot.simulation.witness import BUDGET, ONCE, OPEN
from bot.simulation.year import Plan, Result, Year
from facilitation.nudges.week import MOST
from storage.engine import Store
from storage.ledger import ledger
from storage.nudges import nudge_offers
from tests.harness.databases import turn_around

pytestmark = pytest.mark.asyncio

HALF_A_YEAR = Plan(people=800, communities=40, weeks=26, seed="life")
A_QUARTER = Plan(people=100, communities=5, weeks=13, seed="life")


async def lived(url: str, plan: Plan, turned: bool = False) -> tuple[Result, list[Any], list[Any]]:
    """That stretch of time; its account, every offer, and what the ledger says of nudges."""
    logs.set_up("error")
    store = Store(url, alone=True)
    if turned:
        turn_around(store)
    await store.create_all()
    try:
        result = await Year(plan, store).live()
        async with store.reading() as connection:
            offers = (await connection.execute(select(nudge_offers))).all()
            facts = (await connection.execute(select(ledger).where(ledger.c.kind.like("nudge.%")))).all()
        return result, list(offers), list(facts)
    finally:
        await store.close()


async def test_a_quarter_keeps_every_promise(sqlite_url: str) -> None:
    result, offers, facts = await lived(sqlite_url, A_QUARTER)
    kept_its_promises(result, offers, facts, at_least=50)


@pytest.mark.year
async def test_half_a_year_keeps_every_promise_and_is_the_same_in_any_order_and_on_the_other_database(
    sqlite_url: str, tmp_path: Any, postgres_url: str
) -> None:
    result, offers, facts = await lived(sqlite_url, HALF_A_YEAR)
    report(result, offers, facts)
    kept_its_promises(result, offers, facts, at_least=1000)
    turned, _, _ = await lived(f"sqlite+aiosqlite:///{tmp_path / 'turned.db'}", HALF_A_YEAR, turned=True)
    elsewhere, _, _ = await lived(postgres_url, HALF_A_YEAR)
    assert result.hash == turned.hash
    assert result.hash == elsewhere.hash


def kept_its_promises(result: Result, offers: list[Any], facts: list[Any], at_least: int) -> None:
    """Nothing broken, and enough looked at that this means something."""
    assert result.broken == 0, result.examples
    for promise in (OPEN, BUDGET, ONCE):
        assert result.promises[promise]["checked"] > at_least
    every_nudge_has_its_reason(offers, facts)


def report(result: Result, offers: list[Any], facts: list[Any]) -> None:
    """The figures, for whoever runs it."""
    shown = sum(offer.shown for offer in offers)
    print(
        f"\n{result.seconds:.0f} s; ledger {result.hash}; letters {result.letters}; "
        f"nudges shown {shown}, left out {len(offers) - shown}"
    )
    print(Counter(offer.kind for offer in offers).most_common())
    print(Counter(fact.about.get("reason") for fact in facts if fact.kind == "nudge.held").most_common())
    print({name: one["checked"] for name, one in result.promises.items()})


def every_nudge_has_its_reason(offers: list[Any], facts: list[Any]) -> None:
    """Shown: an entry with its chance. Left out, or held: an entry with its reason. At most three in anybody's week."""
    shown = Counter((o.workspace_id, o.community_id, o.kind, o.person_id, o.at) for o in offers if o.shown)
    told = Counter(
        (f.workspace_id, f.subject, f.about["nudge"], f.person_id, f.at)
        for f in facts
        if f.kind == "nudge.offered"
    )
    assert shown == told and shown
    left_out = Counter((o.workspace_id, o.community_id, o.kind, o.at) for o in offers if not o.shown)
    learnt = Counter(
        (f.workspace_id, f.subject, f.about["nudge"], f.at)
        for f in facts
        if f.kind == "nudge.held" and f.about["reason"] == "learning"
    )
    assert left_out == learnt
    assert all(fact.about["reason"] for fact in facts if fact.kind == "nudge.held")
    weeks = Counter((o.workspace_id, o.person_id, o.at.isocalendar()[:2]) for o in offers if o.shown)
    assert max(weeks.values()) <= MOST
