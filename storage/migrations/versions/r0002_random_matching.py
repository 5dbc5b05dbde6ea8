"""The random pool with its sweeps and offers, and what a match's message needs.

Revision: 0002, after 0001. It only adds: a program of the revision before runs on beside it.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import moment, number, table, text, uuid, workspace

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MATCH = "fk_application_match_id_match"
_JOINED = "fk_application_joined_id_recruitment"


def upgrade() -> None:
    """Adds tables and columns."""
    op.add_column("member", text("chosen_language", 8, null=True))
    op.add_column("match", sa.Column("question", sa.SmallInteger(), nullable=True))
    op.add_column("match", text("calendar_token", 64, null=True))
    op.create_index("ix_match_calendar_token", "match", ["calendar_token"], unique=True)
    with op.batch_alter_table("application") as application:
        application.add_column(uuid("joined_id", null=True))
        application.add_column(text("left_because", 32, null=True))
        application.add_column(sa.Column("hints", sa.SmallInteger(), nullable=False, server_default="0"))
        application.add_column(moment("hinted_at", null=True))
        application.add_column(text("suggested", 64, null=True))
        application.add_column(sa.Column("unlucky", sa.Boolean(), nullable=False, server_default="0"))
        application.create_foreign_key(_JOINED, "recruitment", ["joined_id"], ["id"])
    op.create_index("ix_application_match_id", "application", ["match_id"])
    _pool()
    _sweep_and_offer()


def downgrade() -> None:
    """Takes them away again."""
    for name in ("offer", "sweep", "pool"):
        op.drop_table(name)
    with op.batch_alter_table("application") as application:
        application.drop_constraint(_JOINED, type_="foreignkey")
        # MySQL keeps an index that a foreign key rests on: the key goes first, and comes back with its own.
        application.drop_constraint(_MATCH, type_="foreignkey")
        application.drop_index("ix_application_match_id")
        application.create_foreign_key(_MATCH, "match", ["match_id"], ["id"])
        for name in ("unlucky", "suggested", "hinted_at", "hints", "left_because", "joined_id"):
            application.drop_column(name)
    op.drop_index("ix_match_calendar_token", "match")
    op.drop_column("match", "calendar_token")
    op.drop_column("match", "question")
    op.drop_column("member", "chosen_language")


def _pool() -> None:
    table(
        "pool",
        workspace(primary_key=True),
        text("category", 32, primary_key=True),
        moment("due_at", null=True, index=True),
        number("generation"),
        number("fence"),
        moment("held_until"),
        text("board", 64, null=True),
        number("waiting", null=True),
    )


def _sweep_and_offer() -> None:
    table(
        "sweep",
        number("id", primary_key=True, autoincrement=True),
        workspace(),
        text("category", 32),
        moment("at"),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        *(number(name) for name in ("waiting", "matched", "groups", "lost")),
        text("step", 32),
        text("fell_back", 128),
        number("milliseconds"),
        sa.Index(None, "workspace_id", "category", "at"),
    )
    table(
        "offer",
        uuid("application_id", sa.ForeignKey("application.id"), primary_key=True),
        uuid("recruitment_id", sa.ForeignKey("recruitment.id"), primary_key=True),
        moment("at"),
    )
