"""One script, two clients: every walk is walked through the local Slack and through the local Teams.

The table in docs/parity.md is derived from the walks that ran; `EVENER_PARITY=write pytest tests/walks/test_both_clients.py`
writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.walks.at_slack import at_slack
from tests.walks.at_teams import at_teams
from tests.walks.both.asking import ASKING
from tests.walks.both.life import LIFE
from tests.walks.both.suggestion import SUGGESTION
from tests.walks.both.walk import Story
from tests.walks.both.weeks import WEEKS

pytestmark = pytest.mark.xdist_group("both-clients")

PAGE = Path(__file__).resolve().parents[2] / "docs" / "parity.md"
BEGINS, ENDS = "<!-- walks -->", "<!-- end of walks -->"
CLIENTS = {"slack": at_slack, "teams": at_teams}
STORIES: dict[str, Story] = {"life": LIFE, "asking": ASKING, "suggestion": SUGGESTION, "weeks": WEEKS}


@pytest.mark.asyncio
async def test_every_walk_ends_where_it_should_and_the_table_is_what_was_walked(tmp_path: Path) -> None:
    """In one test: walks that ran in another process could not be counted here."""
    ran: dict[str, list[str]] = {}
    for name, opened in CLIENTS.items():
        for story, walks in STORIES.items():
            home = tmp_path / f"{name}-{story}"
            home.mkdir()
            async with opened(home) as client:
                for feature, walked in walks.items():
                    await walked(client)
                    ran.setdefault(feature, []).append(name)
                assert client.refusals() == []
                assert client.faults() == []
    walked_table, written = table(ran), PAGE.read_text()
    if os.environ.get("EVENER_PARITY") == "write":
        before, rest = written.split(BEGINS)
        written = f"{before}{BEGINS}\n{walked_table}\n{ENDS}{rest.split(ENDS)[1]}"
        PAGE.write_text(written)
    assert written.split(BEGINS)[1].split(ENDS)[0].strip() == walked_table
    assert "| no |" not in walked_table


def test_every_difference_is_told_on_both_sides_and_has_a_reason() -> None:
    rows = PAGE.read_text().split("## Where the platforms differ")[1].split("## ")[0].splitlines()
    told = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows if row.startswith("| ")]
    assert told[0] == ["what", "in Slack", "in Teams", "the reason where they differ"]
    assert len(told) > 15
    assert [row for row in told if len(row) != 4 or not all(row)] == []
    assert len({row[0] for row in told}) == len(told)


def table(ran: dict[str, list[str]]) -> str:
    """Feature × platform, from what ran: by feature, the clients it was walked through."""
    rows = ["| walked through a real client | Slack | Teams |", "|---|---|---|"]
    for feature in (one for story in STORIES.values() for one in story):
        cells = ("yes" if name in ran.get(feature, ()) else "no" for name in CLIENTS)
        rows.append(f"| {feature} | {' | '.join(cells)} |")
    return "\n".join(rows)
