"""``evener doctor``: what is well, what is not, and what to do."""

from __future__ import annotations

import typer

from adapters.port import Finding
from bot import logs
from bot.building import furnish_all
from bot.clock import Clock
from bot.commands.running import run, settings_or_exit
from bot.doctor import examine
from bot.settings import Settings
from bot.tenants import every_settings
from storage.migrate import prepare_folder


def doctor() -> None:
    """Look at database, tokens, scopes, clock and platforms, and say what to do."""
    settings = settings_or_exit()
    logs.set_up("error")
    findings = run(_doctor(settings))
    for one in findings:
        typer.echo(f"{'well  ' if one.well else 'to do '} {one.what}" + ("" if one.well else f": {one.do}"))
    raise typer.Exit(0 if all(one.well for one in findings) else 1)


async def _doctor(settings: Settings) -> list[Finding]:
    for one in every_settings(settings).values():
        prepare_folder(one.database_url)
    houses = furnish_all(settings, Clock())
    stores = {name: house.store for name, house in houses.each.items()}
    try:
        return await examine(settings, stores, list(houses.platforms.values()), houses.first.clock.now())
    finally:
        for store in stores.values():
            await store.close()
