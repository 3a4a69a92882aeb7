"""Bringing a database to the shape this version needs: on start for SQLite, by ``evener migrate`` for PostgreSQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import column, inspect, select, table
from sqlalchemy.engine import make_url

from storage import every
from storage.engine import Store

MIGRATIONS = Path(__file__).parent / "migrations"
STAMP = table("alembic_version", column("version_num"))  # where Alembic writes down how far a database is

__all__ = ["every", "head", "is_current", "migrate", "prepare_folder"]


def head() -> str:
    """The revision this version of the code needs."""
    return max(known())


@cache
def known() -> frozenset[str]:
    """Every revision that this version of the code brings: files are named by it, in order (a test asks Alembic)."""
    return frozenset(file.stem for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def prepare_folder(url: str) -> None:
    """Make the folder of an SQLite file. Raises OSError where that cannot be."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


async def migrate(store: Store) -> str:
    """Run every missing migration; returns the revision that stands now."""
    if await stands_at(store) != head():
        from storage.migrating import upgrade  # noqa: PLC0415 — not at a start that has nothing to migrate

        await upgrade(store)
    return head()


async def is_current(store: Store) -> bool:
    """Whether the database has the shape this version needs, or that of a newer one, which serves us as well.

    Migrations only add while an older version may run (docs/operating.md), so a revision that we do not know is newer.
    """
    found = await stands_at(store)
    return found is not None and (found == head() or found not in known())


async def stands_at(store: Store) -> str | None:
    """The revision of the database, None for one without tables; asked without Alembic, which is slow to import."""
    async with store.reading() as connection:
        if not await connection.run_sync(lambda plain: inspect(plain).has_table(STAMP.name)):
            return None
        found: str | None = await connection.scalar(select(STAMP.c.version_num))
        return found
