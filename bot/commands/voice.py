"""``evener voice``: every sentence Evener can say, with its act, its length and how hard it is to read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.translations import languages, save, translator
from facilitation.voice.catalogue import CATALOGUE, Sentence
from facilitation.voice.checks import Fault
from facilitation.voice.lint import declared_in, lint, lint_translation
from facilitation.voice.reading import grade

UNTRANSLATED = "(in English so far)"


def voice(
    feature: Annotated[str, typer.Argument(help="Only sentences whose key begins with this.")] = "",
    plain: Annotated[bool, typer.Option(help="Tab-separated lines instead of a table.")] = False,
    language: Annotated[str, typer.Option(help="The sentences as read in this language, such as de.")] = "en",
    update: Annotated[
        bool, typer.Option(help="First bring the language's file up to date: new sentences, changed English.")
    ] = False,
) -> None:
    """List every sentence with act, length and reading grade (Flesch-Kincaid); faults against the seven checks last.

    With --language: the sentences in that language, and those that have no translation yet.
    """
    files = declared_in()
    if language != "en":
        _ready(language, update)
    rows = list(listed(feature) if language == "en" else translated(language, feature))
    if plain:
        for row in rows:
            typer.echo("\t".join(row))
    else:
        Console().print(_table(rows))
    faults = list(_faults(language, feature))
    for fault in faults:
        typer.echo(f"{files.get(fault.key, '?')}: {fault}", err=True)
    if faults:
        raise typer.Exit(1)


def _ready(language: str, update: bool) -> None:
    if update:
        typer.echo(f"written: {save(language)}", err=True)
    if language not in languages():
        typer.echo(
            f"--language: one of {', '.join(('en', *languages()))}; docs/languages.md says how to add another",
            err=True,
        )
        raise typer.Exit(2)


def _faults(language: str, feature: str) -> Iterator[Fault]:
    if language == "en":
        yield from (fault for one in _chosen(feature) for fault in lint(one))
    else:
        yield from (one for one in lint_translation(translator(language)) if one.key.startswith(feature))


def translated(language: str, feature: str = "") -> Iterator[tuple[str, str, str, str, str]]:
    """Key, act, characters, what is missing, and the sentence in a language, by key; plurals with a bar between."""
    said = translator(language).forms
    for one in _chosen(feature):
        text = " | ".join(said.get(one.key, ()))
        yield one.key, str(one.act), str(len(text)), "" if text else UNTRANSLATED, text or one.text


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
