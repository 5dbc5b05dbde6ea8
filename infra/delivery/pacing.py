"""Keeps to Slack's rates. The slots are shared by all workers through the database; here they are waited for.

A slot once taken and not used delays everybody, so a process takes one only when it can wait for it: the others of
the same process queue up in front of it, and whoever would have to wait too long is put back instead.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Final

from domain.model.ids import WorkspaceId
from domain.queue import DeliveryQueue
from infra.delivery.ports import Sleep
from infra.tuning import Tuning

REFRESH: Final = "chat.update#channel"
"""Changes of the messages of one channel: no limit of Slack's, but what lets a burst of changes become one."""

_ANYWHERE: Final = ""
_SHARE: Final = 0.8
"""Steady part of a rate; the rest comes as a burst, so that a minute never has more than the rate in all."""

_HELD: Final = "#held"
"""Marks the row, beside that of a method's slots, which says until when Slack wants no call of it."""

_TURNS: Final = 3
_LEAST_PATIENCE: Final = 1.5


class Busy(Exception):  # noqa: N818 - a state of affairs, not a fault
    """It isn't this delivery's turn for a while."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"paced, {wait:.1f} s")
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two calls, and how many may come at once after a pause."""

    interval: float
    burst: int = 0

    @classmethod
    def per_minute(cls, rate: int) -> "Pace":
        """A pace that keeps any minute within the rate."""
        return cls(interval=60 / (rate * _SHARE), burst=int(rate * (1 - _SHARE)) - 1 if rate > 1 / (1 - _SHARE) else 0)

    @property
    def patience(self) -> float:
        """Longest wait for a turn: long enough for the other workers to have theirs first."""
        return max(_LEAST_PATIENCE, _TURNS * self.interval)


def paces(settings: Tuning) -> Mapping[str, Pace]:
    """The pace of each method."""
    tier2, tier3, tier4 = (
        Pace.per_minute(rate)
        for rate in (
            settings.partner_tier2_per_minute,
            settings.partner_tier3_per_minute,
            settings.partner_tier4_per_minute,
        )
    )
    return {
        "chat.postMessage": Pace(settings.partner_post_seconds),
        REFRESH: Pace(settings.partner_refresh_seconds),
        "conversations.create": tier2,
        "chat.update": tier3,
        "conversations.open": tier3,
        "conversations.invite": tier3,
        "conversations.join": tier3,
        "conversations.history": tier3,
        "conversations.replies": tier3,
        "users.conversations": tier3,
        "views.publish": tier4,
        "users.info": tier4,
    }


@dataclass(slots=True)
class _Gate:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    opens_at: float = 0.0


class Pacer:
    """Waits for turns. At most `most_waiting` deliveries wait at one moment, so that others aren't held up."""

    def __init__(
        self,
        queue: DeliveryQueue,
        rates: Mapping[str, Pace],
        *,
        most_waiting: int,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._queue = queue
        self._rates = rates
        self._most_waiting = most_waiting
        self._sleep = sleep
        self._now = now
        self._gates: dict[tuple[WorkspaceId, str, str], _Gate] = {}
        self._waiting = 0

    async def turn(self, workspace_id: WorkspaceId, method: str, channel: str = _ANYWHERE) -> None:
        """Returns when the method may be called. Raises `Busy` when that takes too long."""
        pace = self._rates[method]
        gate = self._gate(workspace_id, method, channel)
        expected = max(0.0, gate.opens_at - self._now()) + gate.waiting * pace.interval
        if expected > pace.patience or (expected and self._waiting >= self._most_waiting):
            raise Busy(expected)
        gate.waiting += 1
        self._waiting += 1
        try:
            async with gate.lock:
                await self._slot(workspace_id, method, channel, pace, gate)
        finally:
            gate.waiting -= 1
            self._waiting -= 1

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Slack said to wait: nobody calls the method before the pause is over."""
        gate = self._gate(workspace_id, method, channel)
        gate.opens_at = max(gate.opens_at, self._now() + pause.total_seconds())
        pace = self._rates[method]
        # Whoever reserves next takes the burst off again, which must never shorten what Slack asked for.
        await self._queue.hold(workspace_id, method, channel, pause + timedelta(seconds=pace.burst * pace.interval))
        await self._queue.hold(workspace_id, method + _HELD, channel, pause)

    async def _slot(self, workspace_id: WorkspaceId, method: str, channel: str, pace: Pace, gate: _Gate) -> None:
        closed_for = gate.opens_at - self._now()
        if closed_for > pace.patience:
            raise Busy(closed_for)
        interval, ahead = timedelta(seconds=pace.interval), pace.burst * pace.interval
        within = timedelta(seconds=pace.patience + ahead)
        reserved = await self._queue.reserve(workspace_id, method, channel, interval, within)
        wait = reserved.total_seconds() - ahead
        wait = max(wait, gate.opens_at - self._now())
        if wait <= 0:
            return
        if wait > pace.patience:
            gate.opens_at = max(gate.opens_at, self._now() + wait)
            raise Busy(wait)
        await self._sleep(wait)
        await self._check_not_held(workspace_id, method, channel)

    async def _check_not_held(self, workspace_id: WorkspaceId, method: str, channel: str) -> None:
        """Whoever slept until a slot that was taken long ago hears here of what Slack told others meanwhile."""
        held = await self._queue.reserve(workspace_id, method + _HELD, channel, timedelta(0))
        if held:
            raise Busy(held.total_seconds())

    def _gate(self, workspace_id: WorkspaceId, method: str, channel: str) -> _Gate:
        return self._gates.setdefault((workspace_id, method, channel), _Gate())
