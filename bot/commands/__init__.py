"""What an operator types, one file per command; each file is read in when its command is typed.

``evener --help`` needs a sentence of each and no file: all of them together import every library we have, two seconds
of them. That the sentences here are those of the files is tested.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup


class Told(NamedTuple):
    """A command: the file here and the function or Typer in it, and what ``evener --help`` says of it."""

    file: str
    name: str
    help: str


# In the order in which ``evener --help`` lists them.
COMMANDS = {
    "serve": Told("serve", "app", "Run the bot until it is told to stop."),
    "migrate": Told("migrate", "migrate", "Bring the database to the shape this version needs."),
    "doctor": Told(
        "doctor", "doctor", "Look at database, tokens, scopes, clock and platforms, and say what to do."
    ),
    "key": Told("key", "key", "Make a key for EVENER_SECRET_KEY."),
    "demo": Told(
        "demo",
        "demo",
        "Try Evener in a Slack of your own: local, with twelve people and two communities; `make demo` sets it up.",
    ),
    "acts": Told(
        "acts",
        "acts",
        'Answer each line with {"act": …, "advice": probability}, in order, on standard output.',
    ),
    "simulate": Told(
        "simulate",
        "simulate",
        "Rehearse weeks or years on imagined people. Nothing is sent anywhere; exit status 1 when a promise was broken.",
    ),
    "rehearse": Told(
        "rehearse",
        "rehearse",
        "Show to how many, when and with which words, on a copy of a community. Nothing is sent, nothing is changed.",
    ),
    "voice": Told(
        "voice",
        "voice",
        "List every sentence with act, length and reading grade (Flesch-Kincaid); faults against the seven checks last.",
    ),
    "status": Told(
        "import_export",
        "status",
        "People, channels, messages and active people per month, for every workspace kept here.",
    ),
    "audit": Told(
        "audit",
        "audit",
        "Show the trail of administrative acts, newest first. It never says what anybody answered or wrote.",
    ),
    "dpia": Told(
        "dpia",
        "dpia",
        "Write the pack for a works council or a data protection officer, from the configuration as it is.",
    ),
    "export": Told(
        "export",
        "export",
        "Write a community's shown stories and kept practices. Withdrawn ones are not in it; run it again for a true copy.",
    ),
    "suggest": Told(
        "periphery",
        "suggest",
        "Who outside a community could be drawn in, with reasons, for every query, in one pass over an export.",
    ),
    "backup": Told(
        "backup",
        "backup",
        "Copy the SQLite database while the bot runs. PostgreSQL has pg_dump for that (docs/operating.md).",
    ),
    "import": Told("import_people", "import_app", "Bring in what was before the bot came."),
    "evaluate": Told("periphery", "evaluate_app", "How good something is, measured on a past that is known."),
    "keys": Told("keys", "app", "The keys that encrypt tokens at rest."),
    "person": Told("person", "app", "What is kept about one person: export it, or erase it."),
    "pulse": Told("pulse", "app", "What pulses published, and how good their statements are."),
    "teams": Told("teams", "app", "Microsoft Teams: the app package, and one organisation with Slack."),
    "tenants": Told("tenants", "app", "Workspaces over several databases (EVENER_TENANTS)."),
    "api": Told("openings", "api", "The read-only API: its tokens and its description."),
    "feed": Told("openings", "feed", "Calendars of communities, to subscribe to."),
    "webhook": Told("openings", "hook", "Addresses that are told what happens in communities."),
}


class Commands(TyperGroup):
    """All of ``COMMANDS``, none of them read in yet."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        for name, told in COMMANDS.items():
            self.add_command(Waiting(name, told))


class Waiting(TyperCommand):
    """A command of which only the sentence is known until somebody types it."""

    def __init__(self, name: str, told: Told) -> None:
        super().__init__(name, help=told.help)
        self._told = told

    def make_context(self, *how: Any, **more: Any) -> Any:
        """The context of the command itself, which is what is then carried out."""
        itself = self.read_in()
        if not gc.isenabled():  # bot/cli.py
            gc.freeze()
            gc.enable()
        return itself.make_context(*how, **more)

    def read_in(self) -> Any:
        """The command as its file has it."""
        found = getattr(import_module(f"bot.commands.{self._told.file}"), self._told.name)
        if isinstance(found, typer.Typer):
            return typer.main.get_command(found)
        alone = typer.Typer(add_completion=False)
        alone.command(self.name)(found)
        return typer.main.get_command(alone)
