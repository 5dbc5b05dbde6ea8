"""What the use cases of the random pool need: the applications, the pool they wait in, and who solves it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol, Self

from domain.matching.pool import Pool
from domain.matching.solution import Solution
from domain.model.application import Application
from domain.model.ids import ApplicationId, MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.vocabulary import Category

MemberPair = tuple[MemberId, MemberId]
"""Two members, the smaller number first."""


class PoolRef(NamedTuple):
    """One pool: everybody who waits in a category of a workspace."""

    workspace_id: WorkspaceId
    category: Category

    @classmethod
    def of(cls, application: Application) -> Self:
        """The pool that an application waits in."""
        return cls(application.workspace_id, application.category)


class Offered(NamedTuple):
    """A recruitment that was offered to whoever waits with an application."""

    application_id: ApplicationId
    recruitment_id: RecruitmentId


@dataclass(frozen=True, slots=True)
class PoolClaim:
    """A pool in the hands of one sweep, as it was claimed.

    It was due since `due_at`. `generation` counts changes of the pool; `board` is the key of the message that is out
    in the channel while somebody waits, and `waiting` how many the sweep before left, as messages say.
    """

    ref: PoolRef
    generation: int
    fence: int
    board: str | None = None
    waiting: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """What a sweep did: enough to run it again, and to see how the pool fares.

    `lost` counts groups that were dropped because a member was gone by the time they were written.
    """

    ref: PoolRef
    at: datetime
    seed: int
    waiting: int
    matched: int
    groups: int
    lost: int
    step: str
    fell_back: tuple[str, ...]
    milliseconds: int


class Solved(NamedTuple):
    """A solution and how long it took."""

    solution: Solution
    milliseconds: int


class Solver(Protocol):
    """Runs the engine, out of the way of everything else. Never fails: at worst it solves greedily."""

    async def solve(self, pool: Pool) -> Solved:
        """Groups the pool."""


class Applications(Protocol):
    """Applications, waiting and ended."""

    async def add(self, application: Application) -> bool:
        """Keeps a new one, unless the member has one waiting in the category already: whether it was kept."""

    async def get(self, application_id: ApplicationId) -> Application:
        """The application as it is now, without a lock. Raises `not_found`."""

    async def lock(self, *application_ids: ApplicationId) -> Sequence[Application]:
        """These applications, locked in one order until the transaction ends."""

    async def lock_waiting(self, members: Collection[MemberId], category: Category) -> Sequence[Application]:
        """What these members have waiting in the category, locked."""

    async def waiting_of(self, member: MemberId) -> Sequence[Application]:
        """What the member has waiting, meals first; at most one a category."""

    async def last_of(self, member: MemberId, category: Category) -> Application | None:
        """The newest one of the member in the category."""

    async def of_match(self, match_id: MatchId) -> Sequence[Application]:
        """The applications that ended in a match, locked."""

    async def waiting(self, ref: PoolRef) -> Sequence[Application]:
        """Everybody who waits in a pool, in the order of applying."""

    async def overdue(self, ref: PoolRef, now: datetime, limit: int) -> Sequence[Application]:
        """Whose time is up though they wait, locked."""

    async def count_waiting(self, ref: PoolRef) -> int:
        """How many wait in a pool."""

    async def save(self, changes: Sequence[tuple[Application, Application]]) -> None:
        """Keeps the next states of locked applications."""

    async def offered(self, ref: PoolRef) -> Collection[Offered]:
        """What was offered to those who wait in a pool."""

    async def offer(self, offers: Sequence[Offered], now: datetime) -> None:
        """Keeps that these were offered; what was offered before stays so."""

    async def met(self, ref: PoolRef, since: datetime) -> Mapping[MemberPair, datetime]:
        """Pairs of those who wait in a pool that were matched since then, in whatever category, and when last."""


class Pools(Protocol):
    """Whether there is something new to decide in a pool, and who decides it."""

    async def touch(self, ref: PoolRef, now: datetime) -> None:
        """Somebody came, went or wants something else: the next sweep looks at the pool."""

    async def due(self, now: datetime) -> Sequence[PoolRef]:
        """Pools in which there may be something new to decide: one indexed read."""

    async def claim(self, ref: PoolRef, now: datetime, lease: timedelta) -> PoolClaim | None:
        """Takes a pool that is due and in nobody's hands."""

    async def still_held(self, claim: PoolClaim) -> bool:
        """Whether the pool still is this claim's; if so it stays locked until the transaction ends."""

    async def settle(self, claim: PoolClaim, due_at: datetime | None, now: datetime) -> bool:
        """Lets a pool go, with what the claim says, due at `due_at`.

        One that was touched meanwhile is due at once, which is since `now`. False when it was this claim's no more;
        letting it go ends the claim too.
        """

    async def board(self, ref: PoolRef) -> str | None:
        """The key of the message that is out in the channel, while somebody waits."""

    async def record(self, sweep: SweepRecord) -> None:
        """Keeps what a sweep did."""
