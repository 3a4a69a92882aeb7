"""Waiting without sleeping: look again whenever the outside world told us that something moved."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import aiohttp

T = TypeVar("T")


class Watching:
    """A mirror of an outside program, kept by the frames that its page's own socket sends."""

    def __init__(self) -> None:
        self._moved = asyncio.Condition()

    async def until(self, seen: Callable[[], T | None], what: str, within: float = 30.0) -> T:
        """Wait until ``seen()`` is truthy, looking again at every move; returns what it saw."""
        try:
            async with asyncio.timeout(within), self._moved:
                while not (found := seen()):
                    await self._moved.wait()
                return found
        except TimeoutError as late:
            raise AssertionError(f"waited {within:.0f} s for {what}. {self.story()}") from late

    def story(self) -> str:
        """The last things that happened, for the message of a failed wait."""
        return ""

    def take(self, told: Any) -> None:
        """Bring the mirror up to date with one frame."""
        raise NotImplementedError

    @contextlib.asynccontextmanager
    async def following(self, socket: aiohttp.ClientWebSocketResponse) -> AsyncIterator[None]:
        """Follow one socket until the block ends."""
        task = asyncio.create_task(self._follow(socket))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _follow(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is aiohttp.WSMsgType.TEXT:
                async with self._moved:
                    self.take(frame.json())
                    self._moved.notify_all()
