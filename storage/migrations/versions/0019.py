"""Pulse: who reads results first, as marks, until they have"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pulse_first_readers",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("wave_id", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "wave_id", "mark", name=op.f("pk_pulse_first_readers")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("pulse_first_readers")
