"""A town of two workspaces in two databases behind one door, with a Slack outside, for tests about tenants."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp.test_utils import TestClient, TestServer
from cryptography.fernet import Fernet
from slack_sdk.signature import SignatureVerifier

from bot.building import furnish_all
from bot.clock import Chance, StillClock
from bot.houses import Houses
from bot.paper import Paper
from bot.settings import Settings, read_settings
from bot.tenants import every_settings
from bot.web import Outward, application
from facilitation.words import Arrival, Joined, Reply, Submission, What
from storage.engine import Store
from storage.migrate import migrate
from tests.adapters.slack.payloads import event, message
from tests.adapters.slack.stand_in import Answer, StandIn, stand_in
from tests.contracts.everywhere import dump
from tests.contracts.pulse_world import World
from tests.harness.house import MONDAY, Lived, buttons_in

NORTH, SOUTH = "slack:TNORTH", "slack:TSOUTH"
KEY = Fernet.generate_key().decode()
SECRET = "signing-secret"
SIGN = SignatureVerifier(SECRET)


@dataclass(frozen=True)
class Pair:
    """Two databases, and how the second goes away and comes back."""

    home: str
    south: str
    shut: Callable[[], None]
    unshut: Callable[[], None]


def two_files(folder: Path) -> Pair:
    """Two SQLite files. The second lies on a disk of its own, as it were, which can be taken out."""
    (folder / "disk").mkdir()
    there, out = folder / "disk", folder / "taken out"
    files = [f"sqlite+aiosqlite:///{one}" for one in (folder / "home.db", there / "south.db")]
    return Pair(*files, lambda: (there.rename(out), None)[1], lambda: (out.rename(there), None)[1])


def settings(
    pair: Pair, folder: Path, api: str = "http://127.0.0.1:9/", also: str = "", **more: str
) -> Settings:
    """Slack for many workspaces, the south kept apart from everybody else."""
    listed = folder / "tenants.toml"
    listed.write_text(f'[databases]\nsouth = "{pair.south}"\n[workspaces]\n"{SOUTH}" = "south"\n{also}\n')
    given = {
        "EVENER_DATABASE_URL": pair.home,
        "EVENER_TENANTS": str(listed),
        "EVENER_SECRET_KEY": KEY,
        "EVENER_PUBLIC_URL": "https://evener.example.org",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "SLACK_API_URL": api,
    }
    return read_settings(**given | more)


@dataclass
class Town:
    """The houses behind one door, with a Slack outside and somebody who brings what Slack would."""

    houses: Houses
    clock: StillClock
    there: StandIn
    web: TestClient  # type: ignore[type-arg]
    pair: Pair

    async def installs(self, workspace: str) -> None:
        """An admin of a workspace comes back from Slack with a code."""
        team = workspace.removeprefix("slack:")
        page = await self.web.get("/slack/install")
        cookie = page.headers["Set-Cookie"].partition(";")[0]
        state = cookie.partition("=")[2]
        answer = self.there._oauth_v2_access({"code": team}) | {
            "ok": True,
            "team": {"id": team, "name": team},
        }
        whose = self.there._auth_test({}) | {"ok": True, "team_id": team}
        self.there.next("oauth.v2.access", Answer(answer))
        self.there.next("auth.test", Answer(whose))
        back = await self.web.get(
            "/slack/oauth_redirect", params={"code": team, "state": state}, headers={"Cookie": cookie}
        )
        assert back.status == 200

    async def brings(self, body: dict[str, Any]) -> int:
        """A signed delivery; the status of the answer."""
        is_form = "command" in body
        raw = urlencode(body) if is_form else json.dumps(body)
        stamp = str(int(time.time()))
        headers = {
            "Content-Type": "application/x-www-form-urlencoded" if is_form else "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": SIGN.generate_signature(timestamp=stamp, body=raw) or "",
        }
        return (await self.web.post("/slack/events", data=raw, headers=headers)).status

    def at(self, workspace: str) -> Citizens:
        return Citizens(self.houses.of(workspace), self.clock, Paper(), self, workspace)

    async def until(self, instant: datetime) -> None:
        """Time goes by for both houses alike, a quarter of a day at a time."""
        while self.clock.now() < instant:
            step = min(instant, self.clock.now() + timedelta(hours=6))
            for house in self.houses.each.values():
                await house.advance(step)


@dataclass
class Citizens(Lived):
    """The people of one workspace, and the short words to live as them."""

    town: Town
    workspace: str

    def person(self, number: int) -> str:
        return f"slack:U{self.workspace[-5:]}{number}"

    async def arrives(
        self, person: str, what: What, id: str | None = None, team: str = ""
    ) -> tuple[Reply, ...]:
        arrival = Arrival(id or f"{self.workspace}{next(self._ids)}", self.workspace, person, what)
        return await self.town.houses.receive(arrival)

    async def passes(self, **span: float) -> None:
        await self.town.until(self.clock.now() + timedelta(**span))

    async def found(self) -> str:
        """Eight people make a community with a sponsor; its id."""
        channel = f"slack:C{self.workspace[-5:]}"
        named = {"name": f"Bakers of {self.workspace[-5:]}", "purpose": "Bread", "sponsor": self.person(9)}
        made = await self.arrives(self.person(0), Submission("community.new", (channel,), named))
        for number in range(8):
            await self.arrives(self.person(number), Joined(channel))
        await self.passes(seconds=5)
        return buttons_in(made)["Tell the channel"][1][0]

    async def pulses(self, here: str) -> None:
        """A pulse that six of eight answer, closed."""
        world = World(self)
        wave = await world.sends(here, self.person(0), measures=("ID",))
        for number in range(6):
            await world.answers(self.person(number), wave, "Agree")

    def carried(self, person: str, words: str) -> list[tuple[str, str]]:
        """(token, text) of every message that went to this person through Slack and says this."""
        calls = [one for one in self.town.there.calls if one[0] == "chat.postMessage"]
        return [
            (token, str(args))
            for _, args, token in calls
            if args["channel"] in (person.removeprefix("slack:"), f"D{person[7:]}") and words in str(args)
        ]


@asynccontextmanager
async def town(pair: Pair, folder: Path, also: str = "") -> AsyncIterator[Town]:
    async with stand_in() as there:
        chosen, clock = settings(pair, folder, there.api_url, also), StillClock(MONDAY)
        await bring_up(chosen)
        houses = furnish_all(chosen, clock, Chance("town"))
        async with TestClient(TestServer(application(houses, Outward(keys=(KEY.encode(),))))) as web:
            await houses.open(beating=False)
            yield Town(houses, clock, there, web, pair)
            await houses.close()


async def bring_up(chosen: Settings) -> None:
    for one in every_settings(chosen).values():
        store = Store(one.database_url)
        await migrate(store)
        await store.close()


async def kept(house: Any) -> str:
    """Everything a database holds, as text."""
    async with house.store.reading() as connection:
        return str({name: rows for name, rows in (await dump(connection)).items() if rows})


def stamp(number: int) -> str:
    return f"{1772442000 + number}.000100"


def delivery(workspace: str, number: int) -> dict[str, Any]:
    """A message in the community's channel."""
    at, name = stamp(number), workspace[-5:]
    said = message(ts=at, event_ts=at, channel=f"C{name}", user=f"U{name}1")
    whose = [{"team_id": workspace[6:], "user_id": "U0BOT", "is_bot": True, "is_enterprise_install": False}]
    return event(said, event_id=f"Ev{name}{number}", team_id=workspace[6:], authorizations=whose)


async def away(here: Town) -> None:
    """The south's database goes away under the running house."""
    await here.houses.of(SOUTH).store.close()  # whoever comes back connects anew
    here.pair.shut()
