"""What commands share: settings read, one piece of work run, and every failure said in a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer

from bot import logs
from bot.settings import Settings, WrongSettings, read_settings

Result = TypeVar("Result")


def run_or_exit(work: Callable[[Settings], Awaitable[Result]], *expected: type[Exception]) -> Result:
    """The result; exit status 2 for settings that cannot be used, 1 for what was expected to go wrong."""
    logs.set_up("error")
    try:
        settings = read_settings()
    except WrongSettings as wrong:
        typer.echo(f"These settings cannot be used:\n{wrong}", err=True)
        raise typer.Exit(2) from None

    async def carried() -> Result:
        return await work(settings)

    try:
        return asyncio.run(carried())
    except (WrongSettings, OSError, *expected) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
