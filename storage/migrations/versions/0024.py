"""Pulse: sealed pools of pairs of answers, for reliability"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pulse_pairs",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("construct", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("key_name", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "construct", name=op.f("pk_pulse_pairs")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("pulse_pairs")
