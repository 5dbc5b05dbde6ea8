"""Recruitments with their participants and waitlists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId, RecruitmentId
from domain.model.match import Attendance, MatchStatus
from domain.model.people import Member
from domain.model.recruitment import Recruitment, RecruitmentStatus
from domain.pool import PoolRef
from domain.ports import Listing, PostCount
from domain.vocabulary import Category
from storage.database import Bound
from storage.repositories.blocks import shows_to
from storage.repositories.recruitment_rows import (
    CHANGING,
    COLUMNS,
    SEAT,
    changing_of,
    differences,
    recruitments_of,
    row_of,
    seat_rows,
)
from storage.tables import match, match_member, participation, recruitment
from storage.tables.recruiting import Participating

_MINE = participation.alias("mine")
_WHOLE = recruitment.outerjoin(participation, participation.c.recruitment_id == recruitment.c.id)
_WITH_MINE = recruitment.join(_MINE, _MINE.c.recruitment_id == recruitment.c.id).outerjoin(
    participation, participation.c.recruitment_id == recruitment.c.id
)
_SOONEST = (recruitment.c.meets_at, recruitment.c.id)
_BY_MEETING = (*_SOONEST, participation.c.position)
_OPEN = recruitment.c.status == RecruitmentStatus.OPEN
_CONFIRMED = recruitment.c.status == RecruitmentStatus.CONFIRMED
# Of a confirmed one its group says who still goes, and whether anybody does.
_STILL_GOES = (
    select(match.c.id)
    .join(match_member, match_member.c.match_id == match.c.id)
    .where(
        match.c.recruitment_id == recruitment.c.id,
        match.c.status == MatchStatus.ACTIVE,
        match_member.c.member_id == bindparam("of_member"),
        match_member.c.attendance == Attendance.COMING,
    )
    .correlate(recruitment)
    .exists()
)
_GOES = and_(_CONFIRMED, _STILL_GOES)
_THIS = recruitment.c.id == bindparam("of_id")

_GET = select(*COLUMNS, *SEAT).select_from(_WHOLE).where(_THIS).order_by(participation.c.position)
_LOCK = _GET.with_for_update()
_ADD = insert(recruitment)
_UNCHANGED = and_(_THIS, recruitment.c.version == bindparam("seen_version"))
_NEXT_VERSION = update(recruitment).where(_UNCHANGED).values(version=bindparam("next_version"))
_CHANGE = _NEXT_VERSION.values({name: bindparam(name) for name in CHANGING})
_SEAT = insert(participation)
_SEAT_OF = and_(
    participation.c.recruitment_id == bindparam("of_id"), participation.c.member_id == bindparam("of_member")
)
_UNSEAT = delete(participation).where(_SEAT_OF)
_MOVE = update(participation).where(_SEAT_OF)
_MOVE = _MOVE.values({name: bindparam(f"to_{name}") for name in ("state", "since", "position")})

_OF_MEMBER = (
    select(*COLUMNS, *SEAT)
    .select_from(_WITH_MINE)
    .where(
        _MINE.c.member_id == bindparam("of_member"),
        or_(_OPEN, and_(_GOES, recruitment.c.meets_at > bindparam("now"))),
    )
    .order_by(*_BY_MEETING)
)
_MEETING_BETWEEN = (
    select(*COLUMNS, *SEAT)
    .select_from(_WITH_MINE)
    .where(
        _MINE.c.member_id == bindparam("of_member"),
        _MINE.c.state == Participating.SEATED,
        recruitment.c.meets_at > bindparam("after"),
        recruitment.c.meets_at < bindparam("before"),
        or_(_OPEN, _GOES),
    )
    .order_by(*_BY_MEETING)
)
_UNTIL_IDS = (
    select(recruitment.c.id)
    .where(
        recruitment.c.workspace_id == bindparam("of_workspace"),
        _OPEN,
        recruitment.c.category == bindparam("of_category"),
        recruitment.c.meets_at <= bindparam("until"),
        recruitment.c.closes_at > bindparam("now"),
    )
    .order_by(*_SOONEST)
    .limit(bindparam("most"))
    .subquery()
)
_MEETING_UNTIL = (
    select(*COLUMNS, *SEAT)
    .select_from(_WHOLE.join(_UNTIL_IDS, _UNTIL_IDS.c.id == recruitment.c.id))
    .order_by(*_BY_MEETING)
)
_LAST_ID = (
    select(recruitment.c.id)
    .where(recruitment.c.author_id == bindparam("of_author"), recruitment.c.category == bindparam("of_category"))
    .order_by(recruitment.c.posted_at.desc(), recruitment.c.id)
    .limit(1)
    .subquery()
)
_LAST = (
    select(*COLUMNS, *SEAT)
    .select_from(_WHOLE.join(_LAST_ID, _LAST_ID.c.id == recruitment.c.id))
    .order_by(participation.c.position)
)
_BY = recruitment.c.author_id == bindparam("of_author")
_COUNT_BY = select(
    select(func.count()).where(_BY, _OPEN, recruitment.c.closes_at > bindparam("now")).scalar_subquery(),
    # Both categories by name, so that the index of an author's newest in a category serves.
    select(func.count())
    .where(_BY, recruitment.c.category.in_(list(Category)), recruitment.c.posted_at > bindparam("since"))
    .scalar_subquery(),
)


class LostUpdate(RuntimeError):  # noqa: N818 it is what happened
    """A recruitment was saved that had not been locked, and somebody else was faster. A fault of the caller."""


class SqlRecruitments:
    """Every change of a recruitment first locks its row; on SQLite the transaction is the lock."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def add(self, recruitment: Recruitment) -> None:
        """Keeps a new one."""
        await self._connection.execute(_ADD, row_of(recruitment))
        await self._connection.execute(_SEAT, seat_rows(recruitment, {}))

    async def lock(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment, locked against every other change until the transaction ends. Raises `not_found`."""
        return _one(await self._all(_LOCK, of_id=recruitment_id))

    async def get(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment as it is now, without a lock. Raises `not_found`."""
        return _one(await self._all(_GET, of_id=recruitment_id))

    async def save(self, before: Recruitment, after: Recruitment) -> None:
        """Keeps what differs between a locked recruitment and its next state."""
        differs = differences(before, after)
        if differs.version or differs.details:
            await self._change(before, after, details=differs.details)
        if differs.gone:
            gone = [{"of_id": after.id, "of_member": member} for member in differs.gone]
            await self._connection.execute(_UNSEAT, _several(gone))
        if differs.moved:
            await self._connection.execute(_MOVE, _several([_moving(row) for row in differs.moved]))
        if differs.new:
            await self._connection.execute(_SEAT, _several(differs.new))

    async def open_for(self, viewer: Member, listing: Listing, now: datetime) -> Sequence[Recruitment]:
        """Open recruitments of the viewer's workspace that close after `now`, soonest meeting first."""
        page = select(recruitment.c.id).where(*_listed(viewer, listing, now)).order_by(*_SOONEST)
        wanted = page.offset(listing.offset).limit(listing.limit).subquery()
        statement = select(*COLUMNS, *SEAT).select_from(_WHOLE.join(wanted, wanted.c.id == recruitment.c.id))
        return await self._all(statement.order_by(*_BY_MEETING))

    async def count_open_for(self, viewer: Member, listing: Listing, now: datetime) -> int:
        """How many of them the listing has in all."""
        statement = select(func.count()).select_from(recruitment).where(*_listed(viewer, listing, now))
        counted: int = (await self._connection.execute(statement)).scalar_one()
        return counted

    async def meeting_until(self, ref: PoolRef, now: datetime, until: datetime, limit: int) -> Sequence[Recruitment]:
        """Open recruitments of a category that meet by `until` and close after `now`, soonest meeting first."""
        where = {"of_workspace": ref.workspace_id, "of_category": ref.category, "now": now, "until": until}
        return await self._all(_MEETING_UNTIL, **where, most=limit)

    async def of_member(self, member: MemberId, now: datetime) -> Sequence[Recruitment]:
        """Open ones that the member has or awaits a seat in, and confirmed ones still ahead; soonest meeting first."""
        return await self._all(_OF_MEMBER, of_member=member, now=now)

    async def meeting_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Recruitment]:
        """Open or confirmed ones that the member has a seat in and that meet strictly between two moments."""
        return await self._all(_MEETING_BETWEEN, of_member=member, after=after, before=before)

    async def last_by(self, author: MemberId, category: Category) -> Recruitment | None:
        """The newest one that the member posted in the category."""
        found = await self._all(_LAST, of_author=author, of_category=category)
        return found[0] if found else None

    async def count_by(self, author: MemberId, now: datetime, since: datetime) -> PostCount:
        """How many of the author's are open and close after `now`, and how many were posted after `since`."""
        row = (await self._connection.execute(_COUNT_BY, {"of_author": author, "now": now, "since": since})).one()
        return PostCount(*row)

    async def _all(self, statement: Select[Any], **parameters: Any) -> list[Recruitment]:
        return recruitments_of((await self._connection.execute(statement, parameters)).all())

    async def _change(self, before: Recruitment, after: Recruitment, *, details: bool) -> None:
        versions = {"of_id": after.id, "seen_version": before.version, "next_version": after.version}
        if details:
            done = await self._connection.execute(_CHANGE, {**versions, **changing_of(after)})
        else:
            done = await self._connection.execute(_NEXT_VERSION, versions)
        if done.rowcount != 1:
            raise LostUpdate(f"recruitment {after.id} is no longer at version {before.version}")


def _listed(viewer: Member, listing: Listing, now: datetime) -> list[ColumnElement[bool]]:
    listed = [recruitment.c.workspace_id == viewer.workspace_id, _OPEN, recruitment.c.closes_at > now]
    listed.append(shows_to(viewer.id))
    if listing.category is not None:
        listed.append(recruitment.c.category == listing.category)
    if listing.place is not None:
        listed.append(type_coerce(recruitment.c.places, String).contains(listing.place.value))
    return listed


def _one(found: list[Recruitment]) -> Recruitment:
    if not found:
        raise DomainError(ErrorCode.NOT_FOUND)
    return found[0]


def _moving(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "of_id": row["recruitment_id"],
        "of_member": row["member_id"],
        **{f"to_{name}": row[name] for name in ("state", "since", "position")},
    }


def _several(rows: list[dict[str, Any]]) -> list[dict[str, Any]] | dict[str, Any]:
    """One set of parameters runs as such: drivers treat many otherwise."""
    return rows if len(rows) > 1 else rows[0]
