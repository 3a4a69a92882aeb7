"""A copy taken while the bot writes is whole, holds what was acknowledged before it, and a bot lives on it."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.commands.backup import copied
from facilitation.words import MessageRef, Said
from storage.engine import Store
from storage.ledger import ledger
from storage.migrate import is_current
from tests.faults.replica import FEATURE
from tests.harness import postgres as pg
from tests.harness.house import Lived, lived_in

pytestmark = pytest.mark.asyncio

BEFORE, AFTER = 40, 200


async def says(lived: Lived, number: int) -> None:
    await lived.arrives(f"slack:U{number}", Said(MessageRef("slack:C1", f"m{number}"), str(number)))


async def heard(url: str) -> set[str]:
    """What the copy knows, through a store of its own, and whether its shape is this version's."""
    store = Store(url)
    try:
        assert await is_current(store)
        async with store.reading() as connection:
            rows = await connection.scalars(select(ledger.c.subject).where(ledger.c.kind == "heard"))
            return set(rows.all())
    finally:
        await store.close()


async def goes_on(url: str) -> None:
    """A bot lives on the copy: it carries the letters that waited, and hears something new."""
    async with lived_in(url, features=[FEATURE]) as lived:
        waiting = (await lived.house.beat()) > 0
        await says(lived, 9999)
        await lived.house.beat()
        assert waiting and lived.paper.sent


async def test_an_sqlite_copy_taken_while_the_bot_writes_is_whole(sqlite_url: str, tmp_path: Path) -> None:
    source, target = Path(make_url(sqlite_url).database or ""), tmp_path / "copy.db"
    async with lived_in(sqlite_url, features=[FEATURE], migrated=True) as lived:
        for number in range(BEFORE):
            await says(lived, number)
        copying = asyncio.create_task(asyncio.to_thread(copied, source, target))
        for number in range(BEFORE, AFTER):
            await says(lived, number)
            if copying.done():
                break
        await copying
    there = await heard(f"sqlite+aiosqlite:///{target}")
    assert {str(number) for number in range(BEFORE)} <= there
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    await goes_on(f"sqlite+aiosqlite:///{target}")


async def test_a_copy_is_never_written_over(sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("yesterday's")
    with pytest.raises(FileExistsError):
        copied(tmp_path / "evener.db", target)
    assert target.read_text() == "yesterday's"


async def test_a_dump_of_postgresql_taken_while_the_bot_writes_is_restored_whole(
    postgres: pg.Server, postgres_url: str, tmp_path: Path
) -> None:
    dump, name = tmp_path / "evener.dump", f"t{uuid4().hex}"
    where = ["-h", str(postgres.sockets), "-p", str(postgres.port), "-U", "postgres"]
    source = postgres_url.rsplit("@/", 1)[1].partition("?")[0]
    async with lived_in(postgres_url, features=[FEATURE], migrated=True) as lived:
        for number in range(BEFORE):
            await says(lived, number)
        dumping = asyncio.create_task(
            asyncio.to_thread(run, postgres, "pg_dump", [*where, "-Fc", "-f", str(dump), source])
        )
        for number in range(BEFORE, AFTER):
            await says(lived, number)
            if dumping.done():
                break
        await dumping
    restored = postgres.fresh(name)
    try:
        await asyncio.to_thread(run, postgres, "pg_restore", [*where, "--no-owner", "-d", name, str(dump)])
        assert {str(number) for number in range(BEFORE)} <= await heard(restored)
        await goes_on(restored)
    finally:
        postgres.drop(name)


def run(server: pg.Server, program: str, words: list[str]) -> None:
    done = subprocess.run(
        [str(server.programs / program), *words], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0, done.stderr
