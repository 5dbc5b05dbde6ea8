"""Tells those who work that there is something to do."""

from collections.abc import Callable


class Bell:
    """Rings whoever listens. Made before its listeners are, for they need what rings it."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Calls the listener at every ring, in the loop's own thread."""
        self._listeners.append(listener)

    def ring(self) -> None:
        """Calls all listeners."""
        for listener in self._listeners:
            listener()
