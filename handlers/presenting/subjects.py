"""What a delivery is about and whom it is for."""

from uuid import UUID

from domain.errors import DomainError, ErrorCode
from domain.model.ids import RecruitmentId
from domain.model.people import Actor, MemberStatus
from domain.outbox import Delivery, PostedMessage
from domain.use_cases.reading import Reading


def about(delivery: Delivery) -> RecruitmentId:
    """The recruitment that a delivery is about."""
    return RecruitmentId(UUID(delivery.subject))


async def recipient(reading: Reading, delivery: Delivery) -> Actor:
    """Whom it is for. Raises `not_found` for somebody who is gone, or whose data were erased."""
    if delivery.member is None:
        raise DomainError(ErrorCode.NOT_FOUND)
    actor = await reading.member(delivery.member)
    if actor.member.status is MemberStatus.GONE or actor.member.slack_id is None:
        raise DomainError(ErrorCode.NOT_FOUND)
    return actor


def is_out(posted: PostedMessage | None) -> bool:
    """Whether a delivery's message can be seen already."""
    return posted is not None and posted.ts is not None
