"""The worker's side of the outbox: claims with a lease and a fence, and pacing that all workers share."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from domain.model.ids import WorkspaceId
from domain.outbox import Claim, PostedMessage


class GivenUp(StrEnum):
    """How a delivery ended without being delivered."""

    OBSOLETE = "OBSOLETE"
    REFUSED = "REFUSED"
    DEAD = "DEAD"


class DeliveryQueue(Protocol):
    """The worker's side of the outbox. All times here are machine time."""

    async def claim(self, limit: int, lease: timedelta) -> Sequence[Claim]:
        """Takes pending deliveries whose target no other delivery in flight has, urgent ones first."""

    async def still_held(self, claim: Claim) -> bool:
        """Whether the lease still is this claim's. To be asked right before something is changed at Slack."""

    async def attempting(self, claim: Claim) -> bool:
        """Records that a post is about to be tried, so that whoever claims the row next looks for it first.

        False when the lease is this claim's no more; nothing may be posted then.
        """

    async def note_conversation(self, claim: Claim, channel_id: str) -> None:
        """Keeps the conversation that a message will go to, before anything is posted in it."""

    async def done(self, claim: Claim, posted: PostedMessage | None) -> bool:
        """Ends it; where the generation moved on it is pending again and the message is kept. False when fenced off."""

    async def retry(self, claim: Claim, error: str, after: timedelta, *, unsent: bool) -> None:
        """Puts it back for later. `unsent` says that Slack certainly did not take it."""

    async def give_up(self, claim: Claim, state: GivenUp, error: str) -> None:
        """Ends it without success."""

    async def reserve(
        self,
        workspace_id: WorkspaceId,
        method: str,
        channel: str,
        interval: timedelta,
        within: timedelta = timedelta.max,
    ) -> timedelta:
        """How long to wait for the next slot of a method in a channel ("" for all), shared by all workers.

        It is taken if it comes `within` that time: one that nobody waits for would only delay everybody. Without an
        interval none is taken.
        """

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Lets nobody call a method before the pause is over, after Slack said so."""
