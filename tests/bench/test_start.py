"""How long Evener takes from being started to being ready, and how much memory it holds while nothing happens.

Each is a real process, beside a bare bolt app in the same run. The bars are 2 s and 150 MB, for Slack alone on SQLite;
nothing here fails for being slow. Memory is the resident set; in brackets what is left of it when files that several
processes have open are shared out among them (PSS). ``in use`` has a community, so libraries that a new bot does without
are read in after it is ready (bot/warmth.py): what the commands of those seconds took is printed, too.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import pytest

from bot.building import own_key
from bot.demo.outside import free_port
from bot.settings import read_settings
from tests.bench.bare import SECRET
from tests.bench.offering import Server, _steady, command_body, measure
from tests.harness.local_slack import SMALL, local_slack
from tests.harness.open_pulse import open_pulse

BARE = ("-m", "tests.bench.bare")
EVENER = ("-m", "bot")
TIMES = 5
IDLE_SECONDS = 30
REQUESTS, RATE = 500, 50
MEMBERS = 100
MB = 1024 * 1024


@dataclass(frozen=True)
class Start:
    """Seconds from the start of the process to its first "ready": on the clock, and of CPU."""

    wall: float
    cpu: float


@contextmanager
def started(command: tuple[str, ...], env: dict[str, str]) -> Iterator[tuple[Server, Start]]:
    """A process, from the moment that it says that it is ready."""
    port = free_port()
    line = [sys.executable, *command, *((str(port),) if command is BARE else ())]
    before = time.perf_counter()
    process = subprocess.Popen(line, env=os.environ | env | {"EVENER_PORT": str(port)})
    try:
        wait_until_ready(port, process)
        wall = time.perf_counter() - before
        server = Server(port, psutil.Process(process.pid))
        yield server, Start(wall, server.seconds())
    finally:
        process.terminate()
        process.wait(20)


def wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """The outside process has no other way to tell; looked at so seldom that looking costs it nothing."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended"
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise TimeoutError("the server did not become ready")


def best(command: tuple[str, ...], envs: list[dict[str, str]]) -> Start:
    """The quickest of several starts: what others do on this machine only ever makes one slower."""
    found = []
    for env in envs:
        with started(command, env) as (_, start):
            found.append(start)
    return Start(min(one.wall for one in found), min(one.cpu for one in found))


def memory(server: Server) -> str:
    told = server.process.memory_full_info()
    return f"{told.rss / MB:.0f} MB ({told.pss / MB:.0f})"


def idle(command: tuple[str, ...], env: dict[str, str]) -> str:
    """Memory after half a minute in which nobody asks for anything, and after some hundred requests and as long again."""
    with started(command, env) as (server, _):
        time.sleep(IDLE_SECONDS)
        first = memory(server)
        measure(server, command_body, REQUESTS)
        time.sleep(IDLE_SECONDS)
        return f"idle {first}, after {REQUESTS} requests {memory(server)}, {server.process.num_threads()} threads"


def first_seconds(env: dict[str, str]) -> str:
    """Commands from the moment of being ready, while what a house in use needs is read in."""
    with started(EVENER, env) as (server, _):
        took = sorted(asyncio.run(_steady(server.port, [command_body(n) for n in range(RATE * 3)], RATE)))
    return f"p50 {took[len(took) // 2]:.0f} ms, p99 {took[int(len(took) * 0.99)]:.0f} ms, longest {took[-1]:.0f} ms"


def seconds(start: Start) -> str:
    return f"{start.wall:.2f} s, {start.cpu:.2f} s of CPU"


def compare(env: dict[str, str], folder: Path) -> list[str]:
    """Every line of the table."""

    def on(name: str) -> dict[str, str]:
        return env | {"EVENER_DATABASE_URL": f"sqlite:///{folder / name}.db"}

    kept, new = [on("kept")] * TIMES, [on(f"new{number}") for number in range(TIMES)]
    best(BARE, [{}])
    best(EVENER, kept[:1])  # makes the database; from here on all Python is compiled and in the disk's cache
    return [
        f"start to ready: bare bolt {seconds(best(BARE, [{}] * TIMES))}",
        f"start to ready: evener, its database up to date {seconds(best(EVENER, kept))}",
        f"start to ready: evener, no database yet {seconds(best(EVENER, new))}",
        f"start to ready: evener, in use {seconds(best(EVENER, [on('used')] * TIMES))}",
        f"commands, {RATE}/s, in the first three seconds: evener, new {first_seconds(on('kept'))}",
        f"commands, {RATE}/s, in the first three seconds: evener, in use {first_seconds(on('used'))}",
        f"memory: bare bolt {idle(BARE, {})}",
        f"memory: evener, new {idle(EVENER, on('kept'))}",
        f"memory: evener, in use {idle(EVENER, on('used'))}",
    ]


@pytest.mark.asyncio
async def test_start_and_idle_memory_beside_bare_bolt(tmp_path: Path) -> None:
    used = f"sqlite:///{tmp_path / 'used.db'}"
    await open_pulse(used, MEMBERS, own_key(read_settings(EVENER_DATABASE_URL=used)).encode())
    async with local_slack(tmp_path / "slack", replace(SMALL, team="T1")) as slack:
        env = {
            "SLACK_BOT_TOKEN": slack.workspace.bot_token,
            "SLACK_API_URL": slack.api_url,
            "SLACK_SIGNING_SECRET": SECRET,
            "EVENER_LOG_LEVEL": "error",
        }
        table = await asyncio.to_thread(compare, env, tmp_path)
    print("", *table, sep="\n")
