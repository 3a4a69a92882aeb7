"""``evener audit``: what was changed, given, exported or erased, when, and by whom where that person is still known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import orjson
import typer

from bot.building import open_store
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import every_settings, settings_at
from facilitation.audit import Act
from storage.audit import latest, older
from storage.housekeeping import workspaces

MOST = 100_000


def audit(
    workspace: Annotated[str, typer.Option(help="One workspace, as in slack:T01ABCDEF; all otherwise.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show the trail of administrative acts, newest first. It never says what anybody answered or wrote."""
    for there, one in run_or_exit(lambda settings: _trail(settings, workspace)):
        typer.echo(as_line(there, one) if as_json else told(there, one))


async def _trail(settings: Settings, workspace: str) -> Sequence[tuple[str, Act]]:
    places = [settings_at(settings, workspace)] if workspace else every_settings(settings).values()
    return [line for one in places for line in await _told_in(one, workspace)]


async def _told_in(settings: Settings, workspace: str) -> Sequence[tuple[str, Act]]:
    store = open_store(settings)
    found: list[tuple[str, Act]] = []
    try:
        async with store.reading() as connection:
            for there in [workspace] if workspace else await workspaces(connection):
                acts = [*await latest(connection, there, MOST), *await older(connection, there)]
                found += [(there, one) for one in acts]
    finally:
        await store.close()
    return found


def told(workspace: str, one: Act) -> str:
    """One act as a line of text."""
    about = " ".join(f"{name}={value}" for name, value in one.about)
    by = f"by {one.by}" if one.by else ""
    return "  ".join(
        part for part in (f"{one.at:%Y-%m-%d %H:%M}", workspace, one.kind, one.subject, about, by) if part
    )


def as_line(workspace: str, one: Act) -> str:
    """One act as a line of JSON."""
    kept = {
        "at": one.at,
        "workspace": workspace,
        "kind": one.kind,
        "subject": one.subject,
        "by": one.by or None,
    }
    return orjson.dumps({**kept, "about": dict(one.about)}).decode()
