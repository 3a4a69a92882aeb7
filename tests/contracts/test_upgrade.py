"""A version goes on working while a newer one has already changed the tables; and migrations keep to the rules for that."""

from __future__ import annotations

import asyncio
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from facilitation.words import MessageRef, Said
from storage.community import members
from storage.engine import Store
from storage.migrate import MIGRATIONS, head, is_current
from storage.tables import metadata
from tests.contracts import a_version
from tests.faults.replica import FEATURE
from tests.harness.house import lived_in, words_of

HERE = Path(__file__).parents[2]
ROOMS = ("adapters", "bot", "facilitation", "storage", "tests")

SINCE = 20  # migrations from then on run while an older version may be running
# What an older version would stumble over: a thing that goes, changes its name, or begins to be demanded.
TAKES_AWAY = re.compile(r"\.(drop_table|drop_column|rename_table|alter_column)\(|RENAME|DROP (TABLE|COLUMN)")
ADDED = re.compile(r"add_column\((.*?nullable=False.*?)\)\)?\n", re.DOTALL)


def upgrades() -> list[Path]:
    return [one for one in sorted(MIGRATIONS.glob("versions/[0-9]*.py")) if int(one.stem) >= SINCE]


@pytest.mark.parametrize("file", upgrades(), ids=lambda one: one.stem)
def test_a_migration_takes_nothing_away_and_demands_nothing_of_an_older_version(file: Path) -> None:
    upgrade = file.read_text().partition("def upgrade()")[2].partition("def downgrade()")[0]
    assert not TAKES_AWAY.search(upgrade), "first stop using it, and take it away a version later"
    for added in ADDED.findall(upgrade):
        assert "server_default" in added, "an older version does not fill it"


@pytest.mark.asyncio
async def test_this_version_lives_on_tables_that_a_newer_one_has_added_to(any_database: str) -> None:
    async with lived_in(any_database, features=[FEATURE], migrated=True) as lived:
        await newer(lived.house.store)
        assert await is_current(lived.house.store)
        for number in range(3):
            said = Said(MessageRef("slack:C1", f"m{number}"), str(number))
            await lived.arrives(f"slack:U{number}", said)
        assert words_of(await lived.types("slack:U1", "count"))
        await lived.passes(seconds=30)
        assert len(lived.paper.sent) == 6


async def newer(store: Store) -> None:
    """What a newer version's migrations may do: a column more in every table, a table more, a revision we do not know."""
    async with store.writing() as connection:
        for table in metadata.sorted_tables:
            await connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN of_a_newer_version TEXT"))
        await connection.execute(text("CREATE TABLE of_a_newer_version (workspace_id TEXT PRIMARY KEY)"))
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))


# --- two versions side by side -----------------------------------------------------------------------------------


@dataclass
class Running:
    """A version as a process of its own."""

    process: Process

    async def does(self, word: str) -> Any:
        """What it answers, within a minute."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{word}\n".encode())
        line = await asyncio.wait_for(self.process.stdout.readline(), 60)
        assert line, f"it died of {word}"
        return json.loads(line)


@asynccontextmanager
async def running(tree: Path, url: str, name: str) -> AsyncIterator[Running]:
    """The version whose files lie in ``tree``, on this database."""
    script, env = str(Path(a_version.__file__)), {**os.environ, "PYTHONPATH": str(tree)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, script, url, name, cwd=tree, env=env, stdin=PIPE, stdout=PIPE
    )
    try:
        yield Running(process)
    finally:
        assert process.stdin
        process.stdin.close()
        await process.wait()


def newer_tree(folder: Path) -> Path:
    """This version with what a next one may bring: a migration, and code that writes its new columns."""
    tree = folder / "newer"
    for room in ROOMS:
        shutil.copytree(HERE / room, tree / room, ignore=shutil.ignore_patterns("walks"))
    every = tree / "storage" / "every.py"
    every.write_text(every.read_text() + NEWER_COLUMNS)
    migration = tree / "storage" / "migrations" / "versions" / "9999.py"
    migration.write_text(NEWER_MIGRATION.format(head=head()))
    return tree


NEWER_COLUMNS = """
from sqlalchemy import Column, String
from storage.tables import metadata
for _table in metadata.sorted_tables:
    _table.append_column(Column("newer", String(20), default="by the newer one"))
    _table.append_column(Column("demanded", String(20), nullable=False, server_default="filled in"))
