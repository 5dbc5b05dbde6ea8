"""What the delivery queue says to the database. All moments are machine time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, case, false, func, literal, null, select, true, update

from domain.model.ids import MemberId, WorkspaceId
from domain.outbox import Claim, Delivery, PostedMessage, Urgency
from storage.dialects import machine_time, per_dialect, replace
from storage.tables import message, outbox
from storage.tables.delivery import DeliveryState

_FLYING = outbox.alias("flying")
_DUE = outbox.c.claimable_at <= machine_time("now")
_BY_URGENCY = (outbox.c.urgency, outbox.c.created_at, outbox.c.key)
_THESE = outbox.c.key.in_(bindparam("keys", expanding=True))
_HELD = and_(
    outbox.c.key == bindparam("of_key"),
    outbox.c.fence == bindparam("of_fence"),
    outbox.c.state == DeliveryState.CLAIMED,
)
_UNMOVED = outbox.c.generation == bindparam("of_generation")
_COLUMNS = (
    outbox.c.key,
    outbox.c.kind,
    outbox.c.workspace_id,
    outbox.c.subject,
    outbox.c.member_id,
    outbox.c.params,
    outbox.c.urgency,
    outbox.c.expires_at,
    outbox.c.generation,
    outbox.c.fence,
    outbox.c.attempts,
    outbox.c.first_attempt_at,
    machine_time("now").label("claimed_at"),
    machine_time("lease").label("lease_until"),
    outbox.c.in_doubt,
    message.c.channel_id,
    message.c.ts,
)

# A row that is in flight itself is due again when its lease has run out: it may go on, its siblings may not.
CANDIDATES = (
    select(outbox.c.key, outbox.c.target)
    .select_from(outbox.outerjoin(_FLYING, and_(_FLYING.c.in_flight == outbox.c.target, _FLYING.c.key != outbox.c.key)))
    .where(_DUE, _FLYING.c.key.is_(None))
    .order_by(*_BY_URGENCY)
    .limit(bindparam("most"))
)
LOCK = (
    select(*_COLUMNS)
    .select_from(outbox.outerjoin(message, message.c.key == outbox.c.key))
    .where(_THESE, _DUE)
    .order_by(*_BY_URGENCY)
    .with_for_update(skip_locked=True)
)
TAKE = (
    update(outbox)
    .where(_THESE)
    .values(
        state=DeliveryState.CLAIMED,
        fence=outbox.c.fence + 1,
        attempts=outbox.c.attempts + 1,
        first_attempt_at=func.coalesce(outbox.c.first_attempt_at, bindparam("claimed_at")),
        claimable_at=bindparam("lease_until"),
        in_flight=outbox.c.target,
    )
)
STILL_HELD = select(outbox.c.key).where(_HELD, outbox.c.claimable_at > machine_time("now"))
LOCK_HELD = select(outbox.c.key).where(_HELD).with_for_update()
ATTEMPTING = update(outbox).where(_HELD, outbox.c.claimable_at > machine_time("now")).values(in_doubt=true())
# What people wrote and where answers go is of no use any more once a delivery has ended: it isn't kept.
_SCRUBBED = case((_UNMOVED, literal({}, outbox.c.params.type)), else_=outbox.c.params)
DONE = (
    update(outbox)
    .where(_HELD)
    .values(
        state=case((_UNMOVED, DeliveryState.DONE), else_=DeliveryState.PENDING),
        params=_SCRUBBED,
        claimable_at=case((_UNMOVED, null()), else_=machine_time("now")),
        attempts=0,
        first_attempt_at=null(),
        in_doubt=false(),
        error=null(),
        in_flight=null(),
    )
)
RETRY = (
    update(outbox)
    .where(_HELD)
    .values(
        state=DeliveryState.PENDING,
        claimable_at=machine_time("later"),
        in_doubt=bindparam("doubt"),
        error=bindparam("what"),
        in_flight=null(),
    )
)
GIVE_UP = (
    update(outbox)
    .where(_HELD)
    .values(
        state=case((_UNMOVED, bindparam("end", type_=outbox.c.state.type)), else_=DeliveryState.PENDING),
        params=_SCRUBBED,
        claimable_at=case((_UNMOVED, null()), else_=machine_time("now")),
        in_doubt=and_(outbox.c.in_doubt, bindparam("doubt", type_=outbox.c.in_doubt.type)),
        error=bindparam("what"),
        in_flight=null(),
    )
)
POSTED = per_dialect(
    lambda dialect: replace(dialect, message, "channel_id", "ts").values(posted_at=machine_time("now"))
)
CONVERSATION = per_dialect(
    lambda dialect: replace(dialect, message, "channel_id").values(posted_at=machine_time("now"))
)
COUNTS = select(outbox.c.state, func.count()).group_by(outbox.c.state)


def claim_of(row: Sequence[Any]) -> Claim:
    """The claim that taking a locked row makes of it."""
    *delivery, generation, fence, attempts, first, claimed_at, lease_until, in_doubt, channel_id, ts = row
    key = delivery[0]
    return Claim(
        delivery=_delivery_of(delivery),
        generation=generation,
        fence=fence + 1,
        attempts=attempts + 1,
        first_attempt_at=first or claimed_at,
        lease_until=lease_until,
        in_doubt=in_doubt,
        posted=None if channel_id is None else PostedMessage(key, channel_id, ts),
    )


def _delivery_of(columns: Sequence[Any]) -> Delivery:
    key, kind, workspace_id, subject, member, params, urgency, expires_at = columns
    return Delivery(
        key=key,
        kind=kind,
        workspace_id=WorkspaceId(workspace_id),
        subject=subject,
        member=None if member is None else MemberId(member),
        params=params,
        urgency=Urgency(urgency),
        expires_at=expires_at,
    )
