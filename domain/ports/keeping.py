"""What came in, what falls due, and what Slack must hear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from domain.model.ids import MemberId
from domain.outbox import Deaths, Delivery, PostedMessage


class TimerKind(StrEnum):
    """What falls due at a moment of the domain's time."""

    CLOSE = "close"
    REMIND = "remind"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Timer:
    """Something of `kind` is due for `subject` (a public id) at `due_at`; one a kind and subject."""

    kind: TimerKind
    subject: UUID
    due_at: datetime


class Inbox(Protocol):
    """What has been received: every event, click and submission is taken once."""

    async def accept(self, key: str) -> bool:
        """Whether the key is new. It is kept with the transaction's changes or not at all."""

    async def accept_from(self, member: MemberId, key: str) -> bool:
        """The same of what a member wished. Raises `MemberErased` for one who is remembered, but not known any more."""


class Timers(Protocol):
    """What falls due."""

    async def set(self, timer: Timer) -> None:
        """Sets a timer, replacing the one of its kind and subject."""

    async def clear(self, kind: TimerKind, subject: UUID) -> None:
        """Removes a timer, if it is set."""

    async def due(self, kind: TimerKind, now: datetime, limit: int) -> Sequence[Timer]:
        """Timers of the kind due by `now`, the longest due first."""


class Outbox(Protocol):
    """Where a transaction leaves what Slack must hear."""

    async def enqueue(self, *deliveries: Delivery) -> None:
        """Asks for deliveries. One whose key is there already becomes pending again, with a raised generation."""

    async def deaths(self, since: datetime, until: datetime) -> Sequence[Deaths]:
        """What was given up in a span of machine time and is dead still, messages for admins left out."""

    async def posted(self, *keys: str) -> Mapping[str, PostedMessage]:
        """Where the messages of these keys are, for those that were posted."""
