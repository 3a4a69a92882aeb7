"""A whole house behind both doors over real HTTP, authentication on, and everything anybody may throw at them."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from adapters.slack.app import Config, Slack
from adapters.teams.app import Setup, Teams
from adapters.teams.hosts import Hosts
from bot.attention import weigh
from bot.clock import Chance, StillClock
from bot.hardening import MOST_BYTES
from bot.house import House
from bot.routes import FEATURES
from bot.web import application
from storage.engine import Store
from tests.adapters.slack.payloads import command, event, message, press, shortcut, submission
from tests.adapters.slack.stand_in import StandIn, stand_in
from tests.adapters.slack.world import SECRET
from tests.adapters.teams.cloud import APP, NOON, TENANT, Authority, Connector, Drawer, StandingClock

Json = Any
SLACK, TEAMS = "/slack/events", "/api/messages"
SIGN = SignatureVerifier(SECRET)


@dataclass
class Doors:
    """Both doors of one house, and what came back from them."""

    house: House
    server: TestServer
    http: aiohttp.ClientSession
    authority: Authority
    connector: Connector
    slack: StandIn
    statuses: Counter[int] = field(default_factory=Counter)

    async def throws(self, door: str, raw: bytes, kind: str, proven: bool = True) -> tuple[int, str]:
        """One body at a door, proven to be the platform's (or not); the status and the text of the answer."""
        headers = {"Content-Type": kind} | (self._proof(door, raw) if proven else {})
        async with self.http.post(self.server.make_url(door), data=raw, headers=headers) as answer:
            text = await answer.text()
        self.statuses[answer.status] += 1
        return answer.status, text

    def _proof(self, door: str, raw: bytes) -> dict[str, str]:
        if door == TEAMS:
            return {"Authorization": f"Bearer {self.token}"}
        stamp = str(int(time.time()))
        signed = SIGN.generate_signature(timestamp=stamp, body=raw.decode(errors="replace")) or ""
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed}

    @property
    def slack_url(self) -> str:
        return self.slack.address

    def __post_init__(self) -> None:
        self.token = self.authority.token(self.connector.url)

    @staticmethod
    def good_id(number: int) -> str:
        """The id under which a good message arrives."""
        return f"C01:{1772442000 + number}.000100"

    async def good(self, number: int) -> int:
        """A message in a Slack channel that must be kept."""
        stamp = f"{1772442000 + number}.000100"
        raw = json.dumps(event(message(ts=stamp, event_ts=stamp), event_id=f"EvGood{number}")).encode()
        return (await self.throws(SLACK, raw, "application/json"))[0]


@asynccontextmanager
async def doors(url: str, **more: Any) -> AsyncIterator[Doors]:
    """A house on this database with Slack over signed HTTP and Teams with real tokens."""
    hour = StandingClock(NOON)
    authority, connector, clock, store = Authority(hour), Connector(hour), StillClock(NOON), Store(url)
    await store.create_all()
    house = House(store, clock, Chance("doors"), FEATURES, weigh=weigh, **more)
    receive, readers = house.reception.receive, house.readers
    async with authority.server, connector.server, stand_in() as there, aiohttp.ClientSession() as http:
        config = Config(bot_token="xoxb-1", signing_secret=SECRET, api_url=there.api_url)
        house.add(Slack(config, receive, readers, clock.now))
        setup = Setup(
            app_id=APP,
            tenant=TENANT,
            hosts=Hosts(frozenset({str(connector.server.make_url("")).rstrip("/")})),
            openid=str(authority.server.make_url("/openid")),
            acquire=lambda: {"access_token": "ours", "expires_in": 3600},
        )
        is_command = house.atlas.commands.__contains__
        house.add(Teams(setup, receive, readers, Drawer(), hour, is_command, hour.sleep))
        async with TestServer(application(house)) as server:
            await house.open(beating=False)
            yield Doors(house, server, http, authority, connector, there)
    await house.close()


# --- what may be thrown ----------------------------------------------------------------------------------------


