"""How often Slack lets a method be called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from infra.tuning import Tuning

REFRESH: Final = "chat.update#channel"
"""Changes of the messages of one channel: no limit of Slack's, but what lets a burst of changes become one."""

_SHARE: Final = 0.8
"""Steady part of a rate; the rest comes as a burst, so that a minute never has more than the rate in all."""

_TURNS: Final = 3
_LEAST_PATIENCE: Final = 1.5


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
    def ahead(self) -> float:
        """How far ahead of its slot a call may come, in seconds: by the burst."""
        return self.burst * self.interval

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
        "files.getUploadURLExternal": tier4,
        "files.completeUploadExternal": tier4,
    }
