"""Every command, button and form there is, tried by somebody of every role and by somebody of another workspace.

The routes come from the registry: a new one is tried here by itself, and fails until it is said who may use it.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.port import Malformed
from bot.routes.atlas import Atlas
from bot.simulation.year import Plan, Year
from storage.engine import Store
from storage.tables import metadata
from tests.contracts.everywhere import dump
from tests.contracts.recorded import ROLES, Recorded, Recorder

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPEN_TO_ALL = {
    "/about": "what they tell about themself",
    "/ask": "a question of their own",
    "/join": "coming in",
    "/mydata": "what is kept about them",
    "aboutme.write": "what they tell about themself",
    "clinic.ask": "a question of their own",
    "clinic.refuse": "that they do not want to be asked",
    "clinic.tell": "where a question was shared, for whoever can read it there",
    "community.join": "coming in",
    "form aboutme.write": "what they tell about themself",
    "/new": "a community of their own",
    "form community.new": "a community of their own",
    "form clinic.ask": "a question of their own",
    "form clinic.tell": "where a question was shared, for whoever can read it there",
    "form settings.change": "their own settings",
    "gathering.calendar": "the date of a gathering for their own calendar",
    "invitation.allow": "their own wish",
    "invitation.refuse": "their own wish",
    "linking.decline": "their own account",
    "linking.unlink": "their own account",
    "moves.stop": "their own wish",
    "mydata.erase": "what is kept about them",
    "nudge.again": "their own wish",
    "nudge.weekly": "their own wish",
    "form practice.not_for_us": "what they found of a practice, which is found across communities",
    "practice.not_for_us": "what they found of a practice, which is found across communities",
    "practice.used": "what they found of a practice, which is found across communities",
    "problem.new": "the form in which a manager frames a problem of their own",
    "pulse.stop_yes": "their own wish",
    "settings.change": "their own settings",
    "settings.loud": "their own settings",
    "settings.quiet": "their own settings",
}
"""What somebody may do who is not in the community, and why."""

FOR_CONVENERS = frozenset(
    {
        "/calendar", "/pulse", "/suggest", "calendar.anew", "community.charter", "community.hello", "form community.charter", "form periphery.dismiss",
        "form pulse.intend", "form pulse.new", "form stage.confirm", "nudge.choose", "nudge.post", "periphery.dismiss",
        "periphery.list", "periphery.others", "pulse.drop", "pulse.intend", "pulse.send", "stage.confirm",
    }
)  # fmt: skip
FOR_SPONSORS = frozenset(
    {"/terms", "form request.decide", "form request.terms", "request.decline", "request.grant"}
)
ANSWERED_WITHOUT_LOOKING = frozenset({"/help", "mydata.fetch"})
FOR_ADMINS = frozenset(
    {
        "admins.give",
        "admins.take",
        "form admins.give",
        "/contacts",
        "form clinic.contacts",
        "problem.open_to_all",
    }
)


@dataclass(frozen=True)
class Lived:
    year: Year
    recorder: Recorder

    @property
    def seen(self) -> Recorded:
        return self.recorder.seen

    @property
    def routes(self) -> set[str]:
        atlas: Atlas = self.year.house.atlas
        return (
            {f"/{one}" for one in atlas.commands}
            | set(atlas.presses)
            | {f"form {one}" for one in atlas.forms}
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Lived]:
    """Five weeks of twenty imagined people in two workspaces, then every door that none of them used."""
    path: Path = tmp_path_factory.mktemp("doors") / "year.db"
    store = Store(f"sqlite:///{path}", alone=True)
    await store.create_all()
    year = Year(Plan(people=20, communities=2, weeks=5), store)
    recorder = Recorder(year)
    result = await year.live()
    assert not result.broken
    await recorder.try_the_rest()
    yield Lived(year, recorder)
    await store.close()


def table_of(seen: Recorded) -> str:
    """Who was let through which door, for people to read (``pytest -s``)."""
    lines = [
        f"{name:28}" + " ".join(f"{role if role in seen.allowed[name] else '-':9}" for role in ROLES)
        for name in sorted(seen.asked)
    ]
    return "\n".join(lines)


async def test_every_door_was_tried(lived: Lived) -> None:
    print(table_of(lived.seen))
    assert lived.routes - set(lived.seen.arrivals) == set()
    assert {name for name in lived.routes if not lived.seen.asked[name]} == ANSWERED_WITHOUT_LOOKING


async def test_whoever_is_outside_changes_nothing_inside(lived: Lived) -> None:
    let_in = {name for name, roles in lived.seen.allowed.items() if "outsider" in roles}
    assert let_in <= OPEN_TO_ALL.keys()


@pytest.mark.parametrize("role", ["admin", "owner"])
async def test_an_admin_who_is_outside_does_nothing_more_than_what_admins_are_for(
    lived: Lived, role: str
) -> None:
    """Whether the operator named them or they own the Slack workspace."""
    let_in = {name for name, roles in lived.seen.allowed.items() if role in roles}
    assert let_in <= OPEN_TO_ALL.keys() | FOR_ADMINS


async def test_whoever_owns_the_slack_workspace_comes_through_the_doors_for_admins(lived: Lived) -> None:
    let_in = {name for name in FOR_ADMINS if "owner" in lived.seen.allowed[name]}
    assert let_in == {name for name in FOR_ADMINS if "admin" in lived.seen.allowed[name]}
    assert let_in >= {"/contacts", "admins.give", "admins.take", "form clinic.contacts"}


async def test_members_do_not_come_through_doors_for_conveners_sponsors_or_admins(lived: Lived) -> None:
    closed = FOR_CONVENERS | FOR_SPONSORS | FOR_ADMINS
    assert closed <= lived.routes
    assert {name for name in closed if "member" in lived.seen.allowed[name]} == set()


async def test_conveners_come_through_theirs_and_not_through_those_of_sponsors_and_admins(
    lived: Lived,
) -> None:
    assert {name for name in FOR_SPONSORS | FOR_ADMINS if "convener" in lived.seen.allowed[name]} == set()
    assert {"/pulse", "pulse.send", "community.hello"} <= {
        name for name, roles in lived.seen.allowed.items() if "convener" in roles
    }


# --- two workspaces ----------------------------------------------------------------------------------------------


async def test_nobody_of_another_workspace_reaches_anything_by_its_ids(lived: Lived) -> None:
    """Every arrival of the first workspace again, word for word, from the second."""
    first, second = sorted(lived.year.places)[:2]
    stranger = sorted(lived.year.places[second].people)[0]
    store, words = lived.year.store, set()
    async with store.reading() as connection:
        before = await dump(connection, workspace_id=first)
    for table, column in (("communities", "name"), ("communities", "purpose"), ("stories", "meaning")):
        at = metadata.tables[table].c.keys().index(column)
        words |= {row[at] for row in before[table] if len(str(row[at])) > 8}
    async with store.reading() as connection:
        theirs = str(await dump(connection, workspace_id=second))
    words = {one for one in words if one not in theirs}
    assert words
    crossed = []
    for name, all_of in sorted(lived.seen.arrivals.items()):
        for nth, arrival in enumerate([one for one in all_of if one.workspace == first][:2]):
            swapped = replace(arrival, id=f"swap:{name}:{nth}", workspace=second, person=stranger)
            try:
                replies = await lived.recorder._receive(swapped)
            except (IndexError, KeyError, ValueError, AttributeError, AssertionError, Malformed):
                continue  # arguments that no button carries; nothing is kept then
            crossed += [(name, one) for one in words if one in str(replies)]
    assert crossed == []
    async with store.reading() as connection:
        after = await dump(connection, workspace_id=first)
    assert {name for name in before if before[name] != after[name]} == set()


GLOBAL = (
    r"^SELECT min\(|^SELECT wakes\.|^UPDATE letters|^SELECT letters\..*not_before <=|^DELETE FROM arrivals|"
    r"^DELETE FROM letters|^SELECT erasures|^SELECT letters\.state, count|^SELECT arrivals|"
    r"wakes\.attempts >|letters\.settled_at >= |^SELECT ledger\..*ledger\.at >= |"
    r"GROUP BY letters\.workspace_id|"
    r"FROM workspace_links WHERE workspace_links\.home_id = "
)
"""What concerns the whole house by design: what is due next, housekeeping, which chats are one organisation, and the simulation's own accounts."""


async def test_every_statement_on_a_tenants_table_is_scoped_by_its_workspace(lived: Lived) -> None:
    loose = []
    for statement in sorted(lived.seen.statements):
        one = " ".join(statement.split())
        if one.startswith(("INSERT", "PRAGMA", "SELECT page_count", "CREATE", "BEGIN")) or re.search(
            GLOBAL, one
        ):
            continue
        loose += [f"{table}: {one}" for table in named_in(one) if not is_scoped(one, table)]
    assert loose == []


def named_in(statement: str) -> set[str]:
    """Every table of ours in a statement, by the name it has there."""
    found = set()
    for table in metadata.tables:
        for match in re.finditer(
            rf"(?:FROM|JOIN|UPDATE|,) (?:\"?{table}\"?)(?: AS (\w+))?\b(?=[ ,)]|$)", statement
        ):
            found.add(match[1] or table)
    return found


def is_scoped(statement: str, name: str) -> bool:
    """Compared with a value, with another table's, or first in a key that is compared as a whole."""
    compared = rf"\b{name}\.workspace_id (?:=|IN)|= {name}\.workspace_id\b|\({name}\.workspace_id(?:, {name}\.\w+)*\) IN"
    return re.search(compared, statement) is not None
