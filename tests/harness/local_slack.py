"""A person at the local Slack client: types, presses, fills in forms, reads what the bot says."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from typing import Any

import aiohttp

from bot.demo.local_slack import Channel, Colleague, Workspace, started
from bot.demo.mending import ANSWERS
from bot.demo.outside import free_port
from bot.demo.townsfolk import Json, Townsfolk, button_of, option_of
from tests.harness.watching import Watching

PEOPLE = (
    Colleague("U01ANA", "ana", "Ana Sousa", "Europe/Lisbon"),
    Colleague("U02BEN", "ben", "Ben Okafor", "Africa/Lagos"),
    Colleague("U03CHI", "chika", "Chika Mori", "Asia/Tokyo"),
    Colleague("U04DEE", "dee", "Dee Alvarez", "America/Denver"),
    Colleague("U05EVA", "eva", "Eva Lund", "Europe/Oslo"),
    Colleague("U06FIN", "fin", "Fin Byrne", "Europe/Dublin"),
    Colleague("U07GUL", "gul", "Gul Aydin", "Europe/Istanbul"),
)
EVERYBODY = tuple(one.id for one in PEOPLE)
SMALL = Workspace(
    colleagues=PEOPLE,
    channels=(Channel("C01GEN", "general", EVERYBODY), Channel("C02DATA", "data-stewards", EVERYBODY)),
    name="Small workspace",
)


class LocalSlack(Townsfolk, Watching):
    """The client as a test drives it. What the bot does is mirrored here as it happens, over the page's own socket."""

    def __init__(self, address: str, workspace: Workspace, http: aiohttp.ClientSession) -> None:
        Townsfolk.__init__(self, address, workspace, http)
        Watching.__init__(self)
        self._messages: dict[str, list[Json]] = {}
        self._channels: dict[str, Json] = {}
        self._modals: list[Json] = []
        self._modal_errors: dict[str, str] = {}
        self._homes: dict[str, Json] = {}
        self._log: list[Json] = []
        self._online = False
        self._page: aiohttp.ClientWebSocketResponse | None = None

    # --- what a person does ------------------------------------------------------------------------------------

    async def direct(self, user: str, text: str) -> Json:
        """Write to the bot in a direct conversation."""
        return await self.message(user, await self.dm(user), text)

    async def press_home(self, user: str, button: str) -> None:
        """Press a button of the person's Home tab."""
        action = button_of(self._homes[user].get("blocks", ()), button)
        await self._send(
            {"t": "block_action", "channel": "", "messageTs": "", "user": user, "action": action}
        )

    async def submit(self, user: str, answers: Mapping[str, Any] | None = None) -> None:
        """Send the open form. ``answers`` by a field's label, block_id or action_id; the rest keeps what was filled in.

        As Slack's own client does, and unlike the local page, untouched fields go out with their initial values.
        """
        view = self.modal
        assert view is not None, "no form is open"
        await self._send({"t": "view_submit", "user": user, "values": _values(view, dict(answers or {}))})

    async def close_form(self, user: str) -> None:
        await self._send({"t": "view_close", "user": user})

    async def open_home(self, user: str) -> Json:
        """Open the bot's Home tab; returns the view it published for this opening."""
        self._homes.pop(user, None)
        await self._control("open-home", {"user": user})
        return await self.until(lambda: self._homes.get(user), f"a Home tab for {user}")

    async def reset(self) -> None:
        """Everything as configured: no messages, no direct conversations, an empty log."""
        await self._control("reset", {})

    # --- what a person sees ------------------------------------------------------------------------------------

    @property
    def modal(self) -> Json | None:
        """The form on top, None when none is open. The client has one screen, so one stack of forms for everybody."""
        return self._modals[-1] if self._modals else None

    @property
    def modal_errors(self) -> dict[str, str]:
        """What the bot said was wrong with the last submission, by block_id."""
        return self._modal_errors

    def messages(self, channel: str) -> list[Json]:
        """Everything in a channel or a direct conversation, oldest first, replies too."""
        return list(self._messages.get(channel, ()))

    def said_to(self, user: str) -> list[Json]:
        """What the bot wrote to a person in their direct conversation."""
        return [m for channel in self._dms(user) for m in self.messages(channel) if m.get("bot_id")]

    def shown_to(self, user: str, channel: str) -> list[Json]:
        """Ephemeral messages for a person in a channel."""
        return [m for m in self.messages(channel) if m.get("ephemeral_to") == user]

    async def dm(self, user: str) -> str:
        """The id of the direct conversation between a person and the bot, opened when there is none."""
        if not self._dms(user):
            reply = await self.call("conversations.open", {"users": user})
            await self.until(lambda: reply["channel"]["id"] in self._channels, "the direct conversation")
        return self._dms(user)[0]

    def _dms(self, user: str) -> list[str]:
        return [one["id"] for one in self._channels.values() if one.get("is_im") and user in one["members"]]

    def log(self) -> list[Json]:
        """All traffic with the bot, in order (the client keeps the last 1,000)."""
        return list(self._log)

    def refusals(self) -> list[str]:
        """API calls of the bot that the client refused, such as ``views.open -> invalid_trigger_id``."""
        return [one["summary"] for one in self._log if one["direction"] == "internal"]

    async def connected(self, within: float = 15.0) -> None:
        """Wait until the bot's Socket Mode connection stands."""
        await self.until(lambda: self._online, "the bot to connect", within=within)

    async def hears(self, user: str, text: str, within: float = 10.0) -> Json:
        """Wait for a direct message of the bot to this person that contains ``text``; the newest one."""

        def newest() -> Json | None:
            return next((m for m in reversed(self.said_to(user)) if text in words_of(m)), None)

        return await self.until(newest, f"a direct message to {user} with {text!r}", within)

    async def sees(self, channel: str, text: str, within: float = 10.0) -> Json:
        """Wait for a message of the bot in a channel, ephemeral ones too, that contains ``text``; the newest one."""

        def newest() -> Json | None:
            mine = (m for m in reversed(self.messages(channel)) if m.get("bot_id"))
            return next((m for m in mine if text in words_of(m)), None)

        return await self.until(newest, f"a message in {channel} with {text!r}", within)

    async def form(self, title: str = "", within: float = 10.0) -> Json:
        """Wait for a form, with this title when one is given."""

        def open_now() -> Json | None:
            view = self.modal
            return view if view and title in view["title"]["text"] else None

        return await self.until(open_now, f"a form {title!r}", within)

    def story(self) -> str:
        return "The last traffic: " + "; ".join(f"{one['kind']} {one['summary']}" for one in self._log[-12:])

    # --- the wires ---------------------------------------------------------------------------------------------

    async def _send(self, words: Json) -> None:
        assert self._page is not None
        await self._page.send_json(words)

    def take(self, told: Json) -> None:
        handler = getattr(self, f"_on_{told['t']}", None)
        if handler is not None:
            handler(told)

    def _on_init(self, told: Json) -> None:
        state = told["state"]
        self._messages = {channel: list(messages) for channel, messages in state["messages"].items()}
        self._channels = {one["id"]: one for one in state["channels"]}
        self._modals = state["modalStack"]
        self._modal_errors = {}
        self._homes = {user: next(iter(views.values())) for user, views in state["homeViews"].items()}
        self._log = state["log"]
        self._online = any(app["connected"] for app in state["apps"])

    def _on_message(self, told: Json) -> None:
        self._messages.setdefault(told["message"]["channel"], []).append(told["message"])

    def _on_message_update(self, told: Json) -> None:
        new = told["message"]
        self._messages[new["channel"]] = [
            new if m["ts"] == new["ts"] else m for m in self.messages(new["channel"])
        ]

    def _on_message_delete(self, told: Json) -> None:
        self._messages[told["channel"]] = [m for m in self.messages(told["channel"]) if m["ts"] != told["ts"]]

    def _on_channel(self, told: Json) -> None:
        self._channels[told["channel"]["id"]] = told["channel"]

    def _on_view(self, told: Json) -> None:
        self._modals, self._modal_errors = told["stack"], {}

    def _on_view_errors(self, told: Json) -> None:
        self._modal_errors = told["errors"]

    def _on_home(self, told: Json) -> None:
        self._homes[told["user"]] = told["view"]

    def _on_log(self, told: Json) -> None:
        self._log.append(told["entry"])

    def _on_socket_status(self, told: Json) -> None:
        self._online = told["connected"]


