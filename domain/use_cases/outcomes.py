"""What follows from a delivery: a thread's first line, a draft given back, a group formed anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.model.ids import MatchId, MemberId, RecruitmentId
from domain.model.match import Attendance
from domain.model.people import Member
from domain.model.recruitment import Recruitment
from domain.outbox import (
    Delivery,
    DeliveryKind,
    Notice,
    PostedMessage,
    Urgency,
    card_key,
    not_shown_key,
    thread_opener_key,
)
from domain.ports import Clock, Ids, Profile, Transaction, UnitOfWork
from domain.use_cases.dropping_out import go_on
from domain.use_cases.people import People
from domain.use_cases.pool_messages import application_message
from domain.use_cases.settling import settle
from domain.use_cases.telling import notice


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the delivery calls back. Every method may be called again for the same delivery and changes nothing then."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    people: People

    async def posted(self, delivery: Delivery, message: PostedMessage) -> None:
        """The first post of a recruitment's card succeeded: its thread begins. A group's: its members are led there."""
        if delivery.kind is DeliveryKind.CARD:
            await self._begin_thread(delivery)
        elif delivery.kind is DeliveryKind.MATCH_DM:
            await self._lead_there(MatchId(UUID(delivery.subject)), message)

    async def _lead_there(self, match_id: MatchId, message: PostedMessage) -> None:
        """The messages of the applications that were matched get the link to the conversation."""

        async def unit(tx: Transaction) -> None:
            matched = await tx.applications.of_match(match_id)
            await tx.outbox.enqueue(*(application_message(one, conversation=message) for one in matched))

        await self.uow.write(unit)

    async def _begin_thread(self, delivery: Delivery) -> None:
        recruitment_id = RecruitmentId(UUID(delivery.subject))

        async def unit(tx: Transaction) -> None:
            recruitment = await tx.recruitments.get(recruitment_id)
            if recruitment.is_open and not recruitment.details.anonymous:
                await tx.outbox.enqueue(_thread_opener(delivery, recruitment_id))

        await self.uow.write(unit)

    async def refused(self, delivery: Delivery, code: str) -> None:
        """Slack will not take it: a recruitment that nobody can see is called off and its draft given back.

        One whose message was seen goes on without it, as when somebody deleted it; its author is told.
        """
        if delivery.kind is DeliveryKind.EXPORT:
            await self._say_no_file(delivery)
        if delivery.kind is not DeliveryKind.CARD:
            return
        recruitment_id = RecruitmentId(UUID(delivery.subject))

        async def unit(tx: Transaction) -> None:
            before = await tx.recruitments.lock(recruitment_id)
            if not before.is_open:
                return
            if await tx.outbox.posted(card_key(recruitment_id)):
                await _say_not_shown(tx, before)
                return
            change = before.cancel(before.author)
            told = notice(change.after, Notice.NOT_POSTED, before.author, {"code": code})
            await settle(tx, before, change, ids=self.ids, now=self.clock.now(), answers=(told,))

        await self.uow.write(unit)

    async def _say_no_file(self, delivery: Delivery) -> None:
        """Whoever waits for a file that Slack won't take is told so, and may ask again. That itself is told or not."""
        member = delivery.member
        if member is None or "refused" in delivery.params:
            return

        async def unit(tx: Transaction) -> None:
            await tx.exports.forget(member)
            await tx.outbox.enqueue(replace(delivery, key=f"{delivery.key}:refused", params={"refused": True}))

        await self.uow.write(unit)

    async def died(self, delivery: Delivery, error: str) -> None:
        """It was tried in vain for hours: for the author that is a refusal like any other."""
        await self.refused(delivery, error)

    async def unreachable(self, delivery: Delivery, members: Sequence[Member]) -> None:
        """Some of a group cannot be in its conversation: the others get theirs without them."""
        if delivery.kind is not DeliveryKind.MATCH_DM:
            return

        async def unit(tx: Transaction) -> None:
            before = after = await tx.matches.lock(MatchId(UUID(delivery.subject)))
            for member in members:
                after = after.without(member.id, Attendance.GONE)
            await go_on(tx, before, after, now=self.clock.now())

        await self.uow.write(unit)

    async def came_late(self, delivery: Delivery) -> None:
        """The line that says so is taken off in the background: where no more urgent one stands in line for Slack."""
        refresh = replace(delivery, urgency=Urgency.BACKGROUND)

        async def unit(tx: Transaction) -> None:
            await tx.outbox.enqueue(refresh)

        await self.uow.write(unit)

    async def dm_channel(self, member: MemberId, channel_id: str) -> None:
        """Keeps the conversation between the bot and a member."""

        async def unit(tx: Transaction) -> None:
            await tx.members.set_dm_channel(member, channel_id)

        await self.uow.write(unit)

    async def learned(self, member: Member, profile: Profile) -> None:
        """Keeps what Slack says of a member; one who is gone leaves everything."""
        await self.people.learn(member.id, profile)


async def _say_not_shown(tx: Transaction, recruitment: Recruitment) -> None:
    """Every refresh is refused from now on: saying it once is enough."""
    key = not_shown_key(recruitment.id)
    if not await tx.outbox.posted(key):
        await tx.outbox.enqueue(replace(notice(recruitment, Notice.NOT_SHOWN, recruitment.author), key=key))


def _thread_opener(delivery: Delivery, recruitment_id: RecruitmentId) -> Delivery:
    return Delivery(
        key=thread_opener_key(recruitment_id),
        kind=DeliveryKind.THREAD_OPENER,
        workspace_id=delivery.workspace_id,
        subject=str(recruitment_id),
        urgency=Urgency.REFRESH,
    )
