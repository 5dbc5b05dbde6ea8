"""What a group's conversation hears by itself: a reminder shortly before the meeting, and that it has begun.

Each once, whoever looks and however often.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from domain.errors import if_found
from domain.model.ids import MatchId
from domain.model.match import Match, MatchStatus
from domain.outbox import Delivery, match_key
from domain.ports import Clock, TimerKind, Transaction, UnitOfWork
from domain.use_cases.telling import group_refresh, reminder, told_one_by_one

BATCH = 50
"""How many due timers one look takes up."""

Follow = Callable[[Transaction, Match], Awaitable[Sequence[Delivery]]]


@dataclass(frozen=True, slots=True)
class Reminding:
    """What the scheduler does as a meeting comes near and begins."""

    uow: UnitOfWork
    clock: Clock

    async def remind_due(self) -> int:
        """Reminds of some of the meetings that are near, unless it is too late for that; how many it took up."""
        return await self._take_up(TimerKind.REMIND, self._reminders)

    async def begin_due(self) -> int:
        """Takes the buttons off the messages of some meetings that have begun; how many it took up."""
        return await self._take_up(TimerKind.BEGIN, _refresh)

    async def _take_up(self, kind: TimerKind, follow: Follow) -> int:
        now = self.clock.now()
        due = await self.uow.read(lambda tx: tx.timers.due(kind, now, BATCH))
        for timer in due:
            await self._end(kind, MatchId(timer.subject), follow)
        return len(due)

    async def _end(self, kind: TimerKind, match_id: MatchId, follow: Follow) -> None:
        """A unit of work of its own. Whoever else looks at the same moment asks for the same delivery, made once."""

        async def unit(tx: Transaction) -> None:
            match = await if_found(tx.matches.lock(match_id))
            await tx.timers.clear(kind, match_id)
            if match is not None and match.status is MatchStatus.ACTIVE:
                await tx.outbox.enqueue(*await follow(tx, match))

        await self.uow.write(unit)

    async def _reminders(self, tx: Transaction, match: Match) -> Sequence[Delivery]:
        """One for the group's conversation; where it could have none, one for each who comes."""
        if not match.is_ahead(self.clock.now()):
            return ()
        key = match_key(match.id, match.revision)
        posted = (await tx.outbox.posted(key)).get(key)
        people = await tx.members.of(match.coming)
        if posted is not None and told_one_by_one(posted, people.values()):
            return [reminder(match, member) for member in match.coming]
        return [reminder(match)]


async def _refresh(tx: Transaction, match: Match) -> Sequence[Delivery]:  # noqa: ARG001 one of those that follow
    return [group_refresh(match)]
