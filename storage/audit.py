"""The trail of administrative acts, out of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.audit import ADMINISTRATIVE, SHOWN, Act, Trail
from facilitation.words import Arrival, WorkspaceId
from storage.housekeeping import ledger_archive, unpacked
from storage.ledger import ledger

_ADMINISTRATIVE = or_(*(ledger.c.kind.startswith(one, autoescape=True) for one in ADMINISTRATIVE))
_LATEST = (
    select(ledger.c.at, ledger.c.kind, ledger.c.subject, ledger.c.person_id, ledger.c.about)
    .where(ledger.c.workspace_id == bindparam("workspace"), _ADMINISTRATIVE)
    .order_by(ledger.c.at.desc(), ledger.c.entry_id.desc())
    .limit(bindparam("most"))
)
_PACKED = (
    select(ledger_archive.c.packed)
    .where(ledger_archive.c.workspace_id == bindparam("workspace"))
    .order_by(ledger_archive.c.from_day.desc(), ledger_archive.c.part_id.desc())
)


async def load_trail(connection: AsyncConnection, arrival: Arrival) -> Trail:
    """The latest acts; bot/admins.py says whether the one who asks is an admin."""
    return Trail(await latest(connection, arrival.workspace, SHOWN))


async def latest(connection: AsyncConnection, workspace: WorkspaceId, most: int) -> Sequence[Act]:
    """The latest administrative acts that are not packed yet, newest first."""
    rows = await connection.execute(_LATEST, {"workspace": workspace, "most": most})
    return [Act(row.at, row.kind, row.subject, row.person_id or "", told(row.about)) for row in rows]


async def older(connection: AsyncConnection, workspace: WorkspaceId) -> Sequence[Act]:
    """Those in the ledger's archive, newest first."""
    parts = (await connection.scalars(_PACKED, {"workspace": workspace})).all()
    acts = [
        Act(
            datetime.fromisoformat(one["at"]),
            one["kind"],
            one["subject"],
            one["person_id"] or "",
            told(one["about"]),
        )
        for part in parts
        for one in unpacked(part)
        if one["kind"].startswith(ADMINISTRATIVE)
    ]
    return sorted(acts, key=lambda one: (one.at, one.kind, one.subject), reverse=True)


def told(about: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in sorted(about.items()))
