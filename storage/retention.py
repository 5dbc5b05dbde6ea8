"""Finds and drops what is kept no longer."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Executable

from domain.ports import TimerKind
from domain.retention import Remnant
from storage import retention_statements as say
from storage.database import Bound, Database
from storage.dialects import microseconds
from storage.runner import Pause, Runner

ROWS = 200
"""How many rows that stand for themselves go in one unit."""

HEADS = 50
"""How many go in one unit that take others along."""

_COMMENT = "comment:"


@dataclass(frozen=True, slots=True)
class _Batch:
    """One unit: its connection, and before when what it drops must be, by either clock."""

    bound: Bound
    before: datetime
    age: timedelta

    async def find(self, statement: Executable, most: int) -> Sequence[Any]:
        """Rows older than the age, by whichever clock the statement asks."""
        then = self.bound.shift - microseconds(self.age)
        parameters = {"most": most, "before": self.before, "then": then}
        return (await self.bound.connection.execute(statement, parameters)).all()

    async def run(self, statements: Iterable[Executable], found: Sequence[Any]) -> None:
        """Each of the statements on what was found."""
        for statement in statements:
            await self.bound.connection.execute(statement, {"found": found})

    async def forget_messages(self, prefixes: Sequence[str]) -> None:
        """Where the messages are whose keys begin with one of these and a colon, or are one of these."""
        if prefixes:
            ranges = [{"first": prefix, "beyond": f"{prefix};"} for prefix in prefixes]
            await self.bound.connection.execute(say.DROP_MESSAGES_BETWEEN, ranges)


Step = Callable[[_Batch], Awaitable[int]]


class SqlRemains:
    """The remnants of a database. `budget` is what one batch may take before `DatabaseUnavailable`."""

    def __init__(self, database: Database, *, budget: timedelta, pause: Pause = asyncio.sleep) -> None:
        self._runner = Runner(database, budget, pause)

    async def drop(self, remnant: Remnant, age: timedelta, now: datetime) -> int:
        """Drops some of what is older than `age`; how much it was."""

        async def work(bound: Bound) -> int:
            return await _STEPS[remnant](_Batch(bound, now - age, age))

        return await self._runner.run(work, writing=True)


async def _received(batch: _Batch) -> int:
    return await _plain(batch, say.RECEIVED, say.DROP_RECEIVED)


async def _sweeps(batch: _Batch) -> int:
    return await _plain(batch, say.SWEEPS, say.DROP_SWEEPS)


async def _plain(batch: _Batch, find: Executable, drop: Executable) -> int:
    found = [row[0] for row in await batch.find(find, ROWS)]
    if found:
        await batch.run([drop], found)
    return len(found)


async def _deliveries(batch: _Batch) -> int:
    rows = await batch.find(say.DELIVERED, ROWS)
    if rows:
        await batch.run([say.DROP_DELIVERIES], [row.key for row in rows])
        await batch.run([say.DROP_MESSAGES], [row.key for row in rows if not _lasts(row)])
    return len(rows)


def _lasts(row: Any) -> bool:
    """Whether its message may have to be changed later on; whoever was told of a comment was told its words."""
    return row.kind in say.LASTING or row.key.startswith(_COMMENT)


async def _slots(batch: _Batch) -> int:
    rows = await batch.find(say.SLOTS, ROWS)
    if rows:
        found = [{"of_workspace": row.workspace_id, "of_method": row.method, "of_channel": row.channel} for row in rows]
        await batch.bound.connection.execute(say.DROP_SLOT, found)
    return len(rows)


async def _timers(batch: _Batch) -> int:
    return sum([await _orphans(batch, kind) for kind in TimerKind])


async def _orphans(batch: _Batch, kind: TimerKind) -> int:
    found = [row.subject for row in await batch.find(say.ORPHANS[kind], ROWS)]
    if found:
        await batch.bound.connection.execute(say.DROP_TIMERS, {"of_kind": kind, "found": found})
    return len(found)


async def _texts(batch: _Batch) -> int:
    found = [row.id for row in await batch.find(say.WORDY, HEADS)]
    if found:
        await batch.run([say.ERASE_TEXTS, say.ERASE_COMMENTS], found)
    return len(found)


async def _applications(batch: _Batch) -> int:
    found = [row.id for row in await batch.find(say.WAITS, ROWS)]
    if found:
        await batch.run([say.DROP_OFFERS_TO, say.DROP_WAITS], found)
    return len(found)


async def _matches(batch: _Batch) -> int:
    found = [row.id for row in await batch.find(say.MET, HEADS)]
    if found:
        await batch.run(say.DROP_OF_MATCHES, found)
        await batch.forget_messages([f"match:{each}" for each in found])
        await batch.run([say.DROP_MATCHES], found)
    return len(found)


async def _unmatched(batch: _Batch) -> int:
    return await _posts(batch, say.UNMATCHED)


async def _matched(batch: _Batch) -> int:
    return await _posts(batch, say.MATCHED)


async def _posts(batch: _Batch, find: Executable) -> int:
    found: list[UUID] = [row.id for row in await batch.find(find, HEADS)]
    if found:
        comments = await batch.bound.connection.execute(say.COMMENTS_OF, {"found": found})
        await batch.forget_messages([f"{_COMMENT}{row.id}" for row in comments])
        await batch.forget_messages([f"recruitment:{each}" for each in found])
        await batch.run(say.DROP_OF_POSTS, found)
        await batch.run([say.DROP_POSTS], found)
    return len(found)


_STEPS: Mapping[Remnant, Step] = {
    Remnant.RECEIVED: _received,
    Remnant.DELIVERIES: _deliveries,
    Remnant.SLOTS: _slots,
    Remnant.TIMERS: _timers,
    Remnant.SWEEPS: _sweeps,
    Remnant.TEXTS: _texts,
    Remnant.APPLICATIONS: _applications,
    Remnant.MATCHES: _matches,
    Remnant.UNMATCHED_POSTS: _unmatched,
    Remnant.MATCHED_POSTS: _matched,
}
