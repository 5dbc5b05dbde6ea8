"""Matches and the score entries they give."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MatchId, MemberId, RecruitmentId
from domain.model.match import Attendance, Match, MatchMember, MatchStatus, Origin
from domain.model.score import ScoreEntry
from storage.database import Bound
from storage.tables import match, match_member, score_entry

_WITH_MEMBERS = select(match, match_member.c.member_id, match_member.c.attendance).select_from(
    match.outerjoin(match_member, match_member.c.match_id == match.c.id)
)
_ALL = _WITH_MEMBERS.order_by(match.c.meets_at, match.c.id, match_member.c.position)
_GET = _ALL.where(match.c.id == bindparam("of_id"))
_LOCK = _GET.with_for_update()
_OF_RECRUITMENT = _ALL.where(match.c.recruitment_id == bindparam("of_recruitment"))
_OF_CALENDAR = _ALL.where(match.c.calendar_token == bindparam("token"))
_OWN = match_member.alias("own")
_NEWEST_FIRST = (match.c.meets_at.desc(), match.c.id.desc())
# A derived table, for MySQL takes no LIMIT in a subquery of IN.
_PAGE = (
    select(match.c.id)
    .join(_OWN, _OWN.c.match_id == match.c.id)
    .where(_OWN.c.member_id == bindparam("of_member"))
    .order_by(*_NEWEST_FIRST)
    .limit(bindparam("most"))
    .offset(bindparam("first"))
    .subquery()
)
_OF_MEMBER = _WITH_MEMBERS.join(_PAGE, _PAGE.c.id == match.c.id).order_by(*_NEWEST_FIRST, match_member.c.position)
_COUNT_OF = select(func.count()).where(match_member.c.member_id == bindparam("of_member"))
_UPCOMING = (
    select(match.c.id)
    .join(match_member, match_member.c.match_id == match.c.id)
    .where(
        match_member.c.member_id == bindparam("of_member"),
        match_member.c.attendance == Attendance.COMING,
        match.c.status == MatchStatus.ACTIVE,
        match.c.meets_at > bindparam("now"),
    )
    .order_by(match.c.meets_at, match.c.id)
)
_RANDOM_BETWEEN = _ALL.join(_OWN, _OWN.c.match_id == match.c.id).where(
    _OWN.c.member_id == bindparam("of_member"),
    _OWN.c.attendance == Attendance.COMING,
    match.c.origin == Origin.RANDOM,
    match.c.status == MatchStatus.ACTIVE,
    match.c.meets_at > bindparam("after"),
    match.c.meets_at < bindparam("before"),
)
_SHARED = (
    select(match_member.c.match_id)
    .where(match_member.c.member_id.in_(bindparam("of_members", expanding=True)))
    .group_by(match_member.c.match_id)
    .having(func.count() > 1)
    .subquery()
)
_ASKED = (
    select(match.c.question, func.max(match.c.matched_at).label("asked_at"))
    .join(_SHARED, _SHARED.c.match_id == match.c.id)
    .where(match.c.question.is_not(None), match.c.matched_at > bindparam("since"))
    .group_by(match.c.question)
)
_ADD = insert(match)
_ADD_MEMBERS = insert(match_member)
_ADD_SCORES = insert(score_entry)
_CHANGE = update(match).where(match.c.id == bindparam("of_id"))
_CHANGE = _CHANGE.values(status=bindparam("becomes"), revision=bindparam("next_revision"))
_ATTEND = (
    update(match_member)
    .where(match_member.c.match_id == bindparam("of_id"), match_member.c.member_id == bindparam("of_member"))
    .values(attendance=bindparam("becomes"))
)
_COLUMNS = tuple(column.name for column in match.columns)


class SqlMatches:
    """Matches with their members."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def add(self, match: Match, scores: Sequence[ScoreEntry]) -> None:
        """Keeps a new match and what its members get for it."""
        await self._connection.execute(_ADD, {name: getattr(match, name) for name in _COLUMNS})
        members = [
            {"match_id": match.id, "member_id": each.member, "attendance": each.attendance, "position": position}
            for position, each in enumerate(match.members)
        ]
        await self._connection.execute(_ADD_MEMBERS, members)
        if scores:
            await self._connection.execute(_ADD_SCORES, [_score_row(entry) for entry in scores])

    async def lock(self, match_id: MatchId) -> Match:
        """The match, locked. Raises `not_found`."""
        return _one(await self._matches(_LOCK, of_id=match_id))

    async def get(self, match_id: MatchId) -> Match:
        """The match as it is now. Raises `not_found`."""
        return _one(await self._matches(_GET, of_id=match_id))

    async def save(self, before: Match, after: Match) -> None:
        """Keeps what differs between a locked match and its next state: who comes, its status and revision."""
        if (before.status, before.revision) != (after.status, after.revision):
            change = {"of_id": after.id, "becomes": after.status, "next_revision": after.revision}
            await self._connection.execute(_CHANGE, change)
        changed = [
            {"of_id": after.id, "of_member": each.member, "becomes": each.attendance}
            for each in after.members
            if each not in before.members
        ]
        if changed:
            await self._connection.execute(_ATTEND, changed)

    async def of_recruitment(self, recruitment_id: RecruitmentId) -> Match | None:
        """The match that a confirmed recruitment made."""
        found = await self._matches(_OF_RECRUITMENT, of_recruitment=recruitment_id)
        return found[0] if found else None

    async def upcoming_of(self, member: MemberId, now: datetime) -> Sequence[MatchId]:
        """Active matches ahead in which the member is coming."""
        rows = await self._connection.execute(_UPCOMING, {"of_member": member, "now": now})
        return [MatchId(row.id) for row in rows]

    async def of_member(self, member: MemberId, offset: int, limit: int) -> Sequence[Match]:
        """Matches of the member, whatever became of them; newest meeting first."""
        return await self._matches(_OF_MEMBER, of_member=member, first=offset, most=limit)

    async def count_of(self, member: MemberId) -> int:
        """How many matches the member was ever in."""
        return (await self._connection.execute(_COUNT_OF, {"of_member": member})).scalar_one()

    async def of_calendar(self, token: str) -> Match | None:
        """The match whose calendar entry this token opens."""
        found = await self._matches(_OF_CALENDAR, token=token)
        return found[0] if found else None

    async def asked(self, members: Collection[MemberId], since: datetime) -> Mapping[int, datetime]:
        """Ice-breakers of matches made after `since` that two or more of these members shared, and when last."""
        rows = await self._connection.execute(_ASKED, {"of_members": list(members), "since": since})
        return {row.question: row.asked_at for row in rows}

    async def random_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Match]:
        """Active random ones in which the member is coming and that meet strictly between two moments."""
        return await self._matches(_RANDOM_BETWEEN, of_member=member, after=after, before=before)

    async def _matches(self, statement: Any, **parameters: Any) -> list[Match]:
        rows = (await self._connection.execute(statement, parameters)).all()
        return [_match_of(tuple(of_one)) for _, of_one in groupby(rows, attrgetter("id"))]


def _one(found: list[Match]) -> Match:
    if not found:
        raise DomainError(ErrorCode.NOT_FOUND)
    return found[0]


def _match_of(rows: tuple[Row[Any], ...]) -> Match:
    members = tuple(MatchMember(row.member_id, row.attendance) for row in rows if row.member_id is not None)
    return Match(**{name: getattr(rows[0], name) for name in _COLUMNS}, members=members)


def _score_row(entry: ScoreEntry) -> dict[str, Any]:
    return {
        "member_id": entry.member,
        "match_id": entry.match_id,
        "category": entry.category,
        "reason": entry.reason,
        "points": entry.points,
        "at": entry.at,
    }
