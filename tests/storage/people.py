"""A workspace and cadets to try things with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from domain.model.details import Details
from domain.model.ids import MatchId, MemberId, RecruitmentId, WorkspaceId
from domain.model.match import Match
from domain.model.people import Member, MemberStatus
from domain.model.recruitment import Change, Recruitment, RecruitmentStatus
from domain.ports import Transaction
from domain.vocabulary import Category, Language, Place, WayOfEating
from storage.database import Database
from storage.tables import member, member_identity, workspace
from storage.unit_of_work import SqlUnitOfWork

NOON = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)
"""The domain's time in these tests; noon in Seoul."""

Step = Callable[[Recruitment], Change]

SEOUL = ZoneInfo("Asia/Seoul")
LUNCH = Details(
    meets_at=NOON + timedelta(hours=2), places=(Place.GAEPO,), way_of_eating=WayOfEating.EATOUT, capacity=3,
    confirm_when_full=False,
)  # fmt: skip


@dataclass
class Cadets:
    """Members of one workspace, as many as were asked for."""

    workspace_id: WorkspaceId
    ids: list[MemberId]

    def member(self, number: int) -> Member:
        return Member(self.ids[number], self.workspace_id, f"U{number}", f"cadet{number}")


async def cadets(database: Database, count: int = 4, team_id: str = "T042") -> Cadets:
    async with database.transaction(writing=True) as bound:
        row = {
            "team_id": team_id, "url": "https://x.slack.com/", "bot_user_id": "UBOT", "bot_id": "BBOT",
            "zone": SEOUL.key, "language": Language.KO, "status": "ACTIVE", "created_at": NOON,
        }  # fmt: skip
        team = WorkspaceId((await bound.connection.execute(insert(workspace), row)).lastrowid)
        found = Cadets(team, [])
        for number in range(count):
            row = {
                "workspace_id": team, "status": MemberStatus.ACTIVE, "is_admin": False, "muted": (), "created_at": NOON,
            }  # fmt: skip
            new = MemberId((await bound.connection.execute(insert(member), row)).lastrowid)
            row = {"member_id": new, "workspace_id": team, "slack_id": f"U{number}", "display_name": f"cadet{number}"}
            await bound.connection.execute(insert(member_identity), row)
            found.ids.append(new)
    return found


def lunch(people: Cadets, author: int = 0, details: Details = LUNCH, posted_at: datetime = NOON) -> Recruitment:
    return Recruitment.post(
        RecruitmentId(uuid4()), people.workspace_id, Category.MEAL, people.ids[author], details, "CLUNCH", posted_at
    )


async def posted(unit_of_work: SqlUnitOfWork, *recruitments: Recruitment) -> None:
    async def unit(tx: Transaction) -> None:
        for recruitment in recruitments:
            await tx.recruitments.add(recruitment)

    await unit_of_work.write(unit)


async def joined(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, member_id: MemberId) -> Recruitment:
    async def unit(tx: Transaction) -> Recruitment:
        before = await tx.recruitments.lock(recruitment_id)
        after = before.join(member_id, NOON).after
        await tx.recruitments.save(before, after)
        return after

    return await unit_of_work.write(unit)


async def changed(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId, step: Step) -> Recruitment:
    async def unit(tx: Transaction) -> Recruitment:
        before = await tx.recruitments.lock(recruitment_id)
        after = step(before).after
        await tx.recruitments.save(before, after)
        if after.status is RecruitmentStatus.CONFIRMED:
            await tx.matches.add(Match.of_recruitment(MatchId(uuid4()), after, NOON), ())
        return after

    return await unit_of_work.write(unit)


async def stored(unit_of_work: SqlUnitOfWork, recruitment_id: RecruitmentId) -> Recruitment:
    async def unit(tx: Transaction) -> Recruitment:
        return await tx.recruitments.get(recruitment_id)

    return await unit_of_work.read(unit)
