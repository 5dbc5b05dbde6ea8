"""What admins must hear of: deliveries that died, and pools in which people wait while nobody sweeps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domain.model.ids import WorkspaceId
from domain.model.people import Member, MemberStatus
from domain.outbox import Delivery, DeliveryKind, Notice, alert_key
from domain.pool import PoolRef
from domain.ports import Clock, Transaction, UnitOfWork

ALERTS: Final = frozenset({Notice.DELIVERIES_DIED, Notice.POOL_STALLED})
"""Notices for admins. They are about no recruitment, and when one of them dies, that is not told."""

RECENT: Final = timedelta(minutes=5)
"""How long after a death its hour is told of again, so that the count is brought up to date by whoever looks next."""

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to tell the admins of a workspace: once an hour, and `again` where what was told is right no more."""

    workspace_id: WorkspaceId
    notice: Notice
    hour: datetime
    subject: str = ""
    again: bool = False

    def to(self, admin: Member) -> Delivery:
        """The direct message to one of them."""
        return Delivery(
            key=alert_key(self.notice, self.subject, self.hour, admin.id),
            kind=DeliveryKind.NOTICE,
            workspace_id=self.workspace_id,
            subject=self.subject,
            member=admin.id,
            params={"notice": self.notice, "since": self.hour.isoformat()},
        )


@dataclass
class Watching:
    """Looks after what nobody would notice. `admins` are the Slack ids of those who are admins whatever Slack says.

    A pool is stalled that has been due for `patience` at two looks in a row: one look alone may see a clock that was
    just moved on. The hour is that of the domain's clock, which outside of a playground is the machine's too.
    """

    uow: UnitOfWork
    clock: Clock
    admins: Collection[str]
    patience: timedelta
    _overdue: frozenset[PoolRef] = field(default_factory=frozenset)

    async def look(self) -> int:
        """Tells the admins of what is wrong. There is never more to do right away."""
        now = self.clock.now()
        for alert in await self.uow.read(lambda tx: self._alerts(tx, now)):
            await self._tell(alert)
        return 0

    async def _alerts(self, tx: Transaction, now: datetime) -> Sequence[Alert]:
        hours = sorted({_hour(now - RECENT), _hour(now)})
        died = [alert for hour in hours for alert in await _deaths(tx, hour, now)]
        return [*died, *await self._stalls(tx, now)]

    async def _stalls(self, tx: Transaction, now: datetime) -> Sequence[Alert]:
        overdue = frozenset(await tx.pools.due(now - self.patience))
        lasting, self._overdue = overdue & self._overdue, overdue
        waited_in = [ref for ref in sorted(lasting) if await tx.applications.count_waiting(ref)]
        return [Alert(ref.workspace_id, Notice.POOL_STALLED, _hour(now), ref.category) for ref in waited_in]

    async def _tell(self, alert: Alert) -> None:
        async def unit(tx: Transaction) -> None:
            messages = [alert.to(admin) for admin in await self._admins(tx, alert.workspace_id)]
            told = {} if alert.again else await tx.outbox.posted(*(each.key for each in messages))
            await tx.outbox.enqueue(*(each for each in messages if each.key not in told))

        await self.uow.write(unit)

    async def _admins(self, tx: Transaction, workspace_id: WorkspaceId) -> Sequence[Member]:
        """Those whom Slack calls so, and those of the settings, who need not have used the bot ever."""
        known = await tx.members.known(workspace_id, self.admins)
        named = [known.get(each) or await tx.members.add(workspace_id, each) for each in sorted(self.admins)]
        everybody = {admin.id: admin for admin in (*await tx.members.admins(workspace_id), *named)}
        return [admin for admin in everybody.values() if admin.status is MemberStatus.ACTIVE]


async def _deaths(tx: Transaction, hour: datetime, now: datetime) -> Sequence[Alert]:
    found = await tx.outbox.deaths(hour, hour + _HOUR)
    return [
        Alert(each.workspace_id, Notice.DELIVERIES_DIED, hour, again=True)
        for each in found
        if each.last_at > now - RECENT
    ]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)
