"""Erasing a person who asks for it: who they are at once, what they left behind soon after.

What must not be half done is one unit: from its commit on nobody is known by that name. The rest is found by a row that
stays until all of it is done, whoever does it and whatever is killed meanwhile; every step can be taken again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.errors import MemberErased
from domain.model.match import Attendance
from domain.model.people import Actor
from domain.outbox import Delivery, DeliveryKind, Notice, Urgency, card_key, comment_key, thread_opener_key, told_key
from domain.ports import Clock, ErasedComment, ErasedPost, Erasure, Transaction, UnitOfWork
from domain.use_cases.ending_waits import end_waits_of
from domain.use_cases.people import People

SETTLED_AFTER: Final = timedelta(minutes=3)
"""Machine time after which no process remembers an erased member or still works for them: then it is looked once more
for what they left behind, and the erasure ends."""

AT_ONCE: Final = 20
"""How many erasures are looked at for one that there is something to do for."""

BATCH: Final = 50
"""How many recruitments or comments go in one unit."""


@dataclass(frozen=True, slots=True)
class Erasing:
    """Erases people. Whoever comes back afterwards is somebody new."""

    uow: UnitOfWork
    clock: Clock
    people: People

    async def erase(self, actor: Actor) -> None:
        """Erases who the actor is; erasing twice does no harm, so the wish's key isn't taken."""
        member, now = actor.member.id, self.clock.now()

        async def unit(tx: Transaction) -> None:
            # Whoever applies or posts at this moment does so before or after it, as with all that locks the member.
            if (await tx.members.lock(member)).slack_id is None:
                raise MemberErased
            await tx.erasures.begin(member)
            await end_waits_of(tx, member, now)

        await self.uow.write(unit)

    async def erase_due(self) -> int:
        """Goes on with the oldest erasure that there is something to do for; how many of them it found.

        One that fails keeps no other from its turn; what it failed of is raised in the end.
        """
        under_way = await self.uow.read(lambda tx: tx.erasures.under_way(SETTLED_AFTER, AT_ONCE))
        due = [each for each in under_way if each.settled or not each.refreshed]
        failures: list[Exception] = []
        for erasure in due:
            try:
                await self._go_on(erasure)
                break
            except Exception as error:  # noqa: BLE001 raised below, behind whoever's turn it is then
                failures.append(error)
        if failures:
            raise ExceptionGroup("erasures failed", failures)
        return len(due)

    async def _go_on(self, erasure: Erasure) -> None:
        """Everything that is left to do by now."""
        member = erasure.member
        await self.people.leave_everything(member, Attendance.CANNOT_COME)
        while await self.uow.write(lambda tx: tx.erasures.erase_posts(member, BATCH)) == BATCH:
            pass
        while await self.uow.write(lambda tx: tx.erasures.erase_comments(member, BATCH)) == BATCH:
            pass
        if not erasure.refreshed:
            await self._refresh(erasure)
        if erasure.settled:
            await self.uow.write(lambda tx: tx.erasures.finish(member))

    async def _refresh(self, erasure: Erasure) -> None:
        """Has everything shown anew that shows them or their words where others see it."""
        after: UUID | None = None
        while posts := await self._refresh_posts(erasure, after):
            after = posts
        after = None
        while comments := await self._refresh_comments(erasure, after):
            after = comments
        await self.uow.write(lambda tx: tx.erasures.note_refreshed(erasure.member))

    async def _refresh_posts(self, erasure: Erasure, after: UUID | None) -> UUID | None:
        async def unit(tx: Transaction) -> UUID | None:
            found = await tx.erasures.posts_showing(erasure.member, after, BATCH)
            await tx.outbox.enqueue(*(each for post in found for each in _of_post(erasure, post)))
            return found[-1].id if found else None

        return await self.uow.write(unit)

    async def _refresh_comments(self, erasure: Erasure, after: UUID | None) -> UUID | None:
        async def unit(tx: Transaction) -> UUID | None:
            found = await tx.erasures.comments_of(erasure.member, after, BATCH)
            await tx.outbox.enqueue(*(each for comment in found for each in _of_comment(erasure, comment)))
            return found[-1].id if found else None

        return await self.uow.write(unit)


def _of_post(erasure: Erasure, post: ErasedPost) -> Iterator[Delivery]:
    yield _anew(erasure, card_key(post.id), DeliveryKind.CARD, post.id)
    if post.own and post.is_named:
        yield _anew(erasure, thread_opener_key(post.id), DeliveryKind.THREAD_OPENER, post.id)


def _of_comment(erasure: Erasure, comment: ErasedComment) -> Iterator[Delivery]:
    """The comment itself, and what quotes it to the author of the recruitment."""
    yield _anew(erasure, comment_key(comment.id), DeliveryKind.COMMENT, comment.id)
    if comment.author != erasure.member:
        yield replace(
            _anew(erasure, told_key(comment.id), DeliveryKind.NOTICE, comment.recruitment_id),
            member=comment.author,
            params={"notice": Notice.COMMENTED, "comment": str(comment.id)},
        )


def _anew(erasure: Erasure, key: str, kind: DeliveryKind, subject: UUID) -> Delivery:
    """Has a message that is there already shown as things stand now; nobody waits for that."""
    return Delivery(key, kind, erasure.workspace_id, str(subject), urgency=Urgency.BACKGROUND)
