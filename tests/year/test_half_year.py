"""Half a year of 40 communities and 800 people: nobody above budget or outside their hours, every nudge with its reason.

Bar 1 of issue C. The people are imagined by bot/simulation and press whatever they get; the witness shares no rule with
the bot. Run by `make year`.
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

pytestmark = pytest.mark.asyncio

PLAN = Plan(people=800, communities=40, weeks=26, seed="life")


async def lived(url: str, plan: Plan = PLAN) -> tuple[Result, list[Any], list[Any]]:
    """One half-year; its account, every offer, and what the ledger says of nudges."""
    logs.set_up("error")
    store = Store(url, alone=True)
    await store.create_all()
    try:
        result = await Year(plan, store).live()
        async with store.reading() as connection:
            offers = (await connection.execute(select(nudge_offers))).all()
            facts = (await connection.execute(select(ledger).where(ledger.c.kind.like("nudge.%")))).all()
        return result, list(offers), list(facts)
    finally:
        await store.close()


async def test_half_a_year_keeps_every_promise_and_is_the_same_again_and_on_the_other_database(
    sqlite_url: str, tmp_path: Any, postgres_url: str
) -> None:
    result, offers, facts = await lived(sqlite_url)
    report(result, offers, facts)
    assert result.broken == 0, result.examples
    for promise in (OPEN, BUDGET, ONCE):
        assert result.promises[promise]["checked"] > 1000
    every_nudge_has_its_reason(offers, facts)
    again, _, _ = await lived(f"sqlite+aiosqlite:///{tmp_path / 'again.db'}")
    elsewhere, _, _ = await lived(postgres_url)
    assert result.hash == again.hash == elsewhere.hash


def report(result: Result, offers: list[Any], facts: list[Any]) -> None:
    """The figures, for whoever runs it."""
    shown = sum(offer.shown for offer in offers)
    print(
        f"\n{result.seconds:.0f} s; letters {result.letters}; nudges shown {shown}, left out {len(offers) - shown}"
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
