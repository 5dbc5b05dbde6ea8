"""One sweep after the other: claiming a pool, ending what is overdue, matching, and letting the pool go."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from domain.matching.pool import Left, Reason
from domain.matching.solution import Solution
from domain.model.application import Application
from domain.pool import PoolClaim, PoolRef, Solved, Solver, SweepRecord
from domain.ports import Clock, DatabaseUnavailable, Ids, Transaction, UnitOfWork
from domain.use_cases.closing import unheard
from domain.use_cases.sweeping import board, leaving, snapshot
from domain.use_cases.sweeping.snapshot import Snapshot
from domain.use_cases.sweeping.writing import TOGETHER, Overtaken, Writer, endings

OVERDUE_AT_ONCE = 100
"""How many overdue applications are ended in one transaction."""

_SEED_BITS = 63
"""What the database's whole numbers hold."""


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Sweeps whatever pool is due. `pause` is the time between two sweeps, `lease` how long one may take.

    `heard` is told of every sweep that found somebody.
    """

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    solver: Solver
    pause: timedelta
    lease: timedelta
    heard: Callable[[SweepRecord], None] = unheard

    async def sweep_due(self) -> int:
        """Sweeps each pool that is due and in nobody's hands; how many people that brought together.

        A pool that fails keeps no other from its turn; what it failed of is raised in the end.
        """
        matched, failures = 0, []
        for ref in await self.uow.read(lambda tx: tx.pools.due(self.clock.now())):
            try:
                matched += await self._sweep(ref)
            except Exception as error:  # noqa: BLE001 raised below, behind the other pools
                failures.append(error)
        if failures:
            raise ExceptionGroup("sweeps failed", failures)
        return matched

    async def _sweep(self, ref: PoolRef) -> int:
        claim = await self._claim(ref)
        if claim is None:
            return 0
        try:
            return await self._decide(claim)
        except Overtaken:
            return 0
        except Exception:
            with suppress(DatabaseUnavailable):
                await self._let_go(claim)
            raise

    async def _claim(self, ref: PoolRef) -> PoolClaim | None:
        now = self.clock.now()
        return await self.uow.write(lambda tx: tx.pools.claim(ref, now, self.lease))

    async def _end_overdue(self, ref: PoolRef) -> None:
        """Ends waits whose time is up, some at a time: each once, whoever looks and however late."""
        now = self.clock.now()

        async def unit(tx: Transaction) -> int:
            overdue = await tx.applications.overdue(ref, now, OVERDUE_AT_ONCE)
            changes = [(one, one.expire(now)) for one in overdue]
            await tx.applications.save(changes)
            await tx.outbox.enqueue(*(each for _, after in changes for each in endings(after)))
            return len(changes)

        while await self.uow.write(unit) == OVERDUE_AT_ONCE:
            continue

    async def _decide(self, claim: PoolClaim) -> int:
        await self._end_overdue(claim.ref)
        now, seed = self.clock.now(), self.ids.new().int & ((1 << _SEED_BITS) - 1)
        seen = await self.uow.read(lambda tx: snapshot.take(tx, claim.ref, now))
        solved = await self._solve(seen, seed)
        formed, matched = await self._match(claim, seen, solved.solution)
        record = SweepRecord(
            ref=claim.ref,
            at=now,
            seed=seed,
            waiting=len(seen.waiting),
            matched=matched,
            groups=formed,
            lost=len(solved.solution.groups) - formed,
            step=solved.solution.step,
            fell_back=solved.solution.fell_back,
            milliseconds=solved.milliseconds,
        )
        await self._settle(claim, seen, solved.solution, record)
        if record.waiting:
            self.heard(record)
        return matched

    async def _solve(self, seen: Snapshot, seed: int) -> Solved:
        """Whoever waits alone needs no engine."""
        if len(seen.waiting) > 1:
            return await self.solver.solve(seen.pool(seed, seen.now + self.pause))
        left = [Left(one.member, Reason.ALONE) for one in seen.waiting]
        return Solved(Solution((), left, step="alone"), 0)

    async def _match(self, claim: PoolClaim, seen: Snapshot, solution: Solution) -> tuple[int, int]:
        """Writes the groups, some at a time; how many were formed, and of how many people."""
        writer = Writer(claim, self.clock.now(), self.ids)
        of = {int(one.member): one for one in seen.waiting}
        formed: list[int] = []
        for start in range(0, len(solution.groups), TOGETHER):
            some = solution.groups[start : start + TOGETHER]
            formed += await self.uow.write(partial(writer.match, groups=some, of=of))
        return len(formed), sum(formed)

    async def _settle(self, claim: PoolClaim, seen: Snapshot, solution: Solution, record: SweepRecord) -> None:
        """Writes what becomes of those who are left, and lets the pool go until there is something new."""
        plan = leaving.plan(seen, solution)
        left_ids = [one.id for one in seen.waiting if one.member in plan.because]

        async def unit(tx: Transaction) -> None:
            locked = await tx.applications.lock(*left_ids)
            # Behind the applications' locks; and a run whose commit was not heard of finds its claim ended.
            if not await tx.pools.still_held(claim):
                raise Overtaken
            still = sorted((one for one in locked if one.is_waiting), key=lambda one: (one.applied_at, one.id))
            left = leaving.leave(seen, plan, still, count_changed=claim.waiting != len(still))
            after, shown = board.refreshed(claim, left.after, seen.workspace, seen.now)
            await tx.applications.save(left.changes)
            await tx.applications.offer(left.offers, seen.now)
            due_at = seen.now if record.lost else min(_dues(after, seen, left.after, solution), default=None)
            if record.waiting:
                await tx.pools.record(record)
            await tx.pools.settle(after, due_at, seen.now)
            await tx.outbox.enqueue(*left.deliveries, *shown)

        await self.uow.write(unit)

    async def _let_go(self, claim: PoolClaim) -> None:
        """It failed: the next sweep tries again. It stays due since when it was, for nothing was decided."""
        due_at = claim.due_at or self.clock.now()
        await self.uow.write(lambda tx: tx.pools.settle(claim, due_at, due_at))


def _dues(claim: PoolClaim, seen: Snapshot, left: Sequence[Application], solution: Solution) -> Iterable[datetime]:
    """The moments at which the same people may have to be looked at again."""
    yield from (one.expires_at for one in left)
    yield from leaving.hints_at(left, seen.now)
    yield from board.shown_at(claim, left, seen.workspace)
    yield from snapshot.coming_to_fit(seen) if left else ()
    if left and solution.next_at is not None:
        yield snapshot.moment(solution.next_at)
