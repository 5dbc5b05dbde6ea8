"""What a workspace has lived through, as rows: for tests of what is kept of it and what goes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Table, func, insert, select

from domain.model.application import Application, ApplicationStatus
from domain.model.comment import Comment
from domain.model.ids import ApplicationId, CommentId, MatchId, MemberId, RecruitmentId
from domain.model.match import Match
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.model.score import entries_of
from domain.outbox import Notice, card_key, comment_key, match_key, notice_key
from domain.pool import Offered
from domain.ports import Timer, TimerKind, Transaction
from domain.vocabulary import Category
from storage.database import Database
from storage.tables import message
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.people import LUNCH, NOON, Cadets, lunch
from tests.storage.pool_people import GAEPO_OUT

WORDS = replace(LUNCH, title="치킨 드실 분", content="배달비 나눠요")


@dataclass
class Past:
    """Writes the past of some cadets."""

    database: Database
    uow: SqlUnitOfWork
    people: Cadets

    async def recruitment(self, status: RecruitmentStatus, days_ago: float, author: int = 0) -> Recruitment:
        """One that met (or would have) so many days ago, with a second participant, and messages of it."""
        alone = lunch(self.people, author, replace(WORDS, meets_at=NOON + timedelta(hours=1)))
        both = alone.join(self.people.ids[(author + 1) % len(self.people.ids)], NOON).after
        details = replace(both.details, meets_at=NOON - timedelta(days=days_ago))
        kept = replace(both, details=details, closes_at=details.meets_at, status=status, version=1)
        await self.uow.write(lambda tx: tx.recruitments.add(kept))
        await self.message(card_key(kept.id), "CLUNCH")
        await self.message(notice_key(kept.id, Notice.PROMOTED, kept.author, 2), "D0")
        return kept

    async def met(self, days_ago: float, author: int = 0) -> Match:
        """The group of a confirmed recruitment, with its points and its message."""
        recruitment = await self.recruitment(RecruitmentStatus.CONFIRMED, days_ago, author)
        match = Match.of_recruitment(MatchId(uuid4()), recruitment, recruitment.details.meets_at)
        await self.uow.write(lambda tx: tx.matches.add(match, entries_of(match, recruitment)))
        await self.message(match_key(match.id, 1), "G0")
        return match

    async def comment(self, recruitment_id: RecruitmentId, member: MemberId, said: str = "저요") -> Comment:
        comment = Comment(CommentId(uuid4()), recruitment_id, member, 1, said, NOON)

        async def unit(tx: Transaction) -> None:
            alias = await tx.comments.alias(recruitment_id, member, is_author=False)
            await tx.comments.add(replace(comment, alias=alias))

        await self.uow.write(unit)
        await self.message(comment_key(comment.id), "CLUNCH")
        await self.message(f"{comment_key(comment.id)}:told", "D0")
        return comment

    async def wait(self, member: MemberId, status: ApplicationStatus, days_ago: float, **more: Any) -> Application:
        began = NOON - timedelta(days=days_ago, minutes=30)
        application = Application(
            ApplicationId(uuid4()),
            self.people.workspace_id,
            member,
            Category.MEAL,
            GAEPO_OUT,
            began,
            began + timedelta(minutes=30),
            status=status,
            **more,
        )
        await self.uow.write(lambda tx: tx.applications.add(application))
        return application

    async def offer(self, application: Application, recruitment: Recruitment) -> None:
        offered = Offered(application.id, recruitment.id)
        await self.uow.write(lambda tx: tx.applications.offer([offered], NOON))

    async def timer(self, kind: TimerKind, subject: Any, days_ago: float) -> None:
        due_at = NOON - timedelta(days=days_ago)
        await self.uow.write(lambda tx: tx.timers.set(Timer(kind, subject, due_at)))

    async def message(self, key: str, channel_id: str) -> None:
        await self.row(message, {"key": key, "channel_id": channel_id, "ts": "1.1", "posted_at": NOON})

    async def row(self, table: Table, values: Mapping[str, Any]) -> None:
        async with self.database.transaction(writing=True) as bound:
            await bound.connection.execute(insert(table), values)

    async def rows(self, table: Table) -> list[Any]:
        async with self.database.transaction(writing=False) as bound:
            return list((await bound.connection.execute(select(table))).all())

    async def count(self, table: Table) -> int:
        async with self.database.transaction(writing=False) as bound:
            counted: int = (await bound.connection.execute(select(func.count()).select_from(table))).scalar_one()
            return counted
