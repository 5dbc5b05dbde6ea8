"""The random pools: a row each that says whether something is new to decide, and whose hands it is in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, insert, select, update

from domain.model.ids import WorkspaceId
from domain.pool import PoolClaim, PoolRef, SweepRecord
from storage.database import Bound
from storage.dialects import Incoming, machine_time, microseconds, per_dialect, upsert
from storage.tables import pool, sweep

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When a pool was in somebody's hands that is in nobody's."""

_THIS = and_(pool.c.workspace_id == bindparam("of_workspace"), pool.c.category == bindparam("of_category"))
_HELD = and_(_THIS, pool.c.fence == bindparam("of_fence"))


def _touched(incoming: Incoming) -> Sequence[tuple[str, Any]]:
    """The earlier of the two moments counts; generation is raised so that a sweep under way sees that it was."""
    sooner = and_(pool.c.due_at.is_not(None), pool.c.due_at < incoming.due_at)
    return [
        ("due_at", case((sooner, pool.c.due_at), else_=incoming.due_at)),
        ("generation", pool.c.generation + 1),
    ]


_TOUCH = per_dialect(lambda dialect: upsert(dialect, pool, _touched))
_DUE = select(pool.c.workspace_id, pool.c.category).where(pool.c.due_at <= bindparam("now"))
_CLAIM = (
    update(pool)
    .where(_THIS, pool.c.due_at <= bindparam("now_there"), pool.c.held_until < machine_time("now"))
    .values(fence=pool.c.fence + 1, held_until=machine_time("lease"))
)
_CLAIMED = select(pool).where(_THIS)
_BOARD = select(pool.c.board).where(_THIS)
_STILL_HELD = select(pool.c.fence).where(_HELD).with_for_update()
_UNTOUCHED = pool.c.generation == bindparam("of_generation")
_SETTLE = (
    update(pool)
    .where(_HELD)
    .values(
        due_at=case(
            (_UNTOUCHED, bindparam("next_at", type_=pool.c.due_at.type)),
            else_=bindparam("touched_at", type_=pool.c.due_at.type),
        ),
        held_until=_LONG_AGO,
        fence=pool.c.fence + 1,
        board=bindparam("shown"),
        waiting=bindparam("now_waiting"),
    )
)
_RECORD = insert(sweep)


class SqlPools:
    """Pools. Leases are machine time, what is due is the domain's."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def touch(self, ref: PoolRef, now: datetime) -> None:
        """Somebody came, went or wants something else: the next sweep looks at the pool."""
        row = {
            "workspace_id": ref.workspace_id,
            "category": ref.category,
            "due_at": now,
            "generation": 1,
            "fence": 0,
            "held_until": _LONG_AGO,
        }
        await self._connection.execute(_TOUCH[self._bound.dialect], row)

    async def due(self, now: datetime) -> Sequence[PoolRef]:
        """Pools in which there may be something new to decide: one indexed read."""
        rows = await self._connection.execute(_DUE, {"now": now})
        return [PoolRef(WorkspaceId(row.workspace_id), row.category) for row in rows]

    async def claim(self, ref: PoolRef, now: datetime, lease: timedelta) -> PoolClaim | None:
        """Takes a pool that is due and in nobody's hands."""
        shift = self._bound.shift
        times = {"now_there": now, "now": shift, "lease": shift + microseconds(lease)}
        taken = await self._connection.execute(_CLAIM, {**_of(ref), **times})
        if taken.rowcount != 1:
            return None
        row = (await self._connection.execute(_CLAIMED, _of(ref))).one()
        return PoolClaim(ref, row.generation, row.fence, row.board, row.waiting, row.due_at)

    async def still_held(self, claim: PoolClaim) -> bool:
        """Whether the pool still is this claim's; if so it stays locked until the transaction ends."""
        held = await self._connection.execute(_STILL_HELD, {**_of(claim.ref), "of_fence": claim.fence})
        return held.one_or_none() is not None

    async def settle(self, claim: PoolClaim, due_at: datetime | None, now: datetime) -> bool:
        """Lets a pool go, with what the claim says, due at `due_at`.

        One that was touched meanwhile is due at once, which is since `now`. False when it was this claim's no more.
        """
        parameters = {
            **_of(claim.ref),
            "of_fence": claim.fence,
            "of_generation": claim.generation,
            "next_at": due_at,
            "touched_at": now,
            "shown": claim.board,
            "now_waiting": claim.waiting,
        }
        return (await self._connection.execute(_SETTLE, parameters)).rowcount == 1

    async def board(self, ref: PoolRef) -> str | None:
        """The key of the message that is out in the channel, while somebody waits."""
        board: str | None = (await self._connection.execute(_BOARD, _of(ref))).scalar_one_or_none()
        return board

    async def record(self, sweep: SweepRecord) -> None:
        """Keeps what a sweep did."""
        row = {
            "workspace_id": sweep.ref.workspace_id,
            "category": sweep.ref.category,
            "fell_back": " ".join(sweep.fell_back),
        }
        names = ("at", "seed", "waiting", "matched", "groups", "lost", "step", "milliseconds")
        await self._connection.execute(_RECORD, row | {name: getattr(sweep, name) for name in names})


def _of(ref: PoolRef) -> dict[str, Any]:
    return {"of_workspace": ref.workspace_id, "of_category": ref.category}
