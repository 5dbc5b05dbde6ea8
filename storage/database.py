"""One database: connections that behave, transactions that begin right, errors that say what to do."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from domain.ports import DatabaseUnavailable
from storage.dialects import Dialect, microseconds

READ_ONLY = frozenset({1290, 1836})
"""MySQL: the server is read-only. A primary that lost its role says so, on connections that otherwise look sound."""

PASSING = frozenset({1040, 1053, 1205, 1213, 1927, 2003, 2006, 2013}) | READ_ONLY
"""MySQL: too many connections, shutting down, lock wait, deadlock, killed, unreachable, gone away, lost."""

_KINDS = {
    1205: "lock_wait",
    1213: "deadlock",
    **dict.fromkeys(READ_ONLY, "read_only"),
    **dict.fromkeys((1053, 1927, 2006, 2013), "lost"),
    **dict.fromkeys((1040, 2003), "unreachable"),
}

_WRITING = "partner42_writing"


@dataclass(frozen=True, slots=True)
class Bound:
    """A transaction's connection. `shift` moves its machine time, in microseconds: tests let leases run out by it."""

    connection: AsyncConnection
    dialect: Dialect
    shift: int


class Database:
    """A pool of connections to the database at a URL (`sqlite+aiosqlite://…` or `mysql+aiomysql://…`).

    `busy_timeout` is how long SQLite waits for another process's writer; writers of this process queue up before.
    `idle_limit` is how long a transaction may stand still on MariaDB, in whole seconds: longer than a unit may take.
    `on_retry` hears the name of every error after which work is run again, `on_error` the kind of every one.
    """

    def __init__(
        self,
        url: str,
        *,
        pool_size: int = 10,
        busy_timeout: timedelta = timedelta(seconds=1),
        idle_limit: timedelta = timedelta(seconds=20),
        machine_shift: Callable[[], timedelta] = timedelta,
        on_retry: Callable[[str], None] = lambda _: None,
        on_error: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.url = async_url(url)
        self.on_retry = on_retry
        self.on_error = on_error
        self.dialect = Dialect(self.url.get_backend_name())
        self._shift = machine_shift
        self._writers = asyncio.Lock()
        self.engine = _engine(self.url, self.dialect, pool_size, busy_timeout, idle_limit)
        self._writing = self.engine.execution_options(**{_WRITING: True})

    @contextlib.asynccontextmanager
    async def transaction(self, *, writing: bool) -> AsyncIterator[Bound]:
        """A transaction, committed on a clean exit, rolled back otherwise.

        SQLite has one writer at a time: those of this process wait here in order, not in a busy loop at the file.
        """
        queue = self._writers if writing and self.dialect is Dialect.SQLITE else contextlib.nullcontext()
        engine = self._writing if writing else self.engine
        async with queue, engine.connect() as connection:
            try:
                yield Bound(connection, self.dialect, microseconds(self._shift()))
                await connection.commit()
            except BaseException:
                await _undo(connection)
                raise

    async def ping(self, limit: timedelta = timedelta(seconds=1)) -> None:
        """Whether the database answers in time. Raises `DatabaseUnavailable`."""
        try:
            async with asyncio.timeout(limit.total_seconds()), self.transaction(writing=False) as bound:
                await bound.connection.execute(text("SELECT 1"))
        except (OSError, DBAPIError, PoolTimeoutError) as error:
            raise DatabaseUnavailable(type(error).__name__) from error

    async def dispose(self) -> None:
        """Closes all connections; to be awaited before the loop ends."""
        await self.engine.dispose()


async def _undo(connection: AsyncConnection) -> None:
    """Rolls back; a connection that can't do even that goes, for the pool would hand it out as it is."""
    try:
        await connection.rollback()
    except BaseException:
        await connection.invalidate()
        raise


def async_url(url: str) -> URL:
    """The URL with the drivers used here. Raises `ValueError` for other databases."""
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "mysql": "mysql+aiomysql", "mariadb": "mysql+aiomysql"}
    if parsed.get_backend_name() not in drivers:
        raise ValueError(f"neither SQLite nor MySQL nor MariaDB: {parsed.get_backend_name()}")
    return parsed.set(drivername=drivers[parsed.get_backend_name()])


def passes(error: BaseException) -> bool:
    """Whether the same unit may well succeed when it is run again."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, (PoolTimeoutError, OSError))
    if error.connection_invalidated or isinstance(error.orig, OSError):
        return True
    if isinstance(error.orig, sqlite3.OperationalError):
        code: int = getattr(error.orig, "sqlite_errorcode", 0)
        return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return bool(error.orig and error.orig.args and error.orig.args[0] in PASSING)


def kind_of(error: BaseException) -> str | None:
    """What is wrong with the database, in one of a few words; None for what has nothing to do with it."""
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, PoolTimeoutError):
        return "pool"
    if not isinstance(error, DBAPIError):
        return "unreachable" if isinstance(error, OSError) else None
    code = error.orig.args[0] if error.orig and error.orig.args else None
    if code in _KINDS:
        return _KINDS[code]
    if isinstance(error.orig, sqlite3.OperationalError) and passes(error):
        return "busy"
    return "lost" if error.connection_invalidated else "other"


def _engine(url: URL, dialect: Dialect, pool_size: int, busy_timeout: timedelta, idle_limit: timedelta) -> AsyncEngine:
    # Every transaction here ends in commit, in rollback or with its connection: there is nothing to reset.
    # An error's text goes to the log, where nobody's words belong: so it has no parameters.
    if dialect is Dialect.SQLITE:
        engine = create_async_engine(
            url, pool_size=pool_size, max_overflow=0, pool_reset_on_return=None, hide_parameters=True
        )
        _behave_on_sqlite(engine, busy_timeout)
    else:
        engine = create_async_engine(
            url.update_query_dict({"charset": "utf8mb4"}),
            pool_size=pool_size,
            max_overflow=0,
            pool_pre_ping=True,
            pool_recycle=300,
            pool_reset_on_return=None,
            hide_parameters=True,
            isolation_level="READ COMMITTED",
            connect_args={"connect_timeout": 2, "init_command": _session(idle_limit)},
        )
        event.listen(engine.sync_engine, "handle_error", _drop_read_only)
    return engine


def _session(idle_limit: timedelta) -> str:
    """Who gave up waiting must not hold on to a place in the queue for InnoDB's 50 seconds.

    And a process that stands still in the middle of a transaction must not hold on to its locks: MariaDB rolls it back
    and ends its connection. To MySQL, which has no such thing, the second half is a comment.
    """
    seconds = max(1, round(idle_limit.total_seconds()))
    return f"SET SESSION innodb_lock_wait_timeout = 2 /*M!100300 , idle_transaction_timeout = {seconds} */"


def _behave_on_sqlite(engine: AsyncEngine, busy_timeout: timedelta) -> None:
    """The driver's own transactions begin too late and lose updates: they are switched off and begun here."""

    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout.total_seconds() * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    event.listen(engine.sync_engine, "connect", connected)
    event.listen(engine.sync_engine, "begin", begin)


def _drop_read_only(context: ExceptionContext) -> None:
    """Throws connections to a read-only server away, so that the next ones find the new primary."""
    arguments = getattr(context.original_exception, "args", ())
    if arguments and arguments[0] in READ_ONLY:
        context.is_disconnect = True
