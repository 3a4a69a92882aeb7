"""Who administers the platform's workspace, and when it said so"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("is_admin", sa.Boolean(), nullable=True))
    op.add_column("people", sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("people", "told_at")
    op.drop_column("people", "is_admin")
