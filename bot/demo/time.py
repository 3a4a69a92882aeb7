"""In the demo people move the bot's clock: ``/community skip 7d`` lets a week happen, everything due in order."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from datetime import datetime

import structlog

from adapters.port import Outgoing, Platform
from bot.house import House
from bot.routes.route import Routes
from facilitation import skip
from facilitation.people import Person
from facilitation.voice import skip as say
from facilitation.words import Arrival, Command, Reply
from storage.people import load_person

logger = structlog.get_logger(__name__)

WORD = "skip"
ROUTES = Routes(
    help={WORD: say.MEANS}
)  # only the line in the list of commands; ``Passing`` hears the word itself


class Passing:
    """Receives in place of the house: lets time pass at a word, and hands everything else on.

    The local client stamps what it sends with the machine's hour. The bot's own hour may be weeks ahead of that, so
    whatever arrives is taken to happen now.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._passing: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()
        self.platform: Platform | None = None

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        """What the platform calls."""
        words = asked(arrival)
        if words is None:
            return await self._house.reception.receive(replace(arrival, at=None))
        person = await self._person(arrival)
        target = skip.until(words, person.zone, self._house.clock.now())
        if target:
            task = asyncio.get_running_loop().create_task(self._pass(arrival, person, target))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)
        return (skip.passing(target),)

    async def stop(self) -> None:
        """Let no more time pass."""
        for task in tuple(self._passing):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _person(self, arrival: Arrival) -> Person:
        async with self._house.store.reading() as connection:
            return await load_person(connection, arrival.workspace, arrival.person)

    async def _pass(self, arrival: Arrival, person: Person, target: datetime) -> None:
        """Everything due on the way, then one line to whoever asked."""
        try:
            async with self._one_at_a_time:
                await self._house.advance(target)
        except Exception:
            logger.exception("skip.failed")
        now = self._house.clock.now()
        reader = await self._house.readers(arrival.workspace, person.id, ())
        said = Outgoing(arrival.workspace, person.id, skip.arrived(now), f"skip-{arrival.id}", reader)
        if self.platform:
            await self.platform.send(said)


def asked(arrival: Arrival) -> str | None:
    """The words after ``skip``; None for everything else."""
    if not isinstance(arrival.what, Command):
        return None
    first, _, rest = arrival.what.words.partition(" ")
    return rest if first.lower() == WORD else None
