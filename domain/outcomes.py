"""What the use cases hear of how a delivery went. Any of it may be told twice and must do no harm then."""

from collections.abc import Sequence
from typing import Protocol

from domain.model.ids import MemberId
from domain.model.people import Member
from domain.outbox import Delivery, PostedMessage
from domain.ports import Profile


class DeliveryOutcomes(Protocol):
    """Hears of deliveries. Each call is one unit of work of its own, before the delivery itself is ended."""

    async def posted(self, delivery: Delivery, message: PostedMessage) -> None:
        """Its message was posted for the first time (or found posted), and where. An update is not told."""

    async def refused(self, delivery: Delivery, code: str) -> None:
        """Slack refused it for good, with Slack's error code. It will not be tried again.

        `message_not_found` and `cant_update_message` say that a message that had been posted is there no more.
        """

    async def unreachable(self, delivery: Delivery, members: Sequence[Member]) -> None:
        """These of a group are gone, so it has no conversation. The delivery ends; what replaces it has its own key."""

    async def died(self, delivery: Delivery, error: str) -> None:
        """It was tried in vain for as long as the settings say, and is now given up: something for the admins."""

    async def came_late(self, delivery: Delivery) -> None:
        """Its message was changed, and says that it is behind. Told after the delivery has ended."""

    async def dm_channel(self, member: MemberId, channel_id: str) -> None:
        """The conversation between the bot and a member."""

    async def learned(self, member: Member, profile: Profile) -> None:
        """What Slack says of a member."""
