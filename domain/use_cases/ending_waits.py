"""How a wait in the random pool ends without a match: taken back, by a recruitment that meets soon, or by leaving."""

from collections.abc import Collection
from datetime import datetime

from domain.model.application import Application
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.model.timing import SOON
from domain.outbox import Delivery
from domain.pool import PoolRef
from domain.ports import Transaction
from domain.use_cases.pool_messages import ended_messages
from domain.vocabulary import Category


async def end_waits(
    tx: Transaction, changes: Collection[tuple[Application, Application]], now: datetime
) -> tuple[Delivery, ...]:
    """Keeps how locked applications end, and has their pools looked at again; what is to be told of it."""
    if not changes:
        return ()
    await tx.applications.save([*changes])
    for ref in {PoolRef.of(after) for _, after in changes}:
        await tx.pools.touch(ref, now)
    return tuple(each for _, after in changes for each in ended_messages(after))


async def end_waits_for(
    tx: Transaction, recruitment: Recruitment, members: Collection[MemberId], now: datetime
) -> tuple[Delivery, ...]:
    """Whoever has a seat where people meet soon waits for no random group of that category any more."""
    if not members or recruitment.details.meets_at > now + SOON:
        return ()
    waiting = await tx.applications.lock_waiting(members, recruitment.category)
    return await end_waits(tx, [(one, one.join(recruitment.id)) for one in waiting], now)


async def end_waits_of(tx: Transaction, member: MemberId, now: datetime) -> None:
    """A member who is gone waits for nobody. There is nobody left to tell."""
    for category in Category:
        waiting = await tx.applications.lock_waiting([member], category)
        await end_waits(tx, [(one, one.cancel()) for one in waiting], now)
