"""A made-up next version of the program: what it does to the schema."""

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Integer, String, create_engine, text
from sqlalchemy.pool import NullPool

from storage.revisions import Revision
from storage.schema import newest_revision


def _next() -> str:
    own = Revision.read(newest_revision())
    assert own is not None
    return f"{own.number + 1:04}"


NEXT = _next()
"""The revision that is not written yet."""


def expand(url: str) -> None:
    """Migrates to the next revision, which adds a column and a table."""
    engine = create_engine(_plain(url), poolclass=NullPool)
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        operations.add_column("recruitment", Column("mood", String(32)))
        operations.create_table("badge", Column("id", Integer, primary_key=True))
    name_revision(url, NEXT)


def name_revision(url: str, revision: str) -> None:
    """Notes that the database has a revision, whatever is in it."""
    engine = create_engine(_plain(url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def _plain(url: str) -> str:
    return url.replace("+aiosqlite", "").replace("+aiomysql", "+pymysql")
