"""Work in a transaction: bounded in time, and run again when the database asks for it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from domain.ports import DatabaseUnavailable
from storage.database import Bound, Database, passes

T = TypeVar("T")
Work = Callable[[Bound], Awaitable[T]]
Pause = Callable[[float], Awaitable[None]]

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 1.0

log = logging.getLogger(__name__)


class Runner:
    """`budget` is what one piece of work may take in all, waits and repetitions included.

    Work that was cut off while it was being committed may have been committed: it must be idempotent.
    """

    def __init__(self, database: Database, budget: timedelta, pause: Pause = asyncio.sleep) -> None:
        self._database = database
        self._budget = budget.total_seconds()
        self._pause = pause

    async def run(self, work: Work[T], *, writing: bool) -> T:
        """Runs it until it is through or fails by itself. Raises `DatabaseUnavailable` when the budget is spent."""
        deadline = asyncio.get_running_loop().time() + self._budget
        tries = 0
        while True:
            tries += 1
            try:
                async with asyncio.timeout_at(deadline), self._database.transaction(writing=writing) as bound:
                    return await work(bound)
            except Exception as error:
                if not passes(error):
                    raise
                await self._before_next(tries, deadline, error)

    async def _before_next(self, tries: int, deadline: float, error: Exception) -> None:
        """A pause that grows and differs, so that those who met do not meet again."""
        pause = random.uniform(0.5, 1) * min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)  # nosec B311 # noqa: S311 no secret
        if asyncio.get_running_loop().time() + pause >= deadline:
            raise DatabaseUnavailable(type(error).__name__) from error
        log.info("unit runs again", extra={"tries": tries, "error": type(error).__name__})
        self._database.on_retry(type(error).__name__)
        await self._pause(pause)
