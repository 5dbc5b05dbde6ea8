"""Events to the bot: who hears of what, three more tries, and sending one again on demand."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from playground.clock import MovableClock
from playground.delivery.courier import Courier
from playground.delivery.envelope import Answer, Envelope, EnvelopeType, Retry
from playground.machine import MachineClock
from playground.manifest import AppProfile
from playground.model import APP_ID, BOT_USER, TEAM_ID, VERIFICATION_TOKEN, Json
from playground.workspace import Workspace

NEEDED_SCOPES: Final = {
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "member_left_channel": {"channels:read", "groups:read"},
    "channel_archive": {"channels:read"},
    "user_change": {"users:read"},
    "app_mention": {"app_mentions:read"},
}
"""Any of these lets an app hear of the event (Slack's event reference)."""
_KEPT: Final = 500

_Batch = list["asyncio.Task[Answer]"]
_batch: ContextVar[_Batch | None] = ContextVar("first_attempts", default=None)


class Events:
    """Fires events in the background; a person's act waits for the first try of those that it caused."""

    def __init__(
        self,
        courier: Courier,
        profile: AppProfile,
        workspace: Workspace,
        clocks: tuple[MovableClock, MachineClock],
        retry_delays: tuple[float, ...],
    ) -> None:
        self._courier = courier
        self._profile = profile
        self._workspace = workspace
        self._clock, self._machine = clocks
        self._retry_delays = retry_delays
        self._tasks: set[asyncio.Task[None]] = set()
        self._sent: deque[Envelope] = deque(maxlen=_KEPT)

    @contextmanager
    def collecting(self) -> Iterator[_Batch]:
        """Collect the first tries of all events fired inside by this task."""
        batch: _Batch = []
        token = _batch.set(batch)
        try:
            yield batch
        finally:
            _batch.reset(token)

    def fire(self, subscription: str, event: Json, channel: str | None = None) -> None:
        """Send an event if the app subscribed to it and has a scope for it."""
        needed = NEEDED_SCOPES.get(subscription)
        if subscription not in self._profile.events or (needed and not needed & self._profile.scopes):
            return
        envelope = self._envelope(event, channel)
        self._sent.append(envelope)
        first = asyncio.create_task(self._courier.deliver(envelope))
        batch = _batch.get()
        if batch is not None:
            batch.append(first)
        self._keep(asyncio.create_task(self._follow_up(envelope, first)))

    def find(self, event_id: str) -> Envelope | None:
        """Return an event that was sent."""
        return next((one for one in self._sent if one.payload["event_id"] == event_id), None)

    async def redeliver(self, envelope: Envelope, reason: str = "http_timeout") -> Answer:
        """Send an event once more, as Slack does when it missed the answer."""
        return await self._courier.deliver(_again(envelope, 1, reason))

    async def stop(self) -> None:
        """Give up what is still to be tried."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _follow_up(self, envelope: Envelope, first: "asyncio.Task[Answer]") -> None:
        answer = await first
        for number, delay in enumerate(self._retry_delays, start=1):
            if answer.ok or answer.no_retry:
                return
            await self._machine.sleep(delay)
            answer = await self._courier.deliver(_again(envelope, number, answer.reason))

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _envelope(self, event: Json, channel: str | None) -> Envelope:
        event_id = self._workspace.next_id("Ev")
        payload = {
            "token": VERIFICATION_TOKEN,
            "team_id": TEAM_ID,
            "context_team_id": TEAM_ID,
            "context_enterprise_id": None,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [_AUTHORIZATION],
            "is_ext_shared_channel": False,
            "event_context": f"4-{event_id}",
        }
        name = str(event["type"])
        return Envelope(EnvelopeType.EVENT, payload, "event", name, user=_who(event), channel=channel)


_AUTHORIZATION: Final = {
    "enterprise_id": None,
    "team_id": TEAM_ID,
    "user_id": BOT_USER,
    "is_bot": True,
    "is_enterprise_install": False,
}


def _who(event: Json) -> str | None:
    user = event.get("user")
    return user if isinstance(user, str) else None


def _again(envelope: Envelope, number: int, reason: str) -> Envelope:
    retry = Retry(number, reason or "unknown_error")
    return Envelope(
        EnvelopeType.EVENT, envelope.payload, "event", envelope.name, envelope.user, envelope.channel, retry
    )
