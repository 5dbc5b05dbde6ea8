"""What the delivery needs: of Slack, of the presenters, and of whoever knows where other messages are."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from domain.outbox import Delivery, PostedMessage
from domain.outgoing import Content, Outgoing
from domain.ports import Profile
from infra.slack.gateway import Sent, ViewRef
from infra.tuning import Tuning

Present = Callable[[Delivery, PostedMessage | None], Awaitable[Outgoing]]
"""Renders a delivery from the present state; given where its message is, if it was posted."""

WherePosted = Callable[[str], Awaitable[PostedMessage | None]]
"""Where the message of a key is."""

Sleep = Callable[[float], Awaitable[None]]


def machine_now() -> datetime:
    """Machine time: leases and tries are counted on it, whatever the domain's clock says."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Bot:
    """Who we are in the workspace: whose messages and channels are ours."""

    user_id: str
    bot_id: str


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things take in the delivery; all machine time."""

    lease: timedelta
    settle: timedelta
    first_pause: timedelta
    longest_pause: timedelta
    give_up_after: timedelta
    poll: timedelta
    drain: timedelta
    at_once: int

    @classmethod
    def of(cls, settings: Tuning) -> "Timing":
        """As the settings have it."""
        return cls(
            lease=timedelta(seconds=settings.partner_lease_seconds),
            settle=timedelta(seconds=settings.partner_settle_seconds),
            first_pause=timedelta(seconds=settings.partner_retry_seconds),
            longest_pause=timedelta(seconds=settings.partner_retry_most_seconds),
            give_up_after=timedelta(seconds=settings.partner_give_up_seconds),
            poll=timedelta(seconds=settings.partner_poll_seconds),
            drain=timedelta(seconds=settings.partner_drain_seconds),
            at_once=settings.partner_deliveries_at_once,
        )


class Slack(Protocol):
    """What is asked of Slack. Every method raises a `SlackCallError`; `SlackGateway` is the real one."""

    async def post(self, channel_id: str, content: Content, key: str, thread_ts: str | None = None) -> Sent:
        """Posts a message that carries the key's mark."""

    async def update(self, sent: Sent, content: Content, key: str) -> None:
        """Changes a message."""

    async def find_posted(
        self, channel_id: str, key: str, since: datetime, thread_ts: str | None, bot_id: str
    ) -> Sent | None:
        """Our message with the key's mark, if it is there."""

    async def answer(self, url: str, content: Content, *, replace_original: bool) -> None:
        """Answers a command or click."""

    async def publish_home(self, user_id: str, view: Mapping[str, Any]) -> ViewRef:
        """Shows a person's App Home."""

    async def open_conversation(self, user_ids: Sequence[str]) -> str:
        """The conversation with one to eight people."""

    async def create_channel(self, name: str) -> str:
        """A new private channel."""

    async def own_channel(self, name: str, bot_user_id: str) -> str | None:
        """The private channel of this name that the bot made."""

    async def invite(self, channel_id: str, user_ids: Sequence[str]) -> None:
        """Brings people into a channel."""

    async def join(self, channel_id: str) -> None:
        """Enters a public channel."""

    async def user_info(self, user_id: str) -> Profile:
        """Who a person is."""
