"""The commands an admin types: ``evener serve``, ``migrate``, ``doctor`` and those that features add."""

from __future__ import annotations

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


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
