"""``evener migrate``: the database brought to the shape this version needs."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.running import run, settings_or_exit
from bot.settings import Settings
from storage.engine import Store
from storage.migrate import migrate as bring_up
from storage.migrate import prepare_folder, write_migration


def migrate(
    write: Annotated[
        str, typer.Option(help="For developers: write the next migration with this message.")
    ] = "",
    revision: Annotated[str, typer.Option(help="For developers: its number.")] = "",
) -> None:
    """Bring the database to the shape this version needs."""
    settings = settings_or_exit()
    typer.echo(run(_migrate(settings, write, revision)))


async def _migrate(settings: Settings, write: str, revision: str) -> str:
    prepare_folder(settings.database_url)
    store = Store(settings.database_url)
    try:
        at = await bring_up(store)
        if write:
            await write_migration(store, write, revision)
        return f"The database is at {at or 'its beginning'}."
    finally:
        await store.close()
