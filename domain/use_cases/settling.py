"""Keeping a recruitment's change with all that follows from it, in the caller's transaction."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from domain.model.events import Confirmed, Edited, Joined, Left, Promoted
from domain.model.ids import MatchId, MemberId
from domain.model.match import Match
from domain.model.recruitment import Change, Recruitment
from domain.model.score import entries_of
from domain.model.timing import SOON
from domain.outbox import Delivery
from domain.pool import PoolRef
from domain.ports import Ids, Timer, TimerKind, Transaction
from domain.use_cases.bringing_together import bring_together
from domain.use_cases.ending_waits import end_waits_for
from domain.use_cases.telling import deliveries_of


async def settle(
    tx: Transaction,
    before: Recruitment,
    change: Change,
    *,
    ids: Ids,
    now: datetime,
    actor: MemberId | None = None,
    answers: tuple[Delivery, ...] = (),
    not_waiting: Collection[MemberId] = (),
) -> None:
    """Keeps the next state, its timer, its match, and everything that somebody must be told of it.

    `not_waiting` are known to have no wait in the random pool that it could end, so that nobody looks for one.
    """
    deliveries = [*deliveries_of(change, actor=actor)]
    if change.after != before:
        await tx.recruitments.save(before, change.after)
        await _set_timer(tx, before, change.after)
    if any(isinstance(event, Confirmed) for event in change.events):
        deliveries += await _matched(tx, change.after, ids, now)
    ended = await end_waits_for(tx, change.after, _settled_in(change).difference(not_waiting), now)
    deliveries += [*ended, *(_saying(answer, ended) for answer in answers)]
    if _may_fit_anew(change, now):
        await tx.pools.touch(PoolRef(change.after.workspace_id, change.after.category), now)
    if deliveries:
        await tx.outbox.enqueue(*deliveries)


def _saying(answer: Delivery, ended: tuple[Delivery, ...]) -> Delivery:
    """The answer, which says so where the wait of whoever it is for ended by the change."""
    theirs = any(each.member == answer.member for each in ended)
    return replace(answer, params={**answer.params, "ended_wait": True}) if theirs else answer


def _may_fit_anew(change: Change, now: datetime) -> bool:
    """Whether somebody in the random pool may be after it now: a seat has fallen free, or it was edited."""
    after = change.after
    if not after.is_open or after.is_full or after.details.meets_at > now + SOON:
        return False
    return any(isinstance(event, Left | Edited) for event in change.events)


def _settled_in(change: Change) -> frozenset[MemberId]:
    """Who has got a seat by this change, or is of the group that it confirmed."""
    if any(isinstance(event, Confirmed) for event in change.events):
        return frozenset(seat.member for seat in change.after.participants)
    return frozenset(event.member for event in change.events if isinstance(event, Joined | Promoted))


async def _set_timer(tx: Transaction, before: Recruitment, after: Recruitment) -> None:
    if not after.is_open:
        await tx.timers.clear(TimerKind.CLOSE, after.id)
    elif after.closes_at != before.closes_at:
        await tx.timers.set(Timer(TimerKind.CLOSE, after.id, after.closes_at))


async def _matched(tx: Transaction, recruitment: Recruitment, ids: Ids, now: datetime) -> tuple[Delivery, ...]:
    match = Match.of_recruitment(MatchId(ids.new()), recruitment, now)
    return await bring_together(tx, match, entries_of(match, recruitment), ids=ids, now=now)
