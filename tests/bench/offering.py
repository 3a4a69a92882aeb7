"""Signed requests as Slack sends them, offered from the other core, and what they cost the server."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
import psutil
from slack_sdk.signature import SignatureVerifier

from bot.demo.outside import free_port
from tests.bench.bare import SECRET

OTHER_CORE = 1
SIDE_BY_SIDE = 32
SIGN = SignatureVerifier(SECRET)


@dataclass(frozen=True)
class Cost:
    """CPU of the server in microseconds a request, and the time a request took in milliseconds."""

    cpu: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Server:
    port: int
    process: psutil.Process

    def seconds(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def serving(kind: str, **env: str) -> Iterator[Server]:
    """One of the two servers, pinned to a core, ready to answer."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.serving", kind, str(port)]
    process = subprocess.Popen(command, env=os.environ | env)
    try:
        wait_until_open(port)
        server = Server(port, psutil.Process(process.pid))
        wait_until_idle(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_until_open(port: int) -> None:
    """The outside process has no other way to tell that it listens."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            asyncio.run(_reach(port))
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the server did not open its port")


def wait_until_idle(server: Server) -> None:
    """What a process reads in once after its start (bot/warmth.py) is measured apart, in test_start.py."""
    before = -1.0
    while server.seconds() - before > 0.02:
        before = server.seconds()
        time.sleep(2)


async def _reach(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


def command_body(number: int, words: str = "help") -> str:
    """``/community words`` as Slack sends it."""
    return urlencode(
        {
            "command": "/community",
            "text": words,
            "team_id": "T1",
            "user_id": f"U{number % 1000:04}",
            "channel_id": "C1",
            "trigger_id": f"1.{number}.a",
            "response_url": "http://127.0.0.1:9/respond",
        }
    )


def press_body(number: int, user: str, action_id: str, value: str, respond: str) -> str:
    """One tap on a button in a direct conversation."""
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": user, "team_id": "T1"},
        "channel": {"id": f"D{user[1:]}"},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": f"D{user[1:]}"},
        "message": {"ts": "1.1", "text": "", "blocks": []},
        "trigger_id": f"2.{number}.b",
        "response_url": respond,
        "actions": [
            {
                "type": "button",
                "action_id": action_id,
                "block_id": "b",
                "value": value,
                "action_ts": f"{number}.1",
                "text": {"type": "plain_text", "text": "x"},
            }
        ],
    }
    return urlencode({"payload": json.dumps(payload)})


async def _post(http: aiohttp.ClientSession, port: int, body: str) -> float:
    stamp = str(int(time.time()))
    headers = {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": SIGN.generate_signature(timestamp=stamp, body=body) or "",
        "Content-Type": "application/json" if body[0] == "{" else "application/x-www-form-urlencoded",
    }
    started = time.perf_counter()
    async with http.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
        await answer.read()
        assert answer.status == 200, answer.status
    return (time.perf_counter() - started) * 1000


async def _crowd(port: int, bodies: list[str]) -> list[float]:
    """Everybody at once, SIDE_BY_SIDE at a time."""
    waiting, took = iter(bodies), []

    async def one() -> None:
        for body in waiting:
            took.append(await _post(http, port, body))

    async with aiohttp.ClientSession() as http:
        await asyncio.gather(*(one() for _ in range(SIDE_BY_SIDE)))
    return took


async def _steady(port: int, bodies: list[str], per_second: float) -> list[float]:
    """Offered at a rate, whether or not the one before is answered."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        started, tasks = time.perf_counter(), []
        for number, body in enumerate(bodies):
            await asyncio.sleep(max(0.0, started + number / per_second - time.perf_counter()))
            tasks.append(asyncio.create_task(_post(http, port, body)))
        return list(await asyncio.gather(*tasks))


def measure(server: Server, body: Callable[[int], str], count: int, per_second: float = 0) -> Cost:
    """``count`` requests after a tenth as many to warm up."""
    os.sched_setaffinity(0, {OTHER_CORE})
    warm = count // 10
    asyncio.run(_crowd(server.port, [body(n) for n in range(warm)]))
    bodies = [body(n) for n in range(warm, warm + count)]
    before = server.seconds()
    took = sorted(
        asyncio.run(_steady(server.port, bodies, per_second) if per_second else _crowd(server.port, bodies))
    )
    spent = server.seconds() - before
    return Cost(spent / count * 1e6, took[len(took) // 2], took[int(len(took) * 0.99)])


def event_body(number: int) -> str:
    """A message in a channel, as the Events API sends it."""
    stamp = f"{1700000000 + number // 1000}.{number % 1000:06}"
    return json.dumps(
        {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": f"Ev{number}",
            "event_time": 1700000000,
            "authorizations": [{"team_id": "T1", "user_id": "U0", "is_bot": True}],
            "event": {
                "type": "message",
                "channel": "C1",
                "channel_type": "channel",
                "user": f"U{number % 1000:05}",
                "text": "has anybody met this before?",
                "ts": stamp,
                "event_ts": stamp,
            },
        }
    )
