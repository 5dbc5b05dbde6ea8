"""Comments on anonymous recruitments, under aliases."""

from dataclasses import dataclass, field, replace

from domain.errors import DomainError, ErrorCode
from domain.model.comment import Comment
from domain.model.details import CONTENT_LIMIT
from domain.model.ids import CommentId, RecruitmentId
from domain.model.recruitment import Recruitment
from domain.model.wording import kept
from domain.outbox import Delivery, DeliveryKind, Notice, Urgency, comment_key, told_key
from domain.ports import Clock, Ids, Transaction, UnitOfWork
from domain.use_cases.limits import Limits
from domain.use_cases.recruiting import locked
from domain.use_cases.telling import notice
from domain.use_cases.wishes import Wish, take

CONTENT_FIELD = "content"


@dataclass(frozen=True, slots=True)
class Commenting:
    """Saying something about a recruitment without showing one's name."""

    uow: UnitOfWork
    clock: Clock
    ids: Ids
    limits: Limits = field(default_factory=Limits)

    async def comment(self, wish: Wish, recruitment_id: RecruitmentId, content: str) -> Comment:
        """Puts a comment into the thread, and tells the author unless it is their own.

        Refused once it has ended, on a named one, and when they are `too_many_comments`.
        """
        said = _checked(content)
        comment_id, now = CommentId(self.ids.new()), self.clock.now()

        async def unit(tx: Transaction) -> Comment:
            await take(wish, tx)
            recruitment = await locked(tx, wish.actor, recruitment_id)
            recruitment.must_take_comments()
            member = wish.actor.member.id
            await tx.members.lock(member)
            await self.limits.check_comment(tx, member, now, CONTENT_FIELD)
            is_author = member == recruitment.author
            alias = await tx.comments.alias(recruitment.id, member, is_author=is_author)
            comment = Comment(comment_id, recruitment.id, member, alias, said, now)
            await tx.comments.add(comment)
            await tx.outbox.enqueue(*_deliveries(recruitment, comment, tell_author=not is_author))
            return comment

        return await self.uow.write(unit)


def _checked(content: str) -> str:
    said = kept(content)
    if said is None:
        raise DomainError(ErrorCode.CONDITION_MISSING, field=CONTENT_FIELD)
    if len(said) > CONTENT_LIMIT:
        raise DomainError(ErrorCode.TEXT_TOO_LONG, field=CONTENT_FIELD, limit=CONTENT_LIMIT)
    return said


def _deliveries(recruitment: Recruitment, comment: Comment, *, tell_author: bool) -> tuple[Delivery, ...]:
    posted = Delivery(
        key=comment_key(comment.id),
        kind=DeliveryKind.COMMENT,
        workspace_id=recruitment.workspace_id,
        subject=str(comment.id),
        urgency=Urgency.NOTICE,
    )
    if not tell_author:
        return (posted,)
    told = notice(recruitment, Notice.COMMENTED, recruitment.author, {"comment": str(comment.id)})
    return (posted, replace(told, key=told_key(comment.id)))
