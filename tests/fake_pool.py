"""The random pools and their applications, as dictionaries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application
from domain.model.ids import ApplicationId, MatchId, MemberId
from domain.model.match import Match, MatchStatus
from domain.pool import MemberPair, Offered, PoolClaim, PoolRef, SweepRecord
from domain.vocabulary import Category


@dataclass
class Applications:
    """`matches` are the matches that are kept, newest last."""

    rows: dict[ApplicationId, Application] = field(default_factory=dict)
    offers: set[Offered] = field(default_factory=set)
    matches: Mapping[MatchId, Match] = field(default_factory=dict)

    async def add(self, application: Application) -> bool:
        if any((one.member, one.category) == (application.member, application.category) for one in self._waiting()):
            return False
        self.rows[application.id] = application
        return True

    async def get(self, application_id: ApplicationId) -> Application:
        if application_id not in self.rows:
            raise DomainError(ErrorCode.NOT_FOUND)
        return self.rows[application_id]

    async def lock(self, *application_ids: ApplicationId) -> Sequence[Application]:
        return [self.rows[each] for each in sorted(application_ids) if each in self.rows]

    async def lock_waiting(self, members: Collection[MemberId], category: Category) -> Sequence[Application]:
        return [one for one in self._waiting() if one.member in members and one.category is category]

    async def waiting_of(self, member: MemberId) -> Sequence[Application]:
        order = list(Category)
        return sorted(
            (one for one in self._waiting() if one.member == member), key=lambda one: order.index(one.category)
        )

    async def last_of(self, member: MemberId, category: Category) -> Application | None:
        own = [one for one in self.rows.values() if (one.member, one.category) == (member, category)]
        return max(own, key=lambda one: one.applied_at, default=None)

    async def of_match(self, match_id: MatchId) -> Sequence[Application]:
        return [one for one in self.rows.values() if one.match_id == match_id]

    async def waiting(self, ref: PoolRef) -> Sequence[Application]:
        here = [one for one in self._waiting() if (one.workspace_id, one.category) == ref]
        return sorted(here, key=lambda one: (one.applied_at, one.id))

    async def overdue(self, ref: PoolRef, now: datetime, limit: int) -> Sequence[Application]:
        return [one for one in await self.waiting(ref) if one.expires_at <= now][:limit]

    async def count_waiting(self, ref: PoolRef) -> int:
        return len(await self.waiting(ref))

    async def save(self, changes: Sequence[tuple[Application, Application]]) -> None:
        for before, after in changes:
            assert self.rows[before.id] == before, "what is changed was locked and read first"
            self.rows[after.id] = after

    async def offered(self, ref: PoolRef) -> Collection[Offered]:
        here = {one.id for one in await self.waiting(ref)}
        return {each for each in self.offers if each.application_id in here}

    async def offer(self, offers: Sequence[Offered], now: datetime) -> None:  # noqa: ARG002 the port's signature
        self.offers |= set(offers)

    async def met(self, ref: PoolRef, since: datetime) -> Mapping[MemberPair, datetime]:
        here = {one.member for one in await self.waiting(ref)}
        recent = (one for one in self.matches.values() if one.matched_at > since and one.status is MatchStatus.ACTIVE)
        return {
            pair: match.matched_at for match in recent for pair in combinations(sorted(here & set(match.coming)), 2)
        }

    def _waiting(self) -> list[Application]:
        return [one for one in self.rows.values() if one.is_waiting]


@dataclass(frozen=True)
class PoolRow:
    """Whether a pool is due, and whose hands it is in."""

    due_at: datetime | None
    generation: int = 1
    fence: int = 0
    held: bool = False
    board: str | None = None
    waiting: int | None = None


@dataclass
class Pools:
    rows: dict[PoolRef, PoolRow] = field(default_factory=dict)
    sweeps: list[SweepRecord] = field(default_factory=list)

    async def touch(self, ref: PoolRef, now: datetime) -> None:
        row = self.rows.get(ref)
        if row is None:
            self.rows[ref] = PoolRow(now)
            return
        due_at = min(row.due_at or now, now)
        self.rows[ref] = replace(row, due_at=due_at, generation=row.generation + 1)

    async def due(self, now: datetime) -> Sequence[PoolRef]:
        return [ref for ref, row in self.rows.items() if row.due_at is not None and row.due_at <= now]

    async def claim(self, ref: PoolRef, now: datetime, lease: timedelta) -> PoolClaim | None:  # noqa: ARG002 the port's
        row = self.rows[ref]
        if row.held or row.due_at is None or row.due_at > now:
            return None
        self.rows[ref] = taken = replace(row, held=True, fence=row.fence + 1)
        return PoolClaim(ref, taken.generation, taken.fence, taken.board, taken.waiting, row.due_at)

    async def still_held(self, claim: PoolClaim) -> bool:
        return self.rows[claim.ref].fence == claim.fence

    async def settle(self, claim: PoolClaim, due_at: datetime | None, now: datetime) -> bool:
        row = self.rows[claim.ref]
        if row.fence != claim.fence:
            return False
        due = due_at if row.generation == claim.generation else now
        self.rows[claim.ref] = replace(
            row, due_at=due, held=False, fence=row.fence + 1, board=claim.board, waiting=claim.waiting
        )
        return True

    async def board(self, ref: PoolRef) -> str | None:
        return self.rows[ref].board if ref in self.rows else None

    async def record(self, sweep: SweepRecord) -> None:
        self.sweeps.append(sweep)


def copied(applications: Applications, matches: Mapping[MatchId, Match]) -> Applications:
    """The applications, beside the matches that are kept with them."""
    return Applications(dict(applications.rows), set(applications.offers), matches)
