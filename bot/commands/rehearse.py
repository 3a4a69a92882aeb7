"""``evener rehearse``: every message that a pulse, a welcome, a story or a week would bring, on a copy; nothing is sent."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot import rehearsal
from bot.clock import Clock
from bot.commands.import_export import whole_id
from bot.commands.periphery import failing_kindly
from bot.commands.running import settings_or_exit
from bot.rehearsal import PLAYS
from bot.routes import FEATURES
from bot.tenants import settings_at
from facilitation.rehearsal import grouped, shown, told_of
from facilitation.voice.catalogue import plain
from facilitation.words import Part, Phrase, Prose, Quote, Small
from storage.community import load_all_communities
from storage.engine import Store


def rehearse(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(PLAYS)}.")],
    workspace: Annotated[str, typer.Option(help="The workspace's team id (T…), or slack:T…, teams:….")],
    community: Annotated[str, typer.Option(help="Its name as it is written in the charter.")],
) -> None:
    """Show to how many, when and with which words, on a copy of a community. Nothing is sent, nothing is changed."""
    if what not in PLAYS:
        typer.echo(f"{what!r} cannot be rehearsed; one of {', '.join(PLAYS)} can.", err=True)
        raise typer.Exit(2)
    named = whole_id(workspace)
    with failing_kindly():
        lines = asyncio.run(
            played(settings_at(settings_or_exit(), named).database_url, named, community, what)
        )
    if lines is None:
        typer.echo(f"There is no community called {community!r} with a convener in {named}.", err=True)
        raise typer.Exit(1)
    typer.echo("\n".join(lines) or "No message would go out.")


async def played(url: str, workspace: str, name: str, what: str) -> list[str] | None:
    """The rehearsal as lines of text; None where there is no such community with a convener."""
    store = Store(url)
    try:
        async with store.reading() as connection:
            found = [one for one in await load_all_communities(connection, workspace) if one.name == name]
            if not found or not found[0].conveners:
                return None
            convener, now = found[0].conveners[0], Clock().now()
            letters, held = await rehearsal.rehearse(connection, found[0], convener, what, now, FEATURES)
    finally:
        await store.close()
    lines = [line for group in grouped(letters) for line in told(told_of(group), shown(group[0].message))]
    return [*lines, f"{held} would wait or not be sent."] if held else lines


def told(heading: Phrase, parts: tuple[Part, ...]) -> list[str]:
    """One message of the rehearsal, indented under its heading."""
    said = [words for part in parts for words in words_of(part)]
    return [plain(heading), *(f"    {line}" for words in said for line in words.splitlines()), ""]


def words_of(part: Part) -> list[str]:
    match part:
        case Prose(phrases) | Small(phrases):
            return [" ".join(plain(one) for one in phrases)]
        case Quote(words):
            return [f"“{words}”"]
        case _:
            return [plain(part.text)] if hasattr(part, "text") else []
