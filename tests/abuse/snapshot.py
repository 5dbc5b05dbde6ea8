"""All that a database holds, at one moment and at another: what a request changed, row by row."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, create_engine, make_url
from sqlalchemy.pool import NullPool

from storage.tables import metadata

Row = tuple[Any, ...]
Snapshot = Mapping[str, frozenset[Row]]

TABLES = tuple(metadata.tables)
_COLUMNS = {name: table.columns.keys() for name, table in metadata.tables.items()}
_ASK = {
    # Both databases take these quotes, and one of them needs some.
    name: f"SELECT {', '.join(f'`{column}`' for column in columns)} FROM `{name}`"  # noqa: S608 our own tables
    for name, columns in _COLUMNS.items()
}
_DRIVERS = {"sqlite": "sqlite", "mysql": "mysql+pymysql"}


@dataclass(frozen=True)
class Changes:
    """Rows by table. A row that was changed is gone as it was and came as it is."""

    came: Mapping[str, frozenset[Row]]
    gone: Mapping[str, frozenset[Row]]

    @classmethod
    def between(cls, before: Snapshot, after: Snapshot) -> "Changes":
        """What is different."""
        came = {table: after[table] - before[table] for table in TABLES}
        gone = {table: before[table] - after[table] for table in TABLES}
        return cls(_not_empty(came), _not_empty(gone))

    @property
    def tables(self) -> frozenset[str]:
        return frozenset(self.came) | frozenset(self.gone)

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        """The rows of a table that came, by column."""
        return [_named(table, row) for row in self.came.get(table, ())]

    def but_for_answers(self) -> "Changes":
        """Without what a refusal leaves behind: the click's key, the answer that says no to it, and the question to
        Slack who somebody is whom we think gone.
        """
        asked = {row["key"] for row in self.rows("outbox") if row["kind"] == "profile"}
        came = {table: _without(rows, table, _answers) for table, rows in self.came.items()}
        gone = {
            table: _without(rows, table, lambda table, row: table == "outbox" and row["key"] in asked)
            for table, rows in self.gone.items()
        }
        return Changes(_not_empty(came), _not_empty(gone))

    def but_for_newcomers(self) -> "Changes":
        """Without people who are known from now on, whatever they wished, and the question to Slack who they are."""
        people = {"member", "member_identity"} if self.gone.keys().isdisjoint({"member", "member_identity"}) else set()
        return Changes({table: rows for table, rows in self.came.items() if table not in people}, self.gone)

    def __bool__(self) -> bool:
        return bool(self.tables)


@contextmanager
def looking_at(url: str) -> Iterator[Connection]:
    """A connection of one's own, beside the town's."""
    parsed = make_url(url)
    engine = create_engine(parsed.set(drivername=_DRIVERS[parsed.get_backend_name()]), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def taken(connection: Connection) -> Snapshot:
    """Everything there is."""
    with connection.begin():
        return {name: frozenset(map(tuple, connection.exec_driver_sql(ask))) for name, ask in _ASK.items()}


def _answers(table: str, row: Mapping[str, Any]) -> bool:
    if table == "inbox":
        return True
    refusal = row.get("kind") == "answer" and '"outcome": "refused"' in row["params"]
    return table == "outbox" and (refusal or row["kind"] == "profile")


def _without(rows: frozenset[Row], table: str, is_left_out: Callable[[str, Mapping[str, Any]], bool]) -> frozenset[Row]:
    return frozenset(row for row in rows if not is_left_out(table, _named(table, row)))


def _named(table: str, row: Row) -> Mapping[str, Any]:
    return dict(zip(_COLUMNS[table], row, strict=True))


def _not_empty(rows: Mapping[str, frozenset[Row]]) -> Mapping[str, frozenset[Row]]:
    return {table: of_it for table, of_it in rows.items() if of_it}
