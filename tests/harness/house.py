"""A whole house on a database of the test's own, with a clock that stands and a platform made of paper."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.attention import weigh
from bot.clock import Chance, StillClock
from bot.house import House
from bot.paper import Paper
from bot.routes import FEATURES
from bot.routes.route import Routes
from facilitation.voice import plain
from facilitation.words import (
    Arrival,
    Command,
    Home,
    Message,
    Open,
    Phrase,
    Press,
    Reask,
    Reply,
    Submission,
    What,
)
from storage.engine import Store
from storage.migrate import migrate
from tests.harness.knocking import knock
from tests.harness.minutes import noted, taken

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEAM = "slack:T1"
CHANNEL = "slack:C1"


@dataclass
class Lived:
    """A house under test and the short words tests use to live in it."""

    house: House
    clock: StillClock
    paper: Paper

    def __post_init__(self) -> None:
        self._ids = count(1)

    async def arrives(
        self, person: str, what: What, id: str | None = None, team: str = TEAM
    ) -> tuple[Reply, ...]:
        """Something reaches the house from a person; the replies it gets."""
        arrival = Arrival(id or f"a{next(self._ids)}", team, person, what)
        return await self.house.reception.receive(arrival)

    async def types(self, person: str, words: str, channel: str | None = CHANNEL) -> tuple[Reply, ...]:
        return await self.arrives(person, Command(words, channel, opener="open"))

    async def presses(self, person: str, action: str, *args: str, **more: object) -> tuple[Reply, ...]:
        press = Press(action, args, channel=CHANNEL, opener="open", **more)  # type: ignore[arg-type]
        return await self.arrives(person, press)

    async def submits(self, person: str, form: str, *memo: str, **answers: object) -> tuple[Reply, ...]:
        return await self.arrives(person, Submission(form, memo, answers))  # type: ignore[arg-type]

    async def passes(self, **time: float) -> None:
        """Time goes by, and everything due on the way happens in order."""
        await self.house.advance(self.clock.now() + timedelta(**time))


@asynccontextmanager
async def lived_in(
    url: str,
    *,
    at: datetime = MONDAY,
    features: Iterable[Routes] = FEATURES,
    migrated: bool = False,
    house_key: bytes = b"",
    least_answers: int = 5,
    pairs: bool = False,
    **more: object,
) -> AsyncIterator[Lived]:
    """Open a house on this database with all tables made; ``migrated`` makes them as an installation does (slower)."""
    clock, paper = StillClock(at), Paper()
    store = Store(url, house_keys=(house_key,) if house_key else (), least_answers=least_answers, pairs=pairs)
    await (migrate(store) if migrated else store.create_all())
    house = House(store, clock, Chance("test"), noted(features), **{"weigh": weigh, **more})  # type: ignore[arg-type]
    house.add(paper)
    await house.open(beating=False)
    lived = Lived(house, clock, paper)
    try:
        yield lived
        if minutes := taken():
            await knock(lived, minutes)
    finally:
        await house.close()


def words_of(value: object) -> str:
    """Every phrase in a reply or a message as plain text, line by line (for assertions)."""
    lines: list[str] = []
    _collect(value, lines)
    return "\n".join(lines)


def _collect(value: object, lines: list[str]) -> None:
    if isinstance(value, Phrase):
        lines.append(plain(value))
    elif isinstance(value, tuple | list):
        for one in value:
            _collect(one, lines)
    elif isinstance(value, str | int | float | None):
        return
    else:
        for name in getattr(value, "__slots__", ()):
            _collect(getattr(value, name), lines)


def buttons_in(value: object) -> dict[str, tuple[str, tuple[str, ...]]]:
    """label → (action, args) of every button in replies or a message."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}

    def walk(one: object) -> None:
        if hasattr(one, "action") and hasattr(one, "style"):
            found[plain(one.label)] = (one.action, one.args)
        elif isinstance(one, tuple | list):
            for each in one:
                walk(each)
        else:
            for name in getattr(one, "__slots__", ()):
                walk(getattr(one, name))

    walk(value)
    return found


__all__ = [
    "CHANNEL",
    "MONDAY",
    "TEAM",
    "Home",
    "Lived",
    "Message",
    "Open",
    "Reask",
    "buttons_in",
    "lived_in",
    "words_of",
]
