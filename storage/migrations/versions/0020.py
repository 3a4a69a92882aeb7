"""Clinic: words of a thread, until the summary"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "clinic_words",
        sa.Column("workspace_id", sa.String(length=80), nullable=False),
        sa.Column("clinic_id", sa.String(length=40), nullable=False),
        sa.Column("said_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=120), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "clinic_id", "said_id", name=op.f("pk_clinic_words")),
    )


def downgrade() -> None:

    op.drop_table("clinic_words")
