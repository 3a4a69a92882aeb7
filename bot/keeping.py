"""How decisions are kept: changes, wakes, ledger entries and letters as one list of writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

import storage.every  # noqa: F401 — each room of storage says there how its changes are written down
from facilitation.words import Decision, Given, WorkspaceId
from storage.engine import all_writes, execute
from storage.ledger import entry_write
from storage.outbox import letter_write
from storage.wakes import wake_write
from storage.writing import Write


def as_writes(decision: Decision, workspace: WorkspaceId, given: Given) -> list[Write]:
    """Everything of one decision that must be kept, in the order in which it must be kept."""
    kept = all_writes(decision.changes, workspace, given.now)
    kept += [wake_write(wake, workspace) for wake in decision.wakes]
    kept += [entry_write(entry, workspace, given.new_id(), given.now) for entry in decision.entries]
    kept += [
        letter_write(letter, workspace, given.new_id(), given.new_id(), given.now)
        for letter in decision.letters
    ]
    return kept


class Kept(NamedTuple):
    """One decision, where it belongs, and what it was given (its ids come from there)."""

    workspace: WorkspaceId
    decision: Decision
    given: Given


async def keep(
    connection: AsyncConnection, decided: Sequence[tuple[WorkspaceId, Decision]], given: Given
) -> None:
    """Keep decisions that were all given the same."""
    await keep_all(connection, [Kept(workspace, decision, given) for workspace, decision in decided])


async def keep_all(connection: AsyncConnection, decided: Sequence[Kept]) -> None:
    """Keep many decisions in the running transaction."""
    await execute(connection, [as_writes(one.decision, one.workspace, one.given) for one in decided])
