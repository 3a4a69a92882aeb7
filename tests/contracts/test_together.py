"""Wakes of one kind that are due together are loaded together, and each is decided and kept by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.routes.route import Route, Routes
from facilitation.periphery.finding import MONTH
from facilitation.words import Decision, Entry, Given, Wake
from storage.community import load_all_communities
from storage.ledger import ledger
from storage.periphery_season import load_seasons
from storage.wakes import wakes
from tests.contracts.test_membership import ANA
from tests.contracts.test_nudges import rows
from tests.contracts.test_periphery import started, states
from tests.contracts.test_reception import count, set_wake
from tests.harness.house import MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio
Due = tuple[str, Wake]


class Looks:
    """Two kinds of look; what they loaded, batch by batch."""

    def __init__(self, aside: bool = False, stumbles: str = "", fails: int = 0) -> None:
        self.loaded: list[list[str]] = []
        self._aside, self._stumbles, self._fails = aside, stumbles, fails

    async def load_many(self, _connection: AsyncConnection, dues: Sequence[Due]) -> list[str]:
        if self._fails:
            self._fails -= 1
            raise RuntimeError("the database is away")
        self.loaded.append([due[1].subject for due in dues])
        return [f"picture of {due[1].subject}" for due in dues]

    def decide(self, due: Due, picture: str, given: Given) -> Decision:
        assert picture == f"picture of {due[1].subject}"
        if due[1].subject == self._stumbles:
            raise LookupError
        return Decision(entries=(Entry("looked", due[1].subject, (("id", given.new_id()),)),))

    @property
    def routes(self) -> list[Routes]:
        kinds = ("near", "far")
        return [
            Routes(
                wakes={
                    kind: Route(self.decide, load_many=self.load_many, aside=self._aside) for kind in kinds
                }
            )
        ]


async def looked(lived: Lived) -> list[str]:
    for kind, subject in (("near", "a"), ("far", "b"), ("near", "c")):
        await set_wake(lived, Wake(MONDAY, kind, subject))
    await lived.house.beat()
    return await kept(lived)


async def kept(lived: Lived) -> list[str]:
    return sorted(row.subject for row in await rows(lived, ledger, kind="looked"))


@pytest.mark.parametrize("aside", [False, True])
async def test_one_question_for_all_that_look_at_the_same(any_database: str, aside: bool) -> None:
    looks = Looks(aside)
    async with lived_in(any_database, features=looks.routes) as lived:
        assert await looked(lived) == ["a", "b", "c"]
        assert sorted(looks.loaded) == [["a", "c"], ["b"]]
        ids = [row.about["id"] for row in await rows(lived, ledger, kind="looked")]
        assert len(set(ids)) == 3
        assert await count(lived, wakes) == 0


@pytest.mark.parametrize("aside", [False, True])
async def test_one_that_stumbles_keeps_none_of_its_neighbours(any_database: str, aside: bool) -> None:
    looks = Looks(aside, stumbles="a")
    async with lived_in(any_database, features=looks.routes) as lived:
        assert await looked(lived) == ["b", "c"]
        assert [row.subject for row in await rows(lived, wakes)] == ["a"]


async def test_when_nothing_can_be_loaded_all_of_them_come_back(any_database: str) -> None:
    looks = Looks(aside=True, fails=2)
    async with lived_in(any_database, features=looks.routes) as lived:
        assert await looked(lived) == []
        assert await count(lived, wakes) == 3
        await lived.passes(minutes=3)
        assert await kept(lived) == ["a", "b", "c"]


async def test_a_workspaces_talk_is_heard_once_for_all_its_communities_and_nobody_is_named_to_two(
    any_database: str,
) -> None:
    async with started(any_database) as (lived, community):
        await lived.submits(ANA, "community.new", "slack:C7", name="Release circle", purpose="Ship together")
        other = await second(lived, community)
        dues = [(TEAM, Wake(MONDAY, MONTH, f"{one}:")) for one in (community, other)]
        async with lived.house.store.reading() as connection:
            one, two = await load_seasons(connection, dues)
            assert one.community is not None and two.community is not None
            assert one.community.id != two.community.id
            assert one.hearing is two.hearing and one.exposure is two.exposure
            assert one.hearing.through(MONDAY)[0] is two.hearing.through(MONDAY)[0]
            (alone,) = await load_seasons(connection, [(TEAM, Wake(MONDAY, MONTH, "gone:"))])
            assert alone.community is None
        for _, wake in dues:
            await set_wake(lived, wake)
        await lived.house.beat()
        async with lived.house.store.reading() as connection:
            (after,) = await load_seasons(connection, dues[:1])
        assert len(await states(lived)) >= 2
        assert {len(where) for where in after.exposure.named.values()} == {1}


async def second(lived: Lived, first: str) -> str:
    async with lived.house.store.reading() as connection:
        found = await load_all_communities(connection, TEAM)
    return next(one.id for one in found if one.id != first)
