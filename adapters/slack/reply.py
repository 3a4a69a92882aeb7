"""How an answer is said where the person is: in the acknowledgement itself, or by one call right after it.

Where an answer goes depends on what the person did. A command and a button have a response_url (five uses, 30 minutes),
which needs no token and works in channels the bot is not in; a form remembers the one it was opened from; the Home tab
and global shortcuts have none and are answered by a window or a direct message. Errors here are logged and never undo
what was kept.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.port import Reader
from adapters.slack.door import card_of
from adapters.slack.draw import Drawn, draw_home, draw_message, draw_note
from adapters.slack.form import draw_errors, draw_form
from adapters.slack.pack import Memo, Origin
from adapters.slack.payload import Body, bare, maybe
from adapters.slack.text import Paper
from facilitation.words import Arrival, Buttons, Home, Menu, Message, Open, Reask, Redraw, Reply, Said, Tell

log = logging.getLogger(__name__)

JSON = {"Content-Type": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an arrival came from, as far as an answer needs it. ``kind``: command, card, home, view, form or event."""

    kind: str
    arrival: Arrival
    origin: Origin = field(default_factory=Origin)
    opener: str = ""
    view: Body = field(default_factory=dict)

    @property
    def person(self) -> str:
        return bare(self.arrival.person)


def scene_of(body: Body, arrival: Arrival) -> Scene:
    """The scene of a payload that ``door.read`` could read."""
    url, opener = maybe(body, "response_url"), maybe(body, "trigger_id")
    kind = body.get("type")
    if "command" in body:
        return Scene("command", arrival, Origin(url), opener)
    if kind == "view_submission":
        view = body["view"]
        return Scene("form", arrival, Memo.unpack(view.get("private_metadata")).origin, opener, view)
    if kind == "event_callback":
        return Scene("event", arrival)
    card, view = card_of(body), body.get("view")
    if card:
        return Scene("card", arrival, Origin(url, card), opener)
    if isinstance(view, dict) and view.get("type") == "modal":
        return Scene("view", arrival, Memo.unpack(view.get("private_metadata")).origin, opener, view)
    return Scene("card" if url and kind == "message_action" else "home", arrival, Origin(url), opener)


# --- what the acknowledgement itself can say -------------------------------------------------------------------


def said_in_ack(scene: Scene, replies: tuple[Reply, ...], reader: Reader) -> tuple[Any, tuple[Reply, ...]]:
    """The body of the acknowledgement ('' for none), and the replies that are left to say after it."""
    paper = Paper(reader)
    if scene.kind == "command":
        return _command_ack(replies, paper)
    if scene.kind == "form":
        return _form_ack(scene, replies, paper)
    return "", replies


def _command_ack(replies: tuple[Reply, ...], paper: Paper) -> tuple[Any, tuple[Reply, ...]]:
    """The first words to the person alone; a message of several pages is said after the acknowledgement."""
    for at, reply in enumerate(replies):
        if isinstance(reply, Tell):
            pages = draw_message(reply.message, paper)
            if len(pages) > 1:
                break
            return {"response_type": "ephemeral", **pages[0]}, replies[:at] + replies[at + 1 :]
    return "", replies


def _form_ack(scene: Scene, replies: tuple[Reply, ...], paper: Paper) -> tuple[Any, tuple[Reply, ...]]:
    """Errors keep the form open, a further form takes its place; with nowhere to say words, they take its place too."""
    for at, reply in enumerate(replies):
        left = replies[:at] + replies[at + 1 :]
        if isinstance(reply, Reask):
            errors = draw_errors(scene.view, reply.errors, paper)
            return ({"response_action": "errors", "errors": errors} if errors else ""), left
        if isinstance(reply, Open):
            return {"response_action": "update", "view": draw_form(reply.form, paper, scene.origin)}, left
        if isinstance(reply, Tell) and not scene.origin.url and not has_controls(reply.message):
            return {"response_action": "update", "view": draw_note(reply.message, paper)}, left
    return "", replies


def has_controls(message: Message) -> bool:
    """Whether there is something to press, which a window of ours is no place for."""
    return any(isinstance(part, Buttons | Menu) for part in message.parts)