"""

NEWER_MIGRATION = """
import sqlalchemy as sa
from alembic import op
from storage.tables import metadata

revision = "9999"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table("of_a_newer_version", sa.Column("workspace_id", sa.String(80), primary_key=True))
    for table in metadata.sorted_tables:
        op.add_column(table.name, sa.Column("newer", sa.String(20)))
        op.add_column(table.name, sa.Column("demanded", sa.String(20), nullable=False, server_default="filled in"))
        op.create_index(f"ix_{{table.name}}_newer", table.name, ["workspace_id", "newer"])
"""


def older_tree(folder: Path) -> Path:
    """The oldest version that this one promises to live beside: the first whose migrations end where the promise begins."""
    commit = oldest()
    packed = subprocess.run(
        ["git", "archive", commit, *ROOMS], cwd=HERE, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        files.extractall(folder / "older", filter="data")
    return folder / "older"


def oldest() -> str:
    """Its commit. Skips where this checkout has no such history (a shallow clone, an unpacked archive)."""
    first = MIGRATIONS.relative_to(HERE) / "versions" / f"{SINCE - 1:04}.py"
    asked = ["git", "log", "--diff-filter=A", "--format=%H", "--", str(first)]
    try:
        found = subprocess.run(asked, cwd=HERE, check=True, capture_output=True, text=True).stdout.split()
        added = found[-1]
        subprocess.run(
            ["git", "cat-file", "-e", f"{added}^{{commit}}^"], cwd=HERE, check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError, IndexError):
        pytest.skip("this checkout has no history that reaches an older version (git fetch --unshallow)")
    return added


async def lived_side_by_side(older: Running, newer: Running, store: Store) -> None:
    """The older one has begun; the newer one migrates under it; both go on, and each sees what the other did."""
    assert await older.does("migrates")
    assert "Bakers" in await older.does("founds")
    assert await older.does("head") < await newer.does("head"), "they are two versions"
    assert await newer.does("migrates")
    assert await older.does("is_current") is True
    for one in (older, newer):
        assert "failed" not in str(await one.does("joins"))
        assert await one.does("hears") is True
    assert await older.does("tells") >= 1
    told = [await one.does("status") for one in (older, newer)]
    assert all("Members\n3" in one for one in told), told
    async with store.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(members)) == 3
    await store.close()


@pytest.mark.asyncio
async def test_this_version_goes_on_beside_a_newer_one_that_has_migrated(
    postgres_url: str, tmp_path: Path
) -> None:
    """On PostgreSQL, since two versions never share an SQLite file: one process has it, and migrates it on start."""
    async with (
        running(HERE, postgres_url, "older") as older,
        running(newer_tree(tmp_path), postgres_url, "newer") as newer,
    ):
        store = Store(postgres_url)
        await lived_side_by_side(older, newer, store)
        async with store.reading() as connection:
            asked = "SELECT newer, demanded FROM members ORDER BY newer"
            rows = {tuple(row) for row in await connection.execute(text(asked))}
        assert rows == {(None, "filled in"), ("by the newer one", "filled in")}
        await store.close()


@pytest.mark.asyncio
async def test_the_oldest_version_that_may_still_run_goes_on_after_this_one_has_migrated(
    postgres_url: str, tmp_path: Path
) -> None:
    async with (
        running(older_tree(tmp_path), postgres_url, "older") as older,
        running(HERE, postgres_url, "newer") as newer,
    ):
        await lived_side_by_side(older, newer, Store(postgres_url))
