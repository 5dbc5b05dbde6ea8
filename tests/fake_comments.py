"""Comments as dictionaries. Part of `tests.fake_tables`."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.model.comment import AUTHOR_ALIAS, Comment
from domain.model.ids import MemberId, RecruitmentId
from tests.fake_people import found


@dataclass
class Comments:
    rows: dict[UUID, Comment] = field(default_factory=dict)
    aliases: dict[tuple[RecruitmentId, MemberId], int] = field(default_factory=dict)

    async def alias(self, recruitment_id: RecruitmentId, member: MemberId, *, is_author: bool) -> int:
        others = [alias for (where, _), alias in self.aliases.items() if where == recruitment_id]
        free = AUTHOR_ALIAS if is_author else max(others, default=0) + 1
        return self.aliases.setdefault((recruitment_id, member), free)

    async def add(self, comment: Comment) -> None:
        self.rows[comment.id] = comment

    async def get(self, comment_id: UUID) -> Comment:
        return found(self.rows, comment_id)

    async def count_by(self, member: MemberId, since: datetime) -> int:
        return sum(one.member == member and one.at > since for one in self.rows.values())
