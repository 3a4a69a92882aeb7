"""Where every payload is taken: kept, acknowledged, and only then answered with whatever else is to be said.

Nothing is acknowledged before ``receive`` has returned. When it raises, nothing was kept: events are not acknowledged, so
Slack brings them again; a person is told in one sentence. When only the answer fails, the acknowledgement is still given.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

import orjson
from aiohttp import ClientError
from slack_bolt.response import BoltResponse

from adapters.port import Reader, Readers, Receive
from adapters.slack.payload import Body, organisation_of, own
from adapters.slack.reply import Scene, Voice, said_in_ack, scene_of
from adapters.slack.tokens import Line, Tokens
from adapters.wording import named_in, plainly
from facilitation.voice import surface
from facilitation.words import Arrival, Removed, Reply

log = logging.getLogger(__name__)

STATIC = 64  # acknowledgements kept as they were drawn


class Desk:
    """Takes payloads one by one, as many at a time as come."""

    def __init__(self, receive: Receive, readers: Readers, tokens: Tokens, line: Line, native: bool) -> None:
        self._receive = receive
        self._readers = readers
        self._tokens = tokens
        self._line = line
        self._native = native
        self._saying: set[asyncio.Task[None]] = set()
        self._static: dict[tuple[int, str, str], tuple[Reply, str]] = {}

    async def take(self, body: Body, arrival: Arrival | None) -> BoltResponse:
        """One payload with what the door read in it. The response is the acknowledgement, or says why there is none."""
        if arrival is None:
            return BoltResponse(status=200)
        try:
            replies = await self._receive(arrival)
        except Exception:  # whatever broke, Slack has to hear that nothing was kept
            log.exception("an arrival was not kept: %s", arrival.id)
            return self._not_kept(scene_of(body, arrival))
        if isinstance(arrival.what, Removed):
            await self._tokens.forget(arrival.workspace)
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
            reader = await self._readers(arrival.workspace, arrival.person, named_in(replies))
            said, left = self._ack(scene, replies, reader)
            if left:
                self._after(self._say(body, scene, left, reader))
            return BoltResponse(status=200, body=said)
        except Exception:
            log.exception("an answer could not be drawn: %s", arrival.id)
            return BoltResponse(status=200)

    def _ack(self, scene: Scene, replies: tuple[Reply, ...], reader: Reader) -> tuple[str, Sequence[Reply]]:
        """The body of the acknowledgement. An answer that is the same object again (help) is not drawn again."""
        fixed = scene.kind == "command" and len(replies) == 1 and not reader.names
        key = (id(replies[0]), reader.language, reader.zone)
        kept = self._static.get(key) if fixed else None
        if kept and kept[0] is replies[0]:
            return kept[1], ()
        body, left = said_in_ack(scene, replies, reader, self._native)
        drawn = orjson.dumps(body).decode() if body else ""
        if fixed and drawn and not left:
            if len(self._static) >= STATIC:
                self._static.clear()
            self._static[key] = (replies[0], drawn)
        return drawn, left

    async def _say(self, body: Body, scene: Scene, left: Sequence[Reply], reader: Reader) -> None:
        try:
            organisation = organisation_of(body)
            speaker = await self._tokens.speaker(
                scene.arrival.workspace, own(organisation) if organisation else ""
            )
            if speaker and self._line.session:
                await Voice(self._line.session, speaker.client, self._native).say(scene, left, reader)
        except Exception:  # the end of a task of its own: nobody else would hear of it
            log.exception("an answer could not be said: %s", scene.arrival.id)

    def _after(self, saying: Coroutine[Any, Any, None]) -> None:
        """Something to do once the acknowledgement is out."""
        task = asyncio.get_running_loop().create_task(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    # --- when nothing was kept ---------------------------------------------------------------------------------

    def _not_kept(self, scene: Scene) -> BoltResponse:
        """A command and a form are told in the acknowledgement; a button shows Slack's warning sign and gets a line."""
        said = plainly(surface.BROKEN, Reader())
        inputs = [one["block_id"] for one in scene.view.get("blocks", ()) if one.get("type") == "input"]
        if scene.kind == "command":
            return BoltResponse(status=200, body={"response_type": "ephemeral", "text": said})
        if scene.kind == "form" and inputs:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {inputs[0]: said}})
        if scene.origin.url:
            self._after(self._apologise(scene.origin.url, said))
        return BoltResponse(status=500)

    async def _apologise(self, url: str, said: str) -> None:
        if self._line.session is None:
            return
        words = {"response_type": "ephemeral", "replace_original": False, "text": said}
        try:
            async with self._line.session.post(url, json=words):
                pass
        except (ClientError, TimeoutError) as error:
            log.warning("an apology was cut off: %s", type(error).__name__)
