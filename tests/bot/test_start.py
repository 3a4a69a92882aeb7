"""What a bot that speaks in Slack alone starts without, and when it reads it in."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from bot.warmth import LIBRARIES, Warmth, import_all
from facilitation.on_demand import OnDemand, compile_all, written
from storage.engine import Store
from storage.migrate import migrate
from tests.contracts.pulse_world import World, people
from tests.harness.house import lived_in

NOT_AT_START = {"alembic", "botbuilder", "botframework", "msrest", "msal", "numpy", "scipy", "PIL", "icalendar", "holidays"}  # fmt: skip

STARTS = """
import asyncio, sys
from bot.commands import COMMANDS, Waiting
Waiting("serve", COMMANDS["serve"]).read_in()
from bot.building import build
from bot.settings import read_settings

async def main():
    houses = await build(read_settings())
    await houses.close()
    print(*sorted(sys.modules))

asyncio.run(main())
"""


def loaded_by_a_start(url: str, **env: str) -> set[str]:
    """Every library that a process has after its house is built."""
    nothing = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "TEAMS_"))}
    given = nothing | {"EVENER_DATABASE_URL": url} | env
    ran = subprocess.run([sys.executable, "-c", STARTS], capture_output=True, text=True, env=given)
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in ran.stdout.split()}


SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "secret"}
TEAMS = {"TEAMS_APP_ID": "0" * 8, "TEAMS_APP_PASSWORD": "secret", "TEAMS_TENANT_ID": "t"}


@pytest.mark.asyncio
async def test_a_slack_house_starts_without_teams_alembic_and_scipy(sqlite_url: str) -> None:
    store = Store(sqlite_url)
    await migrate(store)
    await store.close()
    found = loaded_by_a_start(sqlite_url, **SLACK)
    assert {"slack_bolt", "sqlalchemy"} <= found
    assert not NOT_AT_START & found


def test_a_new_database_needs_alembic_and_a_tenant_needs_the_teams_sdk(sqlite_url: str) -> None:
    assert {"alembic", "botbuilder"} <= loaded_by_a_start(sqlite_url, **TEAMS)


@pytest.mark.asyncio
async def test_libraries_are_read_in_once_there_is_a_community(sqlite_url: str) -> None:
    read: list[str] = []
    async with lived_in(sqlite_url) as lived:
        warmth = Warmth(lived.house.store, lambda: read.append("all"))
        await warmth.look()
        assert read == []
        await World(lived).community(people(3))
        await warmth.look()
        await warmth.look()
    assert read == ["all"]


def test_libraries_that_are_read_in_are_there() -> None:
    import_all()
    assert set(LIBRARIES) <= set(sys.modules)


def test_a_pattern_is_compiled_at_its_first_look_and_then_is_one() -> None:
    ours = written(r"\bone (\w+)", re.IGNORECASE)
    assert "search" not in vars(ours)
    found = ours.search("say One thing")
    assert found and found.group(1) == "thing"
    assert vars(ours)["search"].__self__ is re.compile(r"\bone (\w+)", re.IGNORECASE)
    assert (ours.pattern, ours.sub("x", "one a")) == (r"\bone (\w+)", "x")


def test_every_pattern_of_ours_can_be_compiled() -> None:
    assert compile_all() > 100


def test_a_library_on_demand_is_that_library() -> None:
    stands_for = OnDemand("fractions")
    assert stands_for.Fraction is __import__("fractions").Fraction
    assert "Fraction" in vars(stands_for)
    with pytest.raises(ImportError):
        _ = OnDemand("nothing_of_this_name").anything
