"""Each workspace has a lane of its own for letters, and one pace that all replicas share"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN_STATES = sa.text("state IN ('waiting', 'handed')")


def upgrade() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("free_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_paces")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_letters_lane",
        "letters",
        ["workspace_id", "not_before"],
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    )
    op.drop_index("ix_letters_open", table_name="letters")


def downgrade() -> None:
    op.create_index(
        "ix_letters_open",
        "letters",
        ["not_before", "workspace_id"],
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    )
    op.drop_index("ix_letters_lane", table_name="letters")
    op.drop_table("paces")
