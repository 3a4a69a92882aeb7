"""A version goes on working while a newer one has already changed the tables; and migrations keep to the rules for that."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from facilitation.words import MessageRef, Said
from storage.engine import Store
from storage.migrate import MIGRATIONS, is_current
from storage.tables import metadata
from tests.faults.replica import FEATURE
from tests.harness.house import lived_in, words_of

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
