"""What is kept, as dictionaries: the tables behind `tests.fakes`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.errors import MemberErased
from domain.model.ids import MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match, MatchStatus, Origin
from domain.model.people import Member
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.model.score import ScoreEntry
from domain.outbox import ALERT_KEYS, Deaths, Delivery, PostedMessage
from domain.pool import PoolRef
from domain.ports import Listing, Plans, PostCount, Timer, TimerKind
from domain.vocabulary import Category
from tests.fake_comments import Comments
from tests.fake_erasing import Erasures
from tests.fake_exports import Exports
from tests.fake_people import Blocks, Members, Workspaces, found
from tests.fake_pool import Applications, Pools, copied


@dataclass(frozen=True)
class Row:
    """A delivery that was asked for. `generation` counts how often."""

    delivery: Delivery
    generation: int = 1
    pending: bool = True
    posted: PostedMessage | None = None
    died_at: datetime | None = None


class Inbox(set[str]):
    """Every key is accepted once."""

    members: Members

    async def accept(self, key: str) -> bool:
        is_new = key not in self
        self.add(key)
        return is_new

    async def accept_from(self, member: MemberId, key: str) -> bool:
        if member in self.members and self.members[member].slack_id is None and key not in self:
            raise MemberErased
        return await self.accept(key)


class Recruitments(dict[RecruitmentId, Recruitment]):
    blocks: Blocks

    async def add(self, recruitment: Recruitment) -> None:
        self[recruitment.id] = recruitment

    async def lock(self, recruitment_id: RecruitmentId) -> Recruitment:
        return found(self, recruitment_id)

    async def lock_for(
        self,
        recruitment_id: RecruitmentId,
        member: MemberId,  # noqa: ARG002 as the port has it
        now: datetime,  # noqa: ARG002 as the port has it
    ) -> tuple[Recruitment, Plans]:
        # Whether there are plans is a hint that spares reads: so the fake says that there may be.
        return found(self, recruitment_id), Plans(meets=True, waits=True)

    async def get(self, recruitment_id: RecruitmentId) -> Recruitment:  # type: ignore[override]
        return found(self, recruitment_id)

    async def save(self, before: Recruitment, after: Recruitment) -> None:
        assert self[before.id] == before, "what is changed was locked and read first"
        self[after.id] = after

    async def open_for(self, viewer: Member, listing: Listing, now: datetime) -> Sequence[Recruitment]:
        return (await self._open(viewer, listing, now))[listing.offset : listing.offset + listing.limit]

    async def count_open_for(self, viewer: Member, listing: Listing, now: datetime) -> int:
        return len(await self._open(viewer, listing, now))

    async def meeting_until(self, ref: PoolRef, now: datetime, until: datetime, limit: int) -> Sequence[Recruitment]:
        return self._soonest(
            lambda one: (
                (one.workspace_id, one.category) == ref
                and one.is_open
                and now < one.closes_at
                and one.details.meets_at <= until
            )
        )[:limit]

    async def of_member(self, member: MemberId, now: datetime) -> Sequence[Recruitment]:
        def concerns(one: Recruitment) -> bool:
            if one.is_open:
                return one.has(member) or one.awaits(member)
            ahead = one.status is RecruitmentStatus.CONFIRMED and one.details.meets_at > now
            return ahead and one.has(member)

        return self._soonest(concerns)

    async def meeting_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Recruitment]:
        alive = {RecruitmentStatus.OPEN, RecruitmentStatus.CONFIRMED}
        return self._soonest(
            lambda one: one.status in alive and one.has(member) and after < one.details.meets_at < before
        )

    async def last_by(self, author: MemberId, category: Category) -> Recruitment | None:
        own = [one for one in self.values() if (one.author, one.category) == (author, category)]
        return max(own, key=lambda one: one.posted_at, default=None)

    async def count_by(self, author: MemberId, now: datetime, since: datetime) -> PostCount:
        own = [one for one in self.values() if one.author == author]
        still_open = sum(one.is_open and one.closes_at > now for one in own)
        return PostCount(still_open, sum(one.posted_at > since for one in own))

    async def _open(self, viewer: Member, listing: Listing, now: datetime) -> Sequence[Recruitment]:
        hidden = await self.blocks.hidden_from(viewer.id)

        def shows(one: Recruitment) -> bool:
            theirs = one.has(viewer.id) or one.awaits(viewer.id)
            return one.details.anonymous or one.author not in hidden or theirs

        return self._soonest(
            lambda one: (
                one.workspace_id == viewer.workspace_id
                and shows(one)
                and one.is_open
                and one.closes_at > now
                and listing.category in {None, one.category}
                and (listing.place is None or listing.place in one.details.places)
            )
        )

    def _soonest(self, wanted: Callable[[Recruitment], bool]) -> Sequence[Recruitment]:
        return sorted(filter(wanted, self.values()), key=lambda one: one.details.meets_at)


@dataclass
class Matches:
    rows: dict[MatchId, Match] = field(default_factory=dict)
    scores: list[ScoreEntry] = field(default_factory=list)

    async def add(self, match: Match, scores: Sequence[ScoreEntry]) -> None:
        self.rows[match.id] = match
        self.scores.extend(scores)

    async def lock(self, match_id: MatchId) -> Match:
        return found(self.rows, match_id)

    async def get(self, match_id: MatchId) -> Match:
        return found(self.rows, match_id)

    async def save(self, before: Match, after: Match) -> None:
        assert self.rows[before.id] == before, "what is changed was locked and read first"
        self.rows[after.id] = after

    async def of_recruitment(self, recruitment_id: RecruitmentId) -> Match | None:
        return next((one for one in self.rows.values() if one.recruitment_id == recruitment_id), None)

    async def random_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Match]:
        return [
            one
            for one in self.rows.values()
            if one.origin is Origin.RANDOM
            and one.status is MatchStatus.ACTIVE
            and member in one.coming
            and after < one.meets_at < before
        ]

    async def upcoming_of(self, member: MemberId, now: datetime) -> Sequence[MatchId]:
        active = (one for one in self.rows.values() if one.status is MatchStatus.ACTIVE and one.meets_at > now)
        return [one.id for one in active if member in one.coming]

    async def of_member(self, member: MemberId, offset: int, limit: int) -> Sequence[Match]:
        own = [one for one in self.rows.values() if member in {each.member for each in one.members}]
        newest_first = sorted(own, key=lambda one: (one.meets_at, one.id), reverse=True)
        return newest_first[offset : offset + limit]

    async def count_of(self, member: MemberId) -> int:
        return len(await self.of_member(member, 0, len(self.rows)))

    async def of_calendar(self, token: str) -> Match | None:
        return next((one for one in self.rows.values() if one.calendar_token == token), None)

    async def asked(self, members: Collection[MemberId], since: datetime) -> Mapping[int, datetime]:
        recent = [one for one in self.rows.values() if one.question is not None and one.matched_at > since]
        shared = [one for one in recent if len({each.member for each in one.members} & set(members)) > 1]
        return {one.question: one.matched_at for one in sorted(shared, key=lambda one: one.matched_at) if one.question}


class Timers(dict[tuple[TimerKind, UUID], Timer]):
    async def set(self, timer: Timer) -> None:
        self[timer.kind, timer.subject] = timer

    async def clear(self, kind: TimerKind, subject: UUID) -> None:  # type: ignore[override]
        self.pop((kind, subject), None)

    async def due(self, kind: TimerKind, now: datetime, limit: int) -> Sequence[Timer]:
        due = [timer for timer in self.values() if timer.kind is kind and timer.due_at <= now]
        return sorted(due, key=lambda timer: timer.due_at)[:limit]


class Outbox(dict[str, Row]):
    async def enqueue(self, *deliveries: Delivery) -> None:
        for delivery in deliveries:
            before = self.get(delivery.key)
            again = Row(delivery, before.generation + 1, posted=before.posted) if before else Row(delivery)
            self[delivery.key] = again

    async def deaths(self, since: datetime, until: datetime) -> Sequence[Deaths]:
        dead: dict[WorkspaceId, list[datetime]] = {}
        for key, row in self.items():
            if row.died_at is not None and since <= row.died_at < until and not key.startswith(ALERT_KEYS):
                dead.setdefault(row.delivery.workspace_id, []).append(row.died_at)
        return [Deaths(workspace_id, len(times), max(times)) for workspace_id, times in dead.items()]

    async def posted(self, *keys: str) -> Mapping[str, PostedMessage]:
        rows = {key: self[key].posted for key in keys if key in self}
        return {key: posted for key, posted in rows.items() if posted is not None}


def _copied_matches(matches: Matches) -> Matches:
    return Matches(dict(matches.rows), list(matches.scores))


@dataclass
class Tables:
    """Everything that is kept; also the transaction of a unit of work."""

    inbox: Inbox = field(default_factory=Inbox)
    workspaces: Workspaces = field(default_factory=Workspaces)
    members: Members = field(default_factory=Members)
    blocks: Blocks = field(default_factory=Blocks)
    recruitments: Recruitments = field(default_factory=Recruitments)
    matches: Matches = field(default_factory=Matches)
    applications: Applications = field(default_factory=Applications)
    pools: Pools = field(default_factory=Pools)
    comments: Comments = field(default_factory=Comments)
    timers: Timers = field(default_factory=Timers)
    outbox: Outbox = field(default_factory=Outbox)
    erasures: Erasures = field(default_factory=Erasures)
    exports: Exports = field(default_factory=Exports)

    def __post_init__(self) -> None:
        self.recruitments.blocks = self.blocks
        self.inbox.members = self.members
        self.erasures.tables = self.exports.tables = self

    def copied(self) -> "Tables":
        """Rows are never changed in place, so copies of the tables are enough."""
        matches = _copied_matches(self.matches)
        return Tables(
            inbox=Inbox(self.inbox),
            workspaces=Workspaces(self.workspaces),
            members=Members(self.members),
            blocks=Blocks(self.blocks),
            recruitments=Recruitments(self.recruitments),
            matches=matches,
            applications=copied(self.applications, matches.rows),
            pools=Pools(dict(self.pools.rows), list(self.pools.sweeps)),
            comments=Comments(dict(self.comments.rows), dict(self.comments.aliases)),
            timers=Timers(self.timers),
            outbox=Outbox(self.outbox),
            erasures=Erasures(dict(self.erasures.rows), self.erasures.settled, self.erasures.failing),
            exports=Exports(dict(self.exports.asked_at)),
        )
