"""Carrying everything of a workspace from one database into another, while no bot runs on either."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from facilitation.words import WorkspaceId
from storage.engine import Store
from storage.keyring import keyring
from storage.linking import workspace_links
from storage.tables import metadata

BATCH = 1000


async def one_organisation(connection: AsyncConnection, workspace: WorkspaceId) -> list[WorkspaceId]:
    """This workspace and all that are joined with it."""
    joined = select(workspace_links.c.home_id).where(workspace_links.c.workspace_id == workspace)
    home = await connection.scalar(joined) or workspace
    theirs = select(workspace_links.c.workspace_id).where(workspace_links.c.home_id == home)
    return sorted({home, workspace, *await connection.scalars(theirs)})


async def carry(source: Store, target: Store, workspaces: Sequence[WorkspaceId], chats: Sequence[str]) -> int:
    """Everything of these workspaces into the other database, then out of this one; says how many rows.

    ``chats``: what the keys of their people's chats begin with in the keyring, as in erasing.workspace_steps.

    Each database has one transaction of its own. Cut off between them, both hold it all, no bot starts on that
    (bot/building.py), and doing it again begins anew: what is in the target is replaced by what the source holds.
    """
    many = 0
    async with source.reading() as here, target.writing() as there:
        for table in metadata.sorted_tables:
            await there.execute(delete(table).where(theirs(table, workspaces, chats)))
            many += await _copy(here, there, table, theirs(table, workspaces, chats))
    if many:
        async with source.writing() as here:
            for table in metadata.sorted_tables:
                await here.execute(delete(table).where(theirs(table, workspaces, chats)))
    return many


async def _copy(
    here: AsyncConnection, there: AsyncConnection, table: Table, which: ColumnElement[bool]
) -> int:
    """These rows of one table, some at a time, in the order of their key."""
    asked = select(table).where(which).order_by(*table.primary_key)
    expected = await here.scalar(select(func.count()).select_from(table).where(which)) or 0
    for start in range(0, expected, BATCH):
        rows: list[Any] = [dict(row._mapping) for row in await here.execute(asked.limit(BATCH).offset(start))]
        await there.execute(insert(table), rows)
    return expected


def theirs(table: Table, workspaces: Sequence[WorkspaceId], chats: Sequence[str]) -> ColumnElement[bool]:
    """The rows of these workspaces; a tenant's chats lie in the keyring under keys that begin with its name."""
    key = table.c.workspace_id
    begun = [key.startswith(one, autoescape=True) for one in chats] if table is keyring else []
    return or_(key.in_(workspaces), *begun)
