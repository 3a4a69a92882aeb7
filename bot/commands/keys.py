"""``evener keys rotate``: after a new key was put first in EVENER_SECRET_KEY, what is kept is sealed with it."""

from __future__ import annotations

import typer

from bot.building import keyring, open_store
from bot.clock import Clock
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import every_settings
from storage.keyring import WrongKey

app = typer.Typer(add_completion=False, help="The keys that encrypt tokens at rest.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """`evener key` makes a key."""


@app.command()
def rotate() -> None:
    """Encrypt every kept token with the first key of EVENER_SECRET_KEY. Then older ones may go, once no pulse is open."""
    typer.echo(run_or_exit(_rotate, WrongKey))


async def _rotate(settings: Settings) -> str:
    many = sum([await _resealed(one) for one in every_settings(settings).values()])
    return (
        f"{many} records are sealed with the newest key. Keep the older keys while a pulse is open that began with them, "
        "and for a year where figures of pulses should go on being compared."
    )


async def _resealed(settings: Settings) -> int:
    store = open_store(settings)
    try:
        return await keyring(store, settings, Clock()).reseal()
    finally:
        await store.close()
