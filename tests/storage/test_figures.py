"""What is said of how much waits, and that it costs the same however much has ended."""

import asyncio
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Executable, insert, text

from bot.figures import DatabaseFigures
from domain.outbox import DeliveryKind, Urgency
from domain.pool import PoolRef
from domain.ports import DatabaseUnavailable
from domain.queue import GivenUp
from domain.vocabulary import Category
from infra.metrics import Metrics
from storage import figures
from storage.database import Database
from storage.dialects import Dialect
from storage.figures import SqlFigures
from storage.tables import outbox
from storage.tables.delivery import DeliveryState
from tests.deploy.test_watching import alerts
from tests.fakes import Clock
from tests.mariadb import MariaDBServer
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets
from tests.storage.pool_people import instance
from tests.storage.test_outbox import MINUTE, card, enqueue, queue_on

ENDED = 2000
CONDITION = re.compile(r"max by \(category\) \((\w+)\) > (\d+)")


def read_on(database: Database) -> SqlFigures:
    return SqlFigures(database, budget=timedelta(seconds=20))


async def test_what_waits_is_counted_by_urgency_and_state_and_the_oldest_has_its_age(store: Store) -> None:
    people = await cadets(store.open())
    waiting = [card(people.workspace_id, f"r{number}") for number in range(3)]
    await enqueue(store, *waiting)
    store.wait(10 * MINUTE)
    await enqueue(store, card(people.workspace_id, "group", urgency=Urgency.GROUP))
    await enqueue(store, card(people.workspace_id, "dead", urgency=Urgency.ANSWER))
    queue = queue_on(store)
    [dead, group] = await queue.claim(2, MINUTE)
    await queue.give_up(dead, GivenUp.DEAD, "timed_out")
    [late] = await queue.claim(1, MINUTE)
    await queue.retry(late, "timed_out", 10 * MINUTE, unsent=True)

    found = await read_on(store.open()).read()

    assert group.delivery.urgency is Urgency.GROUP
    by = {(each.urgency, each.state): each for each in found.backlog}
    assert {key: each.count for key, each in by.items()} == {
        (Urgency.GROUP, DeliveryState.CLAIMED): 1,
        (Urgency.REFRESH, DeliveryState.PENDING): 3,
    }
    assert by[Urgency.REFRESH, DeliveryState.PENDING].oldest // MINUTE == 10
    assert by[Urgency.GROUP, DeliveryState.CLAIMED].oldest == timedelta(0)
    assert found.dead == 1


async def test_pools_are_shown_with_who_waits_and_since_when_they_are_due(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    meals = PoolRef(team, Category.MEAL)
    await store.unit_of_work().write(lambda tx: tx.pools.touch(meals, NOON))

    [pool] = (await read_on(store.open()).read()).pools

    assert (pool.category, pool.waiting, pool.due_at) == (Category.MEAL, 0, NOON)


async def test_people_who_come_to_a_pool_that_nobody_sweeps_any_more_raise_the_alarm(store: Store) -> None:
    bot = instance(store.unit_of_work(), await cadets(store.open()))
    gone = await bot.apply(0)
    await bot.waiting.cancel(bot.wish(0), gone.id)
    await bot.sweeping.sweep_due()
    assert not await pool_stalled(store, NOON + 10 * MINUTE)
    await bot.apply(1)
    assert await pool_stalled(store, NOON + 10 * MINUTE)


async def pool_stalled(store: Store, at: datetime) -> bool:
    """Whether the alert's condition holds at a moment for the meals."""
    metrics = Metrics()
    await DatabaseFigures(read_on(store.open()), metrics, Clock(at)).refresh()
    shown = {
        sample.name: sample.value
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
        if sample.labels == {"category": Category.MEAL}
    }
    [rule] = [rule["expr"] for rule in alerts() if rule["alert"] == "Partner42PoolStalled"]
    conditions = [CONDITION.fullmatch(each) for each in rule.split(" and ")]
    return all(each is not None and shown[each[1]] > float(each[2]) for each in conditions)


async def test_a_database_without_tables_is_not_there_yet(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/empty.db")
    with pytest.raises(DatabaseUnavailable):
        await read_on(database).read()
    await database.dispose()


@pytest.mark.mariadb
async def test_a_server_that_stands_still_keeps_nobody_waiting(mariadb_store: Store, mariadb: MariaDBServer) -> None:
    read = SqlFigures(mariadb_store.open(), budget=timedelta(seconds=0.5))
    await read.read()
    mariadb.freeze()
    try:
        async with asyncio.timeout(10):
            with pytest.raises(DatabaseUnavailable):
                await read.read()
    finally:
        mariadb.thaw()


async def test_what_has_ended_is_not_looked_at(store: Store) -> None:
    database = store.open()
    await _ended(database, (await cadets(database)).workspace_id)

    for statement, index in (
        (figures.BACKLOG, "ix_outbox"),
        (figures.DEAD, "ix_outbox"),
        (figures.POOLS, "ix_application"),
    ):
        plan = await _plan(database, statement)
        assert index in plan, plan


async def _ended(database: Database, team: int) -> None:
    row: dict[str, Any] = {
        "kind": DeliveryKind.CARD,
        "workspace_id": team,
        "subject": "",
        "params": {},
        "urgency": Urgency.REFRESH,
        "state": DeliveryState.DONE,
        "generation": 1,
        "fence": 1,
        "attempts": 0,
        "in_doubt": False,
        "created_at": datetime.now(UTC),
    }
    rows = [{**row, "key": f"old:{number}", "target": f"old:{number}"} for number in range(ENDED)]
    async with database.transaction(writing=True) as bound:
        await bound.connection.execute(insert(outbox), rows)
    if database.dialect is Dialect.MYSQL:
        async with database.transaction(writing=True) as bound:
            await bound.connection.execute(text("ANALYZE TABLE outbox"))


async def _plan(database: Database, statement: Executable) -> str:
    """How the database goes about it."""
    explain = "EXPLAIN QUERY PLAN " if database.dialect is Dialect.SQLITE else "EXPLAIN "
    compiled = statement.compile(database.engine.sync_engine)  # type: ignore[attr-defined] # every select has it
    values = {"ever": figures._EVER, "now": 0}
    async with database.transaction(writing=False) as bound:
        parameters = compiled.construct_params(values)
        raw = tuple(_plain(parameters[name], bound.dialect) for name in compiled.positiontup)
        rows = await bound.connection.exec_driver_sql(explain + str(compiled), raw)
        return str([tuple(row) for row in rows])


def _plain(value: object, dialect: Dialect) -> object:
    if isinstance(value, datetime):
        naive = value.replace(tzinfo=None)
        return f"{naive}.000000" if dialect is Dialect.SQLITE else naive
    return value
