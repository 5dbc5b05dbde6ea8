"""Which indexes statements read by."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import event

from storage.database import Database
from storage.dialects import Dialect

Sent = list[tuple[str, Any]]

_USED = re.compile(r"INDEX (ix_\w+)")
_WHOLE = re.compile(r"SCAN (\w+)$")


async def indexes_read(database: Database, work: Callable[[], Awaitable[object]]) -> set[str]:
    """The indexes that the statements of some work read by; `whole <table>` for a table that is read without one.

    MariaDB reads a table of a few rows whole, whatever indexes it has: there it is those that it could take.
    """
    sent = await _sent(database, work)
    lines = [line for statement, parameters in sent for line in await _plan(database, statement, parameters)]
    used = {name for line in lines for name in _USED.findall(line)}
    return used | {f"whole {name}" for line in lines for name in _WHOLE.findall(line)}


async def _sent(database: Database, work: Callable[[], Awaitable[object]]) -> Sent:
    sent: Sent = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if statement.split(maxsplit=1)[0] in {"SELECT", "UPDATE", "DELETE"}:
            sent.append((statement, parameters))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        await work()
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    return sent


async def _plan(database: Database, statement: str, parameters: Any) -> list[str]:
    explain = "EXPLAIN QUERY PLAN" if database.dialect is Dialect.SQLITE else "EXPLAIN"
    one = parameters[0] if isinstance(parameters, list) else parameters
    async with database.transaction(writing=False) as bound:
        rows = (await bound.connection.exec_driver_sql(f"{explain} {statement}", one)).mappings().all()
    if database.dialect is Dialect.SQLITE:
        return [str(row["detail"]) for row in rows]
    return [f"INDEX {name}" for row in rows for name in (row["possible_keys"] or "").split(",") if name]
