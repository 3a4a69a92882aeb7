"""Alembic at work: only who has something to migrate imports this, for Alembic takes 8 MB and a tenth of a second."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.engine import Store
from storage.migrate import MIGRATIONS
from storage.search import is_declared
from storage.tables import metadata


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings, made here so that no ini file is needed."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    made.set_main_option("path_separator", "os")
    made.set_main_option("file_template", "%%(rev)s")
    made.attributes["connection"] = connection
    return made


def script() -> ScriptDirectory:
    """The migrations as Alembic reads them."""
    return ScriptDirectory.from_config(config())


async def upgrade(store: Store) -> None:
    """Run every missing migration."""
    async with store.writing() as connection:
        await connection.run_sync(lambda plain: command.upgrade(config(plain), "head"))


async def differences(store: Store) -> list[object]:
    """What the migrations leave different from the tables as declared; empty when they agree."""
    async with store.reading() as connection:
        return await connection.run_sync(
            lambda plain: list(
                compare_metadata(
                    MigrationContext.configure(
                        plain,
                        opts={
                            "compare_type": True,
                            "include_name": is_declared,
                            "include_object": is_reflected_whole,
                        },
                    ),
                    metadata,
                )
            )
        )


def is_reflected_whole(thing: Any, _name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Not so an index with more than plain columns in it (``importance DESC``): SQLite tells only its columns."""
    declared = {one.name: one for table in metadata.tables.values() for one in table.indexes}
    known = declared.get(thing.name) if kind == "index" else None
    return known is None or len(known.columns) == len(known.expressions)


async def write_migration(store: Store, message: str, revision: str) -> None:
    """For developers: compare the tables with the migrations and write the next one (``evener migrate --write``)."""
    async with store.writing() as connection:
        await connection.run_sync(
            lambda plain: command.revision(config(plain), message, autogenerate=True, rev_id=revision)
        )
