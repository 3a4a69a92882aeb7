"""Pulse: what the community will do after one, and what came of it"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pulse_waves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("intended", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("came_after", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("pulse_waves", schema=None) as batch_op:
        batch_op.drop_column("came_after")
        batch_op.drop_column("intended")
