"""Closing what is due: each recruitment once, whoever looks and however late."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.errors import if_found
from domain.model.ids import RecruitmentId
from domain.model.recruitment import RecruitmentStatus
from domain.ports import Clock, Ids, Timer, TimerKind, Transaction, UnitOfWork
from domain.use_cases.settling import settle

BATCH = 50
"""How many due timers one look takes up."""


def unheard(_: object) -> None:
    """Where nobody counts."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the scheduler does when a recruitment's closing time has come. `heard` is told what each became."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    heard: Callable[[str], None] = unheard

    async def close_due(self) -> int:
        """Confirms or expires some of what is due now; how many it took up. Each is a unit of work of its own."""
        due = await self._due()
        for timer in due:
            await self._close(timer)
        return len(due)

    async def _due(self) -> list[Timer]:
        now = self.clock.now()

        async def unit(tx: Transaction) -> list[Timer]:
            return list(await tx.timers.due(TimerKind.CLOSE, now, BATCH))

        return await self.uow.read(unit)

    async def _close(self, timer: Timer) -> None:
        recruitment_id = RecruitmentId(timer.subject)

        async def unit(tx: Transaction) -> RecruitmentStatus | None:
            now = self.clock.now()
            before = await if_found(tx.recruitments.lock(recruitment_id))
            await tx.timers.clear(TimerKind.CLOSE, recruitment_id)
            if before is None:
                return None
            change = before.close(now)
            if change.after.is_open:
                await tx.timers.set(Timer(TimerKind.CLOSE, before.id, before.closes_at))
            await settle(tx, before, change, ids=self.ids, now=now)
            return change.after.status if change.events else None

        became = await self.uow.write(unit)
        if became is not None:
            self.heard(became)
