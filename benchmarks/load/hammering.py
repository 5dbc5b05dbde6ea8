"""Knocking at a door from many hands at once, and what came of it."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import OK
from statistics import quantiles

import aiohttp

from benchmarks.load.knocks import Knock
from benchmarks.load.servers import Door

HANDS = 32
"""Connections that are kept busy at one moment."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How long each answer took, how long they took together, and the CPU that the door spent; all in seconds."""

    waits: Sequence[float]
    elapsed: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.elapsed

    @property
    def cpu_each(self) -> float:
        """Milliseconds of CPU that an answer cost."""
        return 1e3 * self.cpu / len(self.waits)

    def percentile(self, share: int) -> float:
        """Milliseconds within which so many of a hundred answers came."""
        return 1e3 * quantiles(self.waits, n=100)[share - 1]


async def hammer(door: Door, knocks: Sequence[Knock]) -> Heard:
    """All requests, as fast as they are answered. Raises `RuntimeError` for an answer that isn't 200."""
    waits: list[float] = []
    left = iter(knocks)
    before, began = door.cpu_seconds(), time.perf_counter()
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=HANDS)) as session:
        async with asyncio.TaskGroup() as group:
            for _ in range(HANDS):
                group.create_task(_hand(session, door.port, left, waits))
        elapsed = time.perf_counter() - began
    return Heard(waits, elapsed, door.cpu_seconds() - before)


async def _hand(session: aiohttp.ClientSession, port: int, left: Iterator[Knock], waits: list[float]) -> None:
    for knock in left:
        began = time.perf_counter()
        status = await status_of(session, port, knock)
        if status != OK:
            raise RuntimeError(f"answered {status}")
        waits.append(time.perf_counter() - began)


async def status_of(session: aiohttp.ClientSession, port: int, knock: Knock) -> int:
    """The answer's status, once all of it is there."""
    url = f"http://127.0.0.1:{port}/slack/events"
    async with session.post(url, data=knock.raw.encode(), headers=knock.headers) as answer:
        await answer.read()
        return answer.status
