"""What falls due."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from domain.ports import Timer, TimerKind
from storage.database import Bound
from storage.dialects import per_dialect, replace
from storage.tables import timer

_SET = per_dialect(lambda dialect: replace(dialect, timer, "due_at"))
_CLEAR = delete(timer).where(timer.c.kind == bindparam("of_kind"), timer.c.subject == bindparam("of_subject"))
_DUE = (
    select(timer.c.kind, timer.c.subject, timer.c.due_at)
    .where(timer.c.kind == bindparam("of_kind"), timer.c.due_at <= bindparam("now"))
    .order_by(timer.c.due_at, timer.c.subject)
    .limit(bindparam("most"))
)


class SqlTimers:
    """Rows, so that what came due while all were down is found."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection
        self._dialect = bound.dialect

    async def set(self, timer: Timer) -> None:
        """Sets a timer, replacing the one of its kind and subject."""
        row = {"kind": timer.kind, "subject": timer.subject, "due_at": timer.due_at}
        await self._connection.execute(_SET[self._dialect], row)

    async def clear(self, kind: TimerKind, subject: UUID) -> None:
        """Removes a timer, if it is set."""
        await self._connection.execute(_CLEAR, {"of_kind": kind, "of_subject": subject})

    async def due(self, kind: TimerKind, now: datetime, limit: int) -> Sequence[Timer]:
        """Timers of the kind due by `now`, the longest due first."""
        rows = await self._connection.execute(_DUE, {"of_kind": kind, "now": now, "most": limit})
        return [Timer(*row) for row in rows]
