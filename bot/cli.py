"""The commands an admin types: ``evener serve``, ``migrate``, ``doctor`` and those that features add."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import structlog
import typer
from aiohttp import web
from cryptography.fernet import Fernet

from adapters.port import Finding
from bot import logs, tracing
from bot.building import NotReady, build, furnish, open_store, secret_keys
from bot.clock import Clock
from bot.commands import mount
from bot.doctor import examine
from bot.house import House
from bot.settings import Settings, WrongSettings, described, read_settings
from bot.web import Outward, application
from storage.engine import Store
from storage.migrate import migrate as bring_up
from storage.migrate import prepare_folder, write_migration

app = typer.Typer(
    name="evener",
    help="A facilitator for communities of practice in Slack and Microsoft Teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
logger = structlog.get_logger(__name__)

COLLECT_AFTER = 20_000  # new objects until the collector looks at the young ones; Python's own is 700


def settings_help() -> str:
    """Every variable with its meaning, for ``serve --help``."""
    lines = [
        f"{name}  {meaning}" + (f" [default: {default}]" if default else "")
        for name, default, meaning in described()
    ]
    return "Settings, from the environment:\n\n" + "\n\n".join(lines)


def settings_or_exit() -> Settings:
    """The settings, or a clear sentence for each wrong one and exit status 2."""
    try:
        return read_settings()
    except WrongSettings as wrong:
        typer.echo(f"These settings cannot be used:\n{wrong}", err=True)
        raise typer.Exit(2) from None


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run on uvloop where it is; what people can mend is said in a sentence, not in a stack trace."""
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            return runner.run(work)
    except (NotReady, WrongSettings, OSError) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's loop: 12% more requests a second (engine.md); None where it does not exist."""
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 — the package does not exist on Windows

    return uvloop.new_event_loop


@app.command(epilog=settings_help())
def serve() -> None:
    """Run the bot until it is told to stop."""
    settings = settings_or_exit()
    logs.set_up(settings.log_level)
    if not settings.has_slack and not settings.has_teams:
        typer.echo(
            "No platform is set. For Slack set SLACK_BOT_TOKEN with SLACK_APP_TOKEN (Socket Mode) or "
            "SLACK_SIGNING_SECRET (HTTP); for Teams set TEAMS_APP_ID. `evener doctor` says more.",
            err=True,
        )
        raise typer.Exit(2)
    run(_serve(settings))


async def _serve(settings: Settings) -> None:
    tracing.set_up()
    house = await build(settings)
    await serve_house(house, settings)


async def serve_house(house: House, settings: Settings, stopped: asyncio.Event | None = None) -> None:
    """Listen, beat and carry until a signal (or ``stopped``), then finish what was acknowledged."""
    stopped = stopped or asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    runner = web.AppRunner(application(house, outward(settings)), access_log=None, shutdown_timeout=10)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
        await house.open()
        settle_memory()
        logger.info("serving", host=settings.host, port=settings.port, platforms=sorted(house.platforms))
        await stopped.wait()
    finally:
        logger.info("stopping")
        house.closing = True
        await runner.cleanup()
        await house.close()


def settle_memory() -> None:
    """What stands after the start stands for good: the collector no longer walks through it, and looks less often.

    Walking through everything took up to 0.2 s in the middle of somebody's press (``make bench``).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)


def outward(settings: Settings) -> Outward:
    """What is shown to others than the platforms."""
    keys = tuple(key.encode() for key in secret_keys(settings))
    return Outward(settings.metrics_token.get_secret_value(), keys)


@app.command()
def migrate(
    write: Annotated[
        str, typer.Option(help="For developers: write the next migration with this message.")
    ] = "",
    revision: Annotated[str, typer.Option(help="For developers: its number.")] = "",
) -> None:
    """Bring the database to the shape this version needs."""
    settings = settings_or_exit()
    typer.echo(run(_migrate(settings, write, revision)))


async def _migrate(settings: Settings, write: str, revision: str) -> str:
    prepare_folder(settings.database_url)
    store = Store(settings.database_url)
    try:
        at = await bring_up(store)
        if write:
            await write_migration(store, write, revision)
        return f"The database is at {at or 'its beginning'}."
    finally:
        await store.close()


@app.command()
def doctor() -> None:
    """Look at database, tokens, scopes, clock and platforms, and say what to do."""
    settings = settings_or_exit()
    logs.set_up("error")
    findings = run(_doctor(settings))
    for one in findings:
        typer.echo(f"{'well  ' if one.well else 'to do '} {one.what}" + ("" if one.well else f": {one.do}"))
    raise typer.Exit(0 if all(one.well for one in findings) else 1)


async def _doctor(settings: Settings) -> list[Finding]:
    prepare_folder(settings.database_url)
    house = furnish(open_store(settings), settings, Clock())
    try:
        return await examine(settings, house.store, list(house.platforms.values()), house.clock.now())
    finally:
        await house.store.close()


@app.command()
def key() -> None:
    """Make a key for EVENER_SECRET_KEY."""
    typer.echo(Fernet.generate_key().decode())


mount(app)


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
