"""``evener voice``: every sentence Evener can say, with its act, its length and how hard it is to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from facilitation.voice.catalogue import CATALOGUE, Sentence
from facilitation.voice.checks import declared_in, lint
from facilitation.voice.reading import grade


def voice(
    feature: Annotated[str, typer.Argument(help="Only sentences whose key begins with this.")] = "",
    plain: Annotated[bool, typer.Option(help="Tab-separated lines instead of a table.")] = False,
) -> None:
    """List every sentence with act, length and reading grade (Flesch-Kincaid); faults against the seven checks last."""
    files = declared_in()
    rows = list(listed(feature))
    if plain:
        for row in rows:
            typer.echo("\t".join(row))
    else:
        Console().print(_table(rows))
    faults = [fault for one in _chosen(feature) for fault in lint(one)]
    for fault in faults:
        typer.echo(f"{files.get(fault.key, '?')}: {fault}", err=True)
    if faults:
        raise typer.Exit(1)


def listed(feature: str = "") -> Iterator[tuple[str, str, str, str, str]]:
    """Key, act, characters, reading grade and text of each sentence, by key."""
    for one in _chosen(feature):
        yield one.key, str(one.act), str(len(one.text)), f"{grade(one.text):.1f}", one.text


def _chosen(feature: str) -> Iterator[Sentence]:
    return (CATALOGUE[key] for key in sorted(CATALOGUE) if key.startswith(feature))


def _table(rows: list[tuple[str, str, str, str, str]]) -> Table:
    table = Table("key", "act", "length", "grade", "sentence", title=f"{len(rows)} sentences")
    for row in rows:
        table.add_row(*row)
    return table
