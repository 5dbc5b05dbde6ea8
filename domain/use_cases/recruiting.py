"""Posting, joining, leaving, editing, confirming and cancelling recruitments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.errors import DomainError, ErrorCode
from domain.model.details import Details
from domain.model.events import Confirmed, Joined, Left, Waitlisted
from domain.model.ids import MemberId, RecruitmentId
from domain.model.match import Match
from domain.model.people import Actor
from domain.model.recruitment import Change, Recruitment
from domain.model.timing import OVERLAP_WINDOW, SOON, random_meeting
from domain.pool import PoolRef
from domain.ports import Clock, Ids, Timer, TimerKind, Transaction, UnitOfWork
from domain.use_cases.limits import Limits
from domain.use_cases.settling import settle
from domain.use_cases.telling import card
from domain.use_cases.wishes import Outcome, Wish, take
from domain.vocabulary import Category


class OverlapFoundError(DomainError):
    """The member has other meetings within the hour and was not asked yet whether that is fine."""

    def __init__(self, others: Sequence[Recruitment | Match]) -> None:
        super().__init__(ErrorCode.OVERLAP)
        self.others = tuple(others)


@dataclass(frozen=True, slots=True)
class Recruiting:
    """What members do with recruitments. Each wish is granted once, whatever is sent twice."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    limits: Limits = field(default_factory=Limits)

    async def may_post(self, actor: Actor) -> None:
        """Refuses whoever has posted as much as they may: to be told before anything is written."""
        now = self.clock.now()
        await self.uow.read(lambda tx: self.limits.check_post(tx, actor.member.id, now))

    async def post(
        self, wish: Wish, category: Category, details: Details, channel_id: str, *, despite_overlap: bool = False
    ) -> Recruitment:
        """Posts a recruitment in a channel.

        Raises refusals that name the field, `OverlapFoundError`, `too_many_open`, `too_many_posts`.
        """
        now = self.clock.now()
        actor, new_id = wish.actor, RecruitmentId(self.ids.new())
        posted = Recruitment.post(new_id, actor.workspace.id, category, actor.member.id, details, channel_id, now)

        async def unit(tx: Transaction) -> Recruitment:
            await take(wish, tx)
            await tx.members.lock(actor.member.id)
            await self.limits.check_post(tx, actor.member.id, now)
            if not despite_overlap:
                await _ask_about_overlap(tx, actor, posted, now)
            await tx.recruitments.add(posted)
            await tx.timers.set(Timer(TimerKind.CLOSE, posted.id, posted.closes_at))
            if posted.details.meets_at <= now + SOON:
                # Whoever waits in the random pool and fits is offered it by the next sweep.
                await tx.pools.touch(PoolRef(actor.workspace.id, category), now)
            await tx.outbox.enqueue(card(posted))
            return posted

        return await self.uow.write(unit)

    async def join(self, wish: Wish, recruitment_id: RecruitmentId, *, despite_overlap: bool = False) -> Change:
        """Takes a seat, or a place on the waitlist when it is full. May raise `OverlapFoundError`."""
        now, member = self.clock.now(), wish.actor.member.id

        async def unit(tx: Transaction) -> Change:
            await take(wish, tx)
            before, plans = await tx.recruitments.lock_for(recruitment_id, member, now)
            _must_be_theirs(wish.actor, before)
            change = before.join(member, now)
            if plans.meets and not despite_overlap:
                await _ask_about_overlap(tx, wish.actor, before, now)
            await self._settle(tx, wish, before, change, now, not_waiting=() if plans.waits else (member,))
            return change

        return await self.uow.write(unit)

    async def leave(self, wish: Wish, recruitment_id: RecruitmentId) -> Change:
        """Gives up a seat, or a place on the waitlist."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> Change:
            await take(wish, tx)
            before = await locked(tx, wish.actor, recruitment_id)
            change = before.leave(wish.actor.member.id, now)
            await self._settle(tx, wish, before, change, now)
            return change

        return await self.uow.write(unit)

    async def edit(self, wish: Wish, recruitment_id: RecruitmentId, details: Details) -> Change:
        """Changes what it says; author or admin."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> Change:
            await take(wish, tx)
            before = await managed(tx, wish.actor, recruitment_id)
            change = before.edit(details, now)
            await self._settle(tx, wish, before, change, now)
            return change

        return await self.uow.write(unit)

    async def confirm(self, wish: Wish, recruitment_id: RecruitmentId) -> Change:
        """Everybody who is in goes; author or admin."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> Change:
            await take(wish, tx)
            before = await managed(tx, wish.actor, recruitment_id)
            change = before.confirm(now)
            await self._settle(tx, wish, before, change, now)
            return change

        return await self.uow.write(unit)

    async def cancel(self, wish: Wish, recruitment_id: RecruitmentId) -> Change:
        """Calls it off; author or admin."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> Change:
            await take(wish, tx)
            before = await managed(tx, wish.actor, recruitment_id)
            change = before.cancel(wish.actor.member.id)
            answers = wish.answer(Outcome.CANCELLED, before.id, now)
            await settle(tx, before, change, ids=self.ids, now=now, actor=wish.actor.member.id, answers=answers)
            return change

        return await self.uow.write(unit)

    async def _settle(
        self,
        tx: Transaction,
        wish: Wish,
        before: Recruitment,
        change: Change,
        now: datetime,
        not_waiting: Collection[MemberId] = (),
    ) -> None:
        answers = wish.answer(outcome, before.id, now) if (outcome := outcome_of(change)) else ()
        actor = wish.actor.member.id
        await settle(tx, before, change, ids=self.ids, now=now, actor=actor, answers=answers, not_waiting=not_waiting)


