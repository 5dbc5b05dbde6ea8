"""A member of a match says that they can't come."""

from dataclasses import dataclass

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId
from domain.model.match import Match
from domain.ports import Clock, Transaction, UnitOfWork
from domain.use_cases.dropping_out import go_on
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
            after = before.cannot_come(wish.actor.member.id, now)
            await go_on(tx, before, after, now=now)
            await tx.outbox.enqueue(*wish.answer(Outcome.CANNOT_COME, match_id, now))
            return after

        return await self.uow.write(unit)
