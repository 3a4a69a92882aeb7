"""The commands an admin types: ``evener serve``, ``migrate``, ``doctor`` and those that features add."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import typer

from bot.commands import Commands

app = typer.Typer(
    cls=Commands,
    name="evener",
    help="A facilitator for communities of practice in Slack and Microsoft Teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def evener() -> None:
    """What all commands share: nothing; each is read in when it is typed."""


def main(words: Sequence[str] | None = None) -> None:
    """The console script: ``words`` instead of those on the command line.

    What is read in stays, so nobody looks through it for waste meanwhile: that was 0.3 s of the start.
    """
    gc.disable()  # until the command is read in (bot/commands)
    app(words)


if __name__ == "__main__":
    main()
