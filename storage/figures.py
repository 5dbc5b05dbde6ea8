"""How much waits in the database, for whoever looks after the bot. Few rows ever wait, however many have ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.exc import DBAPIError

from domain.outbox import Urgency
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Category
from storage.database import Bound, Database
from storage.dialects import machine_time
from storage.runner import Runner
from storage.tables import outbox, pool
from storage.tables.delivery import DeliveryState

_EVER = datetime(1990, 1, 1, tzinfo=UTC)
"""Before anything of ours. Asked for by it, an index leaves out the rows that have nothing in its column."""

_OPEN = (outbox.c.state == DeliveryState.PENDING) | (outbox.c.state == DeliveryState.CLAIMED)
"""What waits or is under way, as far as this version knows: a later one may have states of its own."""

_COULD_GO = (outbox.c.state == DeliveryState.PENDING) & (outbox.c.claimable_at <= machine_time("now"))
BACKLOG = (
    select(
        outbox.c.urgency,
        outbox.c.state,
        func.count(),
        func.min(case((_COULD_GO, outbox.c.created_at))),
        machine_time("now"),
    )
    .where(outbox.c.claimable_at > bindparam("ever"), _OPEN)
    .group_by(outbox.c.urgency, outbox.c.state)
)
DEAD = select(func.count()).select_from(outbox).where(outbox.c.died_at > bindparam("ever"))
_POOLS = select(pool.c.category, func.sum(pool.c.waiting), func.min(pool.c.due_at)).group_by(pool.c.category)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Deliveries of one urgency and state; `oldest` is how long the longest of them that could go is wanted already."""

    urgency: Urgency
    state: DeliveryState
    count: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """People in the pools of a category as their last sweeps left them, and since when one of them is due."""

    category: Category
    waiting: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it at one moment."""

    backlog: Sequence[Backlog]
    dead: int
    pools: Sequence[PoolFigures]


class SqlFigures:
    """Reads figures within a budget, after which it raises `DatabaseUnavailable`."""

    def __init__(self, database: Database, *, budget: timedelta) -> None:
        self._runner = Runner(database, budget)

    async def read(self) -> Figures:
        """What waits now. A database without its tables is one that is not there yet."""
        try:
            return await self._runner.run(_read, writing=False)
        except DBAPIError as error:
            raise DatabaseUnavailable(type(error).__name__) from error


async def _read(bound: Bound) -> Figures:
    ever = {"ever": _EVER}
    backlog = await bound.connection.execute(BACKLOG, {"now": bound.shift, **ever})
    dead = (await bound.connection.execute(DEAD, ever)).scalar_one()
    pools = await bound.connection.execute(_POOLS)
    return Figures(
        _by_known_urgency(backlog),
        dead,
        [PoolFigures(category, int(waiting or 0), due_at) for category, waiting, due_at in pools],
    )


def _by_known_urgency(rows: Iterable[Any]) -> list[Backlog]:
    """What waits by urgency and state; an urgency that only a later version has goes with the nearest."""
    together: dict[tuple[Urgency, DeliveryState], Backlog] = {}
    for value, state, count, oldest, now in rows:
        urgency, age = Urgency.nearest(value), now - (oldest or now)
        so_far = together.get((urgency, state), Backlog(urgency, state, 0, age))
        together[urgency, state] = replace(so_far, count=so_far.count + count, oldest=max(so_far.oldest, age))
    return list(together.values())
