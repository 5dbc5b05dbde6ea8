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
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

_DRIVERS = {"sqlite": "sqlite+pysqlite", "mysql": "mysql+pymysql", "mariadb": "mysql+pymysql"}
_PATIENCE = 60
"""Seconds to wait for another process that migrates the same database."""


def migrate(url: str, revision: str = "head") -> None:
    """Brings the database to a revision, the newest by default. Of several that try at once, one does it."""
    _make_folder(make_url(url))
    with _connected(url, alone=True) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(url: str, revision: str) -> None:
    """Takes the database back to a revision; `base` is an empty one."""
    with _connected(url, alone=True) as connection:
        command.downgrade(_config(connection), revision)


def current_revision(url: str) -> str | None:
    """The database's revision; None when it was never migrated."""
    with _connected(url, alone=False) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision that this program was written for."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def is_newest(url: str) -> bool:
    """Whether the database has the schema that this program was written for."""
    return current_revision(url) == newest_revision()


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
