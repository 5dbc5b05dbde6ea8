"""What is SQLite's own: one writer at a time, and readers who wait for none."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.ports import DatabaseUnavailable, Transaction
from storage.transaction import SqlTransaction
from tests.storage.conftest import Store

READ = text("SELECT 1")
"""A transaction begins with its first statement, and a writing one has the file to itself from then on."""


@pytest.fixture
async def lite(sqlite_url: str) -> AsyncIterator[Store]:
    opened = Store(sqlite_url)
    yield opened
    await opened.close()


async def accept(tx: Transaction) -> bool:
    return await tx.inbox.accept("Ev1")


async def test_readers_do_not_wait_for_a_writer_and_see_what_was_before(lite: Store) -> None:
    reading = lite.unit_of_work(budget=timedelta(seconds=5))
    async with lite.open().transaction(writing=True) as writer:
        await writer.connection.execute(text("INSERT INTO inbox VALUES ('Ev0', '2026-07-01 00:00:00.000000')"))

        async def count(tx: SqlTransaction) -> int:
            found = await tx.outbox._bound.connection.execute(text("SELECT count(*) FROM inbox"))
            return int(found.scalar_one())

        assert await reading.read(count) == 0
    assert await reading.read(count) == 1


async def test_a_writer_gives_up_on_another_process_when_its_budget_is_spent(lite: Store) -> None:
    writing = lite.open(busy_timeout=timedelta(milliseconds=50))
    async with lite.open().transaction(writing=True) as other:
        await other.connection.execute(READ)
        with pytest.raises(DatabaseUnavailable):
            await lite.unit_of_work(writing, budget=timedelta(seconds=0.3)).write(accept)
    assert await lite.unit_of_work(writing).write(accept)


async def test_a_writer_gets_through_when_the_other_process_is_done(lite: Store) -> None:
    busy = lite.open()
    began, may_end = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with busy.transaction(writing=True) as other:
            await other.connection.execute(READ)
            began.set()
            await may_end.wait()

    async def let_go(_seconds: float) -> None:
        may_end.set()
        await holding

    holding = asyncio.create_task(hold())
    await began.wait()
    writing = lite.open(busy_timeout=timedelta(milliseconds=10))
    assert await lite.unit_of_work(writing, pause=let_go).write(accept)


async def test_what_refers_to_nothing_is_refused(lite: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        async with lite.open().transaction(writing=True) as bound:
            await bound.connection.execute(text("INSERT INTO block VALUES (1, 2, '2026-07-01 00:00:00.000000')"))


async def test_writers_of_one_process_queue_up_instead_of_finding_the_file_locked(lite: Store) -> None:
    async def locked(_seconds: float) -> None:
        pytest.fail("a writer found the file locked")

    async def unit(tx: Transaction, key: str) -> bool:
        fresh = await tx.inbox.accept(key)
        await asyncio.sleep(0)
        return fresh

    unit_of_work = lite.unit_of_work(lite.open(busy_timeout=timedelta()), pause=locked)
    keys = [str(number) for number in range(30)]
    assert all(await asyncio.gather(*(unit_of_work.write(lambda tx, key=key: unit(tx, key)) for key in keys)))  # type: ignore[misc]
