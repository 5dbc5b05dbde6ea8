"""The state a database is in, for whoever examines it: what would let it serve badly, or not at all."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from storage.database import Bound, Database
from storage.dialects import Dialect, machine_time

_PROBE = text("UPDATE workspace SET team_id = team_id WHERE id < 0")
"""Changes nothing, and is refused wherever anything would be."""

_SERVER = text("SELECT @@character_set_database, @@log_bin, @@binlog_format")


@dataclass(frozen=True, slots=True)
class Condition:
    """`ahead` is how far the database's clock is before this machine's. `refuses` is why it takes no changes.

    The last two are a server's: its database's character set, and whether it logs statements, not rows, which it
    refuses to do at our isolation level.
    """

    ahead: timedelta
    refuses: str | None
    charset: str | None = None
    logs_statements: bool = False


async def condition_of(database: Database) -> Condition:
    """How the database is. It must answer, and have its tables."""
    refuses = await _refusal(database)
    async with database.transaction(writing=False) as bound:
        ahead = await _ahead(bound)
        if bound.dialect is Dialect.SQLITE:
            return Condition(ahead, refuses)
        charset, logs, log_format = (await bound.connection.execute(_SERVER)).one()
    return Condition(ahead, refuses, charset, bool(logs) and log_format == "STATEMENT")


async def _refusal(database: Database) -> str | None:
    try:
        async with database.transaction(writing=True) as bound:
            await bound.connection.execute(_PROBE)
    except DBAPIError as error:
        # The driver's own words, of which none are ours: the statement has no parameters.
        return str(error.orig.args[-1]) if error.orig and error.orig.args else type(error).__name__
    return None


async def _ahead(bound: Bound) -> timedelta:
    before = datetime.now(UTC)
    there: datetime = (await bound.connection.execute(select(machine_time("now")), {"now": 0})).scalar_one()
    after = datetime.now(UTC)
    return there - (before + (after - before) / 2)