# --- what is said right after it -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """Says replies after the acknowledgement. ``session`` posts to response_urls, ``client`` calls Slack's methods."""

    session: ClientSession
    client: AsyncWebClient

    async def say(self, scene: Scene, replies: Iterable[Reply], reader: Reader) -> None:
        """Every reply in turn; one that fails is logged, and the next is still said."""
        for reply in replies:
            try:
                await self._say(scene, reply, reader)
            except SlackApiError as error:
                code = error.response.get("error") if error.response else ""
                log.warning("a reply was refused: %s (%s)", code, type(reply).__name__)
            except (ClientError, TimeoutError) as error:
                log.warning("a reply was cut off: %s (%s)", type(error).__name__, type(reply).__name__)

    def _say(self, scene: Scene, reply: Reply, reader: Reader) -> Awaitable[Any]:
        paper = Paper(reader)
        match reply:
            case Tell(message):
                return self._tell(scene, message, paper)
            case Redraw(message):
                return self._redraw(scene, message, paper)
            case Open(form):
                return self._open(scene, draw_form(form, paper, scene.origin))
            case Home(message):
                return self.client.views_publish(user_id=scene.person, view=draw_home(message, paper))
            case Reask():
                raise TypeError("only a form can be asked again")

    async def _tell(self, scene: Scene, message: Message, paper: Paper) -> None:
        """To the person alone, in the conversation they are in."""
        pages = draw_message(message, paper)
        if scene.origin.url:
            for page in pages:
                await self._respond(
                    scene.origin.url, {"response_type": "ephemeral", "replace_original": False, **page}
                )
        elif scene.opener and scene.kind != "form" and not has_controls(message):
            await self._open(scene, draw_note(message, paper))
        else:
            await self._speak(scene, pages)

    async def _speak(self, scene: Scene, pages: list[Drawn]) -> None:
        """Where no window can be opened: beside what the person said, or in the direct conversation."""
        said = scene.arrival.what
        for page in pages:
            if isinstance(said, Said) and not said.private:
                await self.client.chat_postEphemeral(
                    channel=bare(said.message.channel),
                    user=scene.person,
                    thread_ts=said.message.thread,
                    text=page["text"],
                    blocks=page["blocks"],
                )
            else:
                await self.client.chat_postMessage(
                    channel=scene.person, text=page["text"], blocks=page["blocks"], parse="none"
                )

    async def _redraw(self, scene: Scene, message: Message, paper: Paper) -> None:
        """In place of the pressed card, or of the window that held the button; else it is told."""
        card = scene.origin.card
        if scene.kind == "view":
            view_id = maybe(scene.view, "id")
            await self.client.views_update(view_id=view_id, view=draw_note(message, paper))
        elif card and scene.origin.url:
            page = draw_message(message, self._shared(paper, card.channel))[0]
            await self._respond(scene.origin.url, {"replace_original": True, **page})
        elif card:
            page = draw_message(message, self._shared(paper, card.channel))[0]
            await self.client.chat_update(
                channel=bare(card.channel), ts=card.id, text=page["text"], blocks=page["blocks"], parse="none"
            )
        else:
            await self._tell(scene, message, paper)

    def _shared(self, paper: Paper, channel: str) -> Paper:
        """A card in a channel is read by others too."""
        return Paper(paper.reader, rings=not bare(channel).startswith("D"))

    async def _open(self, scene: Scene, view: dict[str, Any]) -> None:
        """A window in front of the person, on top of the one that is open. The trigger lives three seconds."""
        if not scene.opener:
            log.warning("a form could not be opened: nobody pressed anything")
        elif scene.kind == "view":
            await self.client.views_push(trigger_id=scene.opener, view=view)
        else:
            await self.client.views_open(trigger_id=scene.opener, view=view)

    async def _respond(self, url: str, payload: dict[str, Any]) -> None:
        async with self.session.post(url, data=orjson.dumps(payload), headers=JSON) as answer:
            if answer.status != 200:
                log.warning("a response_url was refused: HTTP %s", answer.status)
