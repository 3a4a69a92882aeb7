"""``evener demo``: everything on this machine, in a browser, with people to be and time to pass."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot import logs
from bot.demo.local_slack import NotFetched
from bot.demo.outside import DidNotStart
from bot.demo.run import CannotStart
from bot.demo.run import demo as run_demo


def demo(
    teams: Annotated[
        bool, typer.Option("--teams", help="Teams instead of Slack; `make demo-teams` sets it up.")
    ] = False,
) -> None:
    """Try Evener in a Slack of your own: local, with twelve people and two communities; `make demo` sets it up."""
    logs.set_up("warning")
    try:
        asyncio.run(run_demo(typer.echo, teams))
    except (CannotStart, DidNotStart, NotFetched, OSError) as why:
        typer.echo(str(why), err=True)
        raise typer.Exit(1) from None
