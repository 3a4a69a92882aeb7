"""``evener export``: what a community has shown, its stories and its shelf, as one Markdown file to take away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.import_export import whole_id
from bot.commands.running import run_or_exit
from bot.tenants import settings_at
from facilitation.story.export import markdown
from storage.community import load_all_communities
from storage.engine import Store
from storage.story import library_of


def export(
    file: Annotated[Path, typer.Argument(help="The Markdown file to write.", dir_okay=False)],
    workspace: Annotated[str, typer.Option(help="The workspace's team id (T…), or slack:T…, teams:….")],
    community: Annotated[str, typer.Option(help="Its name as it is written in the charter.")],
) -> None:
    """Write a community's shown stories and kept practices. Withdrawn ones are not in it; run it again for a true copy."""
    named = whole_id(workspace)
    text = run_or_exit(lambda settings: written(settings_at(settings, named).database_url, named, community))
    if text is None:
        typer.echo(f"There is no community called {community!r} in {named}.", err=True)
        raise typer.Exit(1)
    file.write_text(text, encoding="utf-8")
    typer.echo(f"{file}: {text.count('### ')} stories.")


async def written(url: str, workspace: str, community: str) -> str | None:
    """The Markdown of one community, None when there is none of this name."""
    store = Store(url)
    try:
        async with store.reading() as connection:
            found = [
                one for one in await load_all_communities(connection, workspace) if one.name == community
            ]
            return markdown(await library_of(connection, workspace, found[0])) if found else None
    finally:
        await store.close()
