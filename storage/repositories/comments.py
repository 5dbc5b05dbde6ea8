"""Comments on anonymous recruitments."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, insert, select

from domain.errors import DomainError, ErrorCode
from domain.model.comment import AUTHOR_ALIAS, Comment
from domain.model.ids import MemberId, RecruitmentId
from storage.database import Bound
from storage.tables import alias, comment, recruitment

_LOCK = select(recruitment.c.id).where(recruitment.c.id == bindparam("of_recruitment")).with_for_update()
_IN_IT = alias.c.recruitment_id == bindparam("of_recruitment")
_OWN = select(alias.c.number).where(_IN_IT, alias.c.member_id == bindparam("of_member"))
_LAST = select(func.coalesce(func.max(alias.c.number), AUTHOR_ALIAS)).where(_IN_IT)
_NAME = insert(alias)
_ADD = insert(comment)
_GET = select(comment).where(comment.c.id == bindparam("of_id"))
_COUNT_BY = select(func.count()).where(comment.c.member_id == bindparam("of_member"), comment.c.at > bindparam("since"))


class SqlComments:
    """Comments, and the aliases they are written under."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def alias(self, recruitment_id: RecruitmentId, member: MemberId, *, is_author: bool) -> int:
        """The member's alias number in this recruitment: the one given before, or the next free one.

        Numbers are given one at a time, behind the recruitment's lock.
        """
        where = {"of_recruitment": recruitment_id, "of_member": member}
        await self._connection.execute(_LOCK, {"of_recruitment": recruitment_id})
        known: int | None = (await self._connection.execute(_OWN, where)).scalar_one_or_none()
        if known is not None:
            return known
        number = AUTHOR_ALIAS if is_author else await self._next(recruitment_id)
        await self._connection.execute(_NAME, {"recruitment_id": recruitment_id, "member_id": member, "number": number})
        return number

    async def add(self, comment: Comment) -> None:
        """Keeps a comment."""
        await self._connection.execute(
            _ADD,
            {
                "id": comment.id,
                "recruitment_id": comment.recruitment_id,
                "member_id": comment.member,
                "alias": comment.alias,
                "content": comment.content,
                "at": comment.at,
            },
        )

    async def get(self, comment_id: UUID) -> Comment:
        """The comment of this id. Raises `not_found`."""
        row = (await self._connection.execute(_GET, {"of_id": comment_id})).one_or_none()
        if row is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return Comment(row.id, row.recruitment_id, row.member_id, row.alias, row.content, row.at)

    async def count_by(self, member: MemberId, since: datetime) -> int:
        """How many comments the member wrote after `since`, on whatever recruitment."""
        counted: int = (await self._connection.execute(_COUNT_BY, {"of_member": member, "since": since})).scalar_one()
        return counted

    async def _next(self, recruitment_id: RecruitmentId) -> int:
        last: int = (await self._connection.execute(_LAST, {"of_recruitment": recruitment_id})).scalar_one()
        return last + 1
