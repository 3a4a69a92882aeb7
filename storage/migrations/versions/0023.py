"""Other programs read what was published, subscribe to calendars and are told what happened"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
OPEN = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("token_id", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "token_id", name=op.f("pk_api_tokens")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("community_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "community_id", name=op.f("pk_calendar_feeds")),
    )
    op.create_table(
        "webhooks",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("hook_id", sa.String(length=40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "hook_id", name=op.f("pk_webhooks")),
    )
    op.create_table(
        "webhook_events",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("hook_id", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=40), nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "hook_id", "event_id", name=op.f("pk_webhook_events")),
    )
    op.create_index(
        "ix_webhook_events_open", "webhook_events", ["next_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    for table in ("webhook_events", "webhooks", "calendar_feeds", "api_tokens"):
        op.drop_table(table)
