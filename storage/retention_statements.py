"""What the retention says to the database: a few old rows a time, found by an index, past what others have locked."""

from typing import Any

from sqlalchemy import BindParameter, Column, Select, bindparam, delete, exists, false, null, or_, select, update

from domain.model.application import ApplicationStatus
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind
from domain.ports import TimerKind
from storage.dialects import machine_time
from storage.tables import (
    alias,
    application,
    comment,
    inbox,
    match,
    match_member,
    message,
    offer,
    outbox,
    pacing,
    participation,
    recruitment,
    score_entry,
    sweep,
    timer,
)
from storage.tables.delivery import DeliveryState

LASTING = frozenset({DeliveryKind.CARD, DeliveryKind.THREAD_OPENER, DeliveryKind.MATCH_DM, DeliveryKind.COMMENT})
"""Deliveries whose messages are kept as long as what they show, for they may have to be changed."""

_ENDED = (DeliveryState.DONE, DeliveryState.OBSOLETE, DeliveryState.REFUSED, DeliveryState.DEAD)
_BEFORE: BindParameter[Any] = bindparam("before")
_FOUND: BindParameter[Any] = bindparam("found", expanding=True)
_CAME_TO_NOTHING = (RecruitmentStatus.EXPIRED, RecruitmentStatus.CANCELLED)


def _some(*columns: Column[Any]) -> Select[Any]:
    return select(*columns).limit(bindparam("most")).with_for_update(skip_locked=True)


RECEIVED = _some(inbox.c.key).where(inbox.c.received_at < machine_time("then"))
DROP_RECEIVED = delete(inbox).where(inbox.c.key.in_(_FOUND))

# By their states, not by having no moment of being claimed: that would be read by another index.
DELIVERED = _some(outbox.c.key, outbox.c.kind).where(
    outbox.c.created_at < machine_time("then"), outbox.c.state.in_(_ENDED)
)
DROP_DELIVERIES = delete(outbox).where(outbox.c.key.in_(_FOUND))
DROP_MESSAGES = delete(message).where(message.c.key.in_(_FOUND))
DROP_MESSAGES_BETWEEN = delete(message).where(message.c.key >= bindparam("first"), message.c.key < bindparam("beyond"))

# They are few enough to be read one by one.
SLOTS = _some(pacing.c.workspace_id, pacing.c.method, pacing.c.channel).where(pacing.c.next_at < machine_time("then"))
DROP_SLOT = delete(pacing).where(
    pacing.c.workspace_id == bindparam("of_workspace"),
    pacing.c.method == bindparam("of_method"),
    pacing.c.channel == bindparam("of_channel"),
)

_SUBJECTS = {TimerKind.CLOSE: recruitment, TimerKind.REMIND: match, TimerKind.BEGIN: match}
ORPHANS = {
    kind: _some(timer.c.subject).where(
        timer.c.kind == kind, timer.c.due_at < _BEFORE, ~exists().where(of.c.id == timer.c.subject)
    )
    for kind, of in _SUBJECTS.items()
}
DROP_TIMERS = delete(timer).where(timer.c.kind == bindparam("of_kind"), timer.c.subject.in_(_FOUND))

_OLDEST_SWEEPS = select(sweep.c.id, sweep.c.at).order_by(sweep.c.id).limit(bindparam("most")).subquery()
SWEEPS = select(_OLDEST_SWEEPS.c.id).where(_OLDEST_SWEEPS.c.at < _BEFORE)
DROP_SWEEPS = delete(sweep).where(sweep.c.id.in_(_FOUND))

WORDY = _some(recruitment.c.id).where(
    recruitment.c.texts_erased == false(),
    recruitment.c.meets_at < _BEFORE,
    recruitment.c.status != RecruitmentStatus.OPEN,
)
ERASE_TEXTS = (
    update(recruitment).where(recruitment.c.id.in_(_FOUND)).values(title=null(), content=null(), texts_erased=True)
)
ERASE_COMMENTS = update(comment).where(comment.c.recruitment_id.in_(_FOUND)).values(content="")

WAITS = _some(application.c.id).where(
    application.c.expires_at < _BEFORE, application.c.status != ApplicationStatus.WAITING
)
DROP_OFFERS_TO = delete(offer).where(offer.c.application_id.in_(_FOUND))
DROP_WAITS = delete(application).where(application.c.id.in_(_FOUND))

MET = _some(match.c.id).where(match.c.meets_at < _BEFORE)
DROP_OF_MATCHES = (
    delete(score_entry).where(score_entry.c.match_id.in_(_FOUND)),
    delete(match_member).where(match_member.c.match_id.in_(_FOUND)),
    update(application).where(application.c.match_id.in_(_FOUND)).values(match_id=null()),
)
DROP_MATCHES = delete(match).where(match.c.id.in_(_FOUND))

_OLD_POSTS = _some(recruitment.c.id).where(recruitment.c.meets_at < _BEFORE)
UNMATCHED = _OLD_POSTS.where(or_(*(recruitment.c.status == each for each in _CAME_TO_NOTHING)))
MATCHED = _OLD_POSTS.where(
    recruitment.c.status == RecruitmentStatus.CONFIRMED, ~exists().where(match.c.recruitment_id == recruitment.c.id)
)
COMMENTS_OF = select(comment.c.id).where(comment.c.recruitment_id.in_(_FOUND))
DROP_OF_POSTS = (
    delete(participation).where(participation.c.recruitment_id.in_(_FOUND)),
    delete(comment).where(comment.c.recruitment_id.in_(_FOUND)),
    delete(alias).where(alias.c.recruitment_id.in_(_FOUND)),
    delete(offer).where(offer.c.recruitment_id.in_(_FOUND)),
    update(application).where(application.c.joined_id.in_(_FOUND)).values(joined_id=null()),
)
DROP_POSTS = delete(recruitment).where(recruitment.c.id.in_(_FOUND))
