"""The worker's side of the outbox: claims with a lease and a fence, and pacing that all workers share."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from domain.model.ids import WorkspaceId
from domain.outbox import Claim, PostedMessage

IN_HAND_A_LANE: Final = 2
"""Deliveries put back for one lane that a worker has in hand: one whose turn is next, and one to follow."""


class GivenUp(StrEnum):
    """How a delivery ended without being delivered."""

    OBSOLETE = "OBSOLETE"
    REFUSED = "REFUSED"
    DEAD = "DEAD"


class DeliveryQueue(Protocol):
    """The worker's side of the outbox. All times here are machine time."""

    async def claim(self, limit: int, lease: timedelta, full: Collection[str] = ()) -> Sequence[Claim]:
        """Takes pending deliveries whose target no other delivery in flight has, urgent ones first.

        None of the lanes that are `full`; of each other lane that deliveries were put back for, `IN_HAND_A_LANE`.
        """

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

    async def put_back(self, claim: Claim, lane: str, after: timedelta, *, unsent: bool) -> None:
        """Puts it back because it was not its turn, which is no try. It waits for the lane, by its urgency."""

    async def give_up(self, claim: Claim, state: GivenUp, error: str) -> None:
        """Ends it without success."""

    async def reserve(
        self, workspace_id: WorkspaceId, method: str, channel: str, interval: timedelta, most: timedelta
    ) -> timedelta:
        """Takes the next slot of a method in a channel ("" for all), shared by all workers; how long to wait for it.

        One that is further away than `most` is left to whoever comes later.
        """

    async def held_for(self, workspace_id: WorkspaceId, method: str, channel: str) -> timedelta:
        """How long it still is until the next slot of a method, or the end of its pause. Only looks."""

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Lets nobody call a method before the pause is over, after Slack said so."""
