"""What commands share: settings read, one piece of work run, and every failure said in a sentence."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import typer

from bot import logs
from bot.building import NotReady, all_must_answer
from bot.settings import Settings, WrongSettings, read_settings
from bot.tenants import tenants

Result = TypeVar("Result")


def settings_or_exit() -> Settings:
    """The settings, or a clear sentence for each wrong one and exit status 2."""
    try:
        settings = read_settings()
        tenants(settings)
        return settings
    except WrongSettings as wrong:
        typer.echo(f"These settings cannot be used:\n{wrong}", err=True)
        raise typer.Exit(2) from None


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run on uvloop where it is; what people can mend is said in a sentence, not in a stack trace."""
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            return runner.run(work)
    except (NotReady, WrongSettings, OSError) as why:
        raise ended(why) from None


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's loop: 12% more requests a second (engine.md); None where it does not exist."""
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 — the package does not exist on Windows

    return uvloop.new_event_loop


def run_or_exit(work: Callable[[Settings], Awaitable[Result]], *expected: type[Exception]) -> Result:
    """The result; exit status 2 for settings that cannot be used, 1 for what was expected to go wrong."""
    logs.set_up("error")
    settings = settings_or_exit()

    async def carried() -> Result:
        try:
            return await work(settings)
        except (WrongSettings, *expected):
            raise
        except Exception:
            await all_must_answer(settings)
            raise

    try:
        return asyncio.run(carried())
    except (NotReady, WrongSettings, OSError, *expected) as why:
        raise ended(why) from None


def ended(why: Exception) -> typer.Exit:
    """The reason in a sentence. Exit status 2 for settings that can never be used, so that nobody tries them again."""
    typer.echo(str(why), err=True)
    return typer.Exit(2 if isinstance(why, WrongSettings) else 1)
