"""What the use cases need of the outside world. Storage and infra fulfil it; tests have hand-written fakes.

Whatever a use case does to the database is one unit of work: a function that is given a transaction. The unit is
committed when the function returns, rolled back when it raises, and run again from the start when the database asks
for it (deadlock, failover), so it must be idempotent and call nothing outside the transaction.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar
from uuid import UUID

from domain.model.comment import Comment
from domain.model.ids import MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Actor, DirectMessage, Member, MemberStatus, Workspace
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from domain.outbox import Delivery, PostedMessage
from domain.pool import Applications, PoolRef, Pools
from domain.vocabulary import Category, Language, Place

T = TypeVar("T")


class DatabaseUnavailable(Exception):  # noqa: N818 it says what is, as the refusals do
    """The database did not answer within a unit's budget. The unit may still have been committed."""


class Clock(Protocol):
    """The domain's time. In the playground it can be moved on."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Ids(Protocol):
    """Where new public ids come from."""

    def new(self) -> UUID:
        """A fresh id."""


class TimerKind(StrEnum):
    """What falls due at a moment of the domain's time."""

    CLOSE = "close"
    REMIND = "remind"
    BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Timer:
    """Something of `kind` is due for `subject` (a public id) at `due_at`; one a kind and subject."""

    kind: TimerKind
    subject: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """What narrows a list of open recruitments, and where its page begins."""

    category: Category | None = None
    place: Place | None = None
    offset: int = 0
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says of a person."""

    display_name: str | None
    language: Language | None
    is_admin: bool
    is_gone: bool


class Inbox(Protocol):
    """What has been received: every event, click and submission is taken once."""

    async def accept(self, key: str) -> bool:
        """Whether the key is new. It is kept with the transaction's changes or not at all."""


class Workspaces(Protocol):
    """Slack teams."""

    async def get(self, workspace_id: WorkspaceId) -> Workspace:
        """The workspace of this id."""

    async def save(self, workspace: Workspace) -> None:
        """Keeps changed settings."""


class Members(Protocol):
    """People of a workspace."""

    async def get(self, member_id: MemberId) -> Member:
        """The member of this id. Raises `not_found`."""

    async def of(self, member_ids: Collection[MemberId]) -> Mapping[MemberId, Member]:
        """The members of these ids."""

    async def find(self, workspace_id: WorkspaceId, slack_id: str) -> Member | None:
        """The member who is this Slack user, if known."""

    async def known(self, workspace_id: WorkspaceId, slack_ids: Collection[str]) -> Mapping[str, Member]:
        """Those of these Slack users who are members, by Slack's id."""

    async def add(self, workspace_id: WorkspaceId, slack_id: str) -> Member:
        """A new member who is this Slack user; the one there is, if another transaction was faster."""

    async def prefer(
        self, member_id: MemberId, chosen_language: Language | None, muted: Collection[DirectMessage]
    ) -> None:
        """Keeps what a member chose."""

    async def learn(self, member_id: MemberId, profile: Profile) -> None:
        """Keeps what Slack says of a member."""

    async def set_status(self, member_id: MemberId, status: MemberStatus) -> None:
        """Marks a member as gone or back."""

    async def set_dm_channel(self, member_id: MemberId, channel_id: str) -> None:
        """Keeps the conversation between the bot and a member."""


class Blocks(Protocol):
    """Who does not want to meet whom. A block works both ways, and nobody is ever told of one."""

    async def of(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked."""

    async def replace(self, member: MemberId, blocked: Collection[MemberId], now: datetime) -> None:
        """Makes these, and nobody else, whom the member has blocked."""

    async def between(self, members: Collection[MemberId]) -> frozenset[tuple[MemberId, MemberId]]:
        """The pairs of these members, each the smaller number first, of whom one has blocked the other."""

    async def hidden_from(self, member: MemberId) -> frozenset[MemberId]:
        """Whom the member has blocked and who has blocked the member."""


class Recruitments(Protocol):
    """Recruitments with their participants and waitlists."""

    async def add(self, recruitment: Recruitment) -> None:
        """Keeps a new one."""

    async def lock(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment, locked against every other change until the transaction ends. Raises `not_found`."""

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

    async def meeting_soon(self, ref: PoolRef, now: datetime, limit: int) -> Sequence[Recruitment]:
        """Open recruitments of a category that meet within `SOON` and close after `now`, soonest meeting first."""

    async def of_member(self, member: MemberId, now: datetime) -> Sequence[Recruitment]:
        """Open ones that the member has or awaits a seat in, and confirmed ones still ahead; soonest meeting first."""

    async def meeting_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Recruitment]:
        """Open or confirmed ones that the member has a seat in and that meet strictly between two moments."""

    async def last_by(self, author: MemberId, category: Category) -> Recruitment | None:
        """The newest one that the member posted in the category."""


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


class Timers(Protocol):
    """What falls due."""

    async def set(self, timer: Timer) -> None:
        """Sets a timer, replacing the one of its kind and subject."""

    async def clear(self, kind: TimerKind, subject: UUID) -> None:
        """Removes a timer, if it is set."""

    async def due(self, kind: TimerKind, now: datetime, limit: int) -> Sequence[Timer]:
        """Timers of the kind due by `now`, the longest due first."""


class Outbox(Protocol):
    """Where a transaction leaves what Slack must hear."""

    async def enqueue(self, *deliveries: Delivery) -> None:
        """Asks for deliveries. One whose key is there already becomes pending again, with a raised generation."""

    async def posted(self, *keys: str) -> Mapping[str, PostedMessage]:
        """Where the messages of these keys are, for those that were posted."""


class Transaction(Protocol):
    """Everything one unit of work reads and writes, in one database transaction."""

    @property
    def inbox(self) -> Inbox:
        """What has been received."""

    @property
    def workspaces(self) -> Workspaces:
        """Slack teams."""

    @property
    def members(self) -> Members:
        """People."""

    @property
    def blocks(self) -> Blocks:
        """Who does not want to meet whom."""

    @property
    def recruitments(self) -> Recruitments:
        """Recruitments."""

    @property
    def matches(self) -> Matches:
        """Matches."""

    @property
    def applications(self) -> Applications:
        """Applications in the random pool."""

    @property
    def pools(self) -> Pools:
        """The random pools themselves."""

    @property
    def comments(self) -> Comments:
        """Comments."""

    @property
    def timers(self) -> Timers:
        """What falls due."""

    @property
    def outbox(self) -> Outbox:
        """What Slack must hear."""


class UnitOfWork(Protocol):
    """Runs units of work."""

    async def write(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Runs a unit that changes something, and wakes the local deliveries once it is committed."""

    async def read(self, unit: Callable[[Transaction], Awaitable[T]]) -> T:
        """Runs a unit that only reads; it waits for no writer."""


class Directory(Protocol):
    """Who is who: Slack's ids to ours. Answers are remembered for a short while, for they hardly ever change."""

    async def actor(self, team_id: str, slack_id: str) -> Actor:
        """The member who acts; somebody new is added and looked up. Raises `not_found` for a team we don't serve."""

    async def workspace(self, team_id: str) -> Workspace | None:
        """The workspace of a Slack team, if we serve it."""

    def forget(self, team_id: str, slack_id: str | None = None) -> None:
        """Drops what is remembered, so that the next answer is fresh."""
