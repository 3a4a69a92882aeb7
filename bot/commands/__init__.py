"""What an operator types, one file per command; ``mount`` puts them all on ``evener``."""

from __future__ import annotations

import typer

from bot.commands import acts, demo, voice


def mount(app: typer.Typer) -> None:
    """Every feature's commands, in the order ``evener --help`` lists them."""
    app.command()(demo.demo)
    app.command()(acts.acts)
    app.command()(voice.voice)
