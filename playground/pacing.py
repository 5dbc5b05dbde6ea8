"""Slack's rate limits, per method and workspace, and per channel for posts."""

import math
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from playground.machine import MachineClock
from playground.methods import MethodSpec

WINDOW: Final = 60.0
POSTS_PER_SECOND: Final = 1.0
POST_BURST: Final = 3
"""Posts in one channel that may come at once; Slack allows "short bursts" without naming a number."""
ON_ITS_WAY: Final = 0.25
"""Seconds: what comes so soon after a refusal was sent before anybody could have heard of it, and breaks no rule."""
SPECIAL_PER_MINUTE: Final = 600
"""``auth.test`` and permalinks "hundreds a minute", as their pages say."""
_POSTING: Final = frozenset({"chat.postMessage"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429: the whole seconds to wait, and whether the caller had been told to wait already."""

    retry_after: int
    early: bool


@dataclass(slots=True)
class _Meter:
    calls: deque[float] = field(default_factory=deque)
    blocked_at: float = 0.0
    blocked_until: float = 0.0

    def block(self, now: float, seconds: int) -> None:
        """Take no call for so long."""
        self.blocked_at, self.blocked_until = now, now + seconds


class Pacing:
    """Counts calls on machine time; ``scale`` multiplies the rates, 0 lifts them."""

    def __init__(self, machine: MachineClock, scale: float) -> None:
        self._machine = machine
        self._meters: dict[tuple[str, str], _Meter] = {}
        self.scale = scale

    def admit(self, spec: MethodSpec, channel: str | None) -> Refusal | None:
        """Count a call, or say how long the caller must wait."""
        if self.scale <= 0:
            return None
        posting = spec.name in _POSTING
        limit, window = self._limit(spec, posting=posting)
        meter = self._meters.setdefault((spec.name, channel or "" if posting else ""), _Meter())
        return self._count(meter, limit, window)

    def block(self, spec: MethodSpec, channel: str | None, seconds: int) -> None:
        """Refuse the method (in that channel, for posts) for so long, as Slack does now and then."""
        key = (spec.name, channel or "" if spec.name in _POSTING else "")
        self._meters.setdefault(key, _Meter()).block(self._seconds(), seconds)

    def forget(self) -> None:
        """Start counting afresh."""
        self._meters.clear()

    def _limit(self, spec: MethodSpec, *, posting: bool) -> tuple[int, float]:
        if posting:
            return max(1, math.floor(POST_BURST * self.scale)), POST_BURST / POSTS_PER_SECOND
        per_minute = (spec.tier and spec.tier.calls_per_minute) or SPECIAL_PER_MINUTE
        return max(1, math.floor(per_minute * self.scale)), WINDOW

    def _count(self, meter: _Meter, limit: int, window: float) -> Refusal | None:
        now = self._seconds()
        if now < meter.blocked_until:
            heard = now - meter.blocked_at >= ON_ITS_WAY
            return Refusal(math.ceil(meter.blocked_until - now), early=heard)
        while meter.calls and meter.calls[0] <= now - window:
            meter.calls.popleft()
        if len(meter.calls) < limit:
            meter.calls.append(now)
            return None
        wait = max(1, math.ceil(meter.calls[0] + window - now))
        meter.block(now, wait)
        return Refusal(wait, early=False)

    def _seconds(self) -> float:
        return self._machine.now().timestamp()
