"""Deliveries in the order of their meetings, in lanes behind the methods that Slack paces, and when they died.

Revision: 0004. It only adds: a program of the revision before runs on beside it.
"""

from alembic import op

from storage.migrations.columns import moment, text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns that may be empty."""
    op.add_column("outbox", moment("meets_at", null=True))
    op.add_column("outbox", text("lane", 128, null=True))
    op.add_column("outbox", moment("died_at", null=True))
    op.create_index("ix_outbox_died_at", "outbox", ["died_at"])


def downgrade() -> None:
    """Takes them away again."""
    op.drop_index("ix_outbox_died_at", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        for name in ("died_at", "lane", "meets_at"):
            outbox.drop_column(name)
