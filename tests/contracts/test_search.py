"""What was kept is found again by plain words, the same on both databases, and what is forgotten is found no more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitation.aboutme import AboutMe, AboutMeWritten
from storage.aboutme import load_about
from storage.engine import Store, execute
from storage.migrate import migrate
from storage.search import find, forget_write, keep_write, words_in
from storage.writing import writes
from tests.harness.databases import turn_around
from tests.harness.house import MONDAY

pytestmark = pytest.mark.asyncio
HERE = "slack:T1"

NOTES = {
    "retro": ["when a release hurts", "we look back within two days", "because memory fades"],
    "pair": ["when somebody is new", "we sit in pairs for a week", "because questions come while working"],
    "coffee": ["when topics pile up", "we vote on them over coffee", "because hours are few"],
}


async def kept(url: str) -> Store:
    store = Store(url)
    await store.create_all()
    async with store.writing() as connection:
        notes = [[keep_write(HERE, "practice", key, texts)] for key, texts in NOTES.items()]
        await execute(connection, [*notes, [keep_write("slack:T2", "practice", "theirs", ["releases"])]])
    return store


async def found(store: Store, asked: str, kind: str = "practice") -> list[str]:
    async with store.reading() as connection:
        return await find(connection, HERE, kind, asked)


async def test_plain_words_find_and_endings_do_not_matter(any_database: str) -> None:
    store = await kept(any_database)
    assert await found(store, "our releases") == ["retro"]
    assert await found(store, "How do we work with somebody new?") == ["pair"]
    assert set(await found(store, "voting or pairing")) == {"coffee", "pair"}
    assert await found(store, "elephants") == []
    await store.close()


async def test_what_holds_more_of_the_words_and_rarer_ones_comes_first_on_both_databases(
    any_database: str,
) -> None:
    store = await kept(any_database)
    notes = {
        "a": "a release, a release, a release",
        "b": "a release over coffee",
        "c": "a release and memory",
    }
    async with store.writing() as connection:
        await execute(connection, [[keep_write(HERE, "note", key, [words])] for key, words in notes.items()])
    assert await found(store, "release with coffee", "note") == ["b", "c", "a"]
    assert await found(store, "what have they been through", "note") == []
    await store.close()


async def test_what_people_wrote_comes_in_the_order_in_which_they_were_found(any_database: str) -> None:
    """Whom a clinic asks first hangs on it."""
    store = await kept(any_database)
    turn_around(store)
    near = ["slack:U2", "slack:U3", "slack:U1"]
    written = [AboutMeWritten(AboutMe(one, f"I met {one}", "")) for one in near]
    async with store.writing() as connection:
        await execute(connection, [list(writes(one, HERE, MONDAY)) for one in written])
    async with store.reading() as connection:
        about = await load_about(connection, HERE, [near[0], "slack:U9", *near[1:]])
    assert list(about) == near
    await store.close()


async def test_a_migrated_database_finds_as_a_new_one_does(any_database: str) -> None:
    store = Store(any_database)
    await migrate(store)
    async with store.writing() as connection:
        await execute(
            connection, [[keep_write(HERE, "practice", key, texts)] for key, texts in NOTES.items()]
        )
    assert await found(store, "our releases") == ["retro"]
    await store.close()


async def test_only_this_workspace_and_this_kind_are_looked_through(any_database: str) -> None:
    store = await kept(any_database)
    assert "theirs" not in await found(store, "release")
    assert await found(store, "release", kind="about") == []
    await store.close()


async def test_what_changes_is_found_by_its_new_words_and_what_is_forgotten_not_at_all(
    any_database: str,
) -> None:
    store = await kept(any_database)
    async with store.writing() as connection:
        await execute(connection, [[keep_write(HERE, "practice", "pair", ["elephants in the room"])]])
        await execute(connection, [[forget_write(HERE, "practice", "retro")]])
    assert await found(store, "elephants") == ["pair"]
    assert await found(store, "pairs") == []
    assert await found(store, "release") == []
    await store.close()


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "   ",
        '"',
        "a AND OR NOT",
        "x*",
        "'; drop table searchable; --",
        "NEAR(a b)",
        "c++ & | !",
        "é ß 日本",
    ],
)
async def test_nothing_that_people_type_is_taken_for_a_query(any_database: str, asked: str) -> None:
    store = await kept(any_database)
    assert isinstance(await found(store, asked), list)
    await store.close()


@settings(max_examples=200)
@given(st.text(max_size=80))
async def test_words_are_plain_whatever_is_typed(asked: str) -> None:
    assert all(word.isalnum() or "_" in word or not word.isascii() for word in words_in(asked))
