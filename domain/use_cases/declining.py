"""A member of a match says that they can't come."""

from dataclasses import dataclass
from datetime import datetime

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId, MemberId
from domain.model.match import Attendance, Match, MatchStatus
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.dropping_out import go_on
from domain.use_cases.ending_waits import end_waits
from domain.use_cases.wishes import Outcome, Wish, take


@dataclass(frozen=True, slots=True)
class Declining:
    """What somebody does who was brought together with others and is held up."""

    uow: UnitOfWork
    clock: Clock

    async def cannot_come(self, wish: Wish, match_id: MatchId) -> Match:
        """Takes the member out; the others go on without them, or learn that nothing comes of it.

        Raises `not_found`, `not_match_member`, `already_not_coming`, `match_cancelled`, `meeting_began`.
        """
        now = self.clock.now()

        async def unit(tx: Transaction) -> Match:
            await take(wish, tx)
            before = await tx.matches.lock(match_id)
            if before.workspace_id != wish.actor.workspace.id:
                raise DomainError(ErrorCode.NOT_FOUND)
            member = wish.actor.member.id
            back = await _end_wait_again(tx, before, member, now)
            after = before.without(member, Attendance.CANNOT_COME) if back else before.cannot_come(member, now)
            if back:
                await tx.matches.save(before, after)
            else:
                await go_on(tx, before, after, now=now)
            await tx.outbox.enqueue(*wish.answer(Outcome.CANNOT_COME, match_id, now))
            return after

        return await self.uow.write(unit)


async def _end_wait_again(tx: Transaction, match: Match, member: MemberId, now: datetime) -> bool:
    """Ends the wait into which the others' "can't come" has put the member back; whether there was one.

    Two who say so at one moment both mean it: the one who comes second waits for nobody else.
    """
    if match.status is not MatchStatus.CANCELLED or member not in match.coming:
        return False
    waiting = await tx.applications.lock_waiting([member], match.category)
    changes = [(one, one.cancel()) for one in waiting if one.applied_at <= match.matched_at]
    await tx.outbox.enqueue(*await end_waits(tx, changes, now))
    return bool(changes)
