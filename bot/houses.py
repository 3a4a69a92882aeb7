"""Several houses behind one door: a database each, the platforms shared, and every arrival brought to the house it belongs to.

A house knows nothing of its neighbours. What is kept, asked and sent for a workspace happens in its own house, so one
whose database is away holds up nobody else's people.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence

import structlog

from adapters.port import Json, Platform, Reader, Readers, Receive
from bot.house import House
from bot.metrics import Metrics
from bot.switchboard import Switchboard
from bot.tenants import HOME, Tenants
from facilitation.words import Arrival, ChannelId, PersonId, Reply, WorkspaceId
from storage.keyring import Keyring

logger = structlog.get_logger(__name__)


class Houses:
    """Every house by the name of its database. With one house it is only another word for it."""

    def __init__(self, each: Mapping[str, House], known: Tenants) -> None:
        self.each, self.known = dict(each), known
        self._receive: dict[str, Receive] = {name: one.reception.receive for name, one in self.each.items()}
        self._readers: dict[str, Readers] = {name: one.readers for name, one in self.each.items()}

    @staticmethod
    def of_one(house: House) -> Houses:
        """The house that stands alone."""
        return Houses({HOME: house}, Tenants({HOME: ""}))

    def of(self, workspace: WorkspaceId) -> House:
        """The house where this workspace is kept."""
        return self.each[self.known.of(workspace)]

    @property
    def first(self) -> House:
        """Any of them, for what all have alike: the clock, the platforms, the figures."""
        return next(iter(self.each.values()))

    @property
    def platforms(self) -> Mapping[str, Platform]:
        return self.first.platforms

    @property
    def metrics(self) -> Metrics:
        return self.first.metrics

    @property
    def closing(self) -> bool:
        return self.first.closing

    @closing.setter
    def closing(self, value: bool) -> None:
        for house in self.each.values():
            house.closing = value

    # --- what the platforms are given ----------------------------------------------------------------------------

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        """What adapters hand their arrivals to. Raises what the house of this arrival raises."""
        return await self._receive[self.known.of(arrival.workspace)](arrival)

    async def readers(
        self, workspace: WorkspaceId, to: PersonId | ChannelId, named: Collection[PersonId]
    ) -> Reader:
        """For whom something is drawn."""
        return await self._readers[self.known.of(workspace)](workspace, to, named)

    def take_in(self, platforms: Sequence[Platform]) -> None:
        """The platforms come into every house; before ``open``."""
        for house in self.each.values():
            for one in platforms:
                house.add(one)

    def switchboards(self) -> dict[str, Switchboard]:
        """A switchboard in each house, through which everything goes from now on; ``take_in_lines`` puts it before letters."""
        made = {
            name: Switchboard(one.store, one.reception.receive, one.readers, one.clock)
            for name, one in self.each.items()
        }
        self._receive = {name: board.receive for name, board in made.items()}
        self._readers = {name: board.readers for name, board in made.items()}
        return made

    def take_in_lines(self, platforms: Sequence[Platform], boards: Mapping[str, Switchboard]) -> None:
        """The platforms come into every house behind its switchboard."""
        for name, house in self.each.items():
            for one in platforms:
                house.add(boards[name].line(one))

    # --- opening and closing -------------------------------------------------------------------------------------

    async def open(self, beating: bool = True) -> None:
        """Start the platforms once, and every house's beats."""
        for platform in self.platforms.values():
            await platform.start()
        if beating:
            for house in self.each.values():
                house.beat_on()

    async def close(self) -> None:
        """Take nothing new, finish what was acknowledged, and let every database go."""
        self.closing = True
        for house in self.each.values():
            house.stop_beating()
        for platform in self.platforms.values():
            await platform.stop()
        closed = await asyncio.gather(*(one.finish() for one in self.each.values()), return_exceptions=True)
        for name, why in zip(self.each, closed, strict=True):
            if isinstance(why, BaseException):  # its database is away; the others are closed all the same
                logger.error("house.not_closed", database=name, why=type(why).__name__)


class Keyrings:
    """One keyring over several databases: a secret lies where the workspace that it opens is kept."""

    def __init__(self, each: Mapping[str, Keyring], known: Tenants) -> None:
        self._each, self._known = each, known

    def _of(self, key: WorkspaceId) -> Keyring:
        return self._each[self._known.of(key)]

    async def load(self, key: WorkspaceId) -> Mapping[str, Json] | None:
        return await self._of(key).load(key)

    async def save(self, key: WorkspaceId, record: Mapping[str, Json]) -> None:
        await self._of(key).save(key, record)

    async def forget(self, key: WorkspaceId) -> None:
        await self._of(key).forget(key)

    async def keys(self, platform: str) -> Sequence[WorkspaceId]:
        """Every key of a platform, wherever it lies."""
        return [key for one in self._each.values() for key in await one.keys(platform)]
