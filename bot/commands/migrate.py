"""``evener migrate``: the database brought to the shape this version needs."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.building import NotReady, all_must_answer
from bot.commands.running import run, settings_or_exit
from bot.settings import Settings
from bot.tenants import every_settings
from storage.engine import Store
from storage.migrate import migrate as bring_up
from storage.migrate import prepare_folder
from storage.migrating import write_migration


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
    """Every database is tried, also where one before it does not answer. Raises NotReady naming those."""
    every = every_settings(settings)
    lines, away = list[str](), list[str]()
    for name, one in every.items():
        which = "The database" if len(every) == 1 else f"The database {name}"
        try:
            lines.append(f"{which} is at {await _brought_up(one, write, revision) or 'its beginning'}.")
        except Exception as why:  # the drivers' errors share no base class
            if len(every) == 1:
                await all_must_answer(settings)
                raise
            away.append(f"{which} was not migrated ({type(why).__name__}).")
    if away:
        raise NotReady("\n".join([*lines, *away, "Run it again when they answer."]))
    return "\n".join(lines)


async def _brought_up(settings: Settings, write: str, revision: str) -> str:
    prepare_folder(settings.database_url)
    store = Store(settings.database_url)
    try:
        at = await bring_up(store)
        if write:
            await write_migration(store, write, revision)
        return at
    finally:
        await store.close()