def bodies(connector_url: str, slack_url: str = "http://127.0.0.1:9") -> list[tuple[str, Json]]:
    """(door, body) of everything the platforms send, for bending."""
    activity = {
        "type": "message",
        "id": "1700000000001",
        "timestamp": "2026-03-02T12:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": connector_url,
        "from": {"id": "29:ana", "name": "Ana", "aadObjectId": "aaaaaaaa-0000-0000-0000-000000000001"},
        "recipient": {"id": f"28:{APP}", "name": "Evener"},
        "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "help",
    }
    update = activity | {"type": "conversationUpdate", "membersAdded": [{"id": "29:bo"}]}
    asked = {"action": {"type": "Action.Execute", "verb": "pulse.answer", "data": {"args": ["a"]}}}
    invoke = activity | {"type": "invoke", "name": "adaptiveCard/action", "value": asked}
    dialog = activity | {
        "type": "invoke",
        "name": "task/submit",
        "value": {"data": {"form": "community.new"}},
    }
    slack = (command("create Data"), event(message()), press(), submission(), shortcut())
    respond = {"response_url": f"{slack_url}/respond"}
    slack = tuple(one | respond if "response_url" in one else one for one in slack)
    return [(SLACK, one) for one in slack] + [(TEAMS, one) for one in (activity, update, invoke, dialog)]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
bends = st.tuples(
    st.integers(0, 8),  # which body
    st.lists(st.integers(0, 30), min_size=1, max_size=5),  # the way to the bent place
    st.sampled_from(["replace", "delete", "wrap", "long", "deep"]),
    anything,
)
noise = st.tuples(st.sampled_from([SLACK, TEAMS]), st.binary(max_size=60))


def bent(body: Json, way: Sequence[int], how: str, value: Json) -> Json:
    """The body with one place of it made wrong."""
    whole = {"": deepcopy(body)}
    place: Json = whole
    key: Any = ""
    for step in way:
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner:
            break
        place, key = inner, sorted(inner)[step % len(inner)] if isinstance(inner, dict) else step % len(inner)
    made: dict[str, Callable[[Json], Json]] = {
        "replace": lambda _old: value,
        "wrap": lambda old: [old, value],
        "long": lambda _old: "x" * 70_000,
        "deep": lambda _old: json.loads("[" * 200 + "]" * 200),
    }
    if how == "delete" and place is not whole:
        del place[key]
    elif how != "delete":
        place[key] = made[how](place[key])
    return whole[""]


def written(door: str, body: Json) -> tuple[bytes, str]:
    """A body as its platform writes it: commands as a form, interactions in a form, the rest as JSON."""
    if door == TEAMS or not isinstance(body, dict) or body.get("type") == "event_callback":
        return json.dumps(body).encode(), "application/json"
    fields = body if "command" in body else {"payload": json.dumps(body)}
    return urlencode({key: str(value) for key, value in fields.items()}, errors="surrogatepass").encode(
        errors="surrogatepass"
    ), "application/x-www-form-urlencoded"


Thrown = Callable[[], tuple[str, bytes, str]]
"""Something to throw, made only when it is thrown: door, body, content type."""


def collected(there: Doors, many: int) -> list[Thrown]:
    """Bad bodies found by hypothesis, the same in every run, 22 an example: bent ones of every kind, and noise."""
    base, thrown = bodies(there.connector.url, there.slack_url), list[Thrown]()

    def bend(which: int, way: list[int], how: str, value: Json) -> tuple[str, bytes, str]:
        door, body = base[which]
        return (door, *written(door, bent(body, way, how, value)))

    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(bends, min_size=20, max_size=20), st.lists(noise, min_size=2, max_size=2))
    def collect(bent_ones: list[Any], noisy: list[Any]) -> None:
        thrown.extend(partial(bend, *one) for one in bent_ones)
        thrown.extend(partial(lambda door, raw: (door, raw, "application/json"), *one) for one in noisy)

    collect()
    return thrown


async def pelt(there: Doors, thrown: Sequence[Thrown], at_once: int = 8) -> list[str]:
    """Throw all of these; what was answered with a 500 or with our insides."""
    waiting, wrong = iter(thrown), list[str]()

    async def one() -> None:
        for make in waiting:
            door, raw, kind = make()
            status, text = await there.throws(door, raw, kind)
            if status in (500, 502, 503, 504) or "Traceback" in text or 'File "' in text:
                wrong.append(f"{status} {door} {raw[:900]!r} {text[:200]}")

    await asyncio.gather(*(one() for _ in range(at_once)))
    return wrong


__all__ = ["MOST_BYTES", "SLACK", "TEAMS", "Doors", "bodies", "collected", "doors", "pelt", "written"]
