"""Pacing that all workers share: a row a workspace, method and channel says when its next slot is."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, select, update

from domain.model.ids import WorkspaceId
from storage.database import Bound
from storage.dialects import insert_new, machine_time, per_dialect
from storage.runner import Runner
from storage.tables import pacing

Slot = dict[str, object]
Next = Callable[[datetime, datetime], datetime]

_SLOT = and_(
    pacing.c.workspace_id == bindparam("of_workspace"),
    pacing.c.method == bindparam("of_method"),
    pacing.c.channel == bindparam("of_channel"),
)
_LOCK = select(pacing.c.next_at, machine_time("now")).where(_SLOT).with_for_update()
_OPEN = per_dialect(
    lambda dialect: insert_new(dialect, pacing).values(
        workspace_id=bindparam("of_workspace"),
        method=bindparam("of_method"),
        channel=bindparam("of_channel"),
        next_at=machine_time("now"),
    )
)
_MOVE = update(pacing).where(_SLOT).values(next_at=bindparam("next_slot"))


class SqlPacing:
    """Slots in machine time, taken one at a time behind the row's lock."""

    def __init__(self, runner: Runner) -> None:
        self._runner = runner

    async def reserve(
        self,
        workspace_id: WorkspaceId,
        method: str,
        channel: str,
        interval: timedelta,
        within: timedelta = timedelta.max,
    ) -> timedelta:
        """How long to wait for the next slot; it is taken if it comes in time, and if there is an interval."""

        def following(slot: datetime, now: datetime) -> datetime:
            return max(slot, now) + interval if interval and slot - now <= within else slot

        return await self._move(workspace_id, method, channel, following)

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Lets nobody have a slot before the pause is over; a longer one that is on already stays."""
        await self._move(workspace_id, method, channel, lambda slot, now: max(slot, now + pause))

    async def _move(self, workspace_id: WorkspaceId, method: str, channel: str, following: Next) -> timedelta:
        where: Slot = {"of_workspace": workspace_id, "of_method": method, "of_channel": channel}

        async def work(bound: Bound) -> timedelta:
            slot, now = await _locked(bound, {**where, "now": bound.shift})
            await bound.connection.execute(_MOVE, {**where, "next_slot": following(slot, now)})
            return max(slot - now, timedelta(0))

        return await self._runner.run(work, writing=True)


async def _locked(bound: Bound, where: Slot) -> tuple[datetime, datetime]:
    row = (await bound.connection.execute(_LOCK, where)).one_or_none()
    if row is None:
        await bound.connection.execute(_OPEN[bound.dialect], where)
        row = (await bound.connection.execute(_LOCK, where)).one()
    return row[0], row[1]
