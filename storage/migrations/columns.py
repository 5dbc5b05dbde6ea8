"""Columns that migrations speak of. Steps that were taken rest on these: add to them, never change one."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql
from sqlalchemy.schema import SchemaItem


def table(name: str, *items: SchemaItem) -> None:
    """A table as all of ours are."""
    op.create_table(name, *items, mysql_charset="utf8mb4", mysql_collate="utf8mb4_bin", mysql_engine="InnoDB")


def text(name: str, length: int, *items: Any, null: bool = False, **options: Any) -> sa.Column[Any]:
    """Text up to a length, in characters."""
    return sa.Column(name, sa.String(length), *items, nullable=null, **options)


def number(name: str, *items: Any, null: bool = False, **options: Any) -> sa.Column[Any]:
    """A whole number."""
    return sa.Column(name, sa.Integer(), *items, nullable=null, **options)


def small(name: str) -> sa.Column[Any]:
    """A small whole number."""
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def flag(name: str) -> sa.Column[Any]:
    """Yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def moment(name: str, *, null: bool = False, **options: Any) -> sa.Column[Any]:
    """A moment in UTC, to the microsecond."""
    moment = sa.DateTime().with_variant(mysql.DATETIME(fsp=6), "mysql", "mariadb")
    return sa.Column(name, moment, nullable=null, **options)


def uuid(name: str, *items: Any, null: bool = False, **options: Any) -> sa.Column[Any]:
    """A UUID in 32 characters."""
    return sa.Column(name, sa.Uuid(native_uuid=False), *items, nullable=null, **options)


def workspace(**options: Any) -> sa.Column[Any]:
    """The workspace that a row belongs to."""
    return number("workspace_id", sa.ForeignKey("workspace.id"), **options)


def member(name: str = "member_id", **options: Any) -> sa.Column[Any]:
    """A member, by number."""
    return number(name, sa.ForeignKey("member.id"), **options)
