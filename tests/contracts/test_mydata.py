"""Whoever asks sees what is kept about them, takes it away, and is erased from everywhere, also from what nobody thought of."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import count
from typing import Any

import orjson
import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import housekeeping, rights
from bot.web import application
from facilitation.voice import mydata as say
from facilitation.words import Home, MessageRef, Opened, Press, Profile, Said
from storage.community import members
from storage.erasing import ErasureWanted, erasures
from storage.housekeeping import unpacked
from storage.ledger import ledger
from storage.mydata import everything, tables_about_people, whose
from storage.outbox import letters
from storage.purposes import PURPOSES, Erasing
from storage.story import stories
from storage.tables import metadata
from storage.traces import exactly
from storage.writing import writes
from tests.contracts.everywhere import DERIVED, dump, fill
from tests.contracts.test_membership import BEN, CARO
from tests.contracts.test_nudges import rows
from tests.contracts.test_story import TOLD, quotes, shown
from tests.harness.house import CHANNEL, TEAM, Lived, buttons_in, lived_in, words_of

WHO, LIKE, ELSEWHERE = "slack:U42", "slack:U421", "slack:T2"
NOT_PEOPLE = {"channel_id", "message_id", "thread_id", "name", "title", "found_id"}


def test_every_table_says_why_it_is_kept_who_sees_it_and_until_when() -> None:
    assert set(metadata.tables) == set(PURPOSES)
    for name, purpose in PURPOSES.items():
        assert purpose.why and purpose.seen, name
        assert set(purpose.people) <= set(metadata.tables[name].c.keys()), name
        assert set(purpose.emptied) <= set(metadata.tables[name].c.keys()), name


def test_every_column_that_may_name_a_person_says_what_erasing_does_to_it() -> None:
    """Ids of people are kept in 120 characters; a column of that length names somebody or is known not to."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            wide = isinstance(column.type, String) and column.type.length == 120
            if wide and column.name not in NOT_PEOPLE:
                assert column.name in PURPOSES[table.name].people, f"{table.name}.{column.name}"


def test_every_topic_about_people_is_told_to_them_in_words() -> None:
    assert {purpose.topic for _, purpose in tables_about_people()} == set(say.TOPICS)


def test_an_emptied_column_may_be_empty() -> None:
    for name, purpose in PURPOSES.items():
        for column, fate in purpose.people.items():
            if fate is Erasing.EMPTY:
                assert metadata.tables[name].c[column].nullable, f"{name}.{column}"


async def want_erased(lived: Lived, person: str, take_back: bool = False) -> None:
    async with lived.house.store.writing() as connection:
        for write in writes(ErasureWanted(person, take_back), TEAM, lived.clock.now()):
            await connection.execute(write.statement, write.values)


def places_of(found: dict[str, list[tuple[Any, ...]]], person: str) -> list[str]:
    """Tables in which the id of somebody still stands, packed rows included."""
    pattern = exactly([person])
    return [
        name
        for name, all_rows in found.items()
        if any(pattern.search(orjson.dumps(told_in(row), default=str).decode()) for row in all_rows)
    ]


def told_in(row: tuple[Any, ...]) -> list[Any]:
    return [unpacked(one) if isinstance(one, bytes) and one[:2] == b"\x1f\x8b" else str(one) for one in row]


@pytest.mark.asyncio
@pytest.mark.parametrize("take_back", [False, True])
async def test_nobody_is_left_in_any_table_and_everybody_else_is_untouched(
    any_database: str, take_back: bool
) -> None:
    async with lived_in(any_database) as lived:
        async with lived.house.store.writing() as connection:
            await fill(connection, TEAM, WHO, "a" * 32)
            await fill(connection, TEAM, LIKE, "b" * 32)
            await fill(connection, ELSEWHERE, WHO, "c" * 32)
        async with lived.house.store.reading() as connection:
            before = await dump(connection, workspace_id=ELSEWHERE)
            full = await dump(connection, workspace_id=TEAM)
        assert set(places_of(full, WHO)) >= {table.name for table, _ in tables_about_people()} - DERIVED
        await want_erased(lived, WHO, take_back)
        assert await lived.house.housekeeping.erase() == 1
        async with lived.house.store.reading() as connection:
            after = await dump(connection, workspace_id=TEAM)
            assert await dump(connection, workspace_id=ELSEWHERE) == before
        assert places_of(after, WHO) == []
        assert "Somebody Seen" not in str(
            [row for name, all_rows in after.items() if name == "letters" for row in all_rows]
        )
        others = {name: [row for row in all_rows if "b" * 12 in str(row)] for name, all_rows in full.items()}
        for name, expected in others.items():
            if name != "letters":
                assert all(row in after[name] for row in expected), name
        assert await rows(lived, erasures) == []


