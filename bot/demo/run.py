"""``evener demo``: a local Slack with people in it, the bot beside it, and a page where one person can be all of them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import webbrowser
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import aiohttp

from adapters.slack.app import Config, Slack
from bot.clock import Clock, stopwatch
from bot.demo.house import empty_house
from bot.demo.life import Life, present
from bot.demo.local_slack import CHECKOUT, Workspace, started
from bot.demo.outside import eventually, is_free
from bot.demo.tenant import tenant
from bot.demo.time import Passing
from bot.demo.town import TOWN
from bot.demo.townsfolk import Townsfolk
from bot.demo.wire import mended
from bot.house import House

PORT, NO_BROWSER = "EVENER_DEMO_PORT", "EVENER_DEMO_NO_BROWSER"
GUIDE = """
  Evener is at work in a Slack of your own:   {address}

  "Act as", top right, makes you anybody there: Ana convenes the data stewards, Fin the evaluation circle,
  Eva sponsors both, everybody else is a member. A question waits in Jonas's direct messages; four have answered,
  and a fifth answer gives results once the pulse closes tomorrow. Things to type in a channel:

    /community            everything you can do
    /community status     how this community stands
    /community skip 7d    let a week happen (also 90m, monday)

  For the bot it is {hour}. Ctrl-C ends it; nothing stays running, and the next start begins anew.
"""
TEAMS_GUIDE = """
  Evener is at work in a Teams of your own:   {address}

  You are Ana Sousa, who convenes the data stewards. Write to Evener in "Personal Chat", or mention it in the channel
  "Practice" of the team:

    help                  everything you can do
    @Evener status        how this community stands
    skip 7d               let a week happen (also 90m, monday)

  The page is Microsoft's 365 Agents Playground, under its own licence, for evaluation. It opens no forms, which Teams
  calls dialogs; buttons that open one do nothing there.
  For the bot it is {hour}. Ctrl-C ends it; nothing stays running, and the next start begins anew.
"""
Say = Callable[[str], None]


class CannotStart(Exception):
    """The demo cannot start; the message says what would help."""


async def demo(say: Say, teams: bool = False) -> None:
    """Run until a signal, in the local Slack or in the local Teams. ``say`` shows progress and the address."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    port = wanted_port()
    async with contextlib.AsyncExitStack() as stack:
        living = asyncio.create_task(_enter(stack, port, say, teams))
        waiting = asyncio.create_task(stopped.wait())
        await asyncio.wait((living, waiting), return_when=asyncio.FIRST_COMPLETED)
        if not living.done():
            living.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await living
            await waiting
        say("Stopping.")


async def _enter(stack: contextlib.AsyncExitStack, port: int, say: Say, teams: bool) -> None:
    began, clock, folder = stopwatch(), Clock(), fresh_folder(port)
    begins = present(clock.now())
    place = tenant if teams else town
    address = await stack.enter_async_context(place(folder, port, clock, begins, say))
    say(f"Ready after {stopwatch() - began:.1f} s.")
    guide = TEAMS_GUIDE if teams else GUIDE
    say(guide.format(address=address, hour=f"{clock.now():%A %-d %B, %H:%M} UTC"))
    if not os.environ.get(NO_BROWSER):
        webbrowser.open(address)


@contextlib.asynccontextmanager
async def town(folder: Path, port: int, clock: Clock, begins: datetime, say: Say) -> AsyncIterator[str]:
    """The local Slack, up and lived in until ``begins``: the page's address."""
    say("Starting the local Slack …")
    async with (
        started(TOWN, folder, port) as address,
        mended(TOWN, address) as api,
        aiohttp.ClientSession() as http,
    ):
        say("Living through four weeks …")
        async with house_in(folder, api, clock, beating=False) as house:
            await Life(house, Townsfolk(address, TOWN, http)).live(begins)
        async with house_in(folder, api, clock, beating=True):
            yield address


@contextlib.asynccontextmanager
async def house_in(
    folder: Path, api: str, clock: Clock, beating: bool, town: Workspace = TOWN
) -> AsyncIterator[House]:
    """The bot on an SQLite file of the demo's own, in Socket Mode against the local client."""
    house = await empty_house(folder, clock)
    passing = Passing(house)
    config = Config(bot_token=town.bot_token, app_token=town.app_token, api_url=f"{api}/api/")
    passing.platform = slack = Slack(config, passing.receive, house.readers, clock.now)
    house.add(slack)

    async def connected() -> bool:
        return slack.is_ready()

    await house.open(beating)
    try:
        await eventually(connected, within=15)
        yield house
    finally:
        await passing.stop()
        await house.close()


def wanted_port() -> int:
    """EVENER_DEMO_PORT, 3000 without. Raises CannotStart with what would be right."""
    asked = os.environ.get(PORT) or "3000"
    if not asked.isdigit() or not 0 < int(asked) < 65536:
        raise CannotStart(f"{PORT} should be a port number such as 3000, not {asked!r}.")
    port = int(asked)
    if not is_free(port):
        raise CannotStart(
            f"Port {port} is taken by another program. Choose another: {PORT}={port + 1} make demo"
        )
    return port


def fresh_folder(port: int) -> Path:
    """A throw-away folder inside the checkout, empty."""
    folder = CHECKOUT / ".demo" / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
