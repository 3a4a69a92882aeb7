"""``evener pulse``: what was published of a community's pulses, as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.building import open_store
from bot.clock import Clock
from bot.commands.import_export import whole_id
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import every_settings, settings_at
from facilitation.pulse.instruments import BANK, Scale
from facilitation.pulse.reliability import ENOUGH, Pair, omega
from facilitation.pulse.table import as_csv
from facilitation.voice.catalogue import plain
from storage.community import load_all_communities
from storage.engine import Store
from storage.pulse_pairs import load_all_pairs
from storage.pulse_published import load_published

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="What pulses published, and how good their statements are.",
)


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
    named = whole_id(workspace)
    lines = run_or_exit(
        lambda settings: published(settings_at(settings, named).database_url, named, community, Clock().now())
    )
    if lines is None:
        typer.echo(f"There is no community called {community!r} in {named}.", err=True)
        raise typer.Exit(1)
    file.write_text(lines, encoding="utf-8")
    typer.echo(f"{file}: {lines.count(chr(10)) - 1} figures.")


async def published(url: str, workspace: str, community: str, until: datetime) -> str | None:
    """The figures of one community that everybody may read by then, as CSV; None when there is none of this name."""
    store = Store(url)
    try:
        async with store.reading() as connection:
            every = await load_all_communities(connection, workspace)
            ids = [one.id for one in every if one.name == community]
            if not ids:
                return None
            found = await load_published(connection, workspace, ids[:1], until)
            return as_csv(found[ids[0]])
    finally:
        await store.close()


@app.command()
def reliability() -> None:
    """How well the statements of each construct hang together: omega total, over all communities, from 150 pairs of answers on."""
    every = run_or_exit(pairs_gathered)
    for construct, measured in BANK.items():
        if measured.scale is Scale.AGREEMENT:
            typer.echo(f"{construct}  {plain(measured.name)}: {told(every.get(construct, ()))}")
    typer.echo(
        "Test-retest is not computed: nobody's answers are linked from one pulse to the next, so there is nothing to compare."
    )


def told(pairs: Sequence[Pair]) -> str:
    """One line on one construct."""
    if len(pairs) < ENOUGH:
        return f"{len(pairs)} of {ENOUGH} pairs of answers; below that nothing is computed."
    found = omega(pairs)
    if found is None:
        return f"{len(pairs)} pairs, but not every two of its statements met on a card yet."
    return (
        f"omega {found.value:.2f}, likely between {found.low:.2f} and {found.high:.2f} ({len(pairs)} pairs)."
    )


async def pairs_gathered(settings: Settings) -> dict[str, tuple[Pair, ...]]:
    """Everything that was gathered, by construct."""
    found: dict[str, tuple[Pair, ...]] = {}
    for one in every_settings(settings).values():
        store = open_store(one)
        try:
            async with store.reading() as connection:
                for construct, pairs in (await load_all_pairs(connection)).items():
                    found[construct] = found.get(construct, ()) + pairs
        finally:
            await store.close()
    return found
