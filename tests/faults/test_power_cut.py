"""The power goes (kill -9) between presses and their acknowledgements: what was acknowledged is there, once."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.building import own_key
from bot.demo.outside import free_port
from bot.settings import read_settings
from storage.engine import Store
from storage.pulse import pulse_secrets, pulse_sheets
from storage.pulse_seal import open_envelope, seal_of, wave_key
from tests.bench.offering import SIGN, press_body
from tests.bench.serving import SECRET
from tests.harness.house import TEAM
from tests.harness.local_slack import SMALL, local_slack
from tests.harness.open_pulse import Card, open_pulse

pytestmark = pytest.mark.asyncio

PEOPLE = 40
CUTS = 6


class Bot:
    """``evener serve`` as a process that can lose its power."""

    def __init__(self, env: dict[str, str]) -> None:
        self.port = free_port()
        self.env = os.environ | env | {"EVENER_PORT": str(self.port), "SLACK_SIGNING_SECRET": SECRET}

    async def start(self) -> None:
        self.process = self._spawn()
        async with aiohttp.ClientSession() as http:
            for _ in range(600):
                try:
                    async with http.get(f"http://127.0.0.1:{self.port}/readyz") as ready:
                        if ready.status == 200:
                            return
                except aiohttp.ClientError:
                    pass  # it does not listen yet
                await asyncio.sleep(0.05)  # another process: there is nothing else to wait on
        raise AssertionError("the bot did not become ready")

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "bot"], env=self.env)

    def cut(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


async def press(http: aiohttp.ClientSession, port: int, body: str) -> bool:
    """Whether this press was acknowledged."""
    stamp = str(int(time.time()))
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": SIGN.generate_signature(timestamp=stamp, body=body) or "",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        async with http.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def press_until_the_power_goes(bot: Bot, cards: Sequence[Card], luck: Random) -> set[str]:
    """Everybody presses at once; after a few acknowledgements the power goes. Who was acknowledged."""
    acknowledged: set[str] = set()
    enough = luck.randrange(1, len(cards) // 2)

    async def one(number: int, card: Card, http: aiohttp.ClientSession) -> None:
        body = press_body(number, card.user, card.action_id, card.value, "http://127.0.0.1:9/respond")
        if await press(http, bot.port, body):
            acknowledged.add(card.user)
            if len(acknowledged) == enough:
                bot.cut()

    async with aiohttp.ClientSession() as http:
        start = luck.randrange(1_000_000)
        await asyncio.gather(*(one(start + n, card, http) for n, card in enumerate(cards)))
    if bot.process.poll() is None:
        bot.cut()
    return acknowledged


async def sheets_of(url: str, house: bytes, people: Sequence[str]) -> tuple[dict[str, int], int]:
    """How many answers each of these people has kept, and how many sheets there are in all."""
    store = Store(url)
    async with store.reading() as connection:
        secret = await connection.scalar(select(pulse_secrets.c.secret))
        rows = {row.pseudonym: row.sealed for row in await connection.execute(select(pulse_sheets))}
        count = await connection.scalar(select(func.count()).select_from(pulse_sheets))
    await store.close()
    key = wave_key(house, secret)
    seals = {user: seal_of(key, f"slack:{user}") for user in people}
    kept = {
        user: len(open_envelope(seal, rows[seal.pseudonym]))
        for user, seal in seals.items()
        if seal.pseudonym in rows
    }
    return kept, int(count or 0)


async def test_an_acknowledged_answer_survives_every_power_cut_and_none_is_there_twice(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'evener.db'}"
    house = own_key(read_settings(EVENER_DATABASE_URL=url)).encode()
    cards = await open_pulse(url, PEOPLE, house)
    assert len(cards) == PEOPLE
    acknowledged: set[str] = set()
    async with local_slack(tmp_path / "slack", replace(SMALL, team=TEAM.partition(":")[2])) as slack:
        bot = Bot(
            {
                "SLACK_BOT_TOKEN": slack.workspace.bot_token,
                "SLACK_API_URL": slack.api_url,
                "EVENER_DATABASE_URL": url,
                "EVENER_LOG_LEVEL": "error",
            }
        )
        for cut in range(CUTS):
            await bot.start()
            acknowledged |= await press_until_the_power_goes(bot, cards, Random(f"cut {cut}"))
            kept, sheets = await sheets_of(url, house, [card.user for card in cards])
            assert acknowledged <= kept.keys()
            assert sheets == len(kept)
            assert set(kept.values()) == {1}
    assert acknowledged
