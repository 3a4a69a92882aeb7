"""What is old goes by itself, nothing that is still needed goes with it, and nobody waits for it."""

from __future__ import annotations

import asyncio
import itertools
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select

from bot.simulation.year import Plan, Result, Year
from facilitation.voice.community import TOLD
from facilitation.words import Letter, Message, MessageRef, Profile, Said
from storage.arrivals import arrivals
from storage.engine import Store
from storage.housekeeping import BATCH, EMPTY, Keep, aged_tables, ledger_archive, unpacked
from storage.ledger import ledger
from storage.outbox import DELIVERED, WAITING, letter_write, letters
from storage.participation import chat_messages
from storage.purposes import PURPOSES
from storage.story import story_copies
from storage.tables import metadata
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.contracts.test_story import SPONSOR, shown, standing_words, three
from tests.contracts.test_story import TOLD as TOLD_WORDS
from tests.harness.house import CHANNEL, TEAM, Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio


async def counted(lived: Lived, table: object) -> int:
    async with lived.house.store.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0  # type: ignore[arg-type]


def everybody_is_known(lived: Lived) -> None:
    lived.paper.profiles = {one: Profile(name=f"Somebody {one[-1]}") for one in (ANA, BEN, CARO, SPONSOR)}


async def goes_by(lived: Lived, **time: float) -> None:
    """Time passes at once, and only housekeeping looks."""
    lived.clock.move_to(lived.clock.now() + timedelta(**time))
    await lived.house.housekeeping.sweep()


