"""What is remembered. Each feature declares its tables at the top of its own file, on this one metadata.

Every table carries ``workspace_id`` first in its key, so that every query is scoped by tenant and PostgreSQL can be
partitioned by it. Instants are kept as aware UTC through ``Instant``; keys are made by us, never by the database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, MetaData, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

JsonText = JSON().with_variant(JSONB(), "postgresql")


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant. SQLite keeps no zone, so it is put back when read; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _of_text(kept: str | None) -> datetime | None:
    """What SQLite keeps as text, read in one go: a year of talk is many instants."""
    return None if kept is None else datetime.fromisoformat(f"{kept}+00:00")


def workspace_key() -> Column[str]:
    """The tenant, first in every key."""
    return Column("workspace_id", String(80), primary_key=True)
