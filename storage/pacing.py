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
Next = Callable[[datetime, datetime], datetime | None]

_SLOT = and_(
    pacing.c.workspace_id == bindparam("of_workspace"),
    pacing.c.method == bindparam("of_method"),
    pacing.c.channel == bindparam("of_channel"),
)
_LOOK = select(pacing.c.next_at, machine_time("now")).where(_SLOT)
_LOCK = _LOOK.with_for_update()
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
        self, workspace_id: WorkspaceId, method: str, channel: str, interval: timedelta, most: timedelta
    ) -> timedelta:
        """Takes the next slot, unless it is further away than `most`; how long to wait for it."""

        def following(slot: datetime, now: datetime) -> datetime | None:
            return None if slot - now > most else max(slot, now) + interval

        return await self._move(workspace_id, method, channel, following)

    async def held_for(self, workspace_id: WorkspaceId, method: str, channel: str) -> timedelta:
        """How long it still is until the next slot. It locks nothing."""

        async def work(bound: Bound) -> timedelta:
            found = await bound.connection.execute(_LOOK, {**_where(workspace_id, method, channel), "now": bound.shift})
            row = found.one_or_none()
            return timedelta(0) if row is None else max(row[0] - row[1], timedelta(0))

        return await self._runner.run(work, writing=False)

    async def hold(self, workspace_id: WorkspaceId, method: str, channel: str, pause: timedelta) -> None:
        """Lets nobody have a slot before the pause is over; a longer one that is on already stays."""
        await self._move(workspace_id, method, channel, lambda slot, now: max(slot, now + pause))

    async def _move(self, workspace_id: WorkspaceId, method: str, channel: str, following: Next) -> timedelta:
        where = _where(workspace_id, method, channel)

        async def work(bound: Bound) -> timedelta:
            slot, now = await _locked(bound, {**where, "now": bound.shift})
            moved = following(slot, now)
            if moved is not None:
                await bound.connection.execute(_MOVE, {**where, "next_slot": moved})
            return max(slot - now, timedelta(0))

        return await self._runner.run(work, writing=True)


def _where(workspace_id: WorkspaceId, method: str, channel: str) -> Slot:
    return {"of_workspace": workspace_id, "of_method": method, "of_channel": channel}


async def _locked(bound: Bound, where: Slot) -> tuple[datetime, datetime]:
    row = (await bound.connection.execute(_LOCK, where)).one_or_none()
    if row is None:
        await bound.connection.execute(_OPEN[bound.dialect], where)
        row = (await bound.connection.execute(_LOCK, where)).one()
    return row[0], row[1]
