"""All or nothing, within its time, and once more when the database asks for it."""

import asyncio
import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.errors import DomainError, ErrorCode
from domain.model.people import MemberStatus
from domain.ports import DatabaseUnavailable, Timer, TimerKind, Transaction
from storage.transaction import SqlTransaction
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets


class DriverError(Exception):
    """What a driver raises for a deadlock."""


DEADLOCK = OperationalError("UPDATE", {}, DriverError(1213, "Deadlock found"))
FAULT = OperationalError("UPDATE", {}, DriverError(1064, "You have an error in your SQL syntax"))


async def nothing(seconds: float) -> None:
    assert seconds > 0


async def test_a_unit_that_fails_leaves_nothing(store: Store) -> None:
    unit_of_work = store.unit_of_work()

    async def failing(tx: Transaction) -> None:
        await tx.timers.set(Timer(TimerKind.CLOSE, UUID(int=1), NOON))
        raise DomainError(ErrorCode.NOT_FOUND)

    with pytest.raises(DomainError):
        await unit_of_work.write(failing)
    assert await unit_of_work.read(lambda tx: tx.timers.due(TimerKind.CLOSE, NOON, 5)) == []


async def test_a_refusal_is_not_tried_again(store: Store) -> None:
    runs = 0

    async def refusing(_tx: Transaction) -> None:
        nonlocal runs
        runs += 1
        raise DomainError(ErrorCode.NOT_FOUND)

    with pytest.raises(DomainError):
        await store.unit_of_work().write(refusing)
    assert runs == 1


async def test_a_unit_runs_again_from_the_start_when_it_met_another(store: Store) -> None:
    pauses: list[float] = []

    async def note(seconds: float) -> None:
        pauses.append(seconds)

    async def unit(tx: Transaction) -> bool:
        fresh = await tx.inbox.accept("Ev1")
        if len(pauses) < 3:
            raise DEADLOCK
        return fresh

    retried: list[str] = []
    database = store.open(on_retry=retried.append)
    assert await store.unit_of_work(database, pause=note).write(unit)
    assert 0 < pauses[0] < pauses[2] < 1
    assert retried == ["OperationalError"] * 3


async def test_a_fault_of_ours_is_not_tried_again(store: Store) -> None:
    async def unit(_tx: Transaction) -> None:
        raise FAULT

    with pytest.raises(OperationalError):
        await store.unit_of_work(pause=nothing).write(unit)


async def test_an_errors_text_holds_nothing_that_was_to_be_written(store: Store) -> None:
    insertion = text("INSERT INTO nowhere (word) VALUES (:word)")
    with pytest.raises(DBAPIError) as error:
        async with store.open().transaction(writing=True) as bound:
            await bound.connection.execute(insertion, {"word": "비밀 이야기"})
    assert "비밀" not in str(error.value)


async def test_trying_again_ends_when_the_budget_is_spent(store: Store) -> None:
    async def unit(_tx: Transaction) -> None:
        raise DEADLOCK

    with pytest.raises(DatabaseUnavailable):
        await store.unit_of_work(budget=timedelta(seconds=0.3)).write(unit)


async def test_a_unit_that_takes_too_long_is_cut_off_and_undone(store: Store) -> None:
    unit_of_work = store.unit_of_work(budget=timedelta(seconds=0.2))

    async def slow(tx: Transaction) -> None:
        await tx.inbox.accept("Ev1")
        await asyncio.Event().wait()

    with pytest.raises(DatabaseUnavailable):
        await unit_of_work.write(slow)
    assert await store.unit_of_work().write(lambda tx: tx.inbox.accept("Ev1"))


async def test_units_cancelled_anywhere_are_whole_or_nothing_and_can_be_run_again(store: Store) -> None:
    """A cancelled commit may have happened. What must not happen is half of it, or a pool that is used up."""
    unit_of_work = store.unit_of_work()
    chance = random.Random(42)  # noqa: S311 no secret
    keys = [str(number) for number in range(60)]

    async def once(tx: Transaction, key: str) -> None:
        if await tx.inbox.accept(key):
            await tx.timers.set(Timer(TimerKind.CLOSE, uuid4(), NOON))

    async def cut_off(key: str, steps: int) -> None:
        task = asyncio.create_task(unit_of_work.write(lambda tx: once(tx, key)))
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    for key in keys:
        await cut_off(key, chance.randrange(120))
    for key in keys:
        await unit_of_work.write(lambda tx, key=key: once(tx, key))  # type: ignore[misc]
    assert len(await unit_of_work.read(lambda tx: tx.timers.due(TimerKind.CLOSE, NOON, 100))) == len(keys)


@pytest.mark.mariadb
async def test_two_units_that_lock_each_other_out_both_get_through(mariadb_store: Store) -> None:
    people = await cadets(mariadb_store.open())
    one, two = people.ids[:2]
    both_began = asyncio.Barrier(2)
    runs: list[str] = []

    async def unit(tx: Transaction, name: str, *order: int) -> None:
        runs.append(name)
        await tx.members.set_status(people.ids[order[0]], MemberStatus.GONE)
        if runs.count(name) == 1:
            await both_began.wait()
        await tx.members.set_status(people.ids[order[1]], MemberStatus.GONE)

    instances = [mariadb_store.unit_of_work(), mariadb_store.unit_of_work()]
    await asyncio.gather(
        instances[0].write(lambda tx: unit(tx, "up", 0, 1)), instances[1].write(lambda tx: unit(tx, "down", 1, 0))
    )
    assert len(runs) > 2
    found = await instances[0].read(lambda tx: tx.members.of([one, two]))
    assert {each.status for each in found.values()} == {MemberStatus.GONE}


async def test_the_database_answers_a_ping(store: Store) -> None:
    await store.open().ping(timedelta(seconds=20))


async def test_a_hundred_writers_at_one_moment_wait_in_line(store: Store) -> None:
    """More than the pool has connections, and on SQLite more than one at a time."""
    unit_of_work = store.unit_of_work()
    people = await cadets(store.open(), 1)

    async def unit(tx: SqlTransaction) -> None:
        connection = tx.outbox._bound.connection
        credit = (await connection.execute(text("SELECT id FROM workspace FOR UPDATE" if mysql else READ))).scalar_one()
        assert credit == people.workspace_id
        await tx.inbox.accept(str(uuid4()))

    mysql = store.url.startswith("mysql")
    await asyncio.gather(*(unit_of_work.write(unit) for _ in range(100)))
    async with store.open().transaction(writing=False) as bound:
        assert (await bound.connection.execute(text("SELECT count(*) FROM inbox"))).scalar_one() == 100


READ = "SELECT id FROM workspace"
