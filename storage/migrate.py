"""Bringing a database to the shape this version needs: on start for SQLite, by ``evener migrate`` for PostgreSQL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import make_url

from storage import every
from storage.engine import Store
from storage.search import is_declared
from storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"

__all__ = ["every", "head", "is_current", "migrate", "prepare_folder", "write_migration"]


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, made here so that no ini file is needed."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(rev)s")
    made.attributes["connection"] = connection
    return made


@cache
def head() -> str:
    """The revision this version of the code needs."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def prepare_folder(url: str) -> None:
    """Make the folder of an SQLite file. Raises OSError where that cannot be."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)


async def migrate(store: Store) -> str:
    """Run every missing migration; returns the revision that stands now."""
    async with store.writing() as connection:
        await connection.run_sync(lambda plain: command.upgrade(config(plain), "head"))
    return head()


async def is_current(store: Store) -> bool:
    """Whether the database has the shape this version needs, or that of a newer one, which serves us as well.

    Migrations only add while an older version may run (docs/operating.md), so a revision that we do not know is newer.
    """
    async with store.reading() as connection:
        found = await connection.run_sync(
            lambda plain: MigrationContext.configure(plain).get_current_revision()
        )
    return found is not None and (found == head() or found not in known())


@cache
def known() -> frozenset[str]:
    """Every revision that this version of the code brings."""
    return frozenset(one.revision for one in ScriptDirectory.from_config(config()).walk_revisions())


async def differences(store: Store) -> list[object]:
    """What the migrations leave different from the tables as declared; empty when they agree."""
    async with store.reading() as connection:
        return await connection.run_sync(
            lambda plain: list(
                compare_metadata(
                    MigrationContext.configure(
                        plain, opts={"compare_type": True, "include_name": is_declared}
                    ),
                    metadata,
                )
            )
        )


async def write_migration(store: Store, message: str, revision: str) -> None:
    """For developers: compare the tables with the migrations and write the next one (``evener migrate --write``)."""
    async with store.writing() as connection:
        await connection.run_sync(
            lambda plain: command.revision(config(plain), message, autogenerate=True, rev_id=revision)
        )
