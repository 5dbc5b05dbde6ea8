"""The few things that SQLite and MySQL or MariaDB say differently."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, BindParameter, ColumnCollection, ColumnElement, Insert, Table, bindparam
from sqlalchemy.dialects import mysql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from storage.types import UTCDateTime

T = TypeVar("T")
Incoming = ColumnCollection[str, Any]
Updates = Callable[[Incoming], Sequence[tuple[str, Any]]]


class Dialect(StrEnum):
    """A kind of database. MariaDB speaks MySQL here."""

    SQLITE = "sqlite"
    MYSQL = "mysql"


def per_dialect(build: Callable[[Dialect], T]) -> Mapping[Dialect, T]:
    """A statement for each kind of database, built once: building costs more than running."""
    return {dialect: build(dialect) for dialect in Dialect}


def insert_new(dialect: Dialect, table: Table) -> Insert:
    """Inserts a row unless its key is there; the row count tells which."""
    if dialect is Dialect.SQLITE:
        return sqlite.insert(table).on_conflict_do_nothing()
    return mysql.insert(table).prefix_with("IGNORE")


def upsert(dialect: Dialect, table: Table, updates: Updates) -> Insert:
    """Inserts a row, or updates the one of its primary key.

    MySQL assigns from left to right and sees what it has assigned already: a column that others depend on comes last.
    """
    if dialect is Dialect.SQLITE:
        lite = sqlite.insert(table)
        return lite.on_conflict_do_update(index_elements=list(table.primary_key), set_=dict(updates(lite.excluded)))
    my = mysql.insert(table)
    return my.on_duplicate_key_update(list(updates(my.inserted)))


def replace(dialect: Dialect, table: Table, *columns: str) -> Insert:
    """Inserts a row, or gives the one of its primary key new values in some columns."""
    return upsert(dialect, table, lambda incoming: [(name, incoming[name]) for name in columns])


class MachineTime(FunctionElement[datetime]):
    """The database server's clock, moved on by some microseconds. SQLite's is the machine's, to the millisecond.

    Leases and pacing are reckoned by one clock for all workers, whatever their own clocks say.
    """

    inherit_cache = True
    type = UTCDateTime()


def machine_time(parameter: str) -> MachineTime:
    """Machine time, moved on by the microseconds that are bound to the parameter."""
    later: BindParameter[int] = bindparam(parameter, type_=BigInteger)
    return MachineTime(later)


def microseconds(span: timedelta) -> int:
    """A span as `machine_time` takes it."""
    return span // timedelta(microseconds=1)


def _on_mysql(element: MachineTime, compiler: SQLCompiler, **options: Any) -> str:
    return f"TIMESTAMPADD(MICROSECOND, {compiler.process(element.clauses, **options)}, UTC_TIMESTAMP(6))"


def _on_sqlite(element: MachineTime, compiler: SQLCompiler, **options: Any) -> str:
    """As UTCDateTime stores it: six decimals, of which SQLite knows three."""
    later = compiler.process(element.clauses, **options)
    return f"strftime('%Y-%m-%d %H:%M:%f', 'now', printf('%.6f seconds', {later} / 1000000.0)) || '000'"


compiles(MachineTime, "mysql", "mariadb")(_on_mysql)
compiles(MachineTime, "sqlite")(_on_sqlite)

Element = ColumnElement[Any]
