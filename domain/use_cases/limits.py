"""How much one person can do at once: so that nobody, and no program of somebody's, fills the channels."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId
from domain.ports import Transaction

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one person may have and do; admins too."""

    open_recruitments: int = 5
    posts_an_hour: int = 10
    comments_a_minute: int = 6

    async def check_post(self, tx: Transaction, author: MemberId, now: datetime) -> None:
        """Refuses one recruitment more: `too_many_open`, `too_many_posts`.

        Within the unit that keeps the recruitment, the author's row must be locked: of two at one moment the second
        then counts the first.
        """
        posts = await tx.recruitments.count_by(author, now, now - _HOUR)
        if posts.open >= self.open_recruitments:
            raise DomainError(ErrorCode.TOO_MANY_OPEN, limit=self.open_recruitments)
        if posts.lately >= self.posts_an_hour:
            raise DomainError(ErrorCode.TOO_MANY_POSTS, limit=self.posts_an_hour)

    async def check_comment(self, tx: Transaction, member: MemberId, now: datetime, field: str) -> None:
        """Refuses one comment more: `too_many_comments`, about the `field` it is in.

        The member's row must be locked, as in `check_post`.
        """
        if await tx.comments.count_by(member, now - _MINUTE) >= self.comments_a_minute:
            raise DomainError(ErrorCode.TOO_MANY_COMMENTS, field=field, limit=self.comments_a_minute)
