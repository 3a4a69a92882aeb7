"""What a simulated year comes to: counts, promises checked and broken, and one hash over everything that was remembered."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import bindparam, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.simulation.witness import FACTS, KEPT, WHOLE, Witness
from storage.arrivals import arrivals, kept_as
from storage.dialect import is_sqlite
from storage.engine import Store
from storage.ledger import ledger
from storage.outbox import DELIVERED, letters
from storage.wakes import wakes

INSTANTS = frozenset({"until", "at", "due"})  # what faults may move by minutes
SPACE = 2**128

_FACTS = select(ledger).where(ledger.c.at >= bindparam("since"), ledger.c.at < bindparam("until"))
_ARRIVED = select(arrivals.c.workspace_id, arrivals.c.arrival_id).where(arrivals.c.at >= bindparam("since"))
_LETTERS = (
    select(
        letters.c.mark,
        letters.c.once,
        letters.c.kind,
        letters.c.importance,
        letters.c.asks,
        letters.c.message,
    )
    .where(
        letters.c.state == DELIVERED,
        letters.c.settled_at >= bindparam("since"),
        letters.c.settled_at < bindparam("until"),
    )
    .order_by(letters.c.settled_at, letters.c.letter_id)
)
_FAILED = select(wakes.c.workspace_id, wakes.c.kind, wakes.c.subject).where(wakes.c.attempts > 0)
_BECAME = select(letters.c.state, func.count()).group_by(letters.c.state)


@dataclass
class Account:
    """Kept week by week, so that a long year fits into memory and retention may do its work."""

    witness: Witness
    facts: Counter[str] = field(default_factory=Counter)
    whole: int = 0  # sums of hashes: equal for the same rows in any order
    bare: int = 0  # the same without hours and without what concerns the carrying of letters

    async def sweep(self, connection: AsyncConnection, since: datetime, until: datetime) -> None:
        """Look at everything of this stretch of time once."""
        span = {"since": since, "until": until}
        await self._acknowledged(connection, since)
        for row in await connection.execute(_LETTERS, span):
            self._letter(row)
        for row in await connection.execute(_FACTS, span):
            self._fact(row)
        for row in await connection.execute(_FAILED):
            self.witness.check(WHOLE, False, tuple(row))

    async def _acknowledged(self, connection: AsyncConnection, since: datetime) -> None:
        there = {
            (row.workspace_id, row.arrival_id) for row in await connection.execute(_ARRIVED, {"since": since})
        }
        for one in self.witness.acknowledged:
            self.witness.check(KEPT, (one[0], kept_as(connection, *one)) in there, one)
        self.witness.acknowledged.clear()

    def _letter(self, row: Any) -> None:
        self.witness.weighs(row)

    def _fact(self, row: Any) -> None:
        self.facts[row.kind] += 1
        told = (row.workspace_id, row.kind, row.subject, row.person_id)
        self.whole = (self.whole + number_of((row.at.isoformat(), *told, row.about))) % SPACE
        if not row.kind.startswith("letter."):
            about = {name: value for name, value in row.about.items() if name not in INSTANTS}
            self.bare = (self.bare + number_of((*told, about))) % SPACE

    def close(self) -> None:
        """At the end: whatever was decided must have been found in the ledger."""
        for kind, decided in sorted(self.witness.facts.items()):
            self.witness.check(FACTS, self.facts[kind] >= decided, (kind, decided, self.facts[kind]))


def number_of(line: object) -> int:
    """A row as a number that any other row has hardly ever (BLAKE2b, 128 bits)."""
    packed = orjson.dumps(line, option=orjson.OPT_SORT_KEYS)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=16).digest(), "big")


async def became(connection: AsyncConnection) -> dict[str, int]:
    """How many letters are in which state."""
    return {state: many for state, many in await connection.execute(_BECAME)}


async def size_in_mb(store: Store) -> float:
    """How much room the database takes."""
    asked = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if is_sqlite(store.engine)
        else "SELECT pg_database_size(current_database())"
    )
    async with store.reading() as connection:
        return round((await connection.scalar(text(asked)) or 0) / 1e6, 1)
