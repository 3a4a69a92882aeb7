"""A short simulated time keeps every promise, and ends the same wherever it is lived."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from bot.commands.simulate import lived, told
from bot.simulation.year import Plan, Result, Year
from storage.engine import Store
from tests.harness.databases import turn_around

PLAN = Plan(people=60, communities=4, weeks=6, seed="year")
PAGE = Path(__file__).parents[3] / "docs" / "reliability.md"
SAID = re.compile(r"--people 60 --communities 4 --weeks 6 --seed year`\D+`(?P<ledger>[0-9a-f]{32})`")


def in_its_own_process(hash_seed: str) -> dict[str, object]:
    """``evener simulate --json`` where Python scatters sets and dicts differently."""
    words = [f"--{name}={getattr(PLAN, name)}" for name in ("people", "communities", "weeks", "seed")]
    done = subprocess.run(
        [Path(sys.executable).with_name("evener"), "simulate", "--json", *words],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        check=True,
    )
    account: dict[str, object] = orjson.loads(done.stdout)
    return account


def kept(result: Result) -> bool:
    """Whether no promise was broken, saying which otherwise."""
    assert result.broken == 0, told(result)
    return True


@pytest.mark.asyncio
async def test_the_same_seed_ends_in_the_same_ledger_on_both_databases(
    sqlite_url: str, postgres_url: str
) -> None:
    turned, there = await turned_around(PLAN, sqlite_url), await lived(PLAN, postgres_url)
    assert kept(turned) and kept(there)
    assert (turned.hash, turned.letters, turned.arrivals) == (there.hash, there.letters, there.arrivals)
    assert in_its_own_process("7")["hash"] == there.hash
    assert_said(there.hash)


def assert_said(ended: str) -> None:
    """The page says how this time ends. Other Pythons add numbers up in another way, so it speaks of one."""
    if sys.version_info[:2] == (3, 11):
        said = SAID.search(PAGE.read_text(encoding="utf-8"))
        assert said and said["ledger"] == ended, (
            f"it ends in {ended}; is that meant? Then {PAGE.name} has to say so"
        )


async def turned_around(plan: Plan, url: str) -> Result:
    """Lived through where whatever is not asked to be sorted comes the other way round."""
    store = Store(url, alone=True)
    turn_around(store)
    try:
        await store.create_all()
        return await Year(plan, store).live()
    finally:
        await store.close()


@pytest.mark.asyncio
async def test_with_faults_every_promise_is_kept_and_the_same_facts_are_there(tmp_path: Path) -> None:
    calm = await lived(PLAN, f"sqlite:///{tmp_path / 'calm.db'}")
    rough = await lived(Plan(**{**vars(PLAN), "faults": True}), f"sqlite:///{tmp_path / 'rough.db'}")
    assert kept(calm) and kept(rough)
    assert rough.arrivals["repeated"] > 0 and rough.cuts > 0
    assert rough.facts == calm.facts


@pytest.mark.asyncio
async def test_another_seed_is_another_year(tmp_path: Path) -> None:
    one = await lived(Plan(20, 2, 2, "a"), f"sqlite:///{tmp_path / 'a.db'}")
    other = await lived(Plan(20, 2, 2, "b"), f"sqlite:///{tmp_path / 'b.db'}")
    assert one.hash != other.hash
    assert one.promises["no acknowledged answer lost"]["checked"] > 0
