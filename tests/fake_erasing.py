"""Erasing people in memory. Part of `tests.fake_tables`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.model.ids import MemberId
from domain.model.people import Member, MemberStatus
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.ports import ErasedComment, ErasedPost, Erasure

if TYPE_CHECKING:
    from tests.fake_tables import Tables


@dataclass
class Erasures:
    """`settled` lets the time pass after which nobody is at work for an erased member any more; what the `failing` one
    wrote can't be erased.
    """

    rows: dict[MemberId, Erasure] = field(default_factory=dict)
    settled: bool = False
    failing: MemberId | None = None
    tables: "Tables" = field(init=False)

    async def begin(self, member: MemberId) -> None:
        known = self.tables.members[member]
        self.rows.setdefault(member, Erasure(member, known.workspace_id, refreshed=False, settled=False))
        self.tables.members[member] = Member(member, known.workspace_id, None, status=MemberStatus.GONE)
        for pair in [pair for pair in self.tables.blocks if member in pair]:
            del self.tables.blocks[pair]

    async def under_way(self, settled_after: timedelta, limit: int) -> Sequence[Erasure]:  # noqa: ARG002 time is `settled`
        return [replace(each, settled=self.settled) for each in self.rows.values()][:limit]

    async def erase_posts(self, member: MemberId, limit: int) -> int:
        if member == self.failing:
            raise OSError(member)
        own = [one for one in self.tables.recruitments.values() if one.author == member and not one.is_open]
        wordy = [one for one in own if one.details.title or one.details.content][:limit]
        for one in wordy:
            self.tables.recruitments[one.id] = replace(one, details=replace(one.details, title=None, content=None))
            for match in [each for each in self.tables.matches.rows.values() if each.recruitment_id == one.id]:
                self.tables.matches.rows[match.id] = replace(match, title=None)
        return len(wordy)

    async def erase_comments(self, member: MemberId, limit: int) -> int:
        rows = self.tables.comments.rows
        said = [one for one in rows.values() if one.member == member and one.content][:limit]
        for one in said:
            rows[one.id] = replace(one, content="")
        return len(said)

    async def posts_showing(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedPost]:
        def shows(one: Recruitment) -> bool:
            names = one.status is RecruitmentStatus.CONFIRMED and not one.details.anonymous
            return one.has(member) and (one.author == member or names)

        found = sorted((one for one in self.tables.recruitments.values() if shows(one)), key=lambda one: one.id)
        return [
            ErasedPost(one.id, one.author == member, not one.details.anonymous)
            for one in found
            if after is None or one.id > after
        ][:limit]

    async def comments_of(self, member: MemberId, after: UUID | None, limit: int) -> Sequence[ErasedComment]:
        own = sorted(
            (one for one in self.tables.comments.rows.values() if one.member == member), key=lambda one: one.id
        )
        return [
            ErasedComment(one.id, one.recruitment_id, self.tables.recruitments[one.recruitment_id].author)
            for one in sorted(own, key=lambda one: one.id)
            if after is None or one.id > after
        ][:limit]

    async def note_refreshed(self, member: MemberId) -> None:
        self.rows[member] = replace(self.rows[member], refreshed=True)

    async def finish(self, member: MemberId) -> None:
        del self.rows[member]
        self.tables.matches.scores = [one for one in self.tables.matches.scores if one.member != member]
        for application in [one.id for one in self.tables.applications.rows.values() if one.member == member]:
            del self.tables.applications.rows[application]
        for key in [key for key, row in self.tables.outbox.items() if row.delivery.member == member]:
            del self.tables.outbox[key]
