"""What limits, retention, export and erasure need.

Revision: 0003, after 0002. It only adds: a program of the revision before runs on beside it.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import member, moment, table, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = {
    "recruitment": (("author_id", "status"), ("status", "meets_at"), ("texts_erased", "meets_at")),
    "comment": (("member_id", "at"),),
    "match": (("meets_at",),),
    "application": (("expires_at",),),
    "outbox": (("member_id",), ("created_at",)),
    "message": (("channel_id",), ("posted_at",)),
}
_MEMBER_KEYS = ("comment", "outbox")
"""Tables whose foreign key to `member` rests on one of these indexes where the database is MySQL."""


def upgrade() -> None:
    """Adds a table, columns and indexes."""
    op.add_column("member", moment("export_asked_at", null=True))
    op.add_column("recruitment", sa.Column("texts_erased", sa.Boolean(), nullable=False, server_default="0"))
    table(
        "erasure",
        member(primary_key=True, autoincrement=False),
        text("dm_channel_id", 32, null=True),
        moment("asked_at"),
    )
    for name, indexes in _INDEXES.items():
        for columns in indexes:
            op.create_index(_index(name, columns), name, list(columns))


def downgrade() -> None:
    """Takes them away again."""
    for name, indexes in _INDEXES.items():
        with op.batch_alter_table(name) as altered:
            # MySQL keeps an index that a foreign key rests on: the key goes first, and comes back with its own.
            key = f"fk_{name}_member_id_member"
            if name in _MEMBER_KEYS:
                altered.drop_constraint(key, type_="foreignkey")
            for columns in indexes:
                altered.drop_index(_index(name, columns))
            if name in _MEMBER_KEYS:
                altered.create_foreign_key(key, "member", ["member_id"], ["id"])
    op.drop_table("erasure")
    op.drop_column("recruitment", "texts_erased")
    op.drop_column("member", "export_asked_at")


def _index(table_name: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table_name}_{'_'.join(columns)}"
