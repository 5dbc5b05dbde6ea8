"""A server that dies, stops answering or becomes read-only: bounded, told, and back to work afterwards."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.ports import DatabaseUnavailable, Transaction
from storage import schema
from storage.database import Database
from storage.transaction import SqlTransaction
from tests.mariadb import MariaDBServer, running_mariadb
from tests.storage.conftest import Store

pytestmark = pytest.mark.mariadb

SHORT = timedelta(seconds=0.4)
FAR_FROM_EVER = 15
"""Seconds: two short budgets, closing what does not answer, and a machine that has other things to do."""


@pytest.fixture(scope="module")
def own_server(mariadb: MariaDBServer) -> Iterator[MariaDBServer]:  # noqa: ARG001 without a server it says so
    """A server that may be mistreated."""
    with running_mariadb() as server:
        yield server


@pytest.fixture
async def own(own_server: MariaDBServer) -> AsyncIterator[Store]:
    url = own_server.create_database()
    schema.migrate(url)
    opened = Store(url)
    yield opened
    await opened.close()


def accept(key: str) -> Callable[[Transaction], Awaitable[bool]]:
    async def unit(tx: Transaction) -> bool:
        return await tx.inbox.accept(key)

    return unit


async def connection_number(database: Database) -> int:
    async with database.transaction(writing=False) as bound:
        return int((await bound.connection.execute(text("SELECT CONNECTION_ID()"))).scalar_one())


async def test_a_transaction_that_stands_still_lets_go_of_its_locks(own: Store) -> None:
    frozen = own.open(idle_limit=timedelta(seconds=1))

    async def stands_still_while_another_writes() -> None:
        async with frozen.transaction(writing=True) as bound:
            assert await SqlTransaction(bound).inbox.accept("Ev1")
            assert await own.unit_of_work().write(accept("Ev1"))

    with pytest.raises(DBAPIError):
        await stands_still_while_another_writes()
    assert not await own.unit_of_work().write(accept("Ev1"))


async def test_a_read_only_server_is_left_and_not_kept_in_the_pool(own: Store, own_server: MariaDBServer) -> None:
    database = own.open(pool_size=1)
    before = await connection_number(database)
    own_server.administer("SET GLOBAL read_only = 1")
    with pytest.raises(DatabaseUnavailable):
        await own.unit_of_work(database, budget=SHORT).write(accept("Ev1"))
    assert await connection_number(database) != before
    own_server.administer("SET GLOBAL read_only = 0")
    assert await own.unit_of_work(database).write(accept("Ev1"))


async def test_a_unit_waits_out_a_server_that_was_read_only_for_a_moment(own: Store, own_server: MariaDBServer) -> None:
    async def promoted(_seconds: float) -> None:
        own_server.administer("SET GLOBAL read_only = 0")

    own_server.administer("SET GLOBAL read_only = 1")
    assert await own.unit_of_work(pause=promoted).write(accept("Ev1"))


async def test_connections_that_were_killed_are_replaced(own: Store, own_server: MariaDBServer) -> None:
    database = own.open(pool_size=1)
    number = await connection_number(database)
    own_server.administer(f"KILL {number}")
    assert await own.unit_of_work(database).write(accept("Ev1"))


async def test_a_unit_whose_connection_is_killed_runs_again(own: Store, own_server: MariaDBServer) -> None:
    database, runs = own.open(pool_size=1), 0

    async def unit(tx: Transaction) -> bool:
        nonlocal runs
        runs += 1
        fresh = await tx.inbox.accept("Ev1")
        if runs == 1:
            own_server.administer(f"KILL {number}")
        await tx.inbox.accept("Ev2")
        return fresh

    number = await connection_number(database)
    assert await own.unit_of_work(database).write(unit)
    assert runs == 2


async def test_a_server_that_stopped_answering_costs_no_more_than_the_budget(
    own: Store, own_server: MariaDBServer
) -> None:
    database = own.open()
    await database.ping(timedelta(seconds=20))
    loop = asyncio.get_running_loop()
    own_server.freeze()
    try:
        began = loop.time()
        with pytest.raises(DatabaseUnavailable):
            await own.unit_of_work(database, budget=SHORT).write(accept("Ev1"))
        with pytest.raises(DatabaseUnavailable):
            await database.ping(SHORT)
        assert loop.time() - began < FAR_FROM_EVER
    finally:
        own_server.thaw()
    assert await own.unit_of_work(database).write(accept("Ev2"))


async def test_a_server_killed_in_the_middle_of_a_unit_is_waited_for(own: Store, own_server: MariaDBServer) -> None:
    runs = 0

    async def unit(tx: Transaction) -> bool:
        nonlocal runs
        runs += 1
        fresh = await tx.inbox.accept("Ev1")
        if runs == 1:
            own_server.kill()
        await tx.inbox.accept("Ev2")
        return fresh

    async def restarted(_seconds: float) -> None:
        own_server.start()

    assert await own.unit_of_work(pause=restarted).write(unit)
    assert runs == 2


async def test_nobody_waits_for_ever_where_there_is_no_server(own: Store, own_server: MariaDBServer) -> None:
    database = own.open()
    own_server.kill()
    try:
        with pytest.raises(DatabaseUnavailable):
            await own.unit_of_work(database, budget=SHORT).write(accept("Ev1"))
        with pytest.raises(DatabaseUnavailable):
            await database.ping()
    finally:
        own_server.start()
    assert await own.unit_of_work(database).write(accept("Ev1"))
