"""Where a transaction leaves what Slack must hear."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, literal_column, not_, null, or_, select

from domain.model.ids import WorkspaceId
from domain.outbox import ALERT_KEYS, Deaths, Delivery, DeliveryKind, PostedMessage
from storage.database import Bound
from storage.dialects import Incoming, per_dialect, upsert
from storage.tables import message, outbox
from storage.tables.delivery import DeliveryState

_ABOUT_A_MEMBER = frozenset(
    {
        *(DeliveryKind.NOTICE, DeliveryKind.REPLY, DeliveryKind.GREETING),
        *(DeliveryKind.APPLICATION, DeliveryKind.SUGGESTION, DeliveryKind.EXPORT),
    }
)
_ABOUT_A_SUBJECT = frozenset({DeliveryKind.CARD, DeliveryKind.THREAD_OPENER, DeliveryKind.COMMENT})

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""When a delivery may be claimed that need not wait: long ago by every clock, this machine's and the database's."""

# Words as they stand, no parameters: only then does the driver send many rows in one statement.
_CLAIMED = outbox.c.state == literal_column("'CLAIMED'")
_PENDING = outbox.c.state == literal_column("'PENDING'")
_UNSURE = outbox.c.in_doubt


def _asked_again(incoming: Incoming) -> Sequence[tuple[str, Any]]:
    """What another wish for the same delivery does to its row.

    While it is claimed, the lease, its count of attempts and its doubts stay: the raised generation alone makes it
    pending again afterwards. While an earlier attempt may have posted, its settling pause goes on, and the moment of
    the first attempt is kept, for the message is looked for from there. Its place among those of its urgency is kept;
    one that becomes more urgent takes its place anew. The state comes last: the others depend on it.
    """
    sooner = and_(_PENDING, outbox.c.urgency < incoming.urgency)
    keeps_place = or_(_CLAIMED, and_(_PENDING, outbox.c.urgency <= incoming.urgency))
    settling = or_(_CLAIMED, and_(_PENDING, _UNSURE))
    return [
        ("generation", outbox.c.generation + incoming.generation),
        ("params", incoming.params),
        ("expires_at", incoming.expires_at),
        ("meets_at", incoming.meets_at),
        ("created_at", case((keeps_place, outbox.c.created_at), else_=incoming.created_at)),
        ("urgency", case((sooner, outbox.c.urgency), else_=incoming.urgency)),
        ("attempts", case((_CLAIMED, outbox.c.attempts), else_=incoming.attempts)),
        ("first_attempt_at", case((or_(_CLAIMED, _UNSURE), outbox.c.first_attempt_at), else_=null())),
        ("died_at", null()),
        ("claimable_at", case((settling, outbox.c.claimable_at), else_=incoming.claimable_at)),
        ("state", case((_CLAIMED, outbox.c.state), else_=incoming.state)),
    ]


_ENQUEUE = per_dialect(lambda dialect: upsert(dialect, outbox, _asked_again))
_FRESH: Mapping[str, Any] = {
    "state": DeliveryState.PENDING,
    "generation": 1,
    "fence": 0,
    "attempts": 0,
    "in_doubt": False,
    "claimable_at": AT_ONCE,
}
_POSTED = select(message.c.key, message.c.channel_id, message.c.ts).where(
    message.c.key.in_(bindparam("keys", expanding=True)), message.c.ts.is_not(None)
)


_DEATHS = (
    select(outbox.c.workspace_id, func.count(), func.max(outbox.c.died_at))
    .where(
        outbox.c.died_at >= bindparam("since"),
        outbox.c.died_at < bindparam("until"),
        not_(outbox.c.key.startswith(ALERT_KEYS, autoescape=True)),
    )
    .group_by(outbox.c.workspace_id)
)


class SqlOutbox:
    """What a unit leaves here is written when it ends, all at once.

    So every transaction takes the outbox's locks last and in one order, whatever it asked for first.
    """

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._asked: dict[str, Delivery] = {}

    @property
    def enqueued(self) -> bool:
        """Whether anything was left here."""
        return bool(self._asked)

    async def enqueue(self, *deliveries: Delivery) -> None:
        """Asks for deliveries. One whose key is there already becomes pending again, with a raised generation."""
        for delivery in deliveries:
            before = self._asked.get(delivery.key, delivery)
            self._asked[delivery.key] = replace(delivery, urgency=min(before.urgency, delivery.urgency))

    async def flush(self) -> None:
        """Writes what was asked for. To be called once, when everything else of the transaction is done."""
        if not self._asked:
            return
        now = datetime.now(UTC) + timedelta(microseconds=self._bound.shift)
        rows = [self._row(self._asked[key], now) for key in sorted(self._asked)]
        await self._bound.connection.execute(_ENQUEUE[self._bound.dialect], rows if len(rows) > 1 else rows[0])

    async def posted(self, *keys: str) -> Mapping[str, PostedMessage]:
        """Where the messages of these keys are, for those that were posted."""
        if not keys:
            return {}
        rows = await self._bound.connection.execute(_POSTED, {"keys": list(keys)})
        return {row.key: PostedMessage(row.key, row.channel_id, row.ts) for row in rows}

    async def deaths(self, since: datetime, until: datetime) -> Sequence[Deaths]:
        """What was given up in a span of machine time and is dead still, messages for admins left out."""
        rows = await self._bound.connection.execute(_DEATHS, {"since": since, "until": until})
        return [Deaths(WorkspaceId(workspace_id), count, last_at) for workspace_id, count, last_at in rows]

    @staticmethod
    def _row(delivery: Delivery, now: datetime) -> dict[str, Any]:
        return {
            "key": delivery.key,
            "kind": delivery.kind,
            "workspace_id": delivery.workspace_id,
            "subject": delivery.subject,
            "member_id": delivery.member,
            "params": dict(delivery.params),
            "urgency": int(delivery.urgency),
            "expires_at": delivery.expires_at,
            "meets_at": delivery.meets_at,
            "target": target_of(delivery),
            "created_at": now,
            **_FRESH,
        }


def target_of(delivery: Delivery) -> str:
    """What only one delivery at a time may call for: a person's direct messages, a recruitment's thread, or itself."""
    if delivery.kind in _ABOUT_A_MEMBER and delivery.member is not None:
        return f"member:{delivery.member}"
    if delivery.kind in _ABOUT_A_SUBJECT and delivery.subject:
        return f"subject:{delivery.subject}"
    return delivery.key
