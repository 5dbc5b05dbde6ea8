"""Statements are what a request costs, so they are counted."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from domain.model.people import Actor
from domain.ports import Listing
from domain.use_cases.reading import Reading
from domain.use_cases.recruiting import Recruiting
from domain.use_cases.wishes import Wish
from infra.ids import RandomIds
from storage.database import Database
from storage.directory import SqlDirectory
from storage.queue import SqlDeliveryQueue
from storage.unit_of_work import SqlUnitOfWork
from tests.fakes import Clock
from tests.storage.conftest import Store
from tests.storage.people import LUNCH, NOON, cadets, lunch, posted
from tests.storage.test_outbox import MINUTE, card, enqueue


@contextlib.contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile, beside BEGIN and COMMIT."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_a_join_is_four_statements_however_soon_it_meets(store: Store) -> None:
    database = store.open()
    people = await cadets(database)
    uow = SqlUnitOfWork(database, budget=timedelta(seconds=20))
    wanted = lunch(people, details=replace(LUNCH, capacity=4))
    await posted(uow, wanted)
    recruiting = Recruiting(uow, Clock(NOON), RandomIds())
    workspace = await uow.read(lambda tx: tx.workspaces.get(people.workspace_id))
    guest = Actor(workspace, people.member(1))
    with counted(database) as sent:
        change = await recruiting.join(Wish(guest, "in", "https://answer.example/"), wanted.id)
    assert change.after.has(guest.member.id)
    assert [statement.split()[0] for statement in sent] == ["INSERT", "SELECT", "INSERT", "INSERT"]
    with counted(database) as sent:
        change = await recruiting.leave(Wish(guest, "out", "https://answer.example/"), wanted.id)
    assert not change.after.has(guest.member.id)
    assert len(sent) == 6, "a seat has fallen free: the random pool hears of it too"


async def test_a_page_of_the_list_is_five_statements_whoever_is_blocked(store: Store) -> None:
    database = store.open()
    unit_of_work = SqlUnitOfWork(database, budget=timedelta(seconds=20))
    people = await cadets(database)
    await posted(unit_of_work, *(lunch(people, author) for author in range(4)))
    await unit_of_work.write(lambda tx: tx.blocks.replace(people.ids[0], people.ids[2:], NOON))
    workspace = await unit_of_work.read(lambda tx: tx.workspaces.get(people.workspace_id))
    reading = Reading(unit_of_work, Clock(NOON))
    with counted(database) as sent:
        page = await reading.page(Actor(workspace, people.member(0)), Listing())
    assert (page.total, len(page.items), len(sent)) == (2, 2, 5)


async def test_who_is_known_is_looked_up_once_and_then_remembered(store: Store) -> None:
    database = store.open()
    await cadets(database)
    directory = SqlDirectory(SqlUnitOfWork(database, budget=timedelta(seconds=20)))
    with counted(database) as sent:
        await directory.actor("T042", "U1")
        assert len(sent) == 2
        await directory.actor("T042", "U1")
        await directory.workspace("T042")
        assert len(sent) == 2
        await directory.actor("T042", "U2")
        assert len(sent) == 3


async def test_a_delivery_is_three_statements_to_claim_and_a_poll_in_vain_one(store: Store) -> None:
    database = store.open()
    people = await cadets(database)
    queue = SqlDeliveryQueue(database, budget=timedelta(seconds=20))
    with counted(database) as sent:
        assert await queue.claim(10, MINUTE) == []
        assert len(sent) == 1
    await enqueue(store, *(card(people.workspace_id, f"r{number}") for number in range(10)))
    with counted(database) as sent:
        assert len(await queue.claim(10, MINUTE)) == 10
        assert len(sent) == 3


async def test_a_slot_is_two_statements_once_the_method_is_known(store: Store) -> None:
    database = store.open()
    people = await cadets(database)
    queue = SqlDeliveryQueue(database, budget=timedelta(seconds=20))
    await queue.reserve(people.workspace_id, "chat.update", "", MINUTE)
    with counted(database) as sent:
        await queue.reserve(people.workspace_id, "chat.update", "", MINUTE)
        assert len(sent) == 2
