"""Units of work: what a use case does to the database, all of it or nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from storage.database import Bound, Database
from storage.runner import Pause, Runner
from storage.transaction import SqlTransaction

T = TypeVar("T")
Unit = Callable[[SqlTransaction], Awaitable[T]]


def _nothing() -> None:
    pass


class SqlUnitOfWork:
    """`budget` is what a unit may take in all, waits and repetitions included; then `DatabaseUnavailable` is raised.

    `on_commit` is called after a commit that left something in the outbox.
    """

    def __init__(
        self,
        database: Database,
        *,
        budget: timedelta,
        on_commit: Callable[[], None] = _nothing,
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._runner = Runner(database, budget, pause)
        self._on_commit = on_commit

    async def write(self, unit: Unit[T]) -> T:
        """Runs a unit that changes something, and wakes the local deliveries once it is committed."""

        async def work(bound: Bound) -> tuple[T, bool]:
            transaction = SqlTransaction(bound)
            result = await unit(transaction)
            await transaction.outbox.flush()
            return result, transaction.outbox.enqueued

        result, enqueued = await self._runner.run(work, writing=True)
        if enqueued:
            self._on_commit()
        return result

    async def read(self, unit: Unit[T]) -> T:
        """Runs a unit that only reads; it waits for no writer."""

        async def work(bound: Bound) -> T:
            return await unit(SqlTransaction(bound))

        return await self._runner.run(work, writing=False)
