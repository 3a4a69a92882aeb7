"""``evener serve``: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal

import structlog
import typer
from aiohttp import web

from bot import logs, tracing
from bot.building import build, secret_keys
from bot.commands.running import run, settings_or_exit
from bot.house import House
from bot.houses import Houses
from bot.memory import settle_memory
from bot.settings import Settings, described
from bot.web import Outward, application

app = typer.Typer(add_completion=False)
logger = structlog.get_logger(__name__)


def settings_help() -> str:
    """Every variable with its meaning, for ``serve --help``."""
    lines = [
        f"{name}  {meaning}" + (f" [default: {default}]" if default else "")
        for name, default, meaning in described()
    ]
    return "Settings, from the environment:\n\n" + "\n\n".join(lines)


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
    gc.disable()  # until everything stands: settle_memory
    try:
        tracing.set_up()
        await serve_house(await build(settings), settings)
    finally:
        gc.enable()


async def serve_house(
    house: House | Houses, settings: Settings, stopped: asyncio.Event | None = None
) -> None:
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


def outward(settings: Settings) -> Outward:
    """What is shown to others than the platforms."""
    keys = tuple(key.encode() for key in secret_keys(settings))
    return Outward(settings.metrics_token.get_secret_value(), keys)
