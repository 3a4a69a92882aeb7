"""What the organisation told of its people: department, site, manager, languages, start. For fairness and bridging only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, String, Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import PersonId, WorkspaceId
from storage.dialect import upsert
from storage.linking import mail_digests
from storage.people import people
from storage.tables import Instant, metadata, workspace_key

organisation = Table(
    "organisation",
    metadata,
    workspace_key(),
    Column("person_id", String(120), primary_key=True),
    Column("department", String(100), nullable=False, default=""),
    Column("site", String(100), nullable=False, default=""),
    Column("manager_id", String(120)),
    Column("languages", String(100), nullable=False, default=""),  # BCP 47, with commas
    Column("starts_on", Date),
    Column("told_at", Instant, nullable=False),
)

FACTS = ("department", "site", "manager_id", "languages", "starts_on")

_KEEP = upsert(organisation)
_THESE = select(organisation).where(
    organisation.c.workspace_id == bindparam("workspace"),
    organisation.c.person_id.in_(bindparam("ids", expanding=True)),
)
_ALL = select(organisation).where(organisation.c.workspace_id == bindparam("workspace"))
_BY_MAIL = select(mail_digests.c.digest, mail_digests.c.person_id).where(
    mail_digests.c.workspace_id == bindparam("workspace"),
    mail_digests.c.digest.in_(bindparam("digests", expanding=True)),
)
_HEARD_OF = select(people.c.person_id).where(
    people.c.workspace_id == bindparam("workspace"), people.c.person_id.in_(bindparam("ids", expanding=True))
)


async def people_by_mail(
    connection: AsyncConnection, workspace: WorkspaceId, digests: Sequence[str]
) -> dict[str, PersonId]:
    """Who has these addresses, where the two chats of an organisation are joined and addresses are known."""
    rows = await connection.execute(_BY_MAIL, {"workspace": workspace, "digests": list(digests)})
    return {row.digest: row.person_id for row in rows}


async def heard_of(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]
) -> set[PersonId]:
    """Those of these people whom a platform told us about."""
    return set(await connection.scalars(_HEARD_OF, {"workspace": workspace, "ids": list(ids)}))


async def facts_of(
    connection: AsyncConnection, workspace: WorkspaceId, ids: Sequence[PersonId]
) -> dict[PersonId, dict[str, Any]]:
    """What is kept of these people by now."""
    rows = await connection.execute(_THESE, {"workspace": workspace, "ids": list(ids)})
    return {row.person_id: {name: row._mapping[name] for name in FACTS} for row in rows}


async def keep_facts(
    connection: AsyncConnection,
    workspace: WorkspaceId,
    facts: Iterable[tuple[PersonId, Mapping[str, Any]]],
    now: datetime,
) -> None:
    """Keep what was told in place of what was told before."""
    rows = [{"workspace_id": workspace, "person_id": one, **told, "told_at": now} for one, told in facts]
    if rows:
        await connection.execute(_KEEP, rows)


async def circles_of(
    connection: AsyncConnection, workspace: WorkspaceId
) -> dict[PersonId, tuple[Mapping[str, str], date | None]]:
    """Department and site of everybody of whom they were told, and when they started: for reports that name nobody."""
    return {
        row.person_id: ({"department": row.department, "site": row.site}, row.starts_on)
        for row in await connection.execute(_ALL, {"workspace": workspace})
    }
