"""Units of work: run in one transaction, bounded in time, run again when the database asks for it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from domain.ports import DatabaseUnavailable, Transaction
from storage.database import Database, passes
from storage.transaction import SqlTransaction

T = TypeVar("T")
Unit = Callable[[Transaction], Awaitable[T]]

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 1.0

log = logging.getLogger(__name__)


def _nothing() -> None:
    pass


class SqlUnitOfWork:
    """`budget` is what a unit may take in all, waits and repetitions included; then `DatabaseUnavailable` is raised.

    `on_commit` is called after a commit that left something in the outbox.
    A unit that was cut off while it was being committed may have been committed; that is why units are idempotent.
    """

    def __init__(
        self,
        database: Database,
        *,
        budget: timedelta,
        on_commit: Callable[[], None] = _nothing,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._budget = budget.total_seconds()
        self._on_commit = on_commit
        self._pause = pause

    async def write(self, unit: Unit[T]) -> T:
        """Runs a unit that changes something, and wakes the local deliveries once it is committed."""
        result, enqueued = await self._persist(unit, writing=True)
        if enqueued:
            self._on_commit()
        return result

    async def read(self, unit: Unit[T]) -> T:
        """Runs a unit that only reads; it waits for no writer."""
        result, _ = await self._persist(unit, writing=False)
        return result

    async def _persist(self, unit: Unit[T], *, writing: bool) -> tuple[T, bool]:
        """Runs the unit until it is through, fails by itself, or the budget is spent."""
        deadline = asyncio.get_running_loop().time() + self._budget
        tries = 0
        while True:
            tries += 1
            try:
                async with asyncio.timeout_at(deadline):
                    return await self._once(unit, writing=writing)
            except Exception as error:
                if not passes(error):
                    raise
                await self._before_next(tries, deadline, error)

    async def _before_next(self, tries: int, deadline: float, error: Exception) -> None:
        """A pause that grows and differs, so that those who met do not meet again."""
        pause = random.uniform(0.5, 1) * min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)  # noqa: S311 no secret
        if asyncio.get_running_loop().time() + pause >= deadline:
            raise DatabaseUnavailable(type(error).__name__) from error
        log.info("unit runs again", extra={"tries": tries, "error": type(error).__name__})
        await self._pause(pause)

    async def _once(self, unit: Unit[T], *, writing: bool) -> tuple[T, bool]:
        async with self._database.transaction(writing=writing) as bound:
            transaction = SqlTransaction(bound)
            result = await unit(transaction)
        return result, transaction.outbox.enqueued
