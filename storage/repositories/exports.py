"""Reading all that is kept about one person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application
from domain.model.comment import Comment
from domain.model.ids import MemberId
from domain.model.recruitment import Recruitment
from domain.model.score import ScoreEntry
from storage.database import Bound
from storage.repositories.application_rows import application_of
from storage.repositories.recruitment_rows import recruitment_of
from storage.repositories.recruitment_statements import ALL
from storage.tables import application, comment, member, participation, recruitment, score_entry

_MEMBER: Any = bindparam("of_member")
_MOST: Any = bindparam("most")
_THIS = member.c.id == _MEMBER

_ASK = (
    update(member)
    .where(_THIS, or_(member.c.export_asked_at.is_(None), member.c.export_asked_at <= bindparam("since")))
    .values(export_asked_at=bindparam("now"))
)
_FORGET = update(member).where(_THIS).values(export_asked_at=None)
_KNOWN_SINCE = select(member.c.created_at).where(_THIS)
_THEIRS = select(participation.c.recruitment_id).where(participation.c.member_id == _MEMBER)
_RECRUITMENTS = ALL.where(recruitment.c.id.in_(_THEIRS)).order_by(recruitment.c.meets_at.desc()).limit(_MOST)
_COMMENTS = select(comment).where(comment.c.member_id == _MEMBER).order_by(comment.c.at.desc()).limit(_MOST)
_APPLICATIONS = (
    select(application).where(application.c.member_id == _MEMBER).order_by(application.c.applied_at.desc()).limit(_MOST)
)
_SCORES = select(score_entry).where(score_entry.c.member_id == _MEMBER).order_by(score_entry.c.at.desc()).limit(_MOST)


class SqlExports:
    """What is kept about a member, the newest first; at most `limit` of each kind."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def ask(self, member: MemberId, now: datetime, since: datetime) -> bool:
        """Keeps that the member asks now; False, and nothing is kept, where they asked after `since` already."""
        asked = await self._connection.execute(_ASK, {"of_member": member, "now": now, "since": since})
        return asked.rowcount == 1

    async def forget(self, member: MemberId) -> None:
        """Lets the member ask again: nothing came of it."""
        await self._connection.execute(_FORGET, {"of_member": member})

    async def known_since(self, member: MemberId) -> datetime:
        """When the member first had to do with the bot, by machine time. Raises `not_found`."""
        found: datetime | None = (
            await self._connection.execute(_KNOWN_SINCE, {"of_member": member})
        ).scalar_one_or_none()
        if found is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return found

    async def recruitments(self, member: MemberId, limit: int) -> Sequence[Recruitment]:
        """Recruitments that the member is or waits in, posted or joined."""
        return [recruitment_of(row) for row in await self._rows(_RECRUITMENTS, member, limit)]

    async def comments(self, member: MemberId, limit: int) -> Sequence[Comment]:
        """What the member commented."""
        rows = await self._rows(_COMMENTS, member, limit)
        return [Comment(row.id, row.recruitment_id, row.member_id, row.alias, row.content, row.at) for row in rows]

    async def applications(self, member: MemberId, limit: int) -> Sequence[Application]:
        """The member's waits in the random pool."""
        return [application_of(row) for row in await self._rows(_APPLICATIONS, member, limit)]

    async def scores(self, member: MemberId, limit: int) -> Sequence[ScoreEntry]:
        """The member's points."""
        rows = await self._rows(_SCORES, member, limit)
        return [ScoreEntry(row.member_id, row.match_id, row.category, row.reason, row.points, row.at) for row in rows]

    async def _rows(self, statement: Any, member: MemberId, limit: int) -> Sequence[Any]:
        return (await self._connection.execute(statement, {"of_member": member, "most": limit})).all()
