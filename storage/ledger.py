"""The ledger: facts in the order they happened, never changed, so that "why did you say that?" has an answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, Index, String, Table, insert

from facilitation.words import Entry, WorkspaceId
from storage.tables import Instant, JsonText, metadata, workspace_key
from storage.writing import Write

ledger = Table(
    "ledger",
    metadata,
    workspace_key(),
    Column("entry_id", String(40), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("person_id", String(120)),
    Column("about", JsonText, nullable=False),
    Index("ix_ledger_subject", "workspace_id", "subject", "at"),
    Index("ix_ledger_person", "workspace_id", "person_id", "at"),
    Index("ix_ledger_kind", "workspace_id", "kind", "at"),
)

_APPEND = insert(ledger)


def entry_write(entry: Entry, workspace: WorkspaceId, entry_id: str, now: datetime) -> Write:
    """One fact as a row. ``entry_id`` comes from the house and sorts by time within a process."""
    return Write(
        _APPEND,
        {
            "workspace_id": workspace,
            "entry_id": entry_id,
            "at": now,
            "kind": entry.kind,
            "subject": entry.subject,
            "person_id": entry.person,
            "about": dict(entry.about),
        },
    )
