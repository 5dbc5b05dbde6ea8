"""The few things that SQLite and MySQL or MariaDB say differently."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ClauseElement,
    ColumnCollection,
    ColumnElement,
    Insert,
    Select,
    String,
    Table,
    bindparam,
    literal,
)
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


class Moved(FunctionElement[datetime]):
    """A stored moment, moved on by some microseconds; SQLite knows three decimals of it."""

    inherit_cache = True
    type = UTCDateTime()


def moved(moment: ColumnElement[datetime], span: timedelta) -> Moved:
    """A column's moment, moved on by a span, or back by a negative one."""
    return Moved(moment, literal(microseconds(span), BigInteger))


class Gathered(FunctionElement[str]):
    """The rows of a group as one JSON array of arrays, in no order: a driver reads one long value faster than many."""

    inherit_cache = True
    type = String()


def gathered(*columns: ColumnElement[Any]) -> Gathered:
    """These columns of all rows of a group. MySQL cuts nothing off; MariaDB would beyond a million characters."""
    return Gathered(*columns)


def there_is(rows: Select[Any]) -> ColumnElement[bool]:
    """Whether there are such rows, looked for anew for every row around.

    EXISTS says the same, and MariaDB turns it round: it collects all rows that fit any row around, as all seats that a
    member ever had, to see whether one is this one's.
    """
    return rows.limit(1).scalar_subquery().is_not(None)


def microseconds(span: timedelta) -> int:
    """A span as `machine_time` takes it."""
    return span // timedelta(microseconds=1)


def _add(compiler: SQLCompiler, moment: str, later: ClauseElement, options: Mapping[str, Any]) -> str:
    """On SQLite as UTCDateTime stores it: six decimals, of which SQLite knows three."""
    span = compiler.process(later, **options)
    if compiler.dialect.name == "sqlite":
        return f"strftime('%Y-%m-%d %H:%M:%f', {moment}, printf('%.6f seconds', {span} / 1000000.0)) || '000'"
    return f"TIMESTAMPADD(MICROSECOND, {span}, {moment})"


def _machine_time(element: MachineTime, compiler: SQLCompiler, **options: Any) -> str:
    now = "'now'" if compiler.dialect.name == "sqlite" else "UTC_TIMESTAMP(6)"
    return _add(compiler, now, element.clauses, options)


def _moved(element: Moved, compiler: SQLCompiler, **options: Any) -> str:
    moment, later = element.clauses
    return _add(compiler, compiler.process(moment, **options), later, options)


def _gathered(element: Gathered, compiler: SQLCompiler, **options: Any) -> str:
    columns = compiler.process(element.clauses, **options)
    if compiler.dialect.name == "sqlite":
        return f"json_group_array(json_array({columns}))"
    return f"JSON_ARRAYAGG(JSON_ARRAY({columns}))"


compiles(Gathered)(_gathered)
compiles(MachineTime)(_machine_time)
compiles(Moved)(_moved)
