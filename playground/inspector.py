"""Everything that went over the wire, with the limits that were broken."""

from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from playground.clock import MovableClock
from playground.feed import EventFeed

KEPT: Final = 2000
_SECRET_KEYS: Final = frozenset({"token", "authorization", "x-slack-signature", "app_token", "bot_token"})
_REDACTED: Final = "…"


@dataclass(slots=True)
class Entry:
    """One request and its answer; ``ms`` is how long the answer took."""

    id: int
    at: str
    direction: str
    kind: str
    name: str
    status: int
    ms: float
    request: Any
    response: Any
    user: str | None = None
    channel: str | None = None
    violations: list[str] = field(default_factory=list)
    retry: int | None = None


class Inspector:
    """A bounded log of entries, each also told to every window."""

    def __init__(self, clock: MovableClock, feed: EventFeed) -> None:
        self._clock = clock
        self._feed = feed
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._last = 0

    def record(self, direction: str, kind: str, name: str, **facts: Any) -> Entry:
        """Log one exchange, secrets taken out.

        ``facts`` are the further fields of ``Entry``.
        """
        self._last += 1
        for side in ("request", "response"):
            facts[side] = redacted(facts.get(side))
        facts["ms"] = round(facts.get("ms", 0.0), 1)
        entry = Entry(self._last, self._clock.now().isoformat(), direction, kind, name, facts.pop("status", 0), **facts)
        self._entries.append(entry)
        self._feed.publish("inspector", asdict(entry))
        return entry

    def after(self, number: int) -> list[dict[str, Any]]:
        """Return the entries with a higher number, oldest first."""
        return [asdict(entry) for entry in self._entries if entry.id > number]

    def violations(self) -> list[str]:
        """Return every broken limit on record, oldest first, each headed by the request's name."""
        return [f"{entry.name}: {text}" for entry in self._entries for text in entry.violations]


def redacted(value: Any) -> Any:
    """Return a copy in which secrets are replaced, at any depth."""
    if isinstance(value, dict):
        return {key: _REDACTED if str(key).lower() in _SECRET_KEYS else redacted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [redacted(one) for one in value]
    return value