async def locked(tx: Transaction, actor: Actor, recruitment_id: RecruitmentId) -> Recruitment:
    """The recruitment, locked, if it is of the actor's workspace. Raises `not_found`."""
    recruitment = await tx.recruitments.lock(recruitment_id)
    _must_be_theirs(actor, recruitment)
    return recruitment


def _must_be_theirs(actor: Actor, recruitment: Recruitment) -> None:
    if recruitment.workspace_id != actor.workspace.id:
        raise DomainError(ErrorCode.NOT_FOUND)


async def managed(tx: Transaction, actor: Actor, recruitment_id: RecruitmentId) -> Recruitment:
    """The recruitment, locked, if the actor may manage it. Raises `not_found`, `not_author`."""
    recruitment = await locked(tx, actor, recruitment_id)
    if not may_manage(actor, recruitment):
        raise DomainError(ErrorCode.NOT_AUTHOR)
    return recruitment


def may_manage(actor: Actor, recruitment: Recruitment) -> bool:
    """Its author may, and admins."""
    return actor.member.is_admin or actor.member.id == recruitment.author


async def _ask_about_overlap(tx: Transaction, actor: Actor, recruitment: Recruitment, now: datetime) -> None:
    meets_at = recruitment.details.meets_at
    window = (meets_at - OVERLAP_WINDOW, meets_at + OVERLAP_WINDOW)
    others = await tx.recruitments.meeting_between(actor.member.id, *window)
    found: list[Recruitment | Match] = [other for other in others if other.id != recruitment.id]
    if window[0] < random_meeting(now):
        # A random group meets within minutes: only what meets soon can be near one.
        found += await tx.matches.random_between(actor.member.id, *window)
    if found:
        raise OverlapFoundError(found)


def outcome_of(change: Change) -> Outcome | None:
    """What a change means to whoever wished it."""
    for event in reversed(change.events):
        match event:
            case Confirmed():
                return Outcome.CONFIRMED
            case Joined():
                return Outcome.JOINED
            case Waitlisted():
                return Outcome.WAITLISTED
            case Left(_, from_waitlist):
                return Outcome.LEFT_WAITLIST if from_waitlist else Outcome.LEFT
            case _:
                continue
    return None
