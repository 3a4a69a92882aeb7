"""One community in a Slack channel and a Teams channel, one house behind both, real clients and adapters on each side."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web

from adapters.teams.app import PATH, Setup, Teams
from bot import building
from bot.attention import weigh
from bot.clock import StillClock
from bot.demo import playground
from bot.demo.outside import free_port
from bot.house import House
from bot.houses import Houses
from bot.routes import FEATURES
from bot.web import application
from storage.engine import Store
from storage.linking import join_workspaces
from tests.harness.house import MONDAY
from tests.harness.local_slack import local_slack
from tests.harness.teams_playground import teams_playground
from tests.walks.at_slack import AtSlack
from tests.walks.at_teams import AtTeams
from tests.walks.both import life
from tests.walks.both.walk import ANA, BEN, CHI, EVA
from tests.walks.clients import Client, Dice
from tests.walks.conftest import settings_for

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("one-house-two-chats")]


@dataclass
class Two:
    """The same people at two clients. Who is linked is one person; everybody else is two."""

    slack: AtSlack
    teams: AtTeams


@contextlib.asynccontextmanager
async def both(folder: Path) -> AsyncIterator[Two]:
    """One house with a switchboard between two local clients of one organisation."""
    async with contextlib.AsyncExitStack() as stack:
        slack = await stack.enter_async_context(local_slack(folder / "slack"))
        settings, clock = settings_for(slack, "socket", folder), StillClock(MONDAY)
        store = Store(settings.database_url)
        await store.create_all()
        house = House(store, clock, Dice(), FEATURES, weigh=weigh)
        houses = Houses.of_one(house)
        boards, keys = houses.switchboards(), building.keyring(store, settings, clock)
        receive, readers = houses.receive, houses.readers
        known, anew = house.atlas.commands.__contains__, house.atlas.anew
        setup = Setup(app_id="evener", tenant=playground.TENANT, demo=True)
        beside = Teams(setup, receive, readers, keys, clock.now, known, anew=anew)
        houses.take_in_lines([building.slack(houses, settings), beside], boards)
        async with store.writing() as connection:
            home = f"slack:{slack.workspace.team}"
            await join_workspaces(connection, f"teams:{playground.TENANT}", home, clock.now())
        runner, port = web.AppRunner(application(house), access_log=None), free_port()
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await house.open(beating=False)
        stack.push_async_callback(house.close)
        await slack.connected()
        messages = f"http://127.0.0.1:{port}{PATH}"
        async with teams_playground(folder / "teams", messages) as teams:
            for place in (playground.CHANNEL, playground.PERSONAL):
                await teams.install(place)
            yield Two(AtSlack(slack, house, clock), AtTeams(teams, house, clock))


async def test_one_community_in_two_chats(tmp_path: Path) -> None:
    async with both(tmp_path) as two:
        await life.community(two.slack)
        await linked(two)
        await brought(two)
        await asked_once(two)
        await told_in_both(two)
        await wrapped_up_in_both(two)
        await unlinked(two)
        assert two.slack.refusals() == two.teams.refusals() == []


async def linked(two: Two) -> None:
    """Both chats know Ana by one verified address; she makes herself two again, and then one by a code of her own."""
    found = await two.slack.sees(ANA, "the same verified e-mail address")
    await two.slack.press(ANA, found, "Make me two again")
    await two.slack.sees(ANA, "two people again")
    await two.slack.command(ANA, "link")
    shown = two.slack.words(await two.slack.sees(ANA, "One person, two chats"))
    code = re.search(r"link ([A-Z0-9-]{6,})", shown)
    assert code, shown
    await two.teams.command(ANA, f"link {code[1]}")
    await two.teams.press(ANA, await two.teams.sees(ANA, "That is me"), "That is me")
    await two.teams.sees(ANA, "You are one person in both chats now")


async def brought(two: Two) -> None:
    """Ana convenes it, so she brings it into the Teams channel; whoever is there belongs to it."""
    await two.teams.command(ANA, "link")
    card = await two.teams.sees(ANA, "Bring Data stewards here")
    await two.teams.press(ANA, card, "Bring Data stewards here")
    await two.teams.sees(ANA, "lives here as well")
    for person in (BEN, CHI, EVA):
        await two.teams.joins(person)
    await two.teams.passes(minutes=2)
    clients: tuple[Client, ...] = (two.slack, two.teams)
    for client in clients:
        await client.command(EVA, "status")
        await client.sees(EVA, "Stage of life")
        await client.passes(minutes=2)
    await two.slack.command(BEN, "status")
    await two.slack.sees(BEN, "Stage of life")


async def asked_once(two: Two) -> None:
    """Everybody has one question, in the chat they used last: Ana and Eva in Teams, Ben in Slack."""
    await two.teams.command(ANA, "pulse")
    await two.teams.fill_in(ANA, "Start a pulse", {"What to ask about": ("Belonging",)})
    await two.teams.press(ANA, await two.teams.sees(ANA, "Each person gets one of these"), "Send")
    await two.teams.passes(hours=30)
    question = await two.teams.sees(ANA, "Who sees this?")
    await two.slack.sees(BEN, "Who sees this?")
    await two.teams.sees(EVA, "Who sees this?")
    for person in (ANA, EVA):
        said = two.slack.slack.said_to(two.slack.people[person])
        assert not any("Who sees this?" in two.slack.words(one) for one in said)
    assert not any("Who sees this?" in two.teams.words(one) for one in two.teams._seen_by(BEN))
    await two.teams.press(ANA, question, "Agree")
    await two.teams.sees(ANA, "Look again or change")


async def told_in_both(two: Two) -> None:
    """A story told in Teams is shown in both channels, and goes from both when it is taken back."""
    await life.story(two.teams)
    await life.consent(two.teams)
    shown = await two.slack.sees(BEN, "A story from")
    assert life.TOLD[0] in two.slack.words(shown)
    await life.withdrawal(two.teams)
    assert two.slack.is_gone(shown)


async def wrapped_up_in_both(two: Two) -> None:
    """What a gathering in one chat ends with can be taken away in both."""
    await life.gathering(two.slack)
    assert "One owner for each." in two.teams.words(await two.teams.sees(EVA, "Wrap-up of"))


async def unlinked(two: Two) -> None:
    """Any time, from either side."""
    await two.slack.command(ANA, "unlink")
    await two.slack.sees(ANA, "two people again")
