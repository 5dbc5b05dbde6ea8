"""What people meet by: recruitments, matches, comments."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from domain.model.comment import Comment
from domain.model.ids import MatchId, MemberId, RecruitmentId
from domain.model.match import Match
from domain.model.people import Member
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from domain.pool import PoolRef
from domain.vocabulary import Category, Place


@dataclass(frozen=True, slots=True)
class Listing:
    """What narrows a list of open recruitments, and where its page begins."""

    category: Category | None = None
    place: Place | None = None
    offset: int = 0
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Plans:
    """What else a member has on that bears on joining a recruitment; what isn't there need not be asked for.

    `meets` says that another meeting of theirs overlaps with it, `waits` that they wait in the random pool of its
    category.
    """

    meets: bool
    waits: bool


class PostCount(NamedTuple):
    """How many recruitments of an author are open, and how many were posted lately, whatever became of them."""

    open: int
    lately: int


class Recruitments(Protocol):
    """Recruitments with their participants and waitlists."""

    async def add(self, recruitment: Recruitment) -> None:
        """Keeps a new one."""

    async def lock(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment, locked against every other change until the transaction ends. Raises `not_found`."""

    async def lock_for(
        self, recruitment_id: RecruitmentId, member: MemberId, now: datetime
    ) -> tuple[Recruitment, Plans]:
        """The recruitment, locked, and what else the member has on. Raises `not_found`."""

    async def get(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment as it is now, without a lock. Raises `not_found`."""

    async def save(self, before: Recruitment, after: Recruitment) -> None:
        """Keeps what differs between a locked recruitment and its next state."""

    async def open_for(self, viewer: Member, listing: Listing, now: datetime) -> Sequence[Recruitment]:
        """Open recruitments of the viewer's workspace that close after `now`, soonest meeting first.

        What is left out: named ones of somebody whom the viewer has blocked or who has blocked the viewer, unless the
        viewer is in or waits. Anonymous ones stay, for a gap in the list would say who posted them.
        """

    async def count_open_for(self, viewer: Member, listing: Listing, now: datetime) -> int:
        """How many of them the listing has in all."""

    async def meeting_until(self, ref: PoolRef, now: datetime, until: datetime, limit: int) -> Sequence[Recruitment]:
        """Open recruitments of a category that meet by `until` and close after `now`, soonest meeting first."""

    async def of_member(self, member: MemberId, now: datetime) -> Sequence[Recruitment]:
        """Open ones that the member has or awaits a seat in, and confirmed ones still ahead; soonest meeting first."""

    async def meeting_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Recruitment]:
        """Open or confirmed ones that the member has a seat in and that meet strictly between two moments."""

    async def last_by(self, author: MemberId, category: Category) -> Recruitment | None:
        """The newest one that the member posted in the category."""

    async def count_by(self, author: MemberId, now: datetime, since: datetime) -> PostCount:
        """How many of the author's are open and close after `now`, and how many were posted after `since`."""


class Matches(Protocol):
    """Matches and the score entries they give."""

    async def add(self, match: Match, scores: Sequence[ScoreEntry]) -> None:
        """Keeps a new match and what its members get for it."""

    async def lock(self, match_id: MatchId) -> Match:
        """The match, locked. Raises `not_found`."""

    async def get(self, match_id: MatchId) -> Match:
        """The match as it is now. Raises `not_found`."""

    async def save(self, before: Match, after: Match) -> None:
        """Keeps what differs between a locked match and its next state."""

    async def of_recruitment(self, recruitment_id: RecruitmentId) -> Match | None:
        """The match that a confirmed recruitment made."""

    async def random_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Match]:
        """Active random ones in which the member is coming and that meet strictly between two moments."""

    async def upcoming_of(self, member: MemberId, now: datetime) -> Sequence[MatchId]:
        """Active matches ahead in which the member is coming."""

    async def of_member(self, member: MemberId, offset: int, limit: int) -> Sequence[Match]:
        """Matches of the member, whatever became of them; newest meeting first."""

    async def count_of(self, member: MemberId) -> int:
        """How many matches the member was ever in."""

    async def of_calendar(self, token: str) -> Match | None:
        """The match whose calendar entry this token opens."""

    async def asked(self, members: Collection[MemberId], since: datetime) -> Mapping[int, datetime]:
        """Ice-breakers of matches made after `since` that two or more of these members shared, and when last."""


class Comments(Protocol):
    """Comments on anonymous recruitments."""

    async def alias(self, recruitment_id: RecruitmentId, member: MemberId, *, is_author: bool) -> int:
        """The member's alias number in this recruitment: the one given before, or the next free one."""

    async def add(self, comment: Comment) -> None:
        """Keeps a comment."""

    async def get(self, comment_id: UUID) -> Comment:
        """The comment of this id. Raises `not_found`."""

    async def count_by(self, member: MemberId, since: datetime) -> int:
        """How many comments the member wrote after `since`, on whatever recruitment."""
