"""What the use cases hear of deliveries; and what is remembered of a person is dropped once more is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.model.ids import MemberId
from domain.model.people import Member
from domain.outbox import Delivery, PostedMessage
from domain.outcomes import DeliveryOutcomes
from domain.ports import Profile


@dataclass(frozen=True, slots=True)
class ForgetfulOutcomes:
    """Passes everything on. `forget` takes the Slack id of a person whose name, language or rights were looked up."""

    outcomes: DeliveryOutcomes
    forget: Callable[[str], None]

    async def posted(self, delivery: Delivery, message: PostedMessage) -> None:
        """Its message was posted."""
        await self.outcomes.posted(delivery, message)

    async def refused(self, delivery: Delivery, code: str) -> None:
        """Slack refused it for good."""
        await self.outcomes.refused(delivery, code)

    async def unreachable(self, delivery: Delivery, members: Sequence[Member]) -> None:
        """These of a group are gone."""
        await self.outcomes.unreachable(delivery, members)

    async def died(self, delivery: Delivery, error: str) -> None:
        """It was given up."""
        await self.outcomes.died(delivery, error)

    async def came_late(self, delivery: Delivery) -> None:
        """Its message says that it is behind."""
        await self.outcomes.came_late(delivery)

    async def dm_channel(self, member: MemberId, channel_id: str) -> None:
        """The conversation with a member."""
        await self.outcomes.dm_channel(member, channel_id)

    async def learned(self, member: Member, profile: Profile) -> None:
        """What Slack says of a member: the next request of theirs is answered in their language."""
        await self.outcomes.learned(member, profile)
        if member.slack_id is not None:
            self.forget(member.slack_id)
