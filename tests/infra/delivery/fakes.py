# ruff: noqa: ARG002 - a fake takes whatever its port is given
"""A queue, a Slack and a use case's ear, held in memory; and time that passes only when somebody sleeps."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.model.ids import MemberId, WorkspaceId
from domain.model.people import Member
from domain.outbox import Claim, Delivery, DeliveryKind, PostedMessage
from domain.outgoing import Content
from domain.ports import Profile
from domain.queue import GivenUp
from infra.slack.errors import SlackCallError
from infra.slack.gateway import Sent, ViewRef

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


class Queue:
    """The worker's side of the outbox, in memory."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.rows: dict[str, Row] = {}
        self.slots: dict[tuple[str, str], datetime] = {}
        self.before_claim: Callable[[], None] = lambda: None

    def enqueue(self, delivery: Delivery) -> Row:
        row = self.rows.get(delivery.key)
        if row is None:
            row = self.rows[delivery.key] = Row(delivery)
            return row
        row.generation += 1
        if row.state != "CLAIMED":
            row.state, row.due_at = "PENDING", self.time.at
        return row

    async def claim(self, limit: int, lease: timedelta) -> Sequence[Claim]:
        self.before_claim()
        due = [row for row in self.rows.values() if self._is_due(row)]
        return [self._take(row, lease) for row in sorted(due, key=lambda row: row.delivery.urgency)[:limit]]

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
        )

    def _held(self, claim: Claim) -> Row | None:
        row = self.rows[claim.delivery.key]
        return row if row.state == "CLAIMED" and row.fence == claim.fence else None

    async def still_held(self, claim: Claim) -> bool:
        row = self._held(claim)
        return row is not None and row.lease_until > self.time.at

    async def attempting(self, claim: Claim) -> None:
        if row := self._held(claim):
            row.in_doubt = True

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

    async def give_up(self, claim: Claim, state: GivenUp, error: str) -> None:
        if row := self._held(claim):
            row.state, row.error = state, error

    async def reserve(self, workspace_id: WorkspaceId, method: str, channel: str, interval: timedelta) -> timedelta:
        free_at = max(self.slots.get((method, channel), self.time.at), self.time.at)
        self.slots[method, channel] = free_at + interval
        return free_at - self.time.at

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        until = self.time.at + pause
        self.slots[method, channel] = max(self.slots.get((method, channel), until), until)


@dataclass
class Call:
    """One call to Slack and when it came."""

    method: str
    at: datetime
    channel_id: str = ""
    text: str = ""


class Slack:
    """Keeps what is posted. `faults` are raised one after another: by a call before it does anything, or after."""

    def __init__(self, time: Time) -> None:
        self.time = time
        self.calls: list[Call] = []
        self.messages: dict[Sent, tuple[str, str]] = {}
        self.threads: dict[str, str | None] = {}
        self.before: dict[str, list[SlackCallError]] = {}
        self.after: dict[str, list[SlackCallError]] = {}
        self.meanwhile: Callable[[], Awaitable[None]] | None = None
        self.inside: set[str] | None = None
        self.channels: dict[str, str] = {}
        self.invited: list[str] = []
        self.profiles: dict[str, Profile] = {}
        self.homes: dict[str, Any] = {}
        self.answers: list[str] = []

    def count(self, method: str) -> int:
        return sum(call.method == method for call in self.calls)

    def texts(self) -> list[str]:
        return [text for _, text in self.messages.values()]

    async def _called(self, method: str, channel_id: str = "", text: str = "") -> None:
        self.calls.append(Call(method, self.time.at, channel_id, text))
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        if self.before.get(method):
            raise self.before[method].pop(0)

    def _answered(self, method: str) -> None:
        if self.after.get(method):
            raise self.after[method].pop(0)

    async def post(self, channel_id: str, content: Content, key: str, thread_ts: str | None = None) -> Sent:
        await self._called("chat.postMessage", channel_id, content.text)
        sent = Sent(channel_id, f"{len(self.messages) + 1}.0")
        self.messages[sent] = (key, content.text)
        self.threads[sent.ts] = thread_ts
        self._answered("chat.postMessage")
        return sent

    async def update(self, sent: Sent, content: Content, key: str) -> None:
        await self._called("chat.update", sent.channel_id, content.text)
        self.messages[sent] = (key, content.text)
        self._answered("chat.update")

    async def find_posted(
        self, channel_id: str, key: str, since: datetime, thread_ts: str | None, bot_id: str
    ) -> Sent | None:
        await self._called("conversations.history", channel_id)
        assert bot_id == "B1"
        found = [sent for sent, (of, _) in self.messages.items() if of == key and sent.channel_id == channel_id]
        return next((sent for sent in found if self.threads[sent.ts] == thread_ts), None)

    async def answer(self, url: str, content: Content, *, replace_original: bool) -> None:
        await self._called("response_url", text=content.text)
        self.answers.append(content.text)
        self._answered("response_url")

    async def publish_home(self, user_id: str, view: Mapping[str, Any]) -> ViewRef:
        await self._called("views.publish")
        self.homes[user_id] = view
        return ViewRef("V1", "h")

    async def open_conversation(self, user_ids: Sequence[str]) -> str:
        await self._called("conversations.open")
        return "D" + "".join(user_ids)

    async def create_channel(self, name: str) -> str:
        await self._called("conversations.create")
        self.channels[name] = f"G{len(self.channels) + 1}"
        self._answered("conversations.create")
        return self.channels[name]

    async def own_channel(self, name: str, bot_user_id: str) -> str | None:
        await self._called("users.conversations")
        assert bot_user_id == "UBOT"
        return self.channels.get(name)

    async def invite(self, channel_id: str, user_ids: Sequence[str]) -> None:
        await self._called("conversations.invite", channel_id)
        self.invited += user_ids

    async def join(self, channel_id: str) -> None:
        await self._called("conversations.join", channel_id)

    async def user_info(self, user_id: str) -> Profile:
        await self._called("users.info")
        return self.profiles.get(user_id, Profile(user_id.lower(), None, is_admin=False, is_gone=False))


@dataclass
class Outcomes:
    """Keeps what the use cases are told."""

    told_posted: list[PostedMessage] = field(default_factory=list)
    told_refused: list[str] = field(default_factory=list)
    told_unreachable: list[Member] = field(default_factory=list)
    told_dead: list[str] = field(default_factory=list)
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
