"""Periodic work. Every worker ticks in memory and what is due is rows, so nothing is missed while all are down.

APScheduler only rings: its jobs set an event. The work itself runs in tasks of our own, which finish what they have
begun before the process ends; APScheduler's executor would cancel it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from structlog.contextvars import bound_contextvars

from infra.metrics import Metrics

_log = structlog.get_logger(__name__)

PATIENCE = 3
"""How many of its intervals a ticker waits for the bell before it looks by itself."""

Work = Callable[[], Awaitable[int]]
"""Does some of what is due, and says how much that was; there may be more while it isn't nothing."""


class Ticker:
    """One kind of periodic work: never twice at once, and a failure waits for the next tick.

    One that `rests` pauses after every round: its seconds are counted from the end of the last one, whatever it did.
    """

    def __init__(self, name: str, work: Work, seconds: float, metrics: Metrics, *, rests: bool = False) -> None:
        self.name = name
        self.seconds = seconds
        self.rests = rests
        self._work = work
        self._metrics = metrics
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Works as soon as it can. To be called within the loop."""
        self._woken.set()

    def stop(self) -> None:
        """No more rounds; `run` returns after the present one."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Works at once, for something may have fallen due meanwhile, and then whenever it is woken."""
        while not self._stopping:
            self._woken.clear()
            more = await self._round()
            if self.rests or not more:
                await self._pause()

    async def _pause(self) -> None:
        """Until it is woken, or has rested.

        The loop's own clock goes on when somebody sets the machine's back, which APScheduler would wait out: so nobody
        relies on the bell alone.
        """
        patience = self.seconds if self.rests else PATIENCE * self.seconds
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._woken.wait()

    async def _round(self) -> bool:
        """Whether there may be more to do right away."""
        try:
            with bound_contextvars(tick=self.name), self._metrics.timed(self._metrics.tick_seconds, self.name):
                did = await self._work()
        except Exception:  # noqa: BLE001 - whatever it was, what is due stays due and the next tick finds it
            self._metrics.ticks.labels(self.name, "failed").inc()
            _log.exception("tick_failed", name=self.name)
            return False
        self._metrics.ticks.labels(self.name, "worked" if did else "idle").inc()
        return did > 0


class Scheduler:
    """Wakes tickers, each at its own pace."""

    def __init__(self, tickers: Sequence[Ticker]) -> None:
        self._tickers = tuple(tickers)
        self._bell = AsyncIOScheduler(timezone="UTC")

    def wake(self) -> None:
        """Wakes them all at once: the clock was moved."""
        for ticker in self._tickers:
            ticker.wake()

    def stop(self) -> None:
        """No more rounds; `run` returns after the present ones."""
        for ticker in self._tickers:
            ticker.stop()

    async def run(self) -> None:
        """Works until it is stopped, and to the end of what is in hand."""
        for ticker in self._tickers:
            if not ticker.rests:
                self._ring(ticker)
        self._bell.start()
        try:
            async with asyncio.TaskGroup() as group:
                for ticker in self._tickers:
                    group.create_task(ticker.run(), name=f"ticker:{ticker.name}")
        finally:
            self._bell.shutdown(wait=False)

    def _ring(self, ticker: Ticker) -> None:
        self._bell.add_job(
            _ring,
            IntervalTrigger(seconds=ticker.seconds),
            args=[ticker],
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )


async def _ring(ticker: Ticker) -> None:
    # A coroutine, for a plain function would be run in another thread, where an asyncio event can't be set.
    ticker.wake()
