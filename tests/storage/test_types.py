"""Moments keep their zone and their microseconds; text is compared byte by byte."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from domain.ports import Timer, TimerKind, Transaction
from tests.storage.conftest import Store

MOMENT = datetime(2026, 7, 1, 3, 0, tzinfo=UTC)


async def kept(store: Store, *moments: datetime) -> list[datetime]:
    async def unit(tx: Transaction) -> list[datetime]:
        for moment in moments:
            await tx.timers.set(Timer(TimerKind.CLOSE, uuid4(), moment))
        return [timer.due_at for timer in await tx.timers.due(TimerKind.CLOSE, MOMENT + timedelta(days=1), 10)]

    return await store.unit_of_work().write(unit)


async def test_a_moment_keeps_its_microseconds(store: Store) -> None:
    assert await kept(store, MOMENT + timedelta(microseconds=1)) == [MOMENT + timedelta(microseconds=1)]


async def test_a_moment_of_another_zone_comes_back_in_utc(store: Store) -> None:
    [moment] = await kept(store, MOMENT.astimezone(ZoneInfo("Asia/Seoul")))
    assert (moment, moment.tzinfo) == (MOMENT, UTC)


async def test_moments_are_ordered_as_stored_to_the_microsecond(store: Store) -> None:
    moments = [MOMENT + timedelta(microseconds=each) for each in (10, 0, 1_000_000, 9)]
    assert await kept(store, *moments) == sorted(moments)


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        await kept(store, MOMENT.replace(tzinfo=None))


async def test_keys_that_differ_by_case_differ(store: Store) -> None:
    async def unit(tx: Transaction) -> list[bool]:
        return [await tx.inbox.accept(key) for key in ("Ev0a", "Ev0A", "Ev0a")]

    assert await store.unit_of_work().write(unit) == [True, True, False]
