"""Waiting in the random pool: applying, taking it back, waiting longer, accepting what was suggested."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application
from domain.model.conditions import Conditions
from domain.model.ids import ApplicationId, RecruitmentId
from domain.model.people import Actor, MemberStatus
from domain.model.recruitment import Recruitment
from domain.model.timing import SOON
from domain.outbox import Delivery, Urgency
from domain.pool import Offered, PoolRef
from domain.ports import Clock, Ids, Transaction, UnitOfWork
from domain.use_cases.ending_waits import end_waits
from domain.use_cases.offering import fitting
from domain.use_cases.pool_messages import application_message, ended_messages, suggestion_message
from domain.use_cases.wishes import Outcome, Wish, take
from domain.vocabulary import Category

Change = Callable[[Application, datetime], Application]
"""The next state of an application at a moment."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What members do with applications. Each wish is granted once; `life` is how long one waits."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    life: timedelta

    async def apply(self, wish: Wish, category: Category, conditions: Conditions) -> Application:
        """Enters the pool. Raises refusals that name the field, and `application_exists`."""
        now, application_id = self.clock.now(), ApplicationId(self.ids.new())
        actor = wish.actor

        async def unit(tx: Transaction) -> Application:
            await take(wish, tx)
            await _must_be_here(tx, actor)
            last = await tx.applications.last_of(actor.member.id, category)
            applied = Application.apply(
                application_id, actor.workspace.id, actor.member.id, category, conditions, now, self.life, last
            )
            await self._enter(tx, wish, applied, now)
            return applied

        return await self.uow.write(unit)

    async def apply_for(self, wish: Wish, recruitment_id: RecruitmentId) -> Application:
        """Enters the pool with what a recruitment of one's own wanted, in a group of any size.

        Raises `not_found`, `not_author`, and what `apply` raises.
        """
        wanted = await self.uow.read(lambda tx: tx.recruitments.get(recruitment_id))
        if wanted.workspace_id != wish.actor.workspace.id:
            raise DomainError(ErrorCode.NOT_FOUND)
        if wanted.author != wish.actor.member.id:
            raise DomainError(ErrorCode.NOT_AUTHOR)
        return await self.apply(wish, wanted.category, _conditions_of(wanted))

    async def cancel(self, wish: Wish, application_id: ApplicationId) -> Application:
        """Takes an application back. Raises `not_found`, `no_application`, `application_matched`."""

        async def unit(tx: Transaction) -> Application:
            await take(wish, tx)
            before = await _own(tx, wish.actor, application_id)
            return await self._end(tx, wish, before)

        return await self.uow.write(unit)

    async def cancel_all(self, wish: Wish, category: Category | None = None) -> Sequence[Application]:
        """Takes back whatever waits, in one category or in both; what it was, which may be nothing."""
        wanted = tuple(Category) if category is None else (category,)

        async def unit(tx: Transaction) -> Sequence[Application]:
            await take(wish, tx)
            waiting = [
                one for each in wanted for one in await tx.applications.lock_waiting([wish.actor.member.id], each)
            ]
            return [await self._end(tx, wish, one) for one in waiting]

        return await self.uow.write(unit)

    async def extend(self, wish: Wish, application_id: ApplicationId) -> Application:
        """Waits another life longer, within bounds. Raises what `cancel` raises."""
        return await self._change(wish, application_id, lambda one, now: one.extend(now, self.life), Outcome.EXTENDED)

    async def accept(self, wish: Wish, application_id: ApplicationId) -> Application:
        """Accepts the change that was suggested last. Raises `suggestion_gone` too."""
        return await self._change(wish, application_id, lambda one, _: one.accept(), Outcome.RELAXED)

    async def _enter(self, tx: Transaction, wish: Wish, applied: Application, now: datetime) -> None:
        await _must_have_no_other(tx, applied, now)
        if not await tx.applications.add(applied):
            await _end_overdue(tx, applied, now)
            await tx.applications.add(applied)
        await _shown(tx, applied, now)
        await tx.pools.touch(PoolRef.of(applied), now)
        answers = wish.answer(Outcome.APPLIED, applied.id, now)
        await tx.outbox.enqueue(application_message(applied, Urgency.NOTICE), *answers)

    async def _end(self, tx: Transaction, wish: Wish, before: Application) -> Application:
        now, after = self.clock.now(), before.cancel()
        ended = await end_waits(tx, [(before, after)], now)
        await tx.outbox.enqueue(*ended, *wish.answer(Outcome.UNAPPLIED, after.id, now))
        return after

    async def _change(self, wish: Wish, application_id: ApplicationId, change: Change, outcome: Outcome) -> Application:
        now = self.clock.now()

        async def unit(tx: Transaction) -> Application:
            await take(wish, tx)
            before = await _own(tx, wish.actor, application_id)
            after = change(before, now)
            await tx.applications.save([(before, after)])
            await _shown(tx, after, now)
            await tx.pools.touch(PoolRef.of(after), now)
            suggested = _suggestion_of(before, after)
            answers = wish.answer(outcome, after.id, now)
            await tx.outbox.enqueue(application_message(after), *suggested, *answers)
            return after

        return await self.uow.write(unit)


async def _must_be_here(tx: Transaction, actor: Actor) -> None:
    """Somebody who is gone can't be brought together with anybody; who goes at this moment goes before or after it."""
    if (await tx.members.lock(actor.member.id)).status is not MemberStatus.ACTIVE:
        raise DomainError(ErrorCode.MEMBER_GONE)


def _suggestion_of(before: Application, after: Application) -> tuple[Delivery, ...]:
    """The suggestion that was accepted says so."""
    if before.suggested is None or after.suggested is not None:
        return ()
    return (suggestion_message(after, after.hints, before.suggested.concession),)


async def _must_have_no_other(tx: Transaction, applied: Application, now: datetime) -> None:
    """Whoever has been brought together for the same just now meets those people, or says first that they can't."""
    ahead = await tx.matches.random_between(applied.member, now, now + SOON)
    if any(match.category is applied.category for match in ahead):
        raise DomainError(ErrorCode.APPLICATION_MATCHED)


async def _shown(tx: Transaction, application: Application, now: datetime) -> None:
    """What is open and fits is in the application's message, or can be listed: only what is new is offered later."""
    await tx.applications.offer([Offered(application.id, each.id) for each in await fitting(tx, application, now)], now)


async def _end_overdue(tx: Transaction, applied: Application, now: datetime) -> None:
    """A wait whose time is up is over, whether a sweep has said so yet or not. Raises `application_exists` else."""
    for waiting in await tx.applications.lock_waiting([applied.member], applied.category):
        ended = waiting.expire(now)
        if ended.is_waiting:
            raise DomainError(ErrorCode.APPLICATION_EXISTS, application=str(waiting.id))
        await tx.applications.save([(waiting, ended)])
        await tx.outbox.enqueue(*ended_messages(ended))


async def _own(tx: Transaction, actor: Actor, application_id: ApplicationId) -> Application:
    """The actor's own application, locked. Raises `no_application` for anybody else's."""
    for found in await tx.applications.lock(application_id):
        if found.member == actor.member.id:
            return found
    raise DomainError(ErrorCode.NO_APPLICATION)


def _conditions_of(recruitment: Recruitment) -> Conditions:
    """What a recruitment wanted, with any number of people."""
    details = recruitment.details
    return Conditions(
        places=details.places,
        ways_of_eating=() if details.way_of_eating is None else (details.way_of_eating,),
        study_types=() if details.study_type is None else (details.study_type,),
    )
