"""A database that dies, stands still, is read-only, or cuts connections in the middle of a commit."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator

import aiohttp
import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from domain.outbox import card_key
from playground.driver import Refused
from playground.model import Message
from storage.tables import member_identity, participation, recruitment
from storage.tables.recruiting import Participating
from tests.faults.conftest import ON_MARIADB, MakeScene, Scene
from tests.faults.crowd import unanswered
from tests.faults.fleet import Instance, until
from tests.mariadb import MariaDBServer, running_mariadb

pytestmark = [pytest.mark.whole, ON_MARIADB]

IMPATIENT = {"PARTNER_REQUEST_SECONDS": 1, "PARTNER_UNIT_SECONDS": 1}
IN_TIME = 10_000
"""Milliseconds: two impatient units of work, closing what does not answer, and a busy machine."""

LOCK_WAITS = "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"


@pytest.fixture(scope="module")
def server(mariadb: MariaDBServer) -> Iterator[MariaDBServer]:  # noqa: ARG001 without a server it says so
    """A server that may be mistreated, and forgets nothing when it is."""
    with running_mariadb(durable=True) as own:
        yield own


def killed(server: MariaDBServer) -> Callable[[], None]:
    server.kill()
    return server.start


def stopped(server: MariaDBServer) -> Callable[[], None]:
    server.freeze()
    return server.thaw


def read_only(server: MariaDBServer) -> Callable[[], None]:
    server.administer("SET GLOBAL read_only = 1")
    return lambda: server.administer("SET GLOBAL read_only = 0")


@pytest.mark.parametrize("failure", [killed, stopped, read_only])
async def test_a_database_that_fails_is_told_of_in_time_and_costs_nothing(
    make_scene: MakeScene, server: MariaDBServer, failure: Callable[[MariaDBServer], Callable[[], None]]
) -> None:
    async with make_scene(**IMPATIENT) as scene:
        rig, crowd = scene.rig, scene.crowd
        guests = rig.invite(12)
        await rig.web(2)
        await rig.workers(2)
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="9", options=[]))
        joins = [asyncio.create_task(answered(crowd.joins(guest, card))) for guest in guests[:6]]
        recover = await asyncio.to_thread(failure, server)
        try:
            told = await asyncio.gather(*joins, *(answered(crowd.joins(guest, card)) for guest in guests[6:]))
        finally:
            await asyncio.to_thread(recover)
        assert all(told)  # be it that it can't be had just now
        assert max(each["ms"] for each in await rig.slack.inspector() if each["kind"] == "action") < IN_TIME
        await asyncio.gather(*(gets_in(scene, guest, card) for guest in guests))
        await scene.settled()
        assert await scene.seats() == {Participating.SEATED: 9, Participating.WAITING: 4}
        assert len(rig.fleet.alive()) == 4


async def answered(click: Awaitable[None]) -> bool:
    """Whether the bot said anything, be it that it can't do it now."""
    try:
        await click
    except Refused as refused:
        if not unanswered(refused):
            raise
        return False
    return True


async def gets_in(scene: Scene, guest: str, card: Message) -> None:
    """Clicks until the guest is in, as somebody does who is told to try again."""

    async def is_in() -> bool:
        await answered(scene.crowd.joins(guest, card))
        return guest in await people_in(scene)

    await until(is_in, f"{guest} is in")


async def people_in(scene: Scene) -> list[str]:
    """Slack's ids of all who have a seat or wait for one."""
    who = select(member_identity.c.slack_id).join(
        participation, participation.c.member_id == member_identity.c.member_id
    )
    return [row.slack_id for row in await scene.books.rows(who)]


async def test_connections_cut_in_the_middle_of_whatever_they_do_leave_every_click_with_one_effect(
    scene: Scene, server: MariaDBServer
) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests = rig.invite(40)
    webs = await rig.web(2)
    await rig.workers(2)
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="20", options=[]))
    clicks = asyncio.gather(*(answered(crowd.joins(guest, card)) for guest in guests))
    while not clicks.done():
        await asyncio.to_thread(server.administer, "KILL USER partner")
    assert all(await clicks)
    await scene.settled()
    assert await scene.seats() == {Participating.SEATED: 20, Participating.WAITING: 21}
    assert [len(crowd.whispers(guest)) for guest in guests] == [1] * 40
    assert sum([await repeated_units(web) for web in webs]) > 0


async def test_a_click_that_is_the_victim_of_a_deadlock_is_tried_again(scene: Scene, server: MariaDBServer) -> None:
    rig, crowd = scene.rig, scene.crowd
    (web,) = await rig.web()
    await rig.workers()
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4", options=[]))
    await scene.settled()
    (row,) = await scene.books.rows(select(recruitment.c.id))
    engine = create_engine(rig.database_url.replace("aiomysql", "pymysql"), poolclass=NullPool)
    with engine.connect() as other:
        weigh_more(other)
        other.execute(text("SELECT 1 FROM outbox WHERE `key` = :key FOR UPDATE"), {"key": card_key(row.id)})
        click = asyncio.create_task(crowd.joins("U0SEOYEON", card))
        await until(lambda: bool(server.ask(LOCK_WAITS)), "the click waits for what the other has")
        locks = text("SELECT 1 FROM recruitment WHERE id = :id FOR UPDATE")
        await asyncio.to_thread(other.execute, locks, {"id": row.id.hex})
        other.rollback()
    await click
    await scene.settled()
    assert "U0SEOYEON" in await people_in(scene)
    assert len(crowd.whispers("U0SEOYEON")) == 1
    assert await repeated_units(web) > 0


def weigh_more(connection: Connection) -> None:
    """Of two who block each other, InnoDB lets the one go on that has changed more."""
    for number in range(50):
        connection.execute(text("INSERT INTO inbox VALUES (:key, UTC_TIMESTAMP(6))"), {"key": f"weight:{number}"})


async def repeated_units(instance: Instance) -> float:
    """How often a process has had to run something in the database again."""
    async with aiohttp.ClientSession() as session, session.get(f"{instance.url}/metrics") as response:
        lines = (await response.text()).splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith("partner42_database_retries_total"))
