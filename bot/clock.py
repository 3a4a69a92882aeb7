"""The only file that asks the machine for the hour, for luck or for an id."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from facilitation.words import Given


class Clock:
    """The hour as everybody in the house sees it. A moved clock (demo, tests) adds ``ahead`` to the machine's."""

    def __init__(self, read: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._read = read
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        """Aware UTC."""
        return self._read() + self.ahead

    def move_to(self, instant: datetime) -> None:
        """From now on it is this instant and counting. Only the demo and tests call this."""
        self.ahead = instant - self._read()


class StillClock(Clock):
    """A clock that stands until it is told (tests and simulated years)."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        super().__init__(lambda: self._at)

    def move_to(self, instant: datetime) -> None:
        self._at = instant


def stopwatch() -> float:
    """Seconds from an arbitrary start, for measuring how long something took."""
    return time.perf_counter()


class Chance:
    """Ids and luck. With a ``seed`` both repeat exactly (tests, rehearsals, simulated years)."""

    def __init__(self, seed: str | None = None) -> None:
        self._salt = seed if seed is not None else secrets.token_hex(16)
        self._seeded = seed is not None
        self._numbers = count(1)

    def new_id(self) -> str:
        """32 hex characters. Random ones begin with the millisecond and a count, so that keys sort as they were made:
        letters of one decision go out in its order, and an index grows at its end. Seeded ones begin with the count.
        """
        number = next(self._numbers)
        if self._seeded:
            return named_id(self._salt, number)
        return f"{time.time_ns() // 1_000_000:012x}{number % 0x10000:04x}{secrets.token_hex(8)}"

    def ids_for(self, subject: str) -> Callable[[], str]:
        """Ids for what follows from one subject. Seeded, they are counted from the subject's own name: neither the order in which things are decided nor what
        shared a batch moves an id, so a seed gives the same ledger on every database and with any number of replicas.
        """
        if not self._seeded:
            return self.new_id
        numbers = count(1)
        return lambda: named_id(f"{self._salt}:{subject}", next(numbers))

    def luck(self, name: str) -> Random:
        """A generator seeded by name, so that a new draw moves nobody else's."""
        return Random(f"{self._salt}:{name}" if self._seeded else name)


def named_id(name: str, number: int) -> str:
    """The id that belongs to a name and a number; ids of one name sort by number."""
    return f"{number:06x}{hashlib.blake2b(f'{name}:{number}'.encode(), digest_size=13).hexdigest()}"


def given(clock: Clock, chance: Chance) -> Given:
    """The hour, ids and luck for one arrival or one tick."""
    return Given(clock.now(), chance.new_id, chance.luck)
