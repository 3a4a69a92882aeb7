"""What a command and a durable press cost, as ratios to a bare bolt app on the same server that only acknowledges.

One run, one core for both servers, the load from the other core, by turns: ``make bench`` prints the table, medians over the
rounds. Targets: a command 1.2, a press 2, chat events kept at 0.8 of the rate at which bare bolt acknowledges them.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pytest
from aiohttp import web

from bot.building import own_key
from bot.demo.outside import free_port
from bot.settings import read_settings
from tests.bench.offering import Cost, Server, command_body, event_body, measure, press_body, serving
from tests.harness.local_slack import SMALL, local_slack
from tests.harness.open_pulse import open_pulse

ROUNDS, COUNT = 7, 1500
MEMBERS = 1000


@asynccontextmanager
async def sink() -> AsyncIterator[str]:
    """Where replies after the acknowledgement go; an address that says yes."""

    async def yes(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True})

    app, port = web.Application(), free_port()
    app.add_routes([web.post("/respond", yes)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/respond"
    finally:
        await runner.cleanup()


Body = Callable[[int], str]


def compare(env: dict[str, str], press: Body) -> dict[str, tuple[Cost, Cost]]:
    """Every kind of request at both servers, by turns, so that a machine that slows down does so for both."""
    bodies: dict[str, Body] = {"command": command_body, "press": press, "event": event_body}
    with serving("bare") as bare, serving("evener", **env) as ours:
        table = {name: middle(bare, ours, body) for name, body in bodies.items()}
        steady(ours, press)
    return table


def middle(bare: Server, ours: Server, body: Body) -> tuple[Cost, Cost]:
    """The medians over the rounds."""
    rounds = [[measure(one, partial(shifted, body, at * 10 * COUNT), COUNT) for one in (bare, ours)]
              for at in range(ROUNDS)]  # fmt: skip
    theirs, mine = (
        Cost(*(median(getattr(one, name) for one in costs) for name in ("cpu", "p50", "p99")))
        for costs in zip(*rounds, strict=True)
    )
    return theirs, mine


def steady(server: Server, press: Body) -> None:
    """Presses offered at a fixed rate for ten seconds."""
    for rate in (100, 200):
        cost = measure(server, partial(shifted, press, 100_000 * rate), rate * 10, rate)
        print(f"press at {rate}/s offered: p50 {cost.p50:.1f} ms, p99 {cost.p99:.1f} ms")


def shifted(press: Body, by: int, number: int) -> str:
    return press(number + by)


@pytest.mark.asyncio
async def test_commands_presses_and_events_against_bare_bolt(tmp_path: Path) -> None:
    env = {
        "EVENER_DATABASE_URL": f"sqlite:///{tmp_path / 'evener.db'}",
        "EVENER_ARRIVALS_PER_SECOND": "100000",
    }
    house = own_key(read_settings(**env)).encode()
    cards = await open_pulse(env["EVENER_DATABASE_URL"], MEMBERS, house)
    assert len(cards) > MEMBERS * 0.9, len(cards)
    async with local_slack(tmp_path / "slack", replace(SMALL, team="T1")) as slack, sink() as respond:

        def press(number: int) -> str:
            card = cards[number % len(cards)]
            return press_body(number, card.user, card.action_id, card.value, respond)

        env |= {"SLACK_BOT_TOKEN": slack.workspace.bot_token, "SLACK_API_URL": slack.api_url}
        table = await asyncio.to_thread(compare, env, press)
    print()
    for name, (bare, ours) in table.items():
        print(
            f"{name:8} bare {bare.cpu:6.0f} µs, evener {ours.cpu:6.0f} µs of CPU: {ours.cpu / bare.cpu:.2f}×; "
            f"p99 {bare.p99:.0f} and {ours.p99:.0f} ms with 32 side by side"
        )
    print(json.dumps({name: round(ours.cpu / bare.cpu, 2) for name, (bare, ours) in table.items()}))
