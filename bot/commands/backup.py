"""``evener backup FILE``: a copy of the SQLite database that is whole, taken while the bot goes on writing."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.engine import make_url

from bot.commands.running import settings_or_exit
from bot.tenants import HOME, every_settings

PAGES = 1000  # copied at a time, so that the bot's own writes come in between
PAUSE = 0.01


def backup(
    file: Annotated[
        Path, typer.Argument(help="Where the copy goes; it must not be there yet.", dir_okay=False)
    ],
    database: Annotated[str, typer.Option(help="Which one, where EVENER_TENANTS names several.")] = HOME,
) -> None:
    """Copy the SQLite database while the bot runs. PostgreSQL has pg_dump for that (docs/operating.md)."""
    known = every_settings(settings_or_exit())
    if database not in known:
        typer.echo(f"There is no database {database}; there are {', '.join(known)}.", err=True)
        raise typer.Exit(2)
    url = make_url(known[database].database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        typer.echo("This database is PostgreSQL: use pg_dump -Fc (docs/operating.md).", err=True)
        raise typer.Exit(2)
    if file.exists() or not Path(url.database).exists():
        typer.echo(
            f"{file if file.exists() else url.database}: {'is there already' if file.exists() else 'is not there'}.",
            err=True,
        )
        raise typer.Exit(2)
    try:
        copied(Path(url.database), file)
    except (OSError, sqlite3.Error) as why:
        file.unlink(missing_ok=True)
        typer.echo(f"The copy failed: {why}", err=True)
        raise typer.Exit(1) from why
    typer.echo(f"{file}: whole. Keep the key (EVENER_SECRET_KEY, or the .key file) apart from it.")


def copied(source: Path, target: Path) -> None:
    """SQLite's online backup, then its own check of the copy. Readable by its owner alone. Raises sqlite3.Error, OSError."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    with closing(sqlite3.connect(source, timeout=30)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there, pages=PAGES, sleep=PAUSE)
        there.execute("PRAGMA journal_mode=DELETE")
        (said,) = there.execute("PRAGMA integrity_check").fetchone()
        if said != "ok":
            raise sqlite3.DatabaseError(said)
