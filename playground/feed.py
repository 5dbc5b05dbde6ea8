"""What happens, as a stream that windows and tests listen to."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from typing import Any, Final

KEPT: Final = 4000
"""Events kept for windows that reconnect; who missed more reloads everything."""


OBSERVER: Final = "*"
"""Listens to everybody's windows at once, as tests do."""


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One happening; ``audience`` None means everybody."""

    seq: int
    type: str
    data: dict[str, Any]
    audience: frozenset[str] | None

    def is_for(self, user: str) -> bool:
        """Whether this person's windows hear of it."""
        return self.audience is None or user in self.audience or user == OBSERVER


class EventFeed:
    """A numbered, bounded log of happenings with any number of listeners."""

    def __init__(self) -> None:
        self._events: deque[FeedEvent] = deque(maxlen=KEPT)
        self._seq = 0
        self._listeners: set[asyncio.Event] = set()
        self._closed = False

    @property
    def seq(self) -> int:
        """The number of the latest event."""
        return self._seq

    def publish(self, type_: str, data: dict[str, Any], audience: Collection[str] | None = None) -> None:
        """Append an event for the given people, or for everybody."""
        self._seq += 1
        self._events.append(FeedEvent(self._seq, type_, data, None if audience is None else frozenset(audience)))
        self._wake()

    def knows(self, after: int) -> bool:
        """Whether nothing that came after this number has been forgotten."""
        oldest = self._events[0].seq if self._events else self._seq + 1
        return oldest - 1 <= after <= self._seq

    async def listen(self, user: str, after: int) -> AsyncIterator[FeedEvent]:
        """Yield what this person hears, from after the given number on, until the feed is closed.

        Whoever has missed more than is kept gets a ``reset`` and should start from the present state.
        """
        signal = asyncio.Event()
        self._listeners.add(signal)
        try:
            while not self._closed:
                signal.clear()
                if not self.knows(after):
                    after = self._seq
                    yield FeedEvent(after, "reset", {}, None)
                for event in self._since(after):
                    after = event.seq
                    if event.is_for(user):
                        yield event
                await signal.wait()
        finally:
            self._listeners.discard(signal)

    def close(self) -> None:
        """End every listener's stream."""
        self._closed = True
        self._wake()

    def _since(self, after: int) -> list[FeedEvent]:
        missed = self._seq - after
        if missed <= 0:
            return []
        return list(self._events)[-missed:]

    def _wake(self) -> None:
        for signal in self._listeners:
            signal.set()
