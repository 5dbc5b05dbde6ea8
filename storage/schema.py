"""The database's schema: which revision it has, which is the newest, and how it gets there.

Runs without a loop, over the plain drivers. Alembic takes a while to import: nobody who only serves should import this.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from storage.revisions import Standing, standing

_DRIVERS = {"sqlite": "sqlite+pysqlite", "mysql": "mysql+pymysql", "mariadb": "mysql+pymysql"}
_PATIENCE = 60
"""Seconds to wait for another process that migrates the same database."""


class NotServed(RuntimeError):  # noqa: N818 it is what is
    """The database has a schema that this program can't work with; `standing` says why."""

    def __init__(self, standing: Standing, revision: str) -> None:
        super().__init__(f"revision {revision} is {standing} this program's {newest_revision()}")
        self.standing = standing
        self.revision = revision


def migrate(url: str, revision: str = "head") -> Standing:
    """Brings the database to a revision, the newest by default; how it stands then. Of several that try, one does it.

    What a later program has migrated is left as it is. Raises `NotServed` where that serves this one no more.
    """
    _make_folder(make_url(url))
    with _connected(url, alone=True) as connection:
        try:
            command.upgrade(_config(connection), revision)
        except CommandError:
            # Perhaps its revision is one that this program has no file of. Asked only now: nobody else migrates here.
            if _checked(connection) is not Standing.AHEAD:
                raise
        return _checked(connection)


def downgrade(url: str, revision: str) -> None:
    """Takes the database back to a revision; `base` is an empty one."""
    with _connected(url, alone=True) as connection:
        command.downgrade(_config(connection), revision)


def current_revision(url: str) -> str | None:
    """The database's revision; None when it was never migrated."""
    with _connected(url, alone=False) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The revision that this program was written for."""
    head = ScriptDirectory.from_config(_config(None)).get_current_head()
    if head is None:
        raise LookupError("there are no migrations")
    return head


def checked_standing(url: str) -> Standing:
    """How the database's schema stands to this program. Raises `NotServed` for what no waiting can mend."""
    with _connected(url, alone=False) as connection:
        return _checked(connection)


def _checked(connection: Connection) -> Standing:
    revision = MigrationContext.configure(connection).get_current_revision()
    found = standing(revision, newest_revision())
    if revision is not None and found in {Standing.BEYOND, Standing.FOREIGN}:
        raise NotServed(found, revision)
    return found


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)


@contextlib.contextmanager
def _connected(url: str, *, alone: bool) -> Iterator[Connection]:
    """A connection; `alone` keeps everybody else from changing the schema meanwhile."""
    engine = _engine(make_url(url), alone=alone)
    try:
        with engine.connect() as connection:
            if alone and engine.dialect.name != "sqlite":
                _lock(connection)
            yield connection
    finally:
        engine.dispose()


def _engine(url: URL, *, alone: bool) -> Engine:
    plain = url.set(drivername=_DRIVERS[url.get_backend_name()])
    engine = create_engine(plain, poolclass=NullPool)
    if engine.dialect.name == "sqlite":
        begin = "BEGIN IMMEDIATE" if alone else "BEGIN"
        event.listen(engine, "connect", _begin_by_hand)
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _begin_by_hand(connection: Any, _record: Any) -> None:
    """SQLite's DDL is transactional only without the driver's help. Foreign keys stay off, for tables are rebuilt."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    connection.execute("PRAGMA journal_mode = WAL")


def _lock(connection: Connection) -> None:
    """MySQL's DDL is not transactional, so a lock by name keeps others out; it ends with this unpooled connection."""
    wanted = {"name": _lock_name(connection), "patience": _PATIENCE}
    if connection.execute(text("SELECT GET_LOCK(:name, :patience)"), wanted).scalar_one() != 1:
        raise TimeoutError("another process has been migrating this database for too long")
    connection.commit()


def _lock_name(connection: Connection) -> str:
    return f"partner42:migrate:{connection.engine.url.database}"[:64]