@pytest.mark.asyncio
async def test_an_erasure_that_is_cut_off_anywhere_goes_on(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with lived_in(any_database) as lived:
        async with lived.house.store.writing() as connection:
            await fill(connection, TEAM, WHO, "a" * 32)
        await want_erased(lived, WHO)
        begun, real = count(1), housekeeping.take_turns

        async def cut(connection: AsyncConnection, lanes: Any) -> None:
            if next(begun) in (2, 10, 25, 50):
                raise ConnectionError("the power went")
            await real(connection, lanes)

        monkeypatch.setattr(housekeeping, "take_turns", cut)
        keeper = lived.house.housekeeping
        for _ in range(4):
            with pytest.raises(ConnectionError):
                await keeper.erase()
        await keeper.erase()
        async with lived.house.store.reading() as connection:
            assert places_of(await dump(connection), WHO) == []


@pytest.mark.asyncio
async def test_the_file_holds_what_every_table_knows_about_the_person_and_nobody_else(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        async with lived.house.store.writing() as connection:
            await fill(connection, TEAM, WHO, "a" * 32)
            await fill(connection, TEAM, LIKE, "b" * 32)
            await fill(connection, ELSEWHERE, WHO, "c" * 32)
        async with lived.house.store.reading() as connection:
            kept = await everything(connection, await whose(connection, TEAM, WHO))
        told = {one["table"] for topic in kept["kept"].values() for one in topic}
        assert told >= {table.name for table, _ in tables_about_people()}
        assert "ledger_archive" in told
        text = orjson.dumps(kept, default=str).decode()
        assert LIKE not in text and "c" * 32 not in text


@pytest.mark.asyncio
async def test_the_card_says_in_plain_words_what_there_is_and_why_somebody_was_suggested(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await shown(lived)
        await lived.arrives(CARO, Said(MessageRef(CHANNEL, "1.0"), "words"))
        replies = await lived.types(CARO, "mydata")
        said = words_of(replies)
        assert "Only you see this" in said and "*" not in said
        assert re.search(r"Stories: .*\(2\)", said) and re.search(r"Talk: .*\(1\)", said)
        assert "I have named you to nobody" in said
        assert set(buttons_in(replies)) == {"Read it all", "Erase me"}
        assert "deploy" in "".join(quotes_in(await lived.presses(CARO, "mydata.take")))


def quotes_in(replies: Any) -> list[str]:
    return [one for reply in replies for one in quotes(reply.message)]


@pytest.mark.asyncio
async def test_a_person_erases_themself_in_two_steps_and_their_story_stays_without_the_name(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.profiles = {BEN: Profile(name="Ben Abara")}
        community, _ = await shown(lived)
        assert "Ben Abara" in standing(lived)
        asked = await lived.presses(BEN, "mydata.ask")
        assert set(buttons_in(asked)) == {"Erase me, leave those", "Erase me and those", "Keep everything"}
        assert "Ben Abara" in standing(lived)
        await lived.presses(BEN, "mydata.erase", "leave")
        await lived.house.housekeeping.erase()
        await lived.house.beat()
        assert "Ben" not in standing(lived) and "a member sat with us" in standing(lived)
        async with lived.house.store.reading() as connection:
            assert places_of(await dump(connection), BEN) == []
        audit = await rows(lived, ledger, kind="admin.erased")
        assert [row.about["by"] for row in audit] == ["self"] and audit[0].person_id is None
        assert "You are in" in words_of(await lived.types(BEN, "join"))
        await lived.passes(minutes=1)
        (row,) = await rows(lived, members, person_id=BEN)
        assert row.community_id == community and row.joined_at > lived.clock.now() - timedelta(minutes=2)


def standing(lived: Lived) -> str:
    return "\n".join(
        words
        for where, one in lived.paper.standing.items()
        if where.channel == CHANNEL
        for words in quotes(one)
    )


@pytest.mark.asyncio
async def test_whoever_takes_their_stories_back_leaves_no_word_of_them(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await shown(lived)
        assert TOLD[0] in standing(lived)
        before = len(await rows(lived, ledger))
        await lived.presses(CARO, "mydata.erase", "take_back")
        await lived.house.housekeeping.erase()
        await lived.house.beat()
        assert TOLD[0] not in standing(lived)
        assert await rows(lived, stories) == []
        kept = await rows(lived, letters)
        assert not any(TOLD[0] in str(row.message) for row in kept)
        assert len(await rows(lived, ledger)) >= before, "what happened stays counted"
        assert isinstance((await lived.arrives(CARO, Opened()))[0], Home)


@pytest.mark.asyncio
async def test_the_file_is_fetched_by_an_address_that_ends(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rights, "public_url", lambda: "https://evener.example")
    async with lived_in(any_database, house_key=b"the house's own key") as lived:
        await shown(lived)
        card = (await lived.types(CARO, "mydata"))[0].message  # type: ignore[union-attr]
        (take,) = [b for part in card.parts for b in getattr(part, "buttons", ()) if b.url]
        path = take.url.removeprefix("https://evener.example")
        async with TestClient(TestServer(application(lived.house))) as client:
            answer = await client.get(path)
            assert answer.status == 200 and "attachment" in answer.headers["Content-Disposition"]
            assert (await answer.json())["person"] == [CARO]
            assert (await client.get(path[:-4] + "abcd")).status == 404
            lived.clock.move_to(lived.clock.now() + timedelta(seconds=901))
            assert (await client.get(path)).status == 404
        assert await lived.arrives(CARO, Press("mydata.fetch")) == ()
