"""The local Slack client: a small Slack of one's own, with a page where a person acts as anybody in it."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.outside import running

CHECKOUT = Path(__file__).resolve().parent.parent.parent
WHERE = "EVENER_LOCAL_SLACK"  # names the program, when it is not in the checkout's .tools


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody in the workspace. ``id`` as Slack writes it (``U01ANA``), ``handle`` as people type it."""

    id: str
    handle: str
    name: str
    zone: str = "Europe/Lisbon"  # IANA


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel with the people in it; the bot is always one of them unless ``without_bot``."""

    id: str
    name: str
    members: tuple[str, ...]
    private: bool = False
    without_bot: bool = False


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the local client is told. ``events_url`` set: signed HTTP instead of Socket Mode."""

    colleagues: tuple[Colleague, ...]
    channels: tuple[Channel, ...]
    name: str = "Evener demo"
    team: str = "T01EVENER"
    app: str = "A01EVENER"
    bot: str = "U0EVENER"
    bot_name: str = "evener"
    bot_token: str = "xoxb-local-bot"
    app_token: str = "xapp-local-app"
    signing_secret: str = "local-signing-secret"
    events_url: str = ""

    def as_config(self) -> dict[str, Any]:
        """The client's own configuration file, as JSON (it takes YAML or JSON)."""
        return {
            "workspace": {"name": self.name, "domain": "evener-demo", "teamId": self.team},
            "apps": [self._app()],
            "users": [
                {
                    "id": one.id,
                    "name": one.handle,
                    "real_name": one.name,
                    "tz": one.zone,
                    "email": f"{one.handle}@example.org",
                }
                for one in self.colleagues
            ],
            "channels": [self._channel(channel) for channel in self.channels],
        }

    def _app(self) -> dict[str, Any]:
        delivery = (
            {"mode": "events", "requestUrl": self.events_url} if self.events_url else {"mode": "socket"}
        )
        return {
            "appId": self.app,
            "botUserId": self.bot,
            "botName": self.bot_name,
            "botToken": self.bot_token,
            "appToken": self.app_token,
            "signingSecret": self.signing_secret,
            **delivery,
        }

    def _channel(self, channel: Channel) -> dict[str, Any]:
        members = channel.members if channel.without_bot else (*channel.members, self.bot)
        return {
            "id": channel.id,
            "name": channel.name,
            "is_private": channel.private,
            "members": list(members),
        }


class NotFetched(Exception):
    """The local client is not on this machine. The message says how to get it."""


def program() -> Path:
    """The client as ``make`` put it into .tools, or where EVENER_LOCAL_SLACK says."""
    if named := os.environ.get(WHERE):
        return Path(named)
    home = CHECKOUT / ".tools" / "local-slack" / "node_modules"
    found = sorted(home.glob("local-slack-*/bin/local-slack*"))
    if not found:
        raise NotFetched(
            f"The local Slack client is not here yet. Run `make demo`, or name the program in {WHERE}."
        )
    return found[0]


@contextlib.asynccontextmanager
async def started(workspace: Workspace, folder: Path, port: int) -> AsyncIterator[str]:
    """The client on ``http://127.0.0.1:port`` (its address is what is handed out) until the block ends.

    Seen in 0.1.8: it listens on every interface and cannot be told otherwise.
    """
    config = _write_config(workspace, folder)
    address = f"http://127.0.0.1:{port}"
    command = [program(), "--config", config, "--port", str(port), "--base-host", "127.0.0.1"]
    async with (
        aiohttp.ClientSession() as http,
        running(
            "the local Slack client", command, lambda: _answers(http, address), folder / "local-slack.log"
        ),
    ):
        yield address


def _write_config(workspace: Workspace, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "workspace.json"
    config.write_text(json.dumps(workspace.as_config(), indent=1))
    return config


async def _answers(http: aiohttp.ClientSession, address: str) -> bool:
    try:
        async with http.get(f"{address}/_control/state") as reply:
            return reply.status == 200
    except aiohttp.ClientError:
        return False
