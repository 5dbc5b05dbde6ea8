"""What limits, retention, export and erasure need.

Revision: 0003, after 0002. It only adds: a program of the revision before runs on beside it.
"""

import sqlalchemy as sa
from alembic import op

from storage.migrations.columns import flag, member, moment, table, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = {
    "recruitment": (("author_id", "status"), ("status", "meets_at"), ("texts_erased", "meets_at")),
    "comment": (("member_id", "at"),),
    "match": (("meets_at",),),
    "application": (("expires_at",), ("joined_id",)),
    "offer": (("recruitment_id",),),
    "score_entry": (("match_id",),),
    "outbox": (("member_id",), ("created_at",)),
    "message": (("channel_id",),),
}
_RESTING = {
    "comment": ("member_id", "member"),
    "application": ("joined_id", "recruitment"),
    "offer": ("recruitment_id", "recruitment"),
    "score_entry": ("match_id", "match"),
    "outbox": ("member_id", "member"),
}
"""Foreign keys that rest on one of these indexes where the database is MySQL: the column, and the table it names."""


def upgrade() -> None:
    """Adds a table, columns and indexes."""
    op.add_column("member", moment("export_asked_at", null=True))
    op.add_column("recruitment", sa.Column("texts_erased", sa.Boolean(), nullable=False, server_default="0"))
    table(
        "erasure",
        member(primary_key=True, autoincrement=False),
        text("dm_channel_id", 32, null=True),
        moment("asked_at"),
        flag("refreshed"),
    )
    for name, indexes in _INDEXES.items():
        for columns in indexes:
            op.create_index(_index(name, columns), name, list(columns))


def downgrade() -> None:
    """Takes them away again."""
    for name in _INDEXES:
        _without_indexes(name)
    op.drop_table("erasure")
    op.drop_column("recruitment", "texts_erased")
    op.drop_column("member", "export_asked_at")


def _index(table_name: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table_name}_{'_'.join(columns)}"


def _without_indexes(name: str) -> None:
    """MySQL keeps an index that a foreign key rests on: the key goes first, and comes back with its own."""
    column, named = _RESTING.get(name, ("", ""))
    key = f"fk_{name}_{column}_{named}"
    with op.batch_alter_table(name) as altered:
        if named:
            altered.drop_constraint(key, type_="foreignkey")
        for columns in _INDEXES[name]:
            altered.drop_index(_index(name, columns))
        if named:
            altered.create_foreign_key(key, named, [column], ["id"])