async def test_events_and_delivery_ids_go_when_they_are_old_and_not_before(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await three(lived)
        for number in range(3):
            await lived.arrives(BEN, Said(MessageRef(CHANNEL, f"{number}.0"), "words"))
        await goes_by(lived, days=6)
        assert await counted(lived, arrivals) > 0
        await goes_by(lived, days=2)
        assert await counted(lived, arrivals) == 0
        await lived.arrives(CARO, Said(MessageRef(CHANNEL, "9.0"), "words"))
        await goes_by(lived, days=391)
        assert await counted(lived, chat_messages) == 4
        await goes_by(lived, days=2)
        assert [row.message_id for row in await rows(lived, chat_messages)] == ["9.0"]


async def test_a_letter_loses_its_words_and_still_comes_only_once(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await three(lived)
        await lived.passes(days=8)
        before = {row.once: row for row in await rows(lived, letters, state=DELIVERED)}
        assert before
        await goes_by(lived, days=91)
        after = {row.once: row for row in await rows(lived, letters, state=DELIVERED)}
        assert after.keys() == before.keys()
        assert all(row.message == EMPTY and row.emptied_at for row in after.values())
        assert {one: row.delivered for one, row in after.items()} == {
            one: row.delivered for one, row in before.items()
        }


async def test_a_letter_that_waits_is_never_touched_however_long(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await three(lived)
        now = lived.clock.now()
        late = Letter("late", CHANNEL, Message(TOLD), "x", not_before=now + timedelta(days=900))
        write = letter_write(late, TEAM, "l1", "m1", now)
        async with lived.house.store.writing() as connection:
            await connection.execute(write.statement, write.values)
        await goes_by(lived, days=800)
        (row,) = await rows(lived, letters, once="late")
        assert row.state == WAITING and row.message != EMPTY


async def test_a_story_is_taken_back_where_it_stands_years_later(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        everybody_is_known(lived)
        community, story = await shown(lived)
        assert TOLD_WORDS[0] in standing_words(lived)
        for _ in range(3):
            await goes_by(lived, days=300)
        await lived.presses(CARO, "story.withdraw", community, story)
        await lived.house.beat()
        assert not any(words in standing_words(lived) for words in TOLD_WORDS)


async def test_what_was_written_to_people_goes_altogether_except_where_a_story_stands(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        everybody_is_known(lived)
        await lived.arrives(SPONSOR, Profile(name="Somebody 5"))
        await shown(lived)
        await goes_by(lived, days=399)
        before = await counted(lived, letters)
        await goes_by(lived, days=2)
        copies = {row.once for row in await rows(lived, story_copies)}
        assert {row.once for row in await rows(lived, letters)} == copies
        assert len(copies) < before


async def test_the_ledger_is_packed_by_months_and_every_entry_is_in_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await shown(lived)
        before = {row.entry_id: row.kind for row in await rows(lived, ledger)}
        await goes_by(lived, days=435)
        parts = await rows(lived, ledger_archive)
        assert {one["entry_id"]: one["kind"] for part in parts for one in unpacked(part.packed)} == before
        assert await counted(lived, ledger) == 0
        await goes_by(lived, days=1100)
        assert await counted(lived, ledger_archive) == 0


async def test_whoever_wants_to_write_is_not_kept_waiting_by_housekeeping(any_database: str) -> None:
    """A sweep lets go a few rows a transaction, and somebody who wants to write gets in between two of them."""
    async with lived_in(any_database) as lived:
        await make(lived)
        old = [
            {"workspace_id": TEAM, "arrival_id": f"old{n}", "at": lived.clock.now() - timedelta(days=30)}
            for n in range(3000)
        ]
        async with lived.house.store.writing() as connection:
            await connection.execute(insert(arrivals), old)
        engine = lived.house.store.engine.sync_engine
        gone, committed, begun = [0], [], asyncio.Event()
        event.listen(engine, "after_cursor_execute", lambda _c, cursor, said, *_: _count(gone, cursor, said))
        event.listen(engine, "commit", lambda _c: (committed.append(gone[0]), begun.set()))
        sweeping = asyncio.create_task(lived.house.housekeeping.sweep())
        await begun.wait()
        assert "Members" in words_of(await lived.types(ANA, "status"))
        assert (await sweeping)["arrivals"] == 3000
        steps = [after - before for before, after in itertools.pairwise([0, *committed]) if after > before]
        assert steps == [BATCH] * (3000 // BATCH)


def _count(gone: list[int], cursor: Any, said: str) -> None:
    if said.startswith("DELETE FROM arrivals"):
        gone[0] += cursor.rowcount


async def test_a_file_gives_back_the_room_that_is_not_needed_any_more(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        await make(lived)
        old = [
            {"workspace_id": TEAM, "arrival_id": f"old {n} ".ljust(150, "x"), "at": lived.clock.now()}
            for n in range(40_000)
        ]
        async with lived.house.store.writing() as connection:
            await connection.execute(insert(arrivals), old)
        path = Path(sqlite_url.partition("///")[2])
        await checkpoint(lived.house.store)
        full = os.stat(path).st_size
        await goes_by(lived, days=8)
        await checkpoint(lived.house.store)
        assert os.stat(path).st_size < full - 2_000_000


async def checkpoint(store: Store) -> None:
    async with store.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]


@pytest.mark.year
async def test_retention_far_too_short_changes_nothing_that_anybody_decides(tmp_path: Path) -> None:
    """Twelve weeks of imagined people, once with everything kept and once with nearly nothing: the same ledger."""
    kept = await lived_months(tmp_path / "kept.db", Keep(9999, 9999, 9999, 9999, 9999))
    short = await lived_months(tmp_path / "short.db", Keep(events=60, letters=7, arrivals=1, ledger=35))
    assert short.hash == kept.hash
    assert not short.broken and not kept.broken


async def lived_months(path: Path, keep: Keep) -> Result:
    store = Store(f"sqlite:///{path}", alone=True)
    try:
        await store.create_all()
        return await Year(Plan(people=40, communities=2, weeks=12), store, keep=keep).live()
    finally:
        await store.close()


async def test_every_age_is_a_column_of_its_table() -> None:
    assert {table.name for table, _ in aged_tables()} <= set(metadata.tables)
    assert all(PURPOSES[table.name].ages in table.c for table, _ in aged_tables())
