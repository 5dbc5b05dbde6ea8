"""What every step of a delivery has at hand, and the one way in which a paced call is made."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from domain.outbox import Claim
from domain.outcomes import DeliveryOutcomes
from domain.queue import DeliveryQueue
from infra.delivery.pacing import Pacer
from infra.delivery.ports import Bot, Slack, Sleep
from infra.slack.errors import Unsent

T = TypeVar("T")


class Later(Exception):  # noqa: N818 - a state of affairs, not a fault
    """Something must happen elsewhere first."""

    def __init__(self, reason: str, after: timedelta) -> None:
        super().__init__(reason)
        self.after = after


class Pointless(Exception):  # noqa: N818 - a state of affairs, not a fault
    """The reason to deliver is gone."""


class FencedOff(Exception):  # noqa: N818 - a state of affairs, not a fault
    """The lease ran out and somebody else has the delivery, or may have it: hands off."""


@dataclass(slots=True)
class Attempt:
    """One try at a delivery. `doubt` says whether Slack may have a message of it that we don't know of.

    `method` is what it came to call last; nothing while it has not come that far.
    """

    claim: Claim
    doubt: bool
    method: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of a delivery."""

    queue: DeliveryQueue
    slack: Slack
    outcomes: DeliveryOutcomes
    pacer: Pacer
    bot: Bot
    settle: timedelta
    sleep: Sleep = asyncio.sleep

    async def paced(
        self, attempt: Attempt, method: str, call: Callable[[], Awaitable[T]], channel: str = "", *, held: bool = False
    ) -> T:
        """Calls a method when it is its turn; `held` checks the lease once more right before.

        An answer of 429 holds the method back for everybody until Slack's pause is over.
        """
        delivery = attempt.claim.delivery
        workspace_id, attempt.method = delivery.workspace_id, method
        await self.pacer.turn(workspace_id, method, channel, delivery.rank)
        if held:
            await self.check_held(attempt)
        try:
            return await call()
        except Unsent as error:
            if error.retry_after is not None:
                await self.pacer.hold(workspace_id, method, channel, error.retry_after)
            raise

    async def attempting(self, attempt: Attempt) -> None:
        """Records that a post is about to be tried. Raises `FencedOff` when the lease is no longer ours."""
        if not await self.queue.attempting(attempt.claim):
            raise FencedOff

    async def check_held(self, attempt: Attempt) -> None:
        """Raises `FencedOff` when the lease is no longer ours."""
        if not await self.queue.still_held(attempt.claim):
            raise FencedOff
