"""``evener pulse``: what was published of a community's pulses, as a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.commands.import_export import settings_or_exit, workspace_id
from bot.commands.periphery import failing_kindly
from facilitation.pulse.table import as_csv
from storage.community import load_all_communities
from storage.engine import Store
from storage.pulse_published import load_published

app = typer.Typer(no_args_is_help=True, help="What pulses published, and how good their statements are.")


@app.callback()
def pulse() -> None:
    """What pulses published, and how good their statements are."""


@app.command()
def figures(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.", dir_okay=False)],
    workspace: Annotated[str, typer.Option(help="The workspace's team id (T…), or slack:T…, teams:….")],
    community: Annotated[str, typer.Option(help="Its name as it is written in the charter.")],
) -> None:
    """Write a community's published figures as CSV: the same that everybody reads with /community results csv."""
    named = workspace if ":" in workspace else workspace_id(workspace)
    with failing_kindly():
        lines = asyncio.run(published(settings_or_exit().database_url, named, community))
    if lines is None:
        typer.echo(f"There is no community called {community!r} in {named}.", err=True)
        raise typer.Exit(1)
    file.write_text(lines, encoding="utf-8")
    typer.echo(f"{file}: {lines.count(chr(10)) - 1} figures.")


async def published(url: str, workspace: str, community: str) -> str | None:
    """The figures of one community as CSV, None when there is none of this name."""
    store = Store(url)
    try:
        async with store.reading() as connection:
            every = await load_all_communities(connection, workspace)
            ids = [one.id for one in every if one.name == community]
            if not ids:
                return None
            found = await load_published(connection, workspace, ids[:1], Clock().now())
            return as_csv(found[ids[0]])
    finally:
        await store.close()
