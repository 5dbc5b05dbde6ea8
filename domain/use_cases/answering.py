"""Answers that change nothing else: what somebody sees, kept as a delivery so that it is given once."""

from dataclasses import dataclass
from typing import Any

from domain.model.people import Member, Workspace
from domain.outbox import Delivery, DeliveryKind, Urgency
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.telling import home
from domain.use_cases.wishes import ANSWER_LIFE, AlreadyHandled, Outcome, Wish, take


def home_of(member: Member, urgency: Urgency = Urgency.REFRESH) -> Delivery:
    """The member's App Home as it stands when it is delivered: a refresh, behind the messages that it links to."""
    return home(member.workspace_id, member.id, urgency)


@dataclass(frozen=True, slots=True)
class Answering:
    """Tells people things. What was sent twice is answered once; `AlreadyHandled` says so."""

    uow: UnitOfWork
    clock: Clock

    async def answer(self, wish: Wish, outcome: Outcome, subject: object = "", **params: Any) -> None:
        """An answer to a click that only its sender sees."""
        await self._grant(wish, *wish.answer(outcome, subject, self.clock.now(), **params))

    async def show_home(self, wish: Wish) -> None:
        """The member's App Home, now that they look at it."""
        await self._grant(wish, home_of(wish.actor.member, Urgency.ANSWER))

    async def reply(self, wish: Wish, said: str) -> None:
        """A direct message that answers what the member said to the bot."""
        member = wish.actor.member
        reply = Delivery(
            key=f"reply:{wish.key}",
            kind=DeliveryKind.REPLY,
            workspace_id=member.workspace_id,
            member=member.id,
            params={"said": said},
            urgency=Urgency.ANSWER,
            expires_at=self.clock.now() + ANSWER_LIFE,
        )
        await self._grant(wish, reply)

    async def greet(self, workspace: Workspace, channel_id: str, key: str) -> None:
        """A greeting in a channel that the bot was invited to; `key` identifies the invitation."""
        greeting = Delivery(
            key=f"greeting:{key}",
            kind=DeliveryKind.GREETING,
            workspace_id=workspace.id,
            subject=channel_id,
            urgency=Urgency.NOTICE,
        )

        async def unit(tx: Transaction) -> None:
            if not await tx.inbox.accept(key):
                raise AlreadyHandled
            await tx.outbox.enqueue(greeting)

        await self.uow.write(unit)

    async def known(self, workspace: Workspace, slack_id: str) -> Member | None:
        """The member who is this Slack user; nobody who never had to do with the bot is added."""

        async def unit(tx: Transaction) -> Member | None:
            return await tx.members.find(workspace.id, slack_id)

        return await self.uow.read(unit)

    async def _grant(self, wish: Wish, *deliveries: Delivery) -> None:
        async def unit(tx: Transaction) -> None:
            await take(wish, tx)
            await tx.outbox.enqueue(*deliveries)

        await self.uow.write(unit)
