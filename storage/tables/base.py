"""What the tables share: names of constraints, character sets, and columns that occur again and again."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Uuid
from sqlalchemy.schema import SchemaItem, Table

from domain.model.people import SLACK_ID_LIMIT

metadata = MetaData(
    naming_convention={
        # Migrations can only drop what has a name.
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem) -> Table:
    """A table that compares text byte by byte, as SQLite does: Slack's ids differ by case."""
    return Table(name, metadata, *items, mysql_charset="utf8mb4", mysql_collate="utf8mb4_bin", mysql_engine="InnoDB")


def public_id(name: str, *items: Any, **options: Any) -> Column[Any]:
    """A UUID in 32 characters: the same on every database."""
    return Column(name, Uuid(native_uuid=False), *items, **options)


def key(name: str, **options: Any) -> Column[str]:
    """A deterministic key, or somebody else's."""
    return Column(name, String(191), **options)


def slack_id(name: str, **options: Any) -> Column[str]:
    """An id that Slack gave."""
    return Column(name, String(SLACK_ID_LIMIT), **options)


def workspace_id(**options: Any) -> Column[int]:
    """The workspace that a row belongs to."""
    return Column("workspace_id", Integer, ForeignKey("workspace.id"), nullable=False, **options)


def member_id(name: str = "member_id", **options: Any) -> Column[int]:
    """A member, by number."""
    return Column(name, Integer, ForeignKey("member.id"), nullable=False, **options)
