"""What people do at the local Slack client, through its control API: write, press, choose, react."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import aiohttp

from bot.demo.local_slack import Workspace

Json = dict[str, Any]


class ClientRefused(Exception):
    """The client would not do it; its own words."""


class Townsfolk:
    """Everybody in the workspace. Each act returns when the bot has acknowledged it (after 5 s, without)."""

    def __init__(self, address: str, workspace: Workspace, http: aiohttp.ClientSession) -> None:
        self.address = address
        self.workspace = workspace
        self.api_url = f"{address}/api/"
        self._http = http

    async def message(self, user: str, channel: str, text: str, thread: str | None = None) -> Json:
        """Write a message; returns it as the client keeps it. The bot has acknowledged the event by then."""
        body = {"user": user, "channel": channel, "text": text, "thread_ts": thread}
        return (await self._control("message", body))["message"]

    async def command(
        self, user: str, words: str, channel: str = "C01GEN", command: str = "/community"
    ) -> None:
        """Type a slash command. Returns when the bot has acknowledged it (5 s at most, then without)."""
        await self._control("command", {"user": user, "channel": channel, "command": command, "text": words})

    async def press(self, user: str, message: Json, button: str) -> None:
        """Press a button of a message, by its label or its action_id."""
        action = button_of(message.get("blocks", ()), button)
        body = {"user": user, "channel": message["channel"], "messageTs": message["ts"], "action": action}
        await self._control("interact", body)

    async def pick(self, user: str, message: Json, menu: str, option: str) -> None:
        """Choose from a menu in a message: ``menu`` by action_id, ``option`` by its label or value."""
        element, block = _element(message.get("blocks", ()), menu)
        action = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block.get("block_id", ""),
            "selected_option": option_of(element, option),
        }
        body = {"user": user, "channel": message["channel"], "messageTs": message["ts"], "action": action}
        await self._control("interact", body)

    async def react(self, user: str, message: Json, name: str, *, present: bool = True) -> None:
        body = {
            "user": user,
            "channel": message["channel"],
            "ts": message["ts"],
            "name": name,
            "present": present,
        }
        await self._control("reaction", body)

    async def edit(self, user: str, message: Json, text: str) -> None:
        await self._control(
            "edit-message", {"user": user, "channel": message["channel"], "ts": message["ts"], "text": text}
        )

    async def delete(self, user: str, message: Json) -> None:
        await self._control(
            "delete-message", {"user": user, "channel": message["channel"], "ts": message["ts"]}
        )

    async def written(self, channel: str) -> list[Json]:
        """Everything in a channel or a direct conversation, oldest first, asked of the client now."""
        return list((await self._ask(f"messages/{channel}"))["messages"])

    async def direct_conversations(self) -> dict[str, str]:
        """Who has a direct conversation with the bot, and its id."""
        channels = (await self._ask("state"))["channels"]
        mine = [one for one in channels if one.get("is_im") and self.workspace.bot in one["members"]]
        return {next(who for who in one["members"] if who != self.workspace.bot): one["id"] for one in mine}

    # --- the wires ---------------------------------------------------------------------------------------------

    async def call(self, method: str, args: Json) -> Json:
        """One Web API call with the bot's token, to set a scene."""
        head = {"Authorization": f"Bearer {self.workspace.bot_token}"}
        async with self._http.post(f"{self.api_url}{method}", json=args, headers=head) as reply:
            said: Json = await reply.json()
        if not said["ok"]:
            raise ClientRefused(f"{method}: {said}")
        return said

    async def _control(self, what: str, body: Json) -> Json:
        async with self._http.post(f"{self.address}/_control/{what}", json=body) as reply:
            said: Json = await reply.json()
        if not said["ok"]:
            raise ClientRefused(f"{what}: {said}")
        return said

    async def _ask(self, what: str) -> Json:
        async with self._http.get(f"{self.address}/_control/{what}") as reply:
            said: Json = await reply.json()
        return said


# --- finding what to press ---------------------------------------------------------------------------------------


def elements_of(blocks: Any) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks or ():
        for element in (*block.get("elements", ()), block.get("accessory"), block.get("element")):
            if element and element.get("action_id"):
                yield element, block


def _element(blocks: Any, name: str) -> tuple[Json, Json]:
    """By label, by action_id, or by the first part of an action_id that carries arguments."""
    for fits in (_has_label, _has_id, _starts_with):
        found = [(element, block) for element, block in elements_of(blocks) if fits(element, name)]
        if found:
            return found[0]
    there = [_label(element) or element["action_id"] for element, _ in elements_of(blocks)]
    raise ClientRefused(f"nothing called {name!r} to press; there is {there}")


def _label(element: Json) -> str:
    return str((element.get("text") or {}).get("text", ""))


def _has_label(element: Json, name: str) -> bool:
    return _label(element) == name


def _has_id(element: Json, name: str) -> bool:
    return bool(element["action_id"] == name)


def _starts_with(element: Json, name: str) -> bool:
    return str(element["action_id"]).startswith(name)


def button_of(blocks: Any, name: str) -> Json:
    element, block = _element(blocks, name)
    return {
        "type": "button",
        "action_id": element["action_id"],
        "block_id": block.get("block_id", ""),
        "value": element.get("value"),
        "text": element.get("text"),
    }


def option_of(element: Json, name: str) -> Json:
    for option in element.get("options", ()):
        if name in (option["value"], option["text"]["text"]):
            return dict(option)
    return {"value": name}
