"""``evener demo --teams``: Microsoft's Agents Playground with one community in it, and the bot beside it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from adapters.port import Delivered, Outcome, Outgoing
from adapters.teams.app import PATH, Setup, Teams
from bot.building import keyring
from bot.clock import Clock
from bot.demo import playground, pulses
from bot.demo.acting import Acting
from bot.demo.house import empty_house, settings_in
from bot.demo.outside import eventually, free_port
from bot.demo.time import WORD, Passing
from bot.house import House
from bot.web import application
from facilitation.words import Arrival, Opened, Reply

APP = "evener"
EARLIER = timedelta(hours=1)
SAID_AGAIN = 20  # messages
WORKSPACE = f"teams:{playground.TENANT}"
ANA = f"teams:{playground.USERS[0].aad}"
CHANNEL = f"teams:{playground.CHANNEL}"
CHARTER = {
    "name": "Data stewards",
    "purpose": "Keep research data findable and honest, also when the people who made it have moved on.",
    "values": "We show what did not work. We ask before we fix.",
    "who_for": "Anybody who deposits, checks or repairs data.",
}


@contextlib.asynccontextmanager
async def tenant(
    folder: Path, port: int, clock: Clock, begins: datetime, say: Callable[[str], None]
) -> AsyncIterator[str]:
    """The whole demo, up: the page's address. ``begins``: the bot's hour when somebody first looks."""
    clock.move_to(begins - EARLIER)
    async with house_in(folder, clock) as (house, messages):
        say("Starting the local Teams …")
        async with playground.started(folder, port, messages, f"28:{APP}") as address:
            await _install(address)
            await eventually(partial(_met, house), within=15)
            await _settle(house)
            await house.advance(begins)
            yield address


@contextlib.asynccontextmanager
async def house_in(folder: Path, clock: Clock) -> AsyncIterator[tuple[House, str]]:
    """The bot on an SQLite file of the demo's own, and the address where it takes activities; this machine only."""
    house = await empty_house(folder, clock)
    passing = Passing(house)
    passing.platform = _platform(house, passing, folder)
    house.add(passing.platform)
    runner = web.AppRunner(application(house), access_log=None, shutdown_timeout=2)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await house.open()
    try:
        yield house, f"http://127.0.0.1:{port}{PATH}"
    finally:
        await passing.stop()
        await runner.cleanup()
        await house.close()


class Reopened(Teams):
    """The page shows only what comes while it is open: whoever opens it is told the last things again."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._said: deque[Outgoing] = deque(maxlen=SAID_AGAIN)
        self._telling: set[asyncio.Task[None]] = set()

    async def send(self, outgoing: Outgoing) -> Outcome:
        outcome = await super().send(outgoing)
        if isinstance(outcome, Delivered) and outgoing.to in (ANA, CHANNEL) and not outgoing.edits:
            self._said.append(outgoing)
        return outcome

    def opened(self, arrival: Arrival) -> None:
        """The page adds the app to Ana's chat each time it is loaded."""
        if arrival.person == ANA and isinstance(arrival.what, Opened) and self._said:
            task = asyncio.create_task(self._say_again())
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _say_again(self) -> None:
        for one in tuple(self._said):
            await super().send(one)


def _platform(house: House, passing: Passing, folder: Path) -> Reopened:
    async def receive(arrival: Arrival) -> tuple[Reply, ...]:
        replies = await passing.receive(arrival)
        made.opened(arrival)
        return replies

    setup = Setup(app_id=APP, tenant=playground.TENANT, demo=True)
    keys = keyring(house.store, settings_in(folder), house.clock)
    commands = {*house.atlas.commands, WORD}
    known, anew = commands.__contains__, house.atlas.anew
    made = Reopened(setup, receive, house.readers, keys, house.clock.now, known, anew=anew)
    return made


async def _install(address: str) -> None:
    """The app is added to the team and to the page's own person, as the page does when somebody asks it to."""
    async with aiohttp.ClientSession() as http:
        for conversation in (playground.TEAM, playground.CHANNEL, playground.PERSONAL):
            await http.post(f"{address}/_debug/conversation/{conversation}/installation", json={})


async def _met(house: House) -> bool:
    """Whether the bot has heard where the channel is."""
    return bool([one async for one in house.platforms["teams"].members(WORKSPACE, CHANNEL)])


async def _settle(house: House) -> None:
    """One community, made by its convener in the channel, and a pulse that has just gone out."""
    acting = Acting(house, WORKSPACE)
    opened = await acting.type(ANA, CHANNEL, "new")
    await acting.fill_in(ANA, opened, CHARTER)
    await house.beat()  # so that everybody in the channel is known to belong
    await pulses.start(acting, ANA, CHANNEL, ("EM",))
