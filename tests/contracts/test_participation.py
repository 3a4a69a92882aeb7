"""What is kept of talk, on both databases: who, where, when, whom, how long; never a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.archive import ExportError
from bot.commands.import_export import import_export, keep_people, keep_talk, load_status
from bot.export import open_export
from bot.settings import Settings, read_settings
from facilitation.participation import Heard
from facilitation.words import MessageRef, Reacted, Said, Unsaid
from storage.engine import Store
from storage.participation import (
    TABLES,
    chat_mentions,
    chat_messages,
    chat_reactions,
    forget_before,
    load_talk,
)
from tests.exports import archive, person, said, write_export, write_files
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, lived_in

pytestmark = pytest.mark.asyncio

SECRET = "the merger is off, <@U2>?"


async def rows(store: Store, table: Any = chat_messages) -> Sequence[Any]:
    async with store.reading() as connection:
        return (await connection.execute(select(table))).all()


async def talk(store: Store) -> list[Heard]:
    async with store.reading() as connection:
        found = load_talk(connection, TEAM, MONDAY - timedelta(days=1), MONDAY + timedelta(days=1))
        return [one async for one in found]


def says(id: str, thread: str | None = None, **more: Any) -> Said:
    return Said(MessageRef(CHANNEL, id, thread), SECRET, ("slack:U2", "slack:U1"), **more)


async def arrive(life: Lived, *events: Any) -> None:
    for event in events:
        await life.arrives("slack:U1", event)


async def test_a_message_is_kept_without_its_text(any_database: str) -> None:
    async with lived_in(any_database) as life:
        await arrive(life, says("1.0"), says("2.0", thread="1.0"))
        first, second = await talk(life.house.store)
        assert (first.person, first.channel, first.thread, second.thread) == (
            "slack:U1",
            CHANNEL,
            "1.0",
            "1.0",
        )
        assert first.mentions == ("slack:U2",) and first.length == len(SECRET) and first.asks
        assert first.at == MONDAY.timestamp()
        for table in TABLES:
            assert "merger" not in str(await rows(life.house.store, table))


async def test_words_to_the_bot_in_private_and_words_of_bots_are_not_kept(any_database: str) -> None:
    async with lived_in(any_database) as life:
        await arrive(life, says("1.0", private=True), says("2.0", by_bot=True))
        assert await talk(life.house.store) == []


async def test_the_same_delivery_three_times_counts_once(any_database: str) -> None:
    async with lived_in(any_database) as life:
        for _ in range(3):
            await life.arrives("slack:U1", says("1.0"), id="event-1")
        assert len(await talk(life.house.store)) == 1


async def test_an_edit_changes_the_length_and_neither_rings_nor_moves(any_database: str) -> None:
    async with lived_in(any_database) as life:
        await arrive(life, Said(MessageRef(CHANNEL, "1.0"), "hello"))
        await arrive(life, Said(MessageRef(CHANNEL, "1.0"), "hello, you?", ("slack:U2",), edited=True))
        (kept,) = await talk(life.house.store)
        assert kept.length == 11 and kept.asks and kept.mentions == ()


async def test_what_was_deleted_is_forgotten_whole(any_database: str) -> None:
    async with lived_in(any_database) as life:
        message = MessageRef(CHANNEL, "1.0")
        await arrive(life, says("1.0"), Reacted(message, "eyes", "slack:U1"), Unsaid(message))
        for table in TABLES:
            assert await rows(life.house.store, table) == []


async def test_a_reaction_is_kept_and_taken_back(any_database: str) -> None:
    async with lived_in(any_database) as life:
        message = MessageRef(CHANNEL, "1.0")
        await arrive(
            life, says("1.0"), Reacted(message, "eyes", "slack:U2"), Reacted(message, "heart", "slack:U2")
        )
        await arrive(life, Reacted(message, "heart", "slack:U2", added=False))
        (kept,) = await rows(life.house.store, chat_reactions)
        assert (kept.reaction, kept.person_id, kept.to_id) == ("eyes", "slack:U1", "slack:U2")


async def test_what_is_old_is_forgotten(any_database: str) -> None:
    async with lived_in(any_database) as life:
        await arrive(life, says("1.0"))
        await life.passes(days=3)
        await arrive(life, says("2.0"))
        async with life.house.store.writing() as connection:
            assert await forget_before(connection, MONDAY + timedelta(days=1)) == 2
        assert [row.message_id for row in await rows(life.house.store)] == ["2.0"]
        assert [row.message_id for row in await rows(life.house.store, chat_mentions)] == ["2.0"]


# --- import ----------------------------------------------------------------------------------------------------------


def settings_for(url: str) -> Settings:
    return read_settings(EVENER_DATABASE_URL=url)


async def bring_in(path: Path, url: str) -> Any:
    with open_export(path) as opened:
        return await import_export(opened, TEAM, settings_for(url))


async def test_an_import_brings_everything_once(sqlite_url: str) -> None:
    done = await bring_in(archive("ncar"), sqlite_url)
    assert (done.people, done.channels, done.messages) == (169, 31, 6600)
    assert done.added == 169 + 31 + 6600 + 1938
    assert (await bring_in(archive("ncar"), sqlite_url)).added == 0
    (kept,) = await load_status(settings_for(sqlite_url))
    assert (kept.workspace, kept.people, kept.channels, kept.messages) == (TEAM, 169, 31, 6600)
    assert sum(month.messages for month in kept.months) == 6600
    march = next(month for month in kept.months if month.month == 202003)
    assert march.messages == 246 and march.active_people == 27


async def test_an_export_that_breaks_half_way_leaves_nothing(sqlite_url: str, tmp_path: Path) -> None:
    files = {"a/2024-05-06.json": [said("U1", MONDAY)], "a/2024-05-07.json": "[{]"}
    files |= {"users.json": [person("U1")], "channels.json": [{"id": "C1", "name": "a"}]}
    with pytest.raises(ExportError, match=r"a/2024-05-07\.json: line 1"):
        await bring_in(write_files(tmp_path / "e.zip", files), sqlite_url)
    assert await load_status(settings_for(sqlite_url)) == ()


async def test_an_import_and_live_events_meet_in_the_same_rows(any_database: str, tmp_path: Path) -> None:
    row = said("U1", MONDAY, SECRET, reactions=[{"name": "eyes", "users": ["U2"], "count": 1}])
    path = write_export(tmp_path / "e.zip", [person("U1"), person("U2")], {"a": [row]})
    async with lived_in(any_database) as life:
        channel = "slack:C00000"
        await arrive(life, Said(MessageRef(channel, row["ts"]), SECRET, ("slack:U2",)))
        before = await talk(life.house.store)
        with open_export(path) as opened:
            await keep_in(life, opened)
        assert await talk(life.house.store) == before
        (kept,) = await rows(life.house.store, chat_reactions)
        assert (kept.person_id, kept.to_id) == ("slack:U2", "slack:U1")


async def keep_in(life: Lived, opened: Any) -> None:
    async with life.house.store.writing() as connection:
        await keep_people(connection, opened, TEAM)
        await keep_talk(connection, opened, TEAM)
