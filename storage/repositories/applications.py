"""Applications in the random pool, and what was offered to those who wait."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations, groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, case, func, select, update

from domain.errors import DomainError, ErrorCode
from domain.model.application import Application, ApplicationStatus
from domain.model.ids import ApplicationId, MatchId, MemberId
from domain.model.match import Attendance, MatchStatus
from domain.pool import MemberPair, Offered, PoolRef
from domain.vocabulary import Category
from storage.database import Bound
from storage.dialects import insert_new, per_dialect
from storage.repositories.application_rows import CHANGING, application_of, row_of, waiting_key
from storage.tables import application, match, match_member, offer

_ALL = select(application)
_THIS = application.c.id == bindparam("of_id")
_WAITS = application.c.status == ApplicationStatus.WAITING
_IN_POOL = (application.c.workspace_id == bindparam("of_workspace"), application.c.category == bindparam("of_category"))
_WAITS_IN_POOL = (*_IN_POOL, _WAITS)
_APPLIED = (application.c.applied_at, application.c.id)

_ADD = per_dialect(lambda dialect: insert_new(dialect, application))
_GET = _ALL.where(_THIS)
_LOCK = _ALL.where(application.c.id.in_(bindparam("ids", expanding=True))).order_by(application.c.id).with_for_update()
_LOCK_WAITING = (
    _ALL.where(application.c.waiting_key.in_(bindparam("keys", expanding=True)))
    .order_by(application.c.id)
    .with_for_update()
)
_MEALS_FIRST = case((application.c.category == Category.MEAL, 0), else_=1)
_WAITING_OF = _ALL.where(application.c.waiting_key.in_(bindparam("keys", expanding=True))).order_by(_MEALS_FIRST)
_LAST_OF = (
    _ALL.where(application.c.member_id == bindparam("of_member"), application.c.category == bindparam("of_category"))
    .order_by(application.c.applied_at.desc(), application.c.id)
    .limit(1)
)
_OF_MATCH = _ALL.where(application.c.match_id == bindparam("of_match")).order_by(application.c.id).with_for_update()
_WAITING = _ALL.where(*_WAITS_IN_POOL).order_by(*_APPLIED)
_OVERDUE = (
    _ALL.where(*_WAITS_IN_POOL, application.c.expires_at <= bindparam("now"))
    .order_by(application.c.expires_at, application.c.id)
    .limit(bindparam("most"))
    .with_for_update()
)
_COUNT = select(func.count()).select_from(application).where(*_WAITS_IN_POOL)
_SAVE = update(application).where(_THIS).values({name: bindparam(f"to_{name}") for name in CHANGING})
_OFFERED = (
    select(offer.c.application_id, offer.c.recruitment_id)
    .join(application, application.c.id == offer.c.application_id)
    .where(*_WAITS_IN_POOL)
)
_OFFER = per_dialect(lambda dialect: insert_new(dialect, offer))
_MET = (
    select(match.c.id, match.c.matched_at, match_member.c.member_id)
    .select_from(
        application.join(match_member, match_member.c.member_id == application.c.member_id).join(
            match, match.c.id == match_member.c.match_id
        )
    )
    .where(
        *_WAITS_IN_POOL,
        match_member.c.attendance == Attendance.COMING,
        match.c.status == MatchStatus.ACTIVE,
        match.c.matched_at > bindparam("since"),
    )
    .order_by(match.c.matched_at, match.c.id, match_member.c.member_id)
)


class SqlApplications:
    """Applications. Every change first locks its row; on SQLite the transaction is the lock."""

    def __init__(self, bound: Bound) -> None:
        self._bound = bound
        self._connection = bound.connection

    async def add(self, application: Application) -> bool:
        """Keeps a new one, unless the member has one waiting in the category already: whether it was kept."""
        added = await self._connection.execute(_ADD[self._bound.dialect], row_of(application))
        return added.rowcount == 1

    async def get(self, application_id: ApplicationId) -> Application:
        """The application as it is now, without a lock. Raises `not_found`."""
        found = await self._all(_GET, of_id=application_id)
        if not found:
            raise DomainError(ErrorCode.NOT_FOUND)
        return found[0]

    async def lock(self, *application_ids: ApplicationId) -> Sequence[Application]:
        """These applications, locked in one order until the transaction ends."""
        return await self._all(_LOCK, ids=list(application_ids)) if application_ids else ()

    async def lock_waiting(self, members: Collection[MemberId], category: Category) -> Sequence[Application]:
        """What these members have waiting in the category, locked."""
        return await self._all(_LOCK_WAITING, keys=[waiting_key(member, category) for member in members])

    async def waiting_of(self, member: MemberId) -> Sequence[Application]:
        """What the member has waiting, meals first; at most one a category."""
        return await self._all(_WAITING_OF, keys=[waiting_key(member, category) for category in Category])

    async def last_of(self, member: MemberId, category: Category) -> Application | None:
        """The newest one of the member in the category."""
        found = await self._all(_LAST_OF, of_member=member, of_category=category)
        return found[0] if found else None

    async def of_match(self, match_id: MatchId) -> Sequence[Application]:
        """The applications that ended in a match, locked."""
        return await self._all(_OF_MATCH, of_match=match_id)

    async def waiting(self, ref: PoolRef) -> Sequence[Application]:
        """Everybody who waits in a pool, in the order of applying."""
        return await self._all(_WAITING, **_of(ref))

    async def overdue(self, ref: PoolRef, now: datetime, limit: int) -> Sequence[Application]:
        """Whose time is up though they wait, locked."""
        return await self._all(_OVERDUE, **_of(ref), now=now, most=limit)

    async def count_waiting(self, ref: PoolRef) -> int:
        """How many wait in a pool."""
        counted: int = (await self._connection.execute(_COUNT, _of(ref))).scalar_one()
        return counted

    async def save(self, changes: Sequence[tuple[Application, Application]]) -> None:
        """Keeps the next states of locked applications; those that stay as they are cost nothing."""
        rows = [_saving(after) for before, after in changes if before != after]
        if rows:
            await self._connection.execute(_SAVE, rows if len(rows) > 1 else rows[0])

    async def offered(self, ref: PoolRef) -> Collection[Offered]:
        """What was offered to those who wait in a pool."""
        rows = await self._connection.execute(_OFFERED, _of(ref))
        return {Offered(row.application_id, row.recruitment_id) for row in rows}

    async def offer(self, offers: Sequence[Offered], now: datetime) -> None:
        """Keeps that these were offered; what was offered before stays so."""
        if offers:
            rows = [{**each._asdict(), "at": now} for each in offers]
            await self._connection.execute(_OFFER[self._bound.dialect], rows)

    async def met(self, ref: PoolRef, since: datetime) -> Mapping[MemberPair, datetime]:
        """Pairs of those who wait in a pool that were matched since then, in whatever category, and when last."""
        rows = (await self._connection.execute(_MET, {**_of(ref), "since": since})).all()
        return dict(_pairs(rows))

    async def _all(self, statement: Any, **parameters: Any) -> list[Application]:
        return [application_of(row) for row in (await self._connection.execute(statement, parameters)).all()]


def _of(ref: PoolRef) -> dict[str, Any]:
    return {"of_workspace": ref.workspace_id, "of_category": ref.category}


def _saving(after: Application) -> dict[str, Any]:
    row = row_of(after)
    return {"of_id": after.id, **{f"to_{name}": row[name] for name in CHANGING}}


def _pairs(rows: Sequence[Any]) -> Iterable[tuple[MemberPair, datetime]]:
    """Every pair of every match, the newest match last."""
    for _, of_one in groupby(rows, attrgetter("id")):
        there = list(of_one)
        for one, other in combinations([MemberId(row.member_id) for row in there], 2):
            yield (one, other), there[0].matched_at
