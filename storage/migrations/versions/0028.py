"""The talk of one channel lies in the order of time: a picture of a small community reads no other channel's"""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_chat_messages_channel", "chat_messages", ["workspace_id", "channel_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_chat_messages_channel", table_name="chat_messages")
