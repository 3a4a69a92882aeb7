"""``evener tenants``: which workspace is kept in which database, and moving one to where the list puts it."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Annotated

import typer

from adapters.teams.addresses import chats_of
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import Tenants, every_settings, tenants
from facilitation.words import WorkspaceId
from storage.engine import Store
from storage.housekeeping import tenants_in
from storage.migrate import is_current
from storage.moving import carry, one_organisation

app = typer.Typer(
    add_completion=False, help="Workspaces over several databases (EVENER_TENANTS).", no_args_is_help=True
)


class NotMovable(Exception):
    """It cannot be moved; the message says what would have to be so."""


@app.command("list")
def list_() -> None:
    """Every workspace with the database it is kept in, as lines for the list; what is kept elsewhere is marked."""
    for line in run_or_exit(_listed):
        typer.echo(line)


async def _listed(settings: Settings) -> list[str]:
    known, lines = tenants(settings), list[str]()
    for name, one in every_settings(settings).items():
        store = Store(one.database_url)
        try:
            async with store.reading() as connection:
                found = await tenants_in(connection)
        finally:
            await store.close()
        lines += [f'"{each}" = "{name}"{mark(known, each, name)}' for each in found]
    return lines


def mark(known: Tenants, workspace: WorkspaceId, name: str) -> str:
    return "" if known.of(workspace) == name else f"  # the list says {known.of(workspace)}"


@app.command()
def move(
    workspace: Annotated[str, typer.Argument(help="As in slack:T01ABCDEF. Those joined with it go along.")],
    source: Annotated[str, typer.Option("--from", help="The database it is kept in now.")],
) -> None:
    """Carry everything of a workspace to where the list puts it. Stop the bot first, and take a backup."""
    many, name = run_or_exit(lambda settings: _move(settings, workspace, source), NotMovable)
    typer.echo(f"{many} rows are in {name} now and no longer in {source}.")


async def _move(settings: Settings, workspace: WorkspaceId, source: str) -> tuple[int, str]:
    known, each = tenants(settings), every_settings(settings)
    target = known.of(workspace)
    if source not in each or source == target:
        raise NotMovable(f"--from: should be a database other than {target}, where the list puts {workspace}")
    async with AsyncExitStack() as stack:
        here, there = Store(each[source].database_url), Store(each[target].database_url)
        for store in (here, there):
            stack.push_async_callback(store.close)
            if not await is_current(store):
                raise NotMovable("A database is not up to date. Run: evener migrate")
        async with here.reading() as connection:
            group = await one_organisation(connection, workspace)
        if apart := [one for one in group if known.of(one) != target]:
            raise NotMovable(f"{', '.join(apart)} is joined with {workspace}: list it under {target} too")
        many = await carry(here, there, group, [chats_of(one) for one in group])
        if not many:
            raise NotMovable(f"Nothing of {workspace} is kept in {source}.")
    return many, target
