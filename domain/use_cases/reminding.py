"""Reminding groups of their meeting, shortly before it: each once, whoever looks and however often."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId
from domain.model.match import Match
from domain.outbox import Delivery, match_key
from domain.ports import Clock, Timer, TimerKind, Transaction, UnitOfWork
from domain.use_cases.telling import reminder, told_one_by_one

BATCH = 50
"""How many due timers one look takes up."""


@dataclass(frozen=True, slots=True)
class Reminding:
    """What the scheduler does when a meeting is near."""

    uow: UnitOfWork
    clock: Clock

    async def remind_due(self) -> int:
        """Takes up some of what is due now; how much that was. Each is a unit of work of its own."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> Sequence[Timer]:
            return await tx.timers.due(TimerKind.REMIND, now, BATCH)

        due = await self.uow.read(unit)
        for timer in due:
            await self._remind(MatchId(timer.subject))
        return len(due)

    async def _remind(self, match_id: MatchId) -> None:
        """Whoever else looks at the same moment asks for the same delivery, which is made once."""

        async def unit(tx: Transaction) -> None:
            match = await _find(tx, match_id)
            await tx.timers.clear(TimerKind.REMIND, match_id)
            if match is not None and match.is_ahead(self.clock.now()):
                await tx.outbox.enqueue(*await _reminders(tx, match))

        await self.uow.write(unit)


async def _find(tx: Transaction, match_id: MatchId) -> Match | None:
    """The match, locked; None when it is no more."""
    try:
        return await tx.matches.lock(match_id)
    except DomainError as error:
        if error.code is not ErrorCode.NOT_FOUND:
            raise
        return None


async def _reminders(tx: Transaction, match: Match) -> Sequence[Delivery]:
    """One for the group's conversation; where it could have none, one for each who comes."""
    key = match_key(match.id, match.revision)
    posted = (await tx.outbox.posted(key)).get(key)
    people = await tx.members.of(match.coming)
    if posted is not None and told_one_by_one(posted, people.values()):
        return [reminder(match, member) for member in match.coming]
    return [reminder(match)]
