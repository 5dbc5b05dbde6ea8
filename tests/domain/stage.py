"""A small world for tests of use cases: one workspace, some people, everything held in memory."""

from dataclasses import dataclass, field
from itertools import count
from zoneinfo import ZoneInfo

from domain.model.details import Details
from domain.model.ids import MemberId, RecruitmentId, WorkspaceId
from domain.model.people import Actor, Member, Workspace
from domain.model.recruitment import Recruitment
from domain.outbox import Delivery, DeliveryKind
from domain.use_cases.closing import Closing
from domain.use_cases.commenting import Commenting
from domain.use_cases.outcomes import Outcomes
from domain.use_cases.people import People
from domain.use_cases.reading import Reading
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.wishes import Wish
from domain.vocabulary import Category, Language
from tests.domain.examples import AUTHOR, NOW, meal
from tests.fakes import Clock, Ids, UnitOfWork

SEOUL = Workspace(WorkspaceId(1), "T1", "https://42.example/", "UBOT", "BBOT", ZoneInfo("Asia/Seoul"), Language.KO, ())
ELSEWHERE = Workspace(
    WorkspaceId(2), "T2", "https://21.example/", "UBOT2", "BBOT2", ZoneInfo("Asia/Seoul"), Language.KO, ()
)


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
        self.outcomes = Outcomes(self.uow, self.clock, self.ids, self.people)

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

    def stored(self, recruitment_id: RecruitmentId) -> Recruitment:
        return self.uow.kept.recruitments[recruitment_id]

    def outbox(self, kind: DeliveryKind | None = None) -> list[Delivery]:
        deliveries = [row.delivery for row in self.uow.kept.outbox.values()]
        return [each for each in deliveries if kind in {None, each.kind}]

    def notices(self) -> list[tuple[str, MemberId | None]]:
        return [(each.params["notice"], each.member) for each in self.outbox(DeliveryKind.NOTICE)]

    def empty_outbox(self) -> None:
        self.uow.kept.outbox.clear()
