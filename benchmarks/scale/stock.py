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
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind
from domain.vocabulary import Category, Place, WayOfEating
from storage.database import Database
from storage.dialects import Dialect
from storage.repositories.outbox import AT_ONCE
from storage.tables import message, outbox, participation, recruitment
from storage.tables.delivery import DeliveryState
from storage.tables.recruiting import Participating

_NUMBERED = ((recruitment, "id"), (participation, "recruitment_id"), (outbox, "key"), (message, "key"))
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
            await _write_first(bound.connection, members)
            stored = FIRST
    while stored < wanted:
        more = min(stored, wanted - stored)
        for table, column in (
            (recruitment, "id"),
            (participation, "recruitment_id"),
            (outbox, "key"),
            (message, "key"),
        ):
            async with database.transaction(writing=True) as bound:
                await bound.connection.execute(_doubling(bound.dialect, table, column, stored, more))
        stored += more
    await _settle(database)


async def _stored(connection: AsyncConnection) -> int:
    ended = select(func.count()).select_from(recruitment).where(_is_past(recruitment.c.id))
    return int((await connection.execute(ended)).scalar_one())


async def _write_first(connection: AsyncConnection, members: Sequence[int]) -> None:
    rng, now = Random(SEED), datetime.now(UTC)  # noqa: S311 made-up people
    for number in range(FIRST):
        seated = rng.sample(members, SEATS)
        row = _ended(number, seated[0], now - PAST * rng.random() - timedelta(days=2))
        await connection.execute(insert(recruitment), row)
        await connection.execute(insert(participation), list(_seats(row, seated)))
        key = f"{number:08}{_REST}:card"
        await connection.execute(insert(outbox), _delivered(key, row))
        await connection.execute(
            insert(message), {"key": key, "channel_id": "C0MEAL", "ts": "1.1", "posted_at": row["posted_at"]}
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


def _doubling(dialect: Dialect, table: Table, column: str, stored: int, more: int) -> Any:
    """Copies the rows whose id begins with a number below `more`, under numbers that are `stored` higher."""
    identity = type_coerce(table.c[column], String)
    begins = func.substr(identity, 1, _PREFIX)
    number = cast(begins, Integer) + stored
    pad = func.printf("%08d", number) if dialect is Dialect.SQLITE else func.lpad(number, _PREFIX, "0")
    copied = type_coerce(pad, String) + func.substr(identity, _PREFIX + 1, type_=String)
    columns = [copied if each.name == column else each for each in table.columns]
    is_ours = and_(begins < f"{more:08}", _is_past(table.c[column]))
    return insert(table).from_select([each.name for each in table.columns], select(*columns).where(is_ours))


async def _settle(database: Database) -> None:
    """Lets the database learn what it has, as it would by itself within minutes."""
    tables = ", ".join(f"`{each.name}`" for each in (recruitment, participation, outbox, message))
    said = "ANALYZE" if database.dialect is Dialect.SQLITE else f"ANALYZE TABLE {tables}"
    async with database.transaction(writing=True) as bound:
        (await bound.connection.exec_driver_sql(said)).close()
