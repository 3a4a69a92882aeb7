"""Where what people do reaches the bot: acknowledged only when it is kept, repeated when it was not, as platforms do."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random

import structlog

from bot.clock import Clock
from bot.routes.atlas import Atlas
from bot.simulation.people import Imagined
from bot.simulation.witness import WHOLE, Witness
from facilitation.words import Arrival, Home, Redraw, Reply, Tell, What

logger = structlog.get_logger(__name__)

TRIES = 4  # the first delivery and three repeats, as Slack's Events API does


class PowerCut(Exception):
    """The simulated house went dark in the middle of something."""


@dataclass
class Door:
    """``arrives(who, what)`` → the replies, or None when the bot never acknowledged it."""

    clock: Clock
    witness: Witness
    receive: Callable[[Arrival], Awaitable[tuple[Reply, ...]]]
    atlas: Atlas
    faulty: str = ""  # the seed of repeated deliveries; empty: everything comes once
    came: Counter[str] = field(default_factory=Counter)

    async def arrives(self, who: Imagined, what: What) -> tuple[Reply, ...] | None:
        """One thing somebody did."""
        name = f"{who.id}:{who.next_number()}"
        arrival = Arrival(name, who.workspace, who.id, what, self.clock.now(), who.language, who.works.zone)
        self.came[type(what).__name__] += 1
        replies = await self._delivered(arrival)
        if replies is None:
            return None
        self.witness.check(WHOLE, True)
        if not all(route.pure for route in self.atlas.of(arrival)):
            self.witness.acknowledges(arrival)
        for one in replies:
            if isinstance(one, Tell | Redraw | Home):
                self.witness.reads(who.workspace, one.message, who.id)
        await self._repeated(arrival)
        return replies

    async def _delivered(self, arrival: Arrival) -> tuple[Reply, ...] | None:
        for _ in range(TRIES):
            try:
                return await self.receive(arrival)
            except PowerCut:
                continue
            except Exception as why:
                logger.debug("simulation.failed", arrival=arrival.id, exc_info=why)
                self.witness.check(
                    WHOLE, False, f"{arrival.id} {what_it_was(arrival.what)}: {where_it_broke(why)}"
                )
                return None
        return None

    async def _repeated(self, arrival: Arrival) -> None:
        """The platform did not hear our acknowledgement and says it again."""
        if self.faulty and Random(f"{self.faulty}:{arrival.workspace}:{arrival.id}").random() < 0.03:
            self.came["repeated"] += 1
            await self._delivered(arrival)


def what_it_was(what: What) -> str:
    """Kind and name of what came, without anybody's words."""
    name = getattr(what, "action", None) or getattr(what, "form", None) or getattr(what, "words", "")
    return f"{type(what).__name__} {name.partition(' ')[0]}"


def where_it_broke(why: Exception) -> str:
    """The error and the last line of ours on its way."""
    ours = [one for one in traceback.extract_tb(why.__traceback__) if "site-packages" not in one.filename]
    place = f"{ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}" if ours else ""
    return f"{type(why).__name__} {str(why)[:200]} at {place}"
