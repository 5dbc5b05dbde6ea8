"""Every migration only adds: programs of the revision before run on beside it, and their rows and statements stand."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Inspector,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.pool import NullPool

from storage import migrations, schema
from storage.revisions import Revision
from tests.mariadb import MariaDBServer
from tests.storage.conftest import KINDS

VERSION_TABLE = "alembic_version"
DAY = timedelta(days=1)
Rows = dict[str, list[Any]]
Unique = tuple[str, frozenset[str]]


def revisions() -> list[str]:
    """The names of all revisions, the first one first."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def read(name: str) -> Revision:
    """What a revision's name says."""
    found = Revision.read(name)
    assert found is not None, f"{name} is no number"
    return found


def test_revisions_count_up_and_never_serve_fewer_programs_unsaid() -> None:
    found = [read(name) for name in revisions()]
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.needs for one in found] == sorted(one.needs for one in found)
    assert all(one.needs < one.number for one in found), "the program before a contraction must work with it"


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    if request.param == "mariadb":
        server: MariaDBServer = request.getfixturevalue("mariadb")
        url = server.create_database().replace("+aiomysql", "+pymysql")
    made = create_engine(url, poolclass=NullPool)
    yield made
    made.dispose()


def migrate(engine: Engine, revision: str) -> MetaData:
    """The tables as they are once the database has the revision."""
    schema.migrate(engine.url.render_as_string(hide_password=False), revision)
    there = MetaData()
    there.reflect(engine, only=lambda name, _: name != VERSION_TABLE)
    return there


def value(column: Column[Any], number: int) -> Any:
    """Something of the column's type that is another for every number, and valid JSON where it is text."""
    kind = column.type.python_type
    if kind is datetime:
        return datetime(2026, 7, 1) + number * DAY  # noqa: DTZ001 - as the driver is given it
    return {} if isinstance(column.type, JSON) else kind(number)


def write(connection: Connection, there: MetaData, number: int) -> None:
    """A row in every table, all columns filled in; each refers to the rows of the same number."""
    for table in there.sorted_tables:
        connection.execute(table.insert().values({column.name: value(column, number) for column in table.columns}))


def rows(connection: Connection, there: MetaData) -> Rows:
    """All rows of all tables."""
    ordered = ((table, select(table).order_by(*table.primary_key)) for table in there.sorted_tables)
    return {table.name: [tuple(row) for row in connection.execute(statement)] for table, statement in ordered}


def test_what_programs_of_each_revision_say_and_have_said_stands_after_the_next(engine: Engine) -> None:
    numbers = count(10)  # of two digits all, so that text is ordered like numbers
    for before, after in pairwise(revisions()):
        was, took = migrate(engine, before), uniques(engine)
        said = after_writing(engine, was, next(numbers))
        now = migrate(engine, after)
        if read(after).needs > read(before).needs:
            continue  # it takes something away, and its name says from which programs on it serves
        assert faults(was, now) == [], after
        assert [one for one in uniques(engine) - took if binds(one, was)] == [], after
        more = after_writing(engine, was, next(numbers))
        assert {name: kept[: len(said[name])] for name, kept in more.items()} == said, after


def after_writing(engine: Engine, known: MetaData, number: int) -> Rows:
    """All that a program reads who knows these tables, after it has written a row of that number in each."""
    with engine.begin() as connection:
        write(connection, known, number)
        return rows(connection, known)


def faults(was: MetaData, now: MetaData) -> list[str]:
    """What a program that knows the tables as they were would trip over."""
    gone = [f"{name} is gone" for name in was.tables.keys() - now.tables.keys()]
    return gone + [fault for name, table in was.tables.items() if name in now.tables for fault in _of(table, now)]


def _of(was: Table, in_schema: MetaData) -> list[str]:
    now = in_schema.tables[was.name]
    new = [column for column in now.columns if column.name not in was.columns]
    both = [(column, now.columns[column.name]) for column in was.columns if column.name in now.columns]
    return [
        *(f"{column} is gone" for column in was.columns if column.name not in now.columns),
        *(f"{column} must be given" for column in new if not (column.nullable or column.server_default)),
        *(f"{column} may not be empty any more" for old, column in both if old.nullable and not column.nullable),
        *(f"{column} holds less" for old, column in both if _length(column) < _length(old)),
        *(f"{column} now refers" for old, column in both if len(column.foreign_keys) > len(old.foreign_keys)),
    ]


def _length(column: Column[Any]) -> int:
    return getattr(column.type, "length", None) or 0


def uniques(engine: Engine) -> set[Unique]:
    """Tables, and the columns of which they take each combination once."""
    seen = inspect(engine)
    return {(table, columns) for table in seen.get_table_names() for columns in _unique_in(seen, table)}


def _unique_in(seen: Inspector, table: str) -> Iterator[frozenset[str]]:
    for index in seen.get_indexes(table):
        if index["unique"]:
            yield frozenset(name for name in index["column_names"] if name)
    for constraint in seen.get_unique_constraints(table):
        yield frozenset(constraint["column_names"])


def binds(unique: Unique, was: MetaData) -> bool:
    """Whether it limits what was free: rows that leave a new column empty are never alike."""
    table, columns = unique
    return table in was.tables and columns <= set(was.tables[table].columns.keys())


def test_what_would_trip_a_program_up_is_found() -> None:
    was, now = MetaData(), MetaData()
    Table("kept", was, Column("a", String(8)), Column("b", Integer))
    Table("dropped", was, Column("a", Integer))
    Table("kept", now, Column("a", String(4), nullable=False), Column("c", Integer, nullable=False))
    assert faults(was, now) == [
        "dropped is gone",
        "kept.b is gone",
        "kept.c must be given",
        "kept.a may not be empty any more",
        "kept.a holds less",
    ]
    assert binds(("kept", frozenset({"a"})), was)
    assert not binds(("kept", frozenset({"a", "c"})), was)
