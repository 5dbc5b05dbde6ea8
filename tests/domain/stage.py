"""A small world for tests of use cases: one workspace, some people, everything held in memory."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from domain.matching.greedy import greedy
from domain.matching.pool import Pool
from domain.model.application import Application
from domain.model.conditions import Conditions
from domain.model.details import Details
from domain.model.ids import ApplicationId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Actor, Member, Workspace
from domain.model.recruitment import Recruitment
from domain.outbox import Delivery, DeliveryKind
from domain.pool import Solved
from domain.use_cases.closing import Closing
from domain.use_cases.commenting import Commenting
from domain.use_cases.declining import Declining
from domain.use_cases.limits import Limits
from domain.use_cases.meetings import Meetings
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.people import People
from domain.use_cases.reading import Reading
from domain.use_cases.reading_pool import PoolReading
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.reminding import Reminding
from domain.use_cases.sweeping.sweep import Sweeping
from domain.use_cases.waiting import Waiting
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category, Language, Place, StudyType, WayOfEating
from tests.domain.examples import AUTHOR, NOW, meal
from tests.fakes import Clock, Ids, UnitOfWork

SEOUL = Workspace(WorkspaceId(1), "T1", "https://42.example/", "UBOT", "BBOT", ZoneInfo("Asia/Seoul"), Language.KO, ())
ELSEWHERE = Workspace(
    WorkspaceId(2), "T2", "https://21.example/", "UBOT2", "BBOT2", ZoneInfo("Asia/Seoul"), Language.KO, ()
)


LIFE = timedelta(minutes=30)
PAUSE = timedelta(seconds=5)


@dataclass
class PlainSolver:
    """Solves without libraries. `meanwhile` happens while it thinks; `failing` is raised instead of an answer."""

    meanwhile: Callable[[], Awaitable[object]] | None = None
    failing: Exception | None = None
    asked: list[Pool] = field(default_factory=list)

    async def solve(self, pool: Pool) -> Solved:
        self.asked.append(pool)
        if self.failing is not None:
            raise self.failing
        if self.meanwhile is not None:
            await self.meanwhile()
        return Solved(greedy(pool), 1)


@dataclass
class Stage:
    """Use cases on one memory. `people` are members 1 to 9; the first is the author of what is posted."""

    uow: UnitOfWork = field(default_factory=UnitOfWork)
    clock: Clock = field(default_factory=lambda: Clock(NOW))
    ids: Ids = field(default_factory=Ids)
    clicks: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        kept = self.uow.kept
        kept.workspaces[SEOUL.id], kept.workspaces[ELSEWHERE.id] = SEOUL, ELSEWHERE
        for number in range(1, 10):
            kept.members[MemberId(number)] = Member(MemberId(number), SEOUL.id, f"U{number}")
        self.recruiting = Recruiting(self.uow, self.clock, self.ids)
        self.closing = Closing(self.uow, self.clock, self.ids)
        self.commenting = Commenting(self.uow, self.clock, self.ids)
        self.people = People(self.uow, self.clock, self.ids)
        self.reading = Reading(self.uow, self.clock)
        self.waiting = Waiting(self.uow, self.clock, self.ids, LIFE)
        self.pool = PoolReading(self.uow, self.clock)
        self.solver = PlainSolver()
        self.sweeping = Sweeping(self.uow, self.clock, self.ids, self.solver, pause=PAUSE, lease=LIFE)
        self.meetings = Meetings(self.uow)
        self.declining = Declining(self.uow, self.clock)
        self.reminding = Reminding(self.uow, self.clock)
        self.outcomes = Outcomes(self.uow, self.clock, self.ids, self.people)

    def lift_limits(self) -> None:
        """Anybody may post as much as a test needs."""
        self.recruiting = replace(self.recruiting, limits=Limits(open_recruitments=1000, posts_an_hour=1000))

    def actor(self, member: MemberId, *, admin: bool = False) -> Actor:
        return Actor(SEOUL, Member(member, SEOUL.id, f"U{member}", is_admin=admin))

    def wish(self, member: MemberId, *, admin: bool = False, key: str | None = None) -> Wish:
        return Wish(self.actor(member, admin=admin), key or f"click:{next(self.clicks)}", "https://hooks.example/1")

    async def post(self, details: Details | None = None, author: MemberId = AUTHOR) -> Recruitment:
        return await self.recruiting.post(
            self.wish(author), Category.MEAL, details or meal(), "C1", despite_overlap=True
        )

    async def join(self, recruitment: Recruitment, *joining: MemberId) -> None:
        for member in joining:
            await self.recruiting.join(self.wish(member), recruitment.id, despite_overlap=True)

    async def confirmed(self, *joining: MemberId, details: Details | None = None) -> Match:
        """The match of a recruitment that these joined and its author confirmed."""
        recruitment = await self.post(details)
        await self.join(recruitment, *joining)
        await self.recruiting.confirm(self.wish(AUTHOR), recruitment.id)
        return next(one for one in self.matches() if one.recruitment_id == recruitment.id)

    async def apply(
        self, member: MemberId, *places: Place, category: Category = Category.MEAL, **more: Any
    ) -> Application:
        """Waits for a meal out in a group of any size, in Gaepo unless places are named."""
        how = {"ways_of_eating": (WayOfEating.EATOUT,)} if category is Category.MEAL else {"study_types": [*StudyType]}
        conditions = Conditions(places or (Place.GAEPO,), **{**how, **more})
        return await self.waiting.apply(self.wish(member), category, conditions)

    def application(self, application_id: ApplicationId) -> Application:
        return self.uow.kept.applications.rows[application_id]

    def matches(self) -> list[Match]:
        return list(self.uow.kept.matches.rows.values())

    def stored(self, recruitment_id: RecruitmentId) -> Recruitment:
        return self.uow.kept.recruitments[recruitment_id]

    def outbox(self, kind: DeliveryKind | None = None) -> list[Delivery]:
        deliveries = [row.delivery for row in self.uow.kept.outbox.values()]
        return [each for each in deliveries if kind in {None, each.kind}]

    def notices(self) -> list[tuple[str, MemberId | None]]:
        return [(each.params["notice"], each.member) for each in self.outbox(DeliveryKind.NOTICE)]

    def empty_outbox(self) -> None:
        self.uow.kept.outbox.clear()
