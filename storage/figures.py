"""How much waits in the database, for whoever looks after the bot. Few rows ever wait, however many have ended."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import String, bindparam, case, func, select, type_coerce
from sqlalchemy.exc import DBAPIError

from domain.model.application import ApplicationStatus
from domain.outbox import Urgency
from domain.ports import DatabaseUnavailable
from domain.vocabulary import Category
from storage.database import Bound, Database
from storage.dialects import machine_time
from storage.runner import Runner
from storage.tables import application, outbox, pool
from storage.tables.delivery import DeliveryState

_EVER = datetime(1990, 1, 1, tzinfo=UTC)
"""Before anything of ours. Asked for by it, an index leaves out the rows that have nothing in its column."""

_OPEN = (outbox.c.state == DeliveryState.PENDING) | (outbox.c.state == DeliveryState.CLAIMED)
"""What waits or is under way, as far as this version knows: a later one may have states of its own."""

_COULD_GO = (outbox.c.state == DeliveryState.PENDING) & (outbox.c.claimable_at <= machine_time("now"))
BACKLOG = (
    select(
        outbox.c.urgency,
        type_coerce(outbox.c.state, String),
        func.count(),
        func.min(case((_COULD_GO, outbox.c.created_at))),
        machine_time("now"),
    )
    .where(outbox.c.claimable_at > bindparam("ever"), _OPEN)
    .group_by(outbox.c.urgency, outbox.c.state)
)
DEAD = select(func.count()).select_from(outbox).where(outbox.c.died_at > bindparam("ever"))
# Counted where they stand: what a sweep left says nothing while nobody sweeps.
_WAITING = (
    select(func.count())
    .where(
        application.c.workspace_id == pool.c.workspace_id,
        application.c.category == pool.c.category,
        application.c.status == ApplicationStatus.WAITING,
    )
    .scalar_subquery()
)
POOLS = select(type_coerce(pool.c.category, String), func.sum(_WAITING), func.min(pool.c.due_at)).group_by(
    pool.c.category
)

_STATES: Final = frozenset(each.value for each in DeliveryState)
_CATEGORIES: Final = frozenset(each.value for each in Category)


@dataclass(frozen=True, slots=True)
class Backlog:
    """Deliveries of one urgency and state; `oldest` is how long the longest of them that could go is wanted already."""

    urgency: Urgency
    state: DeliveryState
    count: int
    oldest: timedelta


@dataclass(frozen=True, slots=True)
class PoolFigures:
    """People in the pools of a category, and since when one of the pools is due."""

    category: Category
    waiting: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it at one moment, but for what only a later version knows: its own processes say that."""

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
    pools = await bound.connection.execute(POOLS)
    return Figures(_backlogs(backlog), dead, [*_pools(pools)])


def _backlogs(rows: Iterable[Any]) -> list[Backlog]:
    """What waits by urgency and state. An urgency that only a later version has goes with the nearest."""
    together: dict[tuple[Urgency, DeliveryState], Backlog] = {}
    for value, word, count, oldest, now in rows:
        if word in _STATES:
            urgency, state, age = Urgency.nearest(value), DeliveryState(word), now - (oldest or now)
            so_far = together.get((urgency, state), Backlog(urgency, state, 0, age))
            together[urgency, state] = replace(so_far, count=so_far.count + count, oldest=max(so_far.oldest, age))
    return list(together.values())


def _pools(rows: Iterable[Any]) -> Iterator[PoolFigures]:
    for category, waiting, due_at in rows:
        if category in _CATEGORIES:
            yield PoolFigures(Category(category), int(waiting), due_at)
