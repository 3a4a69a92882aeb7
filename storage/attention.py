"""What was sent to one person and what was held back, as the ledger and the outbox remember it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.attention import SHOWN, Fact
from facilitation.pulse.quiet import QUIET
from facilitation.words import Arrival
from storage.hours import hour_of
from storage.ledger import ledger
from storage.outbox import DELIVERED, letters

LOOKED_BACK = timedelta(weeks=4)

_SENT = (
    select(letters.c.settled_at, letters.c.kind)
    .where(
        letters.c.workspace_id == bindparam("workspace"),
        letters.c.recipient == bindparam("person"),
        letters.c.state == DELIVERED,
        letters.c.settled_at > bindparam("since"),
        letters.c.edits == "",
        letters.c.deletes == "",
        letters.c.kind.not_in(QUIET),  # nobody can tell whether they went
    )
    .order_by(letters.c.settled_at.desc(), letters.c.letter_id)
    .limit(SHOWN)
)
_HELD = (
    select(ledger.c.at, ledger.c.kind, ledger.c.about)
    .where(
        ledger.c.workspace_id == bindparam("workspace"),
        ledger.c.person_id == bindparam("person"),
        ledger.c.at > bindparam("since"),
        ledger.c.kind.in_(("letter.held", "letter.dropped", "nudge.held", "digest.held")),
    )
    .order_by(ledger.c.at.desc(), ledger.c.entry_id)
    .limit(SHOWN)
)


async def load_facts(connection: AsyncConnection, arrival: Arrival) -> tuple[Fact, ...]:
    """The last four weeks of letters and of what was held back, for the one who asks and nobody else."""
    since = await hour_of(connection, arrival) - LOOKED_BACK
    scope = {"workspace": arrival.workspace, "person": arrival.person, "since": since}
    sent = [Fact(row.settled_at, row.kind) for row in await connection.execute(_SENT, scope)]
    return (*sent, *(read_fact(row) for row in await connection.execute(_HELD, scope)))


def read_fact(row: Any) -> Fact:
    """One ledger entry as a fact. ``letter`` or ``kind`` names what kind of letter it was."""
    about = row.about
    until = about.get("until")
    kind = about.get("letter") or about.get("kind") or row.kind.partition(".")[0]
    return Fact(
        row.at, kind, about.get("reason", "") or "unknown", datetime.fromisoformat(until) if until else None
    )
