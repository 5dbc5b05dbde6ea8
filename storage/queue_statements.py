"""What the delivery queue says to the database. All moments are machine time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)

from domain.model.ids import MemberId, WorkspaceId
from domain.outbox import Claim, Delivery, DeliveryKind, PostedMessage, Urgency
from storage.dialects import machine_time, per_dialect, replace
from storage.tables import message, outbox
from storage.tables.delivery import DeliveryState

_FLYING = outbox.alias("flying")
# What only a later version knows how to deliver is left to it. Words as they stand: parameters would be sent each time.
_KNOWN = outbox.c.kind.in_([literal_column(f"'{kind.value}'") for kind in DeliveryKind])
_DUE = and_(outbox.c.claimable_at <= machine_time("now"), _KNOWN)
_BY_URGENCY = (outbox.c.urgency, outbox.c.meets_at, outbox.c.created_at, outbox.c.key)
_NOT_FULL = or_(outbox.c.lane.is_(None), outbox.c.lane.not_in(bindparam("full", expanding=True)))
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
    outbox.c.meets_at,
    outbox.c.created_at,
    outbox.c.generation,
    outbox.c.fence,
    outbox.c.attempts,
    outbox.c.first_attempt_at,
    machine_time("now").label("claimed_at"),
    machine_time("lease").label("lease_until"),
    outbox.c.in_doubt,
    outbox.c.lane,
    message.c.channel_id,
    message.c.ts,
)

# A row that is in flight itself is due again when its lease has run out: it may go on, its siblings may not.
CANDIDATES = (
    select(outbox.c.key, outbox.c.target, outbox.c.lane)
    .select_from(outbox.outerjoin(_FLYING, and_(_FLYING.c.in_flight == outbox.c.target, _FLYING.c.key != outbox.c.key)))
    .where(_DUE, _NOT_FULL, _FLYING.c.key.is_(None))
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
_FLEETING = (DeliveryKind.ANSWER, DeliveryKind.REPLY)
_SCRUBBED = case((_UNMOVED, literal({}, outbox.c.params.type)), else_=outbox.c.params)
DONE = (
    update(outbox)
    .where(_HELD)
    .values(
        state=case((_UNMOVED, DeliveryState.DONE), else_=DeliveryState.PENDING),
        params=_SCRUBBED,
        claimable_at=case((_UNMOVED, null()), else_=machine_time("now")),
        created_at=case((_UNMOVED, outbox.c.created_at), else_=machine_time("now")),
        lane=null(),
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
# It was not its turn, so it was no try: what is counted stands as it was before the claim.
PUT_BACK = (
    update(outbox)
    .where(_HELD)
    .values(
        state=DeliveryState.PENDING,
        claimable_at=machine_time("later"),
        attempts=bindparam("tried"),
        first_attempt_at=bindparam("tried_first", type_=outbox.c.first_attempt_at.type),
        in_doubt=bindparam("doubt"),
        lane=bindparam("behind"),
        in_flight=null(),
    )
)
# Those that die may be sent after all, but for what nobody waits for any more.
_DIES = and_(_UNMOVED, bindparam("dies", type_=outbox.c.in_doubt.type), outbox.c.kind.not_in(_FLEETING))
GIVE_UP = (
    update(outbox)
    .where(_HELD)
    .values(
        state=case((_UNMOVED, bindparam("end", type_=outbox.c.state.type)), else_=DeliveryState.PENDING),
        params=case((_DIES, outbox.c.params), else_=_SCRUBBED),
        claimable_at=case((_UNMOVED, null()), else_=machine_time("now")),
        died_at=case((_DIES, machine_time("now")), else_=null()),
        lane=null(),
        in_doubt=and_(outbox.c.in_doubt, bindparam("doubt", type_=outbox.c.in_doubt.type)),
        error=bindparam("what"),
        in_flight=null(),
    )
)
# Where the last try may have arrived it is looked for from the first one on, so that moment is kept.
REVIVE = (
    update(outbox)
    .where(outbox.c.died_at.is_not(None))
    .values(
        state=DeliveryState.PENDING,
        claimable_at=machine_time("now"),
        created_at=machine_time("now"),
        attempts=0,
        first_attempt_at=case((outbox.c.in_doubt, outbox.c.first_attempt_at), else_=null()),
        died_at=null(),
        error=null(),
    )
)
POSTED = per_dialect(
    lambda dialect: replace(dialect, message, "channel_id", "ts").values(posted_at=machine_time("now"))
)
CONVERSATION = per_dialect(
    lambda dialect: replace(dialect, message, "channel_id").values(posted_at=machine_time("now"))
)


def claim_of(row: Row[*tuple[Any, ...]]) -> Claim:
    """The claim that taking a locked row makes of it."""
    return Claim(
        delivery=_delivery_of(row),
        generation=row.generation,
        fence=row.fence + 1,
        attempts=row.attempts + 1,
        first_attempt_at=row.first_attempt_at or row.claimed_at,
        lease_until=row.lease_until,
        in_doubt=row.in_doubt,
        posted=None if row.channel_id is None else PostedMessage(row.key, row.channel_id, row.ts),
        lane=row.lane,
    )


def _delivery_of(row: Row[*tuple[Any, ...]]) -> Delivery:
    urgency = Urgency.nearest(row.urgency)
    waited = timedelta(0) if urgency is Urgency.BACKGROUND else row.claimed_at - row.created_at
    return Delivery(
        key=row.key,
        kind=row.kind,
        workspace_id=WorkspaceId(row.workspace_id),
        subject=row.subject,
        member=None if row.member_id is None else MemberId(row.member_id),
        params=row.params,
        urgency=urgency,
        expires_at=row.expires_at,
        meets_at=row.meets_at,
        waited=max(waited, timedelta(0)),
    )
