"""Machine time that passes only while nobody has anything to do: hours of pacing in a moment, on a real database."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heappop, heappush
from itertools import count
from time import monotonic
from typing import Any

from storage.queue import SqlDeliveryQueue
from tests.storage.conftest import Store

_YIELDS = 20
"""How often the loop goes round before everybody has come as far as they can without the database."""

Sleeper = tuple[float, int, "asyncio.Future[None]"]


@dataclass
class VirtualTime:
    """Seconds go by when all who work on the database are through and the others sleep: to the first one's waking."""

    store: Store
    sleepers: list[Sleeper] = field(default_factory=list)
    at_work: int = 0
    at_rest: asyncio.Event = field(default_factory=asyncio.Event)
    order: "count[int]" = field(default_factory=count)

    def now(self) -> float:
        return monotonic() + self.store.machine_shift.total_seconds()

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self.sleepers, (self.now() + seconds, next(self.order), woken))
        await woken

    async def pass_until(self, happened: Callable[[], bool]) -> None:
        while not happened():
            for _ in range(_YIELDS):
                await asyncio.sleep(0)
            if self.at_work:
                await self.at_rest.wait()
            elif self.sleepers:
                self._wake_first()

    def _wake_first(self) -> None:
        at, _, woken = heappop(self.sleepers)
        self.store.wait(timedelta(seconds=max(0.0, at - self.now())))
        if not woken.done():
            woken.set_result(None)

    async def while_at_work(self, work: Awaitable[Any]) -> Any:
        self.at_work += 1
        self.at_rest.clear()
        try:
            return await work
        finally:
            self.at_work -= 1
            if self.at_work == 0:
                self.at_rest.set()


class WatchedQueue:
    """A queue whose every call is time at work."""

    def __init__(self, queue: SqlDeliveryQueue, time: VirtualTime) -> None:
        self._queue = queue
        self._time = time

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call = getattr(self._queue, name)
        return lambda *arguments, **named: self._time.while_at_work(call(*arguments, **named))
