"""Takes one claimed delivery to Slack, and ends it as whatever came of that demands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.errors import WrittenLater
from domain.outbox import Claim, PostedMessage
from domain.outgoing import Content, File, HomeView, LookUp, Message, Obsolete, Outgoing, ToResponseUrl
from domain.ports import Clock
from domain.queue import GivenUp
from infra.delivery.conversations import Unreachable
from infra.delivery.desk import Attempt, Desk, Later, Pointless
from infra.delivery.filing import Filing
from infra.delivery.ports import Present
from infra.delivery.rates import REFRESH
from infra.delivery.sending import Sending
from infra.slack.calls import ANSWER
from infra.slack.errors import Unknown
from infra.slack.gateway import Sent

_NEXT_WORKER: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers. What it raises says why a delivery did not succeed; `Ending` decides what becomes of it then."""

    desk: Desk
    sending: Sending
    filing: Filing
    present: Present
    clock: Clock

    async def deliver(self, attempt: Attempt) -> None:
        """Renders the delivery from the present state and brings it to Slack."""
        claim = attempt.claim
        self._check_fresh(claim)
        posted = _message_of(claim)
        if posted is not None:
            # Its turn comes before its rendering, so that all that changes meanwhile is in it.
            await self._turn_to_refresh(attempt, posted.channel_id)
        await self._bring(attempt, await self._rendered(claim), posted)

    async def _rendered(self, claim: Claim) -> Outgoing:
        """What it says now. What only a later version can read is left for its workers to come by."""
        try:
            return await self.present(claim.delivery, claim.posted)
        except WrittenLater as unread:
            raise Later("written by a later version", _NEXT_WORKER) from unread

    def _check_fresh(self, claim: Claim) -> None:
        expires_at: datetime | None = claim.delivery.expires_at
        if expires_at is not None and self.clock.now() >= expires_at:
            raise Pointless

    async def _turn_to_refresh(self, attempt: Attempt, channel_id: str) -> None:
        delivery = attempt.claim.delivery
        await self.desk.pacer.turn(delivery.workspace_id, REFRESH, channel_id, delivery.rank)

    async def _bring(self, attempt: Attempt, outgoing: Outgoing, posted: Sent | None) -> None:
        match outgoing:
            case Obsolete(if_out=if_out):
                await self._take_back(attempt, if_out)
            case LookUp():
                await self._look_up(attempt, outgoing)
            case HomeView():
                await self._publish(attempt, outgoing)
            case File():
                await self.filing.once(attempt, outgoing)
                await self.desk.queue.done(attempt.claim, None)
            case Message(to=ToResponseUrl() as to, content=content):
                await self._answer(attempt, to, content)
            case Message() if posted is not None:
                await self._update(attempt, posted, outgoing)
            case Message():
                await self._post(attempt, outgoing)

    async def _look_up(self, attempt: Attempt, look_up: LookUp) -> None:
        slack_id = look_up.member.slack_id
        if slack_id is None:
            raise Pointless
        profile = await self.desk.paced(attempt, "users.info", lambda: self.desk.slack.user_info(slack_id))
        await self.desk.outcomes.learned(look_up.member, profile)
        await self.desk.queue.done(attempt.claim, None)

    async def _publish(self, attempt: Attempt, home: HomeView) -> None:
        slack_id = home.to.member.slack_id
        if slack_id is None:
            raise Pointless
        await self.desk.paced(
            attempt, "views.publish", lambda: self.desk.slack.publish_home(slack_id, home.view), held=True
        )
        await self.desk.queue.done(attempt.claim, None)

    async def _answer(self, attempt: Attempt, to: ToResponseUrl, content: Content) -> None:
        """At most once: an answer that may have arrived is never given again, for nobody could take it back."""
        if attempt.doubt:
            raise Pointless
        await self.desk.attempting(attempt)
        attempt.method = ANSWER
        try:
            await self.desk.slack.answer(to.url, content, replace_original=to.replace_original)
        except Unknown as error:
            raise Pointless from error
        await self.desk.queue.done(attempt.claim, None)

    async def _update(self, attempt: Attempt, posted: Sent, message: Message) -> None:
        key, content = attempt.claim.delivery.key, message.content
        await self.desk.paced(attempt, "chat.update", lambda: self.desk.slack.update(posted, content, key), held=True)
        await self.desk.queue.done(attempt.claim, attempt.claim.posted)
        if message.late:
            await self.desk.outcomes.came_late(attempt.claim.delivery)

    async def _take_back(self, attempt: Attempt, message: Message | None) -> None:
        """Of no use any more; what an earlier try may have posted all the same says so. Else raises `Pointless`."""
        sent = message and await self.sending.adopted(attempt, message.to, message.content)
        if not sent:
            raise Pointless
        await self.desk.queue.done(attempt.claim, _place_of(attempt.claim, sent))

    async def _post(self, attempt: Attempt, message: Message) -> None:
        try:
            sent = await self.sending.send(attempt, message.to, message.content)
        except Unreachable as error:
            await self.desk.outcomes.unreachable(attempt.claim.delivery, error.members)
            await self.desk.queue.give_up(attempt.claim, GivenUp.OBSOLETE, "unreachable")
            return
        where = _place_of(attempt.claim, sent)
        await self.desk.outcomes.posted(attempt.claim.delivery, where)
        await self.desk.queue.done(attempt.claim, where)


def _place_of(claim: Claim, sent: Sent) -> PostedMessage:
    """Where the delivery's message is from now on."""
    return PostedMessage(claim.delivery.key, sent.channel_id, sent.ts)


def _message_of(claim: Claim) -> Sent | None:
    """Where the delivery's message is, if it was posted."""
    posted = claim.posted
    return Sent(posted.channel_id, posted.ts) if posted is not None and posted.ts is not None else None