@contextlib.asynccontextmanager
async def local_slack(folder: Path, workspace: Workspace = SMALL) -> AsyncIterator[LocalSlack]:
    """A local Slack of one's own on a free port, gone when the block ends."""
    async with started(workspace, folder, free_port()) as address, at_the_page(address, workspace) as slack:
        yield slack


@contextlib.asynccontextmanager
async def at_the_page(address: str, workspace: Workspace) -> AsyncIterator[LocalSlack]:
    """Sit down at a local Slack that somebody else started."""
    async with aiohttp.ClientSession() as http:
        slack = LocalSlack(address, workspace, http)
        async with http.ws_connect(f"{address}/ui", max_msg_size=0) as page, slack.following(page):
            slack._page = page
            await slack.until(lambda: slack._channels, "the page's first snapshot")
            yield slack


# --- reading and filling in blocks --------------------------------------------------------------------------------


def words_of(drawn: Json) -> str:
    """All text of a message or a view, block by block, as one string; of a message without blocks, its text."""
    texts = list(_texts(drawn.get("blocks") or ()))
    return "\n".join(texts) if texts else str(drawn.get("text", ""))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for key, inside in part.items():
            if key not in ("text", "value") or isinstance(inside, Mapping):
                yield from _texts(inside)
    elif isinstance(part, list | tuple):
        for inside in part:
            yield from _texts(inside)


def _values(view: Json, answers: dict[str, Any]) -> Json:
    values: Json = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        names = (block["label"]["text"], block.get("block_id"), element["action_id"])
        given = next((answers.pop(name) for name in names if name in answers), _UNTOUCHED)
        values[block["block_id"]] = {element["action_id"]: _filled(element, given)}
    assert not answers, f"the form {view['title']['text']!r} has no field called {list(answers)}"
    return values


_UNTOUCHED = object()


def _filled(element: Json, given: Any) -> Json:
    kind = element["type"]
    answer_key, initial_key = ANSWERS[kind]
    if given is _UNTOUCHED:
        value = element.get(initial_key, [] if answer_key == "selected_options" else None)
    elif answer_key == "selected_option":
        value = option_of(element, given)
    elif answer_key == "selected_options":
        value = [option_of(element, one) for one in given]
    else:
        value = given
    return {"type": kind, answer_key: value}
