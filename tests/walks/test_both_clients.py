"""One script, two clients: every walk here is walked through the local Slack and through the local Teams.

The table in docs/parity.md is derived from the walks that ran; `EVENER_PARITY=write pytest tests/walks/test_both_clients.py`
writes it anew.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.walks.clients import CLIENTS, Client

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("both-clients")]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "parity.md"
BEGINS, ENDS = "<!-- walks -->", "<!-- end of walks -->"
ANA, BEN, CHI, DEE, EVA = range(5)
HOSTILE = "<!channel> <@U02BEN> <at>Ben</at> *x* & `y`"

Walk = Callable[[Client], Awaitable[None]]
WALKS: dict[str, Walk] = {}
RAN: dict[str, list[str]] = {}


def walk(feature: str) -> Callable[[Walk], Walk]:
    def keep(walked: Walk) -> Walk:
        WALKS[feature] = walked
        return walked

    return keep


@walk("Commands, and help for a word nobody knows")
async def commands(client: Client) -> None:
    await client.command(ANA, "halp")
    assert "help" in client.words(await client.sees(ANA, "I do not know"))


@walk("A community made from a channel with a form")
async def community(client: Client) -> None:
    await client.command(ANA, "new")
    await client.fill_in(ANA, "New community", {"Name": "Data stewards", "Purpose": HOSTILE})
    await client.sees(ANA, "is a community now")
    for person in (BEN, CHI, DEE, EVA):
        await client.joins(person)
    await client.passes(minutes=1)


@walk("A button on a card, and the channel told")
async def button(client: Client) -> None:
    await client.press(ANA, await client.sees(ANA, "is a community now"), "Tell the channel")
    await client.passes(minutes=1)
    await client.sees(BEN, "convened by")


@walk("Words that people type are shown as typed and ring nobody")
async def hostile(client: Client) -> None:
    await client.command(BEN, "charter")
    assert HOSTILE in client.words(await client.sees(BEN, "Shared values"))


@walk("Members, by being in the channel and by command")
async def members(client: Client) -> None:
    await client.leaves(DEE)
    await client.sees(DEE, "You are out of")
    await client.command(DEE, "join")
    await client.sees(DEE, "You are in")


@walk("Home: my communities and my settings")
async def home(client: Client) -> None:
    words = await client.home(BEN)
    assert "Data stewards" in words
    assert "Your settings" in words


@walk("Settings in a form of their own")
async def settings(client: Client) -> None:
    await client.command(BEN, "settings")
    await client.press(BEN, await client.sees(BEN, "Your settings"), "Change")
    await client.fill_in(BEN, "Your settings", {"Your day starts": "10:00"})
    await client.command(BEN, "settings")
    await client.sees(BEN, "10:00")


@walk("A pulse with its preview, sent by the convener")
async def pulse(client: Client) -> None:
    await client.command(ANA, "pulse")
    await client.fill_in(ANA, "Start a pulse", {"What to ask about": ("Belonging",)})
    await client.press(ANA, await client.sees(ANA, "Each person gets one of these"), "Send")
    await client.passes(hours=30)


@walk("A question in each member's own chat, answered by tapping, drawn anew in its place")
async def answers(client: Client) -> None:
    for person in (ANA, BEN, CHI, DEE, EVA):
        card = await client.sees(person, "Who sees this?")
        await client.press(person, card, "Agree")
        await client.sees(person, "Look again or change")


@walk("Results, once enough have answered")
async def results(client: Client) -> None:
    await client.passes(days=8)
    await client.sees(ANA, "Pulse results")


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_walk_ends_where_it_should(name: str, tmp_path: Path) -> None:
    async with CLIENTS[name](tmp_path) as client:
        for feature, walked in WALKS.items():
            await walked(client)
            RAN.setdefault(feature, []).append(name)


async def test_the_parity_table_is_what_was_walked() -> None:
    """Runs after the walks, in their process; alone it has nothing to compare."""
    if {name for names in RAN.values() for name in names} != set(CLIENTS):
        pytest.skip("the walks did not run in this process, so there is nothing to derive the table from")
    written = PAGE.read_text()
    if os.environ.get("EVENER_PARITY") == "write":
        before, rest = written.split(BEGINS)
        written = f"{before}{BEGINS}\n{table()}\n{ENDS}{rest.split(ENDS)[1]}"
        PAGE.write_text(written)
    assert written.split(BEGINS)[1].split(ENDS)[0].strip() == table()
    assert "| no |" not in table()


def table() -> str:
    """Feature × platform, from what ran."""
    rows = ["| walked through a real client | Slack | Teams |", "|---|---|---|"]
    for feature in WALKS:
        cells = ("yes" if name in RAN.get(feature, ()) else "no" for name in CLIENTS)
        rows.append(f"| {feature} | {' | '.join(cells)} |")
    return "\n".join(rows)
