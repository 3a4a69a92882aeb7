"""The bot of the demo: the same house, on an SQLite file of the demo's own, with the line about time in its help."""

from __future__ import annotations

from pathlib import Path

from bot.attention import weigh
from bot.building import bring_up_to_date, open_store
from bot.clock import Chance, Clock
from bot.demo.time import ROUTES
from bot.house import House
from bot.routes import FEATURES
from bot.settings import Settings, read_settings


def settings_in(folder: Path) -> Settings:
    """Nothing of the person's own environment decides where the demo keeps what it keeps."""
    url = f"sqlite+aiosqlite:///{folder / 'evener.db'}"
    return read_settings(EVENER_DATABASE_URL=url, EVENER_SECRET_KEY="")


async def empty_house(folder: Path, clock: Clock) -> House:
    """Still without a platform."""
    settings = settings_in(folder)
    store = open_store(settings)
    await bring_up_to_date(store, settings)
    return House(store, clock, Chance(), (*FEATURES, ROUTES), weigh=weigh)
