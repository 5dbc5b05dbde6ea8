"""Brings what waits in the database into the metrics when they are asked for, and never keeps whoever asks waiting."""

from collections.abc import Callable
from time import monotonic
from typing import Final

import structlog

from domain.outbox import Urgency
from domain.ports import Clock, DatabaseUnavailable
from infra.metrics import Metrics
from storage.figures import Figures, SqlFigures
from storage.tables.delivery import DeliveryState

_log = structlog.get_logger(__name__)

_FRESH_SECONDS: Final = 5.0
_OPEN: Final = (DeliveryState.PENDING, DeliveryState.CLAIMED)


class DatabaseFigures:
    """Reads at most once in five seconds and one at a time. Where the database is away, what was read last stays."""

    def __init__(
        self, read: SqlFigures, metrics: Metrics, clock: Clock, *, now: Callable[[], float] = monotonic
    ) -> None:
        self._read = read
        self._metrics = metrics
        self._clock = clock
        self._now = now
        self._read_at = float("-inf")
        self._reading = False

    async def refresh(self) -> None:
        """The metrics say how it stands, as far as that could be found out in time."""
        if self._reading or self._now() - self._read_at < _FRESH_SECONDS:
            return
        self._reading = True
        try:
            self._show(await self._read.read())
            self._metrics.database_up.set(1)
        except DatabaseUnavailable as error:
            _log.info("figures_not_read", error=str(error))
            self._metrics.database_up.set(0)
        finally:
            self._read_at, self._reading = self._now(), False

    def _show(self, figures: Figures) -> None:
        metrics = self._metrics
        for urgency in Urgency:
            metrics.outbox_oldest.labels(urgency.name.lower()).set(0)
            for state in _OPEN:
                metrics.outbox.labels(urgency.name.lower(), state.lower()).set(0)
        for each in figures.backlog:
            name = each.urgency.name.lower()
            metrics.outbox.labels(name, each.state.lower()).set(each.count)
            if each.state is DeliveryState.PENDING:
                metrics.outbox_oldest.labels(name).set(each.oldest.total_seconds())
        metrics.outbox_dead.set(figures.dead)
        self._show_pools(figures)

    def _show_pools(self, figures: Figures) -> None:
        now = self._clock.now()
        for pool in figures.pools:
            overdue = (now - pool.due_at).total_seconds() if pool.due_at is not None else 0.0
            self._metrics.pool_waiting.labels(pool.category).set(pool.waiting)
            self._metrics.pool_overdue.labels(pool.category).set(max(0.0, overdue))
