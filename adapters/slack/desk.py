"""Where every payload is taken: kept, acknowledged, and only then answered with whatever else is to be said.

Nothing is acknowledged before ``receive`` has returned. When it raises, nothing was kept: events are not acknowledged, so
Slack brings them again; a person is told in one sentence. When only the answer fails, the acknowledgement is still given.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

import orjson
from aiohttp import ClientError
from slack_bolt.response import BoltResponse

from adapters.port import Crowded, Malformed, Reader, Readers, Receive
from adapters.slack.payload import Body, organisation_of, own
from adapters.slack.reply import Scene, Voice, said_in_ack, scene_of
from adapters.slack.tokens import Line, Tokens
from adapters.wording import named_in, plainly
from facilitation.voice import surface
from facilitation.words import Arrival, PersonId, Removed, Reply

log = logging.getLogger(__name__)

STATIC = 64  # answers that are alike for everybody, and drawings of each


@dataclass(frozen=True, slots=True)
class Alike:
    """An answer that names nobody and came more than once, with its drawings by language and zone."""

    reply: Reply  # held, so that its id stays its own
    drawn: dict[tuple[str, str], str] = field(default_factory=dict)
    named: frozenset[PersonId] = frozenset()


class Desk:
    """Takes payloads one by one, as many at a time as come."""

    def __init__(self, receive: Receive, readers: Readers, tokens: Tokens, line: Line) -> None:
        self._receive = receive
        self._readers = readers
        self._tokens = tokens
        self._line = line
        self._saying: set[asyncio.Task[None]] = set()
        self._alike: dict[int, Alike] = {}

    async def take(self, body: Body, arrival: Arrival | None) -> BoltResponse:
        """One payload with what the door read in it. The response is the acknowledgement, or says why there is none."""
        if arrival is None:
            return BoltResponse(status=200)
        try:
            replies = await self._receive(arrival)
        except Crowded as crowd:
            log.warning("an arrival comes too early: %s", arrival.id)
            return self._not_kept(scene_of(body, arrival), 429, {"Retry-After": [f"{ceil(crowd.seconds)}"]})
        except Malformed as why:
            log.warning("an arrival cannot be read: %s", why.what)
            return self._not_kept(scene_of(body, arrival), 400)
        except Exception:  # whatever broke, Slack has to hear that nothing was kept
            log.exception("an arrival was not kept: %s", arrival.id)
            return self._not_kept(scene_of(body, arrival))
        if isinstance(arrival.what, Removed):
            for under in await self._tokens.forget(arrival.workspace):
                await self._receive(replace(arrival, id=f"{arrival.id}:{under}", workspace=under))
        return await self._answer(body, arrival, replies) if replies else BoltResponse(status=200)

    async def drained(self) -> None:
        """Return when everything that was acknowledged has its answer."""
        while self._saying:
            await asyncio.wait(self._saying)

    # --- answers -----------------------------------------------------------------------------------------------

    async def _answer(self, body: Body, arrival: Arrival, replies: tuple[Reply, ...]) -> BoltResponse:
        """It is kept, so it is acknowledged, whatever goes wrong with the answer."""
        try:
            scene = scene_of(body, arrival)
            if scene.kind == "command" and len(replies) == 1:
                return await self._answer_alike(body, scene, replies[0])
            reader = await self._readers(arrival.workspace, arrival.person, named_in(replies))
            return self._answered(body, scene, replies, reader)
        except Exception:
            log.exception("an answer could not be drawn: %s", arrival.id)
            return BoltResponse(status=200)

    async def _answer_alike(self, body: Body, scene: Scene, reply: Reply) -> BoltResponse:
        """An answer that is the same object for everybody (help) is drawn once for each language and zone."""
        kept = self._alike.get(id(reply))
        named = kept.named if kept and kept.reply is reply else named_in(reply)
        reader = await self._readers(scene.arrival.workspace, scene.arrival.person, named)
        key = (reader.language, reader.zone)
        if kept and kept.reply is reply and key in kept.drawn:
            return BoltResponse(status=200, body=kept.drawn[key])
        response = self._answered(body, scene, (reply,), reader)
        if response.body and not named:
            self._remember(reply, key, response.body)
        return response

    def _remember(self, reply: Reply, key: tuple[str, str], drawn: str) -> None:
        kept = self._alike.get(id(reply))
        if kept is None or kept.reply is not reply or len(kept.drawn) >= STATIC:
            if len(self._alike) >= STATIC:
                self._alike.clear()
            kept = self._alike[id(reply)] = Alike(reply)
        kept.drawn[key] = drawn

    def _answered(self, body: Body, scene: Scene, replies: tuple[Reply, ...], reader: Reader) -> BoltResponse:
        """The acknowledgement with what it can say; what is left is said after it."""
        said, left = said_in_ack(scene, replies, reader)
        if left:
            self._after(self._say(body, scene, left, reader))
        return BoltResponse(status=200, body=orjson.dumps(said).decode() if said else "")

    async def _say(self, body: Body, scene: Scene, left: Sequence[Reply], reader: Reader) -> None:
        try:
            organisation = organisation_of(body)
            speaker = await self._tokens.speaker(
                scene.arrival.workspace, own(organisation) if organisation else ""
            )
            if speaker and self._line.session:
                await Voice(self._line.session, speaker.client).say(scene, left, reader)
        except Exception:  # the end of a task of its own: nobody else would hear of it
            log.exception("an answer could not be said: %s", scene.arrival.id)

    def _after(self, saying: Coroutine[Any, Any, None]) -> None:
        """Something to do once the acknowledgement is out."""
        task = asyncio.get_running_loop().create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    # --- when nothing was kept ---------------------------------------------------------------------------------

    def _not_kept(
        self, scene: Scene, status: int = 500, headers: dict[str, list[str]] | None = None
    ) -> BoltResponse:
        """A command and a form are told in the acknowledgement; a button shows Slack's warning sign and gets a line."""
        said = plainly(surface.BROKEN, Reader())
        inputs = [one["block_id"] for one in scene.view.get("blocks", ()) if one.get("type") == "input"]
        if scene.kind == "command":
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})
        if scene.kind == "form" and inputs:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {inputs[0]: said}})
        if scene.origin.url:
            self._after(self._apologise(scene.origin.url, said))
        return BoltResponse(status=status, headers=headers)

    async def _apologise(self, url: str, said: str) -> None:
        if self._line.session is None:
            return
        words = {"response_type": "ephemeral", "replace_original": False, "text": said}
        try:
            async with self._line.session.post(url, json=words):
                pass
        except (ClientError, TimeoutError) as error:
            log.warning("an apology was cut off: %s", type(error).__name__)
