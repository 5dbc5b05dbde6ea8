"""Recruitments with their participants and waitlists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from domain.errors import DomainError, ErrorCode
from domain.model.ids import MemberId, RecruitmentId
from domain.model.people import Member
from domain.model.recruitment import Recruitment
from domain.model.timing import OVERLAP_WINDOW
from domain.pool import PoolRef
from domain.ports import Listing, Plans, PostCount
from domain.vocabulary import Category
from storage.database import Bound
from storage.repositories import recruitment_statements as say
from storage.repositories.application_rows import waiting_key
from storage.repositories.recruitment_rows import (
    changing_of,
    differences,
    recruitment_of,
    row_of,
    seat_rows,
)


class LostUpdate(RuntimeError):  # noqa: N818 it is what happened
    """A recruitment was saved that had not been locked, and somebody else was faster. A fault of the caller."""


class SqlRecruitments:
    """Every change of a recruitment first locks its row; on SQLite the transaction is the lock."""

    def __init__(self, bound: Bound) -> None:
        self._connection = bound.connection

    async def add(self, recruitment: Recruitment) -> None:
        """Keeps a new one."""
        await self._connection.execute(say.ADD, row_of(recruitment))
        await self._connection.execute(say.TAKE_SEAT, seat_rows(recruitment, {}))

    async def lock(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment, locked against every other change until the transaction ends. Raises `not_found`."""
        return _one(await self._all(say.LOCK, of_id=recruitment_id))

    async def lock_for(
        self, recruitment_id: RecruitmentId, member: MemberId, now: datetime
    ) -> tuple[Recruitment, Plans]:
        """The recruitment, locked, and what else the member has on. Raises `not_found`."""
        where = {
            "of_id": recruitment_id,
            "of_member": member,
            "since": now - OVERLAP_WINDOW,
            "waiting_keys": [waiting_key(member, category) for category in Category],
        }
        row = (await self._connection.execute(say.LOCK_FOR, where)).one_or_none()
        if row is None:
            raise DomainError(ErrorCode.NOT_FOUND)
        return recruitment_of(row), Plans(meets=bool(row[-2]), waits=bool(row[-1]))

    async def get(self, recruitment_id: RecruitmentId) -> Recruitment:
        """The recruitment as it is now, without a lock. Raises `not_found`."""
        return _one(await self._all(say.GET, of_id=recruitment_id))

    async def save(self, before: Recruitment, after: Recruitment) -> None:
        """Keeps what differs between a locked recruitment and its next state."""
        differs = differences(before, after)
        if differs.version or differs.details:
            await self._change(before, after, details=differs.details)
        if differs.gone:
            gone = [{"of_id": after.id, "of_member": member} for member in differs.gone]
            await self._connection.execute(say.UNSEAT, _several(gone))
        if differs.moved:
            await self._connection.execute(say.MOVE, _several([_moving(row) for row in differs.moved]))
        if differs.new:
            await self._connection.execute(say.TAKE_SEAT, _several(differs.new))

    async def open_for(self, viewer: Member, listing: Listing, now: datetime) -> Sequence[Recruitment]:
        """Open recruitments of the viewer's workspace that close after `now`, soonest meeting first."""
        page = {"most": listing.limit, "first": listing.offset}
        return await self._all(say.listed(listing).page, **say.listing_of(viewer, listing, now), **page)

    async def count_open_for(self, viewer: Member, listing: Listing, now: datetime) -> int:
        """How many of them the listing has in all."""
        counted = await self._connection.execute(say.listed(listing).total, say.listing_of(viewer, listing, now))
        total: int = counted.scalar_one()
        return total

    async def meeting_until(self, ref: PoolRef, now: datetime, until: datetime, limit: int) -> Sequence[Recruitment]:
        """Open recruitments of a category that meet by `until` and close after `now`, soonest meeting first."""
        where = {"of_workspace": ref.workspace_id, "of_category": ref.category, "now": now, "until": until}
        return await self._all(say.MEETING_UNTIL, **where, most=limit)

    async def of_member(self, member: MemberId, now: datetime) -> Sequence[Recruitment]:
        """Open ones that the member has or awaits a seat in, and confirmed ones still ahead; soonest meeting first."""
        return await self._all(say.OF_MEMBER, of_member=member, now=now, since=now - say.OVERDUE)

    async def meeting_between(self, member: MemberId, after: datetime, before: datetime) -> Sequence[Recruitment]:
        """Open or confirmed ones that the member has a seat in and that meet strictly between two moments."""
        return await self._all(say.MEETING_BETWEEN, of_member=member, after=after, before=before)

    async def last_by(self, author: MemberId, category: Category) -> Recruitment | None:
        """The newest one that the member posted in the category."""
        found = await self._all(say.LAST, of_author=author, of_category=category)
        return found[0] if found else None

    async def count_by(self, author: MemberId, now: datetime, since: datetime) -> PostCount:
        """How many of the author's are open and close after `now`, and how many were posted after `since`."""
        row = (await self._connection.execute(say.COUNT_BY, {"of_author": author, "now": now, "since": since})).one()
        return PostCount(*row)

    async def _all(self, statement: Select[Any], **parameters: Any) -> list[Recruitment]:
        return [recruitment_of(row) for row in await self._connection.execute(statement, parameters)]

    async def _change(self, before: Recruitment, after: Recruitment, *, details: bool) -> None:
        versions = {"of_id": after.id, "seen_version": before.version, "next_version": after.version}
        if details:
            done = await self._connection.execute(say.CHANGE, {**versions, **changing_of(after)})
        else:
            done = await self._connection.execute(say.NEXT_VERSION, versions)
        if done.rowcount != 1:
            raise LostUpdate(f"recruitment {after.id} is no longer at version {before.version}")


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
