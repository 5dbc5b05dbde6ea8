"""Somebody of a match cannot come or is gone: the others stay together, while there are others."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain.model.ids import MatchId, MemberId
from domain.model.match import Attendance, Match, MatchStatus
from domain.outbox import Delivery, DeliveryKind, Notice, Urgency
from domain.ports import TimerKind, Transaction
from domain.use_cases.returning import back_to_pool, stories_of
from domain.use_cases.telling import card_of, group_message, group_refresh


async def drop_out(
    tx: Transaction, match_id: MatchId, member: MemberId, attendance: Attendance, *, now: datetime
) -> None:
    """Takes a member out of a match: the others get a conversation without them, the last one left is told."""
    before = await tx.matches.lock(match_id)
    await go_on(tx, before, before.without(member, attendance), now=now)


async def go_on(tx: Transaction, before: Match, after: Match, *, now: datetime) -> None:
    """Keeps a locked match's changed membership. What was posted earlier says from then on what became of it."""
    if after == before:
        return
    await tx.matches.save(before, after)
    if after.status is MatchStatus.ACTIVE:
        told: tuple[Delivery, ...] = (group_refresh(before), group_message(after))
    else:
        for kind in (TimerKind.REMIND, TimerKind.BEGIN):
            await tx.timers.clear(kind, after.id)
        told = (*_all_refreshed(before), *await left_alone(tx, after, now))
    await tx.outbox.enqueue(*card_of(after), *told, *await stories_of(tx, after))


def _all_refreshed(match: Match) -> Iterator[Delivery]:
    """Earlier conversations were told that it goes on in a newer one."""
    return (group_refresh(replace(match, revision=revision)) for revision in range(1, match.revision + 1))


async def left_alone(tx: Transaction, match: Match, now: datetime) -> tuple[Delivery, ...]:
    """The last one left of a cancelled match goes back to the random pool, if they came from there; and is told."""
    told: list[Delivery] = []
    for member in match.coming:
        back = await back_to_pool(tx, match, member, now)
        told += [_fell_apart(match, member, back=back[0].subject if back else None), *back]
    return tuple(told)


def _fell_apart(match: Match, member: MemberId, *, back: str | None) -> Delivery:
    return Delivery(
        key=f"match:{match.id}:fell_apart:{match.revision}:{member}",
        kind=DeliveryKind.NOTICE,
        workspace_id=match.workspace_id,
        subject=str(match.id),
        member=member,
        params={"notice": Notice.GROUP_FELL_APART, "back": back},
        urgency=Urgency.GROUP,
    )
