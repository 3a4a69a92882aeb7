"""Alembic's entry: it is always called with a connection by ``storage/migrate.py``."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import JSON

from storage.search import is_declared
from storage.tables import Instant, metadata

connection = context.config.attributes["connection"]


def render(kind: str, thing: Any, _autogen: Any) -> str | Literal[False]:
    """Our own instant type is written down as what it is in the database."""
    if kind == "type" and isinstance(thing, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, JSON):
        return "sa.JSON().with_variant(JSONB(), 'postgresql')"
    return False


context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite" and bool(context.script.get_heads()),
    render_item=render,
    include_name=is_declared,
)
with context.begin_transaction():
    context.run_migrations()
