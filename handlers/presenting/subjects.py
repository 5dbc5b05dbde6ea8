"""What a delivery is about and whom it is for."""

from collections.abc import Iterable
from uuid import UUID

from domain.errors import DomainError, ErrorCode
from domain.model.ids import RecruitmentId
from domain.model.people import Actor, Member, MemberStatus, Workspace
from domain.outbox import Delivery
from domain.use_cases.reading import Reading
from handlers.texts import Texts


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


def own_texts(actor: Actor) -> Texts:
    """In the person's language."""
    return Texts(actor.language, actor.workspace.zone)


def shared_texts(workspace: Workspace, members: Iterable[Member]) -> Texts:
    """In the one language that all of them speak; in the workspace's, where they don't share one."""
    languages = {Actor(workspace, member).language for member in members}
    return Texts(languages.pop() if len(languages) == 1 else workspace.language, workspace.zone)


def common_texts(workspace: Workspace) -> Texts:
    """In the workspace's language, for what several people read."""
    return Texts(workspace.language, workspace.zone)
