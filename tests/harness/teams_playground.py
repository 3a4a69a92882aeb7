"""A person at the local Teams client. The page acts as one person only; the others act through activities we write."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp

from bot.demo.outside import free_port
from bot.demo.playground import CHANNEL, PERSONAL, TEAM, TENANT, USERS, started
from tests.harness.watching import Watching

Json = dict[str, Any]
ME = USERS[0].id
CARD = "application/vnd.microsoft.card.adaptive"
BOT = "28:evener"
_TALK = "/_conversation/v1"


class TeamsPlayground(Watching):
    """The client as a test drives it, mirrored over its log, which holds every request and answer both ways."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        super().__init__()
        self.address = address
        # As the client names itself to the bot; where the bot's own calls go.
        self.service_url = f"http://localhost:{address.rsplit(':', 1)[1]}/_connector"
        self.log: list[Json] = []
        self._http = http

    # --- what the person at the page does ----------------------------------------------------------------------

    async def install(self, conversation: str = PERSONAL) -> None:
        """Install the app: the bot gets installationUpdate and conversationUpdate."""
        await self._post(f"/_debug/conversation/{conversation}/installation", {})

    async def say(self, text: str, conversation: str = PERSONAL, *, mention: bool = False) -> Json:
        """Write a message. In a channel the bot is only told when it is mentioned."""
        body: Json = {"type": "text", "text": text, "textFormat": "plain", "from": {"id": ME}}
        if mention:
            body["text"] = f"<at>Evener</at> {text}"
            body["mentions"] = [{"mentioned": {"id": BOT}, "text": "<at>Evener</at>"}]
        return await self._post(f"{_TALK}/conversations/{conversation}/messages", body)

    async def execute(self, message: Json, title: str, inputs: Json | None = None) -> Json:
        """Press an Action.Execute by its title; returns what the bot answered, ``{"type", "value"}``."""
        action = _action(message, title)
        value = {
            "action": {**action, "data": {**action.get("data", {}), **(inputs or {})}},
            "trigger": "manual",
        }
        body = {"name": "adaptiveCard/action", "value": value, **self._pressed(message)}
        return await self._post(f"{_TALK}/invoke", body)

    async def submit(self, message: Json, title: str, inputs: Json | None = None) -> None:
        """Press an Action.Submit by its title; the bot gets a message with a value."""
        data = {**_action(message, title).get("data", {}), **(inputs or {})}
        await self._post(f"{_TALK}/submit", {"value": data, **self._pressed(message)})

    def _pressed(self, message: Json) -> Json:
        return {
            "from": {"id": ME},
            "conversation": {"id": message["conversation"]},
            "replyToId": message["id"],
        }

    # --- what anybody does -------------------------------------------------------------------------------------

    async def activity(self, person: str, kind: str, conversation: str, **fields: Any) -> Json:
        """Any activity from any person, as Teams would send it; returns ``{"statusCode", "body"}`` of the bot."""
        sent = {**self._envelope(person, kind, conversation), **fields}
        await self._post("/_internal/v1/customActivities", sent)
        return await self.until(lambda: self._answer_to(sent["id"]), f"the bot's answer to {kind}")

    def _envelope(self, person: str, kind: str, conversation: str) -> Json:
        user = next((user for user in USERS if user.id == person), None)
        sender = {"id": person, "name": user.name, "aadObjectId": user.aad} if user else {"id": person}
        personal = not conversation.startswith((TEAM, CHANNEL))
        data: Json = {"tenant": {"id": TENANT}}
        if not personal:
            data |= {"team": {"id": TEAM}, "channel": {"id": conversation.split(";")[0]}}
        return {
            "type": kind,
            "id": uuid4().hex,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": sender,
            "recipient": {"id": BOT, "name": "Evener"},
            "conversation": {
                "id": conversation,
                "tenantId": TENANT,
                "conversationType": "personal" if personal else "channel",
                "isGroup": not personal,
            },
            "locale": "en-US",
            "entities": [{"type": "clientInfo", "locale": "en-US", "timezone": "Europe/Lisbon"}],
            "channelData": data,
        }

    def _answer_to(self, activity: str) -> Json | None:
        for entry in self.log:
            if entry.get("request", {}).get("body", {}).get("id") == activity:
                return dict(entry["response"])
        return None

    # --- what people see ---------------------------------------------------------------------------------------

    def sent(self, conversation: str) -> list[Json]:
        """What the bot sent to a conversation: ``{"id", "conversation", "text", "attachments", …}``, oldest first."""
        return [one for one in self._sent() if one["conversation"] == conversation]

    def said_to(self, person: str) -> list[Json]:
        """What the bot sent to a person alone. Others than the page's own person are seen in the log only."""
        mine = {PERSONAL} if person == ME else set()
        mine |= {entry["response"]["body"]["id"] for entry in self._opened(person)}
        return [one for one in self._sent() if one["conversation"] in mine]

    def _opened(self, person: str) -> list[Json]:
        created = (entry for entry in self.log if entry.get("activityName") == "createConversation")
        return [one for one in created if {"id": person} in _ids(one["request"]["body"].get("members", ()))]

    def _sent(self) -> list[Json]:
        return [
            {**entry["request"]["body"], "id": entry["messageId"], "conversation": _conversation(entry)}
            for entry in self._from_bot("message")
            if entry["response"]["statusCode"] < 300
        ]

    def refusals(self) -> list[Json]:
        """Calls of the bot that the client refused: name, request and answer."""
        return [entry for entry in self._from_bot() if entry["response"]["statusCode"] >= 300]

    def _from_bot(self, name: str = "") -> list[Json]:
        sent = (entry for entry in self.log if entry.get("from") == "User Application")
        return [entry for entry in sent if name in ("", entry.get("activityName"))]

    async def hears(self, person: str, text: str, within: float = 10.0) -> Json:
        """Wait for a message of the bot to this person alone that contains ``text``; the newest one."""

        def newest() -> Json | None:
            return next((one for one in reversed(self.said_to(person)) if text in words_of(one)), None)

        return await self.until(newest, f"a message to {person} with {text!r}", within)

    def story(self) -> str:
        told = (
            f"{one.get('from', '')}: {one.get('activityName', one.get('displayText'))}"
            for one in self.log[-12:]
        )
        return "The last traffic: " + "; ".join(told)

    # --- the wires ---------------------------------------------------------------------------------------------

    def take(self, told: Json) -> None:
        if "log" in told:
            self.log.append(told["log"])

    async def _post(self, path: str, body: Json) -> Json:
        async with self._http.post(f"{self.address}{path}", json=body) as reply:
            assert reply.status < 300, f"{path}: {reply.status} {await reply.text()}"
            answer: Json = await reply.json() if reply.content_type == "application/json" else {}
            return answer


