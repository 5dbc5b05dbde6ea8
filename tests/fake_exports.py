"""All that is kept about one person, in memory. Part of `tests.fake_tables`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from domain.model.application import Application
from domain.model.comment import Comment
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from tests.domain.examples import NOW
from tests.fake_people import found

if TYPE_CHECKING:
    from tests.fake_tables import Tables


@dataclass
class Exports:
    """Everybody is known since a moment that is long over."""

    asked_at: dict[MemberId, datetime] = field(default_factory=dict)
    tables: "Tables" = field(init=False)

    async def ask(self, member: MemberId, now: datetime, since: datetime) -> bool:
        if member in self.asked_at and self.asked_at[member] > since:
            return False
        self.asked_at[member] = now
        return True

    async def forget(self, member: MemberId) -> None:
        self.asked_at.pop(member, None)

    async def known_since(self, member: MemberId) -> datetime:
        found(self.tables.members, member)
        return NOW.replace(year=2025)

    async def recruitments(self, member: MemberId, limit: int) -> Sequence[Recruitment]:
        own = [one for one in self.tables.recruitments.values() if one.has(member) or one.awaits(member)]
        return sorted(own, key=lambda one: one.details.meets_at, reverse=True)[:limit]

    async def comments(self, member: MemberId, limit: int) -> Sequence[Comment]:
        own = [one for one in self.tables.comments.rows.values() if one.member == member]
        return sorted(own, key=lambda one: one.at, reverse=True)[:limit]

    async def applications(self, member: MemberId, limit: int) -> Sequence[Application]:
        own = [one for one in self.tables.applications.rows.values() if one.member == member]
        return sorted(own, key=lambda one: one.applied_at, reverse=True)[:limit]

    async def scores(self, member: MemberId, limit: int) -> Sequence[ScoreEntry]:
        own = [one for one in self.tables.matches.scores if one.member == member]
        return sorted(own, key=lambda one: one.at, reverse=True)[:limit]
