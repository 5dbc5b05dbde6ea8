"""Comments on an anonymous recruitment, under an alias that stays the same for a member and recruitment."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.ids import CommentId, MemberId, RecruitmentId

AUTHOR_ALIAS = 0
"""The author's alias number (글쓴이); everybody else counts from 1 (익명 1, 익명 2, …)."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `alias` is all that anybody else learns of the `member`."""

    id: CommentId
    recruitment_id: RecruitmentId
    member: MemberId
    alias: int
    content: str
    at: datetime

    @property
    def is_erased(self) -> bool:
        """Whether what was said is kept no more; nobody says nothing."""
        return not self.content