def _conversation(entry: Json) -> str:
    """The client logs the conversation only for the page's own person; for others it is in the request."""
    asked = entry["request"].get("body", {}).get("conversation") or {}
    return str(entry.get("conversationId") or asked.get("id", ""))


def _ids(members: Any) -> list[Json]:
    return [{"id": member.get("id")} for member in members]


def words_of(message: Json) -> str:
    """All text of a message and its cards as one string."""
    cards = [one["content"] for one in message.get("attachments") or () if one.get("contentType") == CARD]
    return "\n".join([str(message.get("text") or ""), *(text for card in cards for text in _texts(card))])


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [str(part[key]) for key in ("text", "title", "value") if isinstance(part.get(key), str)]
        return own + [text for inside in part.values() for text in _texts(inside)]
    return [text for inside in part for text in _texts(inside)] if isinstance(part, list) else []


def _action(message: Json, title: str) -> Json:
    found = [one for one in _actions(message.get("attachments")) if one.get("title") == title]
    assert found, f"nothing called {title!r} to press in {message}"
    return found[0]


def _actions(part: Any) -> list[Json]:
    if isinstance(part, dict):
        here = [part] if str(part.get("type", "")).startswith("Action.") else []
        return here + [one for inside in part.values() for one in _actions(inside)]
    return [one for inside in part for one in _actions(inside)] if isinstance(part, list) else []


@contextlib.asynccontextmanager
async def teams_playground(folder: Path, messages_url: str, me: int = 0) -> AsyncIterator[TeamsPlayground]:
    """A local Teams of one's own on a free port, talking to the bot at ``messages_url``, gone when the block ends."""
    async with started(folder, free_port(), messages_url, BOT, me) as address, at_teams(address) as teams:
        yield teams


@contextlib.asynccontextmanager
async def at_teams(address: str) -> AsyncIterator[TeamsPlayground]:
    """Sit down at a local Teams that somebody else started."""
    async with aiohttp.ClientSession() as http:
        teams = TeamsPlayground(address, http)
        async with (
            http.ws_connect(f"{address}/_ws/log/stream", max_msg_size=0) as log,
            # Without a reader on this one the client keeps every message for later.
            http.ws_connect(f"{address}/_ws_conversation/v1/conversations/stream", max_msg_size=0) as page,
            teams.following(log),
            teams.following(page),
        ):
            yield teams
