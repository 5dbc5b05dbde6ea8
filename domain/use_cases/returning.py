"""Back to the random pool: for the last one left of a random match that fell apart."""

from datetime import datetime

from domain.model.ids import MemberId
from domain.model.match import Match, Origin
from domain.model.people import MemberStatus
from domain.model.timing import SOON
from domain.outbox import Delivery, Urgency
from domain.pool import PoolRef
from domain.ports import Transaction
from domain.use_cases.pool_messages import application_message


async def stories_of(tx: Transaction, match: Match) -> tuple[Delivery, ...]:
    """The messages of the applications that a random match ended: what has become of it is told there too."""
    if match.origin is not Origin.RANDOM:
        return ()
    return tuple(application_message(one) for one in await tx.applications.of_match(match.id))


async def back_to_pool(tx: Transaction, match: Match, member: MemberId, now: datetime) -> tuple[Delivery, ...]:
    """Puts the member's application back at its old place, with some time left; what to refresh then.

    Nothing where there is no way back: the match was no random one or its time is over, the member is gone, has other
    plans by now, or has applied anew.
    """
    if match.origin is not Origin.RANDOM or now >= match.begins_at or not await _is_free(tx, match, member, now):
        return ()
    for before in await tx.applications.of_match(match.id):
        if before.member == member:
            after = before.again(now)
            await tx.applications.save([(before, after)])
            await tx.pools.touch(PoolRef.of(after), now)
            return (application_message(after, Urgency.NOTICE),)
    return ()


async def _is_free(tx: Transaction, match: Match, member: MemberId, now: datetime) -> bool:
    """Whether the member is still here, and neither waits nor meets anybody soon.

    Their row is locked as it is by whoever applies, so that nobody begins to wait behind this.
    """
    if (await tx.members.lock(member)).status is not MemberStatus.ACTIVE:
        return False
    soon = (now, now + SOON)
    return not (
        await tx.applications.lock_waiting([member], match.category)
        or await tx.matches.random_between(member, *soon)
        or await tx.recruitments.meeting_between(member, *soon)
    )
