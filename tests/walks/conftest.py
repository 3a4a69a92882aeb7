"""A whole Evener in a whole local Slack, in Socket Mode and over signed HTTP; the clock is ours."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.building import furnish
from bot.clock import Chance, StillClock
from bot.demo.local_slack import Workspace
from bot.demo.outside import free_port
from bot.demo.wire import mended
from bot.house import House
from bot.settings import Settings, read_settings
from bot.web import application
from storage.engine import Store
from tests.harness.house import MONDAY
from tests.harness.local_slack import SMALL, LocalSlack, local_slack


@dataclass
class Walk:
    """One person at the client and one house behind it."""

    slack: LocalSlack
    house: House
    clock: StillClock

    async def passes(self, **time: float) -> None:
        """Time goes by, and everything due on the way happens in order."""
        await self.house.advance(self.clock.now() + timedelta(**time))


@contextlib.asynccontextmanager
async def walking(
    folder: Path,
    mode: str = "socket",
    workspace: Workspace = SMALL,
    chance: Chance | None = None,
    mend: bool = False,
) -> AsyncIterator[Walk]:
    """Local Slack and a house that talk to each other, gone when the block ends. ``mend``: as the page can show it."""
    port = free_port()
    events = f"http://127.0.0.1:{port}/slack/events" if mode == "http" else ""
    async with contextlib.AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            local_slack(folder / "slack", replace(workspace, events_url=events))
        )
        if mend:
            slack.api_url = f"{await stack.enter_async_context(mended(workspace, slack.address))}/api/"
        clock = StillClock(MONDAY)
        house = furnish(await _store(folder), settings_for(slack, mode, folder), clock, chance)
        runner = web.AppRunner(application(house))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await house.open(beating=False)
        if mode == "socket":
            await slack.connected()
        try:
            yield Walk(slack, house, clock)
        finally:
            await house.close()
            await runner.cleanup()


async def _store(folder: Path) -> Store:
    store = Store(f"sqlite:///{folder / 'evener.db'}")
    await store.create_all()
    return store


def settings_for(slack: LocalSlack, mode: str, folder: Path) -> Settings:
    """What a house needs to be told to work with this client."""
    there = slack.workspace
    way = (
        {"SLACK_APP_TOKEN": there.app_token}
        if mode == "socket"
        else {"SLACK_SIGNING_SECRET": there.signing_secret}
    )
    return read_settings(
        SLACK_BOT_TOKEN=there.bot_token,
        SLACK_API_URL=slack.api_url,
        EVENER_DATABASE_URL=f"sqlite:///{folder / 'evener.db'}",
        **way,
    )


@pytest_asyncio.fixture(params=["socket", "http"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    """The same walk in Socket Mode and over signed HTTP."""
    async with walking(tmp_path, request.param) as made:
        yield made


@pytest_asyncio.fixture
async def socket_walk(tmp_path: Path) -> AsyncIterator[Walk]:
    """A walk in Socket Mode alone, for long stories that need not be told twice."""
    async with walking(tmp_path) as made:
        yield made
