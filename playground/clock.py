"""The workspace's clock, which people can move on so that a meeting comes within a second."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playground.machine import MachineClock

Subscriber = Callable[[], None]


class MovableClock:
    """Machine time plus an offset.

    What people see as time (a message's ``ts``, event times) and what the bot takes for "now" follow it; limits,
    signatures and trigger ids stay on machine time.
    """

    def __init__(self, machine: MachineClock, offset: timedelta = timedelta(0)) -> None:
        self._machine = machine
        self._offset = offset
        self._subscribers: list[Subscriber] = []

    @property
    def offset(self) -> timedelta:
        """How far the clock is ahead of the machine."""
        return self._offset

    def now(self) -> datetime:
        """Return the moved present, aware, in UTC."""
        return self._machine.now() + self._offset

    def advance(self, by: timedelta) -> None:
        """Move the clock on (or back, with a negative span) and tell the subscribers."""
        self.set_offset(self._offset + by)

    def reset(self) -> None:
        """Go back to machine time and tell the subscribers."""
        self.set_offset(timedelta(0))

    def set_offset(self, offset: timedelta) -> None:
        """Set how far the clock is ahead of the machine, and tell the subscribers."""
        self._offset = offset
        for subscriber in tuple(self._subscribers):
            subscriber()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call ``subscriber`` after each move; the function returned ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)
