"""What is remembered of a community never outlives a change to it, whichever replica made it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import given
from bot.keeping import keep
from facilitation.community import CommunityClosed, MemberJoined, MemberLeft, RoleTaken
from facilitation.people import ProfileLearnt
from facilitation.words import Change, Decision, Profile
from storage.community import load_community
from storage.dialect import is_sqlite
from storage.engine import Store
from storage.outbox import load_due
from storage.pace import next_due
from storage.recollection import Recollection
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.harness.house import TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio


async def changes(lived: Lived, store: Store, *made: Change) -> None:
    """Another replica keeps these."""
    async with store.writing() as connection:
        now = given(lived.clock, lived.house.chance)
        await keep(connection, [(TEAM, Decision(changes=made))], now)


async def members_seen(store: Store, community: str) -> dict[str, str] | None:
    async with store.reading() as connection:
        found = await load_community(connection, TEAM, community)
    return {one.person: one.role for one in found.members} if found else None


async def test_what_one_replica_changed_the_other_sees_at_once(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        here, there = lived.house.store, Store(any_database)
        community = await make(lived)
        assert await members_seen(here, community) == {ANA: "convener"}
        await changes(lived, there, MemberJoined(community, BEN), MemberJoined(community, CARO))
        assert await members_seen(here, community) == {ANA: "convener", BEN: "member", CARO: "member"}
        await changes(lived, there, RoleTaken(community, BEN, "convener"), MemberLeft(community, CARO))
        assert await members_seen(here, community) == {ANA: "convener", BEN: "convener"}
        await changes(lived, there, ProfileLearnt(BEN, Profile("Ben", deactivated=True)))
        assert await members_seen(here, community) == {ANA: "convener"}
        await changes(lived, there, ProfileLearnt(BEN, Profile("Ben")))
        assert await members_seen(here, community) == {ANA: "convener", BEN: "convener"}
        await changes(lived, there, CommunityClosed(community))
        assert await members_seen(here, community) is None
        await there.close()


async def test_an_unchanged_community_costs_one_question(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        community = await make(lived)
        await members_seen(lived.house.store, community)
        asked: list[str] = []
        engine = lived.house.store.engine.sync_engine
        event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        await members_seen(lived.house.store, community)
        assert len([one for one in asked if one.startswith("SELECT")]) == 1


async def test_only_so_many_members_are_remembered(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        community = await make(lived)
        async with lived.house.store.reading() as connection:
            found = await load_community(connection, TEAM, community)
        assert found is not None
        memory = Recollection(most=3)
        memory.remember((TEAM, "a"), 1, found)
        memory.remember((TEAM, "b"), 1, found)
        assert memory.recall((TEAM, "a"), 1) is None
        assert memory.recall((TEAM, "b"), 1) is found
        assert memory.recall((TEAM, "b"), 2) is None


async def plan_of(lived: Lived, ask: Callable[[AsyncConnection], Awaitable[object]]) -> str:
    """How the database goes about what is asked of letters."""
    said: list[tuple[str, object]] = []
    engine = lived.house.store.engine
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *args: said.append(args[2:4]))
    async with lived.house.store.reading() as connection:
        await ask(connection)
        statement, values = next(one for one in said if "letters" in one[0])
        if not is_sqlite(engine):  # an empty table is read whole, whatever the index
            await connection.execute(text("SET enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN " if is_sqlite(engine) else "EXPLAIN "
        return str((await connection.exec_driver_sql(explain + statement, values)).all())


async def test_the_next_letter_is_found_by_its_index_however_many_were_sent(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        plan = await plan_of(lived, lambda connection: next_due(connection, lived.clock.now()))
        assert "ix_letters_turn" in plan


async def test_the_next_few_letters_are_found_without_sorting_those_that_wait(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        plan = await plan_of(lived, lambda connection: load_due(connection, TEAM, lived.clock.now()))
        assert "ix_letters_turn" in plan
        assert "ORDER BY" not in plan  # what SQLite says when it sorts
        assert "Sort" not in plan  # what PostgreSQL says
