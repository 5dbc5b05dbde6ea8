# ruff: noqa: ARG002 - a fake takes whatever its port is given
"""A queue and a use case's ear, held in memory; and time that passes only when somebody sleeps."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import Member
from domain.outbox import Claim, Delivery, DeliveryKind, PostedMessage
from domain.ports import Profile
from domain.queue import GivenUp

START = datetime(2026, 7, 2, 3, 0, tzinfo=UTC)
WORKSPACE = WorkspaceId(1)


@dataclass
class Time:
    """Machine time. Sleeping moves it on at once; `while_asleep` happens during the next sleep."""

    at: datetime = START
    slept: list[float] = field(default_factory=list)
    while_asleep: Callable[[], None] | None = None

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - START).total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)
        if self.while_asleep is not None:
            happens, self.while_asleep = self.while_asleep, None
            happens()


@dataclass
class Row:
    """A delivery in the queue, as far as the worker can tell."""

    delivery: Delivery
    generation: int = 1
    fence: int = 0
    attempts: int = 0
    state: str = "PENDING"
    due_at: datetime = START
    lease_until: datetime = START
    first_attempt_at: datetime | None = None
    in_doubt: bool = False
    error: str = ""
    posted: PostedMessage | None = None
    lane: str | None = None


class Queue:
    """The worker's side of the outbox, in memory."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.rows: dict[str, Row] = {}
        self.slots: dict[tuple[str, str], datetime] = {}
        self.before_claim: Callable[[], None] = lambda: None
        self.before_attempting: Callable[[], None] = lambda: None

    def enqueue(self, delivery: Delivery) -> Row:
        row = self.rows.get(delivery.key)
        if row is None:
            row = self.rows[delivery.key] = Row(delivery)
            return row
        row.generation += 1
        if row.state != "CLAIMED":
            row.state, row.due_at = "PENDING", self.time.at
        return row

    async def claim(self, limit: int, lease: timedelta, full: Collection[str] = ()) -> Sequence[Claim]:
        self.before_claim()
        due = [row for row in self.rows.values() if self._is_due(row) and row.lane not in full]
        return [self._take(row, lease) for row in sorted(due, key=lambda row: row.delivery.rank)[:limit]]

    def _is_due(self, row: Row) -> bool:
        if row.state == "CLAIMED":
            return row.lease_until <= self.time.at
        return row.state == "PENDING" and row.due_at <= self.time.at

    def _take(self, row: Row, lease: timedelta) -> Claim:
        row.state, row.fence, row.attempts = "CLAIMED", row.fence + 1, row.attempts + 1
        row.lease_until = self.time.at + lease
        row.first_attempt_at = row.first_attempt_at or self.time.at
        return Claim(
            delivery=row.delivery,
            generation=row.generation,
            fence=row.fence,
            attempts=row.attempts,
            first_attempt_at=row.first_attempt_at,
            lease_until=row.lease_until,
            in_doubt=row.in_doubt,
            posted=row.posted,
            lane=row.lane,
        )

    def _held(self, claim: Claim) -> Row | None:
        row = self.rows[claim.delivery.key]
        return row if row.state == "CLAIMED" and row.fence == claim.fence else None

    async def still_held(self, claim: Claim) -> bool:
        row = self._held(claim)
        return row is not None and row.lease_until > self.time.at

    async def attempting(self, claim: Claim) -> bool:
        self.before_attempting()
        held = await self.still_held(claim)
        if held:
            self.rows[claim.delivery.key].in_doubt = True
        return held

    async def note_conversation(self, claim: Claim, channel_id: str) -> None:
        if row := self._held(claim):
            row.posted = PostedMessage(claim.delivery.key, channel_id)

    async def done(self, claim: Claim, posted: PostedMessage | None) -> bool:
        row = self._held(claim)
        if row is None:
            return False
        row.posted = posted or row.posted
        row.state = "DONE" if row.generation == claim.generation else "PENDING"
        row.in_doubt, row.attempts, row.first_attempt_at, row.due_at = False, 0, None, self.time.at
        return True

    async def retry(self, claim: Claim, error: str, after: timedelta, *, unsent: bool) -> None:
        if row := self._held(claim):
            row.state, row.error, row.due_at, row.in_doubt = "PENDING", error, self.time.at + after, not unsent

    async def put_back(self, claim: Claim, lane: str, after: timedelta, *, unsent: bool) -> None:
        if row := self._held(claim):
            row.state, row.lane, row.due_at, row.in_doubt = "PENDING", lane, self.time.at + after, not unsent
            row.attempts -= 1
            row.first_attempt_at = row.first_attempt_at if row.attempts or row.in_doubt else None

    async def give_up(self, claim: Claim, state: GivenUp, error: str) -> None:
        if row := self._held(claim):
            row.state, row.error = state, error

    async def reserve(
        self, workspace_id: WorkspaceId, method: str, channel: str, interval: timedelta, most: timedelta
    ) -> timedelta:
        free_at = max(self.slots.get((method, channel), self.time.at), self.time.at)
        if free_at - self.time.at <= most:
            self.slots[method, channel] = free_at + interval
        return free_at - self.time.at

    async def held_for(self, workspace_id: WorkspaceId, method: str, channel: str) -> timedelta:
        return max(self.slots.get((method, channel), self.time.at) - self.time.at, timedelta(0))

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        until = self.time.at + pause
        self.slots[method, channel] = max(self.slots.get((method, channel), until), until)


@dataclass
class Outcomes:
    """Keeps what the use cases are told."""

    told_posted: list[PostedMessage] = field(default_factory=list)
    told_refused: list[str] = field(default_factory=list)
    told_unreachable: list[Member] = field(default_factory=list)
    told_dead: list[str] = field(default_factory=list)
    told_late: list[Delivery] = field(default_factory=list)
    dm_channels: dict[MemberId, str] = field(default_factory=dict)
    profiles: dict[MemberId, Profile] = field(default_factory=dict)
    failing: list[Exception] = field(default_factory=list)

    async def posted(self, delivery: Delivery, message: PostedMessage) -> None:
        if self.failing:
            raise self.failing.pop(0)
        self.told_posted.append(message)

    async def refused(self, delivery: Delivery, code: str) -> None:
        self.told_refused.append(code)

    async def unreachable(self, delivery: Delivery, members: Sequence[Member]) -> None:
        self.told_unreachable += members

    async def died(self, delivery: Delivery, error: str) -> None:
        self.told_dead.append(error)

    async def came_late(self, delivery: Delivery) -> None:
        self.told_late.append(delivery)

    async def dm_channel(self, member: MemberId, channel_id: str) -> None:
        self.dm_channels[member] = channel_id

    async def learned(self, member: Member, profile: Profile) -> None:
        self.profiles[member.id] = profile


def person(number: int, *, dm_channel_id: str | None = None) -> Member:
    return Member(MemberId(number), WORKSPACE, f"U{number}", dm_channel_id=dm_channel_id)


def erased(number: int) -> Member:
    return replace(person(number), slack_id=None)


def delivery(key: str = "a", kind: DeliveryKind = DeliveryKind.CARD, **more: Any) -> Delivery:
    return Delivery(key=key, kind=kind, workspace_id=WORKSPACE, **more)
