"""Machine time as a port, so that no test waits for three seconds or five minutes to pass."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Protocol


class MachineClock(Protocol):
    """The machine's own time: limits, leases, signatures, triggers and rates are counted on it."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Return once that many seconds of this clock have passed."""
        ...


class SystemMachineClock:
    """The real thing."""

    def now(self) -> datetime:
        """Return the machine's present moment in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Sleep for real."""
        await asyncio.sleep(seconds)


class ManualMachineClock:
    """A machine clock that stands still until a test advances it.

    It starts at the real present, so that signatures made by it are believed until it is moved by 300 s.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or datetime.now(UTC)
        self._sleepers: list[tuple[datetime, asyncio.Future[None]]] = []
        self._slept = asyncio.Event()

    def now(self) -> datetime:
        """Return the moment to which the clock has been advanced."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once ``advance`` has moved the clock on by so many seconds."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        wakes = asyncio.get_running_loop().create_future()
        entry = (self._now + timedelta(seconds=seconds), wakes)
        self._sleepers.append(entry)
        self._slept.set()
        try:
            await wakes
        finally:
            self._sleepers.remove(entry)

    def advance(self, seconds: float) -> None:
        """Move the clock on and wake whoever slept until then."""
        self._now += timedelta(seconds=seconds)
        for due, wakes in list(self._sleepers):
            if due <= self._now and not wakes.done():
                wakes.set_result(None)

    async def until_slept_on(self, seconds: float) -> None:
        """Return as soon as somebody sleeps for at least so many seconds from now."""
        while not any(due >= self._now + timedelta(seconds=seconds) for due, _ in self._sleepers):
            self._slept.clear()
            await self._slept.wait()
