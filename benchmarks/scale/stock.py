"""A database with a past: as many ended recruitments as wanted, with their people, messages and deliveries.

A thousand are written one by one; the database doubles them itself as often as it takes, which is a hundred times
faster. The first eight digits of every id count the doublings, so no two are the same.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ColumnElement, Integer, String, Table, and_, cast, func, insert, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.hall import Hall
from domain.model.application import Application
from domain.model.conditions import Conditions
from domain.model.ids import MemberId, WorkspaceId
from domain.model.match import Match, MatchMember, Origin
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind
from domain.vocabulary import Category, Place, WayOfEating
from storage.database import Bound, Database
from storage.dialects import Dialect
from storage.repositories.application_rows import row_of
from storage.repositories.matches import SqlMatches
from storage.repositories.outbox import AT_ONCE
from storage.tables import application, match, match_member, message, outbox, participation, recruitment
from storage.tables.delivery import DeliveryState
from storage.tables.recruiting import Participating

_NUMBERED: tuple[tuple[Table, tuple[str, ...]], ...] = (
    (recruitment, ("id",)),
    (participation, ("recruitment_id",)),
    (match, ("id", "recruitment_id")),
    (match_member, ("match_id",)),
    (application, ("id",)),
    (outbox, ("key",)),
    (message, ("key",)),
)
"""What the past consists of, and the columns that begin with a number."""

SEED = 42
FIRST = 1_000
SEATS = 3
PAST = timedelta(days=365)
_PREFIX = 8
_REST = "f" * 24
"""How ids of the past go on, behind their number."""


async def fill(found: Hall, members: Sequence[int], wanted: int) -> None:
    """Ended recruitments, as many as wanted in all. `members` are in them, and each of them in many."""
    database = found.parts.database
    async with database.transaction(writing=True) as bound:
        stored = await _stored(bound.connection)
        if not stored:
            await _write_first(bound.connection, bound.dialect, members)
            stored = FIRST
    while stored < wanted:
        more = min(stored, wanted - stored)
        for table, numbered in _NUMBERED:
            async with database.transaction(writing=True) as bound:
                await bound.connection.execute(_doubling(bound.dialect, table, numbered, stored, more))
        stored += more
    await _settle(database)


async def _stored(connection: AsyncConnection) -> int:
    ended = select(func.count()).select_from(recruitment).where(_is_past(recruitment.c.id))
    return int((await connection.execute(ended)).scalar_one())


async def _write_first(connection: AsyncConnection, dialect: Dialect, members: Sequence[int]) -> None:
    rng, now = Random(SEED), datetime.now(UTC)  # noqa: S311 made-up people
    for number in range(FIRST):
        seated = [MemberId(each) for each in rng.sample(members, SEATS)]
        row = _ended(number, seated[0], now - PAST * rng.random() - timedelta(days=2))
        key = f"{number:08}{_REST}:card"
        where = {"key": key, "channel_id": "C0MEAL", "ts": "1.1", "posted_at": row["posted_at"]}
        await connection.execute(insert(recruitment), row)
        await connection.execute(insert(participation), list(_seats(row, seated)))
        await connection.execute(insert(application), _taken_back(row, seated[-1]))
        await connection.execute(insert(outbox), _delivered(key, row))
        await connection.execute(insert(message), where)
        if row["status"] is RecruitmentStatus.CONFIRMED:
            await SqlMatches(Bound(connection, dialect, 0)).add(_met(row, seated), ())


def _taken_back(row: dict[str, Any], member: MemberId) -> dict[str, Any]:
    conditions = Conditions((Place.GAEPO,), (WayOfEating.EATOUT,))
    waited = Application.apply(
        row["id"], WorkspaceId(1), member, Category.MEAL, conditions, row["posted_at"], timedelta(minutes=30)
    )
    return row_of(waited.cancel())


def _met(row: dict[str, Any], seated: Sequence[MemberId]) -> Match:
    return Match(
        id=row["id"],
        workspace_id=WorkspaceId(1),
        origin=Origin.RECRUITMENT,
        recruitment_id=row["id"],
        category=row["category"],
        meets_at=row["meets_at"],
        places=row["places"],
        members=tuple(MatchMember(member) for member in seated),
        matched_at=row["closes_at"],
        way_of_eating=row["way_of_eating"],
    )


def _ended(number: int, author: int, met_at: datetime) -> dict[str, Any]:
    return {
        "id": UUID(f"{number:08}{_REST}"),
        "workspace_id": 1,
        "category": Category.MEAL,
        "author_id": author,
        "title": "개포에서 치킨 드실 분",
        "content": "같이 먹어요",
        "meets_at": met_at,
        "places": (Place.GAEPO,),
        "way_of_eating": WayOfEating.EATOUT,
        "study_type": None,
        "capacity": 4,
        "anonymous": False,
        "confirm_when_full": True,
        "channel_id": "C0MEAL",
        "posted_at": met_at - timedelta(hours=3),
        "closes_at": met_at - timedelta(minutes=10),
        "status": RecruitmentStatus.CONFIRMED if number % 2 else RecruitmentStatus.EXPIRED,
        "version": 1,
    }


def _seats(row: dict[str, Any], seated: Sequence[int]) -> Iterator[dict[str, Any]]:
    for position, member in enumerate(seated):
        yield {
            "recruitment_id": row["id"],
            "member_id": member,
            "state": Participating.SEATED,
            "since": row["posted_at"],
            "position": 100 + position,
        }


def _delivered(key: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": key,
        "kind": DeliveryKind.CARD,
        "workspace_id": 1,
        "subject": str(row["id"]),
        "params": {},
        "urgency": 40,
        "state": DeliveryState.DONE,
        "generation": 3,
        "fence": 3,
        "claimable_at": None,
        "attempts": 0,
        "in_doubt": False,
        "target": key,
        "created_at": AT_ONCE,
    }


def _is_past(identity: Column[Any]) -> ColumnElement[bool]:
    return type_coerce(identity, String).like(f"{'_' * _PREFIX}{_REST}%")


def _doubling(dialect: Dialect, table: Table, numbered: Sequence[str], stored: int, more: int) -> Any:
    """Copies the rows whose id begins with a number below `more`, under numbers that are `stored` higher."""
    columns = [_moved(dialect, each, stored) if each.name in numbered else each for each in table.columns]
    identity = table.c[numbered[0]]
    is_ours = and_(func.substr(type_coerce(identity, String), 1, _PREFIX) < f"{more:08}", _is_past(identity))
    return insert(table).from_select([each.name for each in table.columns], select(*columns).where(is_ours))


def _moved(dialect: Dialect, column: Column[Any], by: int) -> ColumnElement[str]:
    identity = type_coerce(column, String)
    number = cast(func.substr(identity, 1, _PREFIX), Integer) + by
    pad = func.printf("%08d", number) if dialect is Dialect.SQLITE else func.lpad(number, _PREFIX, "0")
    return type_coerce(pad, String) + func.substr(identity, _PREFIX + 1, type_=String)


async def _settle(database: Database) -> None:
    """Lets the database learn what it has, as it would by itself within minutes."""
    tables = ", ".join(f"`{each.name}`" for each, _ in _NUMBERED)
    said = "ANALYZE" if database.dialect is Dialect.SQLITE else f"ANALYZE TABLE {tables}"
    async with database.transaction(writing=True) as bound:
        (await bound.connection.exec_driver_sql(said)).close()
