"""Gets a new message to those whom it is for, by the conversation they have or, where there can be none, one by one."""

from dataclasses import dataclass, replace
from typing import Final

from domain.model.people import Member
from domain.outgoing import Content, Destination, ToGroup, ToHome, ToMember, ToResponseUrl
from infra.delivery.conversations import Conversations, NoGroup
from infra.delivery.desk import Attempt, Pointless
from infra.delivery.posting import Posting, Where
from infra.slack.errors import Refused
from infra.slack.gateway import Sent

_LOST_DM: Final = "channel_not_found"


@dataclass(frozen=True, slots=True)
class Sending:
    """Sends new messages."""

    conversations: Conversations
    posting: Posting

    async def send(self, attempt: Attempt, to: Destination, content: Content) -> Sent:
        """Where the message is in the end. Raises what finding the place and posting raise."""
        key = attempt.claim.delivery.key
        match to:
            case ToMember(member):
                return await self._to_member(attempt, member, content, key)
            case ToGroup(members):
                return await self._to_group(attempt, to, members, content)
            case ToHome() | ToResponseUrl():
                raise Pointless
            case _:
                where = await self.conversations.place(attempt, to)
                return await self.posting.once(attempt, where, content, key)

    async def adopted(self, attempt: Attempt, to: Destination, content: Content) -> Sent | None:
        """What an earlier try may have sent: where it did, brought up to date. Nobody new is told anything."""
        known = attempt.claim.posted
        match to:
            case ToHome() | ToResponseUrl():
                return None
            case ToGroup() if known is None:
                return None  # Where a group meets is remembered before anything is posted there.
            case ToGroup() if known is not None:
                where = Where(known.channel_id)
            case _:
                where = await self.conversations.place(attempt, to)
        return await self.posting.adopted(attempt, where, content, attempt.claim.delivery.key)

    async def _to_member(self, attempt: Attempt, member: Member, content: Content, key: str) -> Sent:
        where = Where(await self.conversations.with_member(attempt, member))
        try:
            return await self.posting.once(attempt, where, content, key)
        except Refused as refused:
            if refused.code != _LOST_DM or member.dm_channel_id is None:
                raise
        # The remembered conversation is no more, as after a new installation.
        return await self._to_member(attempt, replace(member, dm_channel_id=None), content, key)

    async def _to_group(self, attempt: Attempt, to: ToGroup, members: tuple[Member, ...], content: Content) -> Sent:
        try:
            where = await self.conversations.place(attempt, to)
            return await self.posting.once(attempt, where, content, attempt.claim.delivery.key)
        except (NoGroup, Refused):
            return await self._one_by_one(attempt, members, content)

    async def _one_by_one(self, attempt: Attempt, members: tuple[Member, ...], content: Content) -> Sent:
        """A direct message to each, every one under a key of its own; the first stands for them all."""
        doubtful = attempt.doubt or attempt.claim.attempts > 1
        sent: list[Sent] = []
        refusals: list[Refused] = []
        for member in members:
            one = Attempt(attempt.claim, doubt=doubtful)
            try:
                sent.append(await self._to_member(one, member, content, f"{attempt.claim.delivery.key}:{member.id}"))
            except Refused as refused:
                refusals.append(refused)
            finally:
                attempt.doubt = attempt.doubt or one.doubt
        if not sent:
            raise refusals[0]
        return sent[0]
