"""Letters and wakes of one hour lie in the order in which they go: the next few are found without sorting all of them"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

OPEN_STATES = sa.text("state IN ('waiting', 'handed')")


def upgrade() -> None:
    op.create_index(
        "ix_letters_turn",
        "letters",
        ["workspace_id", "not_before", sa.text("importance DESC"), "written_at", "letter_id"],
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    )
    op.drop_index("ix_letters_lane", table_name="letters")
    op.create_index("ix_wakes_turn", "wakes", ["due_at", "workspace_id", "kind", "subject"])
    op.drop_index("ix_wakes_due_at", table_name="wakes")


def downgrade() -> None:
    op.create_index("ix_wakes_due_at", "wakes", ["due_at"])
    op.drop_index("ix_wakes_turn", table_name="wakes")
    op.create_index(
        "ix_letters_lane",
        "letters",
        ["workspace_id", "not_before"],
        sqlite_where=OPEN_STATES,
        postgresql_where=OPEN_STATES,
    )
    op.drop_index("ix_letters_turn", table_name="letters")
