"""Asking for a delivery again makes one delivery of it, whatever state it is in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from domain.model.ids import WorkspaceId
from domain.outbox import Delivery, DeliveryKind, PostedMessage, Urgency
from domain.ports import Transaction
from domain.queue import GivenUp
from storage.queue import SqlDeliveryQueue
from storage.tables import outbox
from storage.transaction import SqlTransaction
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets

MINUTE = timedelta(minutes=1)


def card(workspace_id: WorkspaceId, subject: str = "r1", **changes: Any) -> Delivery:
    return replace(
        Delivery(f"recruitment:{subject}:card", DeliveryKind.CARD, workspace_id, subject, urgency=Urgency.REFRESH),
        **changes,
    )


async def enqueue(store: Store, *deliveries: Delivery) -> None:
    async def unit(tx: Transaction) -> None:
        await tx.outbox.enqueue(*deliveries)

    await store.unit_of_work().write(unit)


async def row_of(store: Store, key: str) -> Mapping[str, Any]:
    async with store.open().transaction(writing=False) as bound:
        found = await bound.connection.execute(select(outbox).where(outbox.c.key == key))
        return dict(found.mappings().one())


async def states(store: Store) -> Mapping[str, int]:
    """How many deliveries are in each state, whatever version it is of."""
    async with store.open().transaction(writing=False) as bound:
        return Counter((await bound.connection.execute(text("SELECT state FROM outbox"))).scalars())


def queue_on(store: Store) -> SqlDeliveryQueue:
    return SqlDeliveryQueue(store.open(), budget=timedelta(seconds=20))


@pytest.fixture
async def wanted(store: Store) -> Delivery:
    people = await cadets(store.open())
    return card(people.workspace_id)


async def test_a_delivery_comes_to_the_worker_as_it_was_asked_for(store: Store) -> None:
    people = await cadets(store.open())
    asked = Delivery(
        key="notice", kind=DeliveryKind.NOTICE, workspace_id=people.workspace_id, subject="r1", member=people.ids[0],
        params={"before": "7/3 목 12:30", "n": 1}, urgency=Urgency.SEAT, expires_at=NOON,
    )  # fmt: skip
    await enqueue(store, asked)
    [claim] = await queue_on(store).claim(5, MINUTE)
    assert claim.delivery == asked
    assert (claim.attempts, claim.generation, claim.in_doubt, claim.posted) == (1, 1, False, None)


async def test_refreshes_of_one_message_are_one_delivery(store: Store, wanted: Delivery) -> None:
    await enqueue(store, wanted, wanted)
    await enqueue(store, replace(wanted, params={"last": True}))
    [claim] = await queue_on(store).claim(5, MINUTE)
    assert (claim.generation, claim.delivery.params) == (2, {"last": True})


async def test_the_more_urgent_wish_holds_while_it_waits(store: Store, wanted: Delivery) -> None:
    await enqueue(store, replace(wanted, urgency=Urgency.ANSWER))
    await enqueue(store, replace(wanted, urgency=Urgency.BACKGROUND))
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    assert claim.delivery.urgency is Urgency.ANSWER
    await queue.done(claim, None)
    await enqueue(store, replace(wanted, urgency=Urgency.BACKGROUND))
    [claim] = await queue.claim(5, MINUTE)
    assert claim.delivery.urgency is Urgency.BACKGROUND


@pytest.mark.parametrize("end", [None, *GivenUp])
async def test_a_delivery_that_has_ended_is_pending_again_when_it_is_asked_for(
    store: Store, wanted: Delivery, end: GivenUp | None
) -> None:
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await (queue.done(claim, None) if end is None else queue.give_up(claim, end, "is_archived"))
    assert await queue.claim(5, MINUTE) == []
    await enqueue(store, wanted)
    [again] = await queue.claim(5, MINUTE)
    assert (again.generation, again.attempts, again.fence) == (2, 1, 2)


async def test_one_that_is_claimed_stays_claimed_and_counts_on(store: Store, wanted: Delivery) -> None:
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await enqueue(store, wanted)
    assert await queue.claim(5, MINUTE) == []
    row = await row_of(store, wanted.key)
    assert (row["state"], row["generation"], row["attempts"]) == ("CLAIMED", 2, 1)
    assert row["claimable_at"] == claim.lease_until


async def test_one_that_waits_for_its_next_try_is_tried_now(store: Store, wanted: Delivery) -> None:
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await queue.retry(claim, "internal", timedelta(hours=1), unsent=True)
    assert await queue.claim(5, MINUTE) == []
    await enqueue(store, wanted)
    [again] = await queue.claim(5, MINUTE)
    assert (again.attempts, again.in_doubt) == (1, False)


async def test_one_that_may_have_been_posted_goes_on_settling_and_is_looked_for_from_the_first_try(
    store: Store, wanted: Delivery
) -> None:
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await queue.retry(claim, "timeout", timedelta(seconds=10), unsent=False)
    await enqueue(store, wanted)
    assert await queue.claim(5, MINUTE) == []
    store.wait(timedelta(seconds=11))
    [again] = await queue.claim(5, MINUTE)
    assert (again.in_doubt, again.first_attempt_at) == (True, claim.first_attempt_at)


async def test_a_dead_one_that_may_have_been_posted_is_still_in_doubt_when_it_is_asked_for_again(
    store: Store, wanted: Delivery
) -> None:
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await queue.attempting(claim)
    await queue.give_up(claim, GivenUp.DEAD, "timeout")
    await enqueue(store, wanted)
    [again] = await queue.claim(5, MINUTE)
    assert (again.in_doubt, again.first_attempt_at, again.attempts) == (True, claim.first_attempt_at, 1)


async def test_only_what_was_posted_is_known_to_be_somewhere(store: Store, wanted: Delivery) -> None:
    queue, other = queue_on(store), card(wanted.workspace_id, "r2")
    await enqueue(store, wanted, other)
    first, second = await queue.claim(5, MINUTE)
    posted = PostedMessage(first.delivery.key, "C1", "1719800000.000100")
    await queue.done(first, posted)
    await queue.note_conversation(second, "G1")

    async def unit(tx: Transaction) -> Mapping[str, PostedMessage]:
        assert await tx.outbox.posted() == {}
        return await tx.outbox.posted(wanted.key, other.key, "nothing")

    assert await store.unit_of_work().read(unit) == {wanted.key: posted}


async def test_the_workers_are_woken_by_a_commit_that_left_something_and_by_no_other(
    store: Store, wanted: Delivery
) -> None:
    woken: list[str] = []
    unit_of_work = store.unit_of_work(on_commit=lambda: woken.append("woken"))

    async def unit(tx: Transaction, *deliveries: Delivery) -> None:
        await tx.inbox.accept(str(len(deliveries)))
        await tx.outbox.enqueue(*deliveries)
        assert woken == []

    async def failing(tx: Transaction) -> None:
        await unit(tx, wanted)
        raise RuntimeError

    await unit_of_work.write(unit)
    with pytest.raises(RuntimeError):
        await unit_of_work.write(failing)
    assert woken == []
    await unit_of_work.write(lambda tx: unit(tx, wanted))
    assert woken == ["woken"]


@pytest.mark.mariadb
async def test_many_deliveries_are_one_statement_to_the_server(mariadb_store: Store) -> None:
    people = await cadets(mariadb_store.open())
    many = [card(people.workspace_id, f"r{number}") for number in range(5)]

    async def inserts(tx: SqlTransaction) -> int:
        status = text("SHOW SESSION STATUS LIKE 'Com_insert'")
        return int((await tx.outbox._bound.connection.execute(status)).one()[1])

    async def unit(tx: SqlTransaction) -> int:
        before = await inserts(tx)
        await tx.outbox.enqueue(*many)
        await tx.outbox.flush()
        return await inserts(tx) - before

    unit_of_work = mariadb_store.unit_of_work()
    assert [await unit_of_work.write(unit), await unit_of_work.write(unit)] == [1, 1]


async def test_deaths_are_counted_in_their_span_until_they_are_asked_for_again(store: Store) -> None:
    people = await cadets(store.open())
    cards = [card(people.workspace_id, f"r{number}") for number in range(3)]
    for_admins = Delivery("alert:x", DeliveryKind.NOTICE, people.workspace_id, member=people.ids[0])
    await enqueue(store, *cards, for_admins)
    queue = queue_on(store)
    for claim in await queue.claim(5, MINUTE):
        end = GivenUp.REFUSED if claim.delivery.key == cards[0].key else GivenUp.DEAD
        await queue.give_up(claim, end, "timed_out")
    now = datetime.now(UTC)
    span = (now - 10 * MINUTE, now + 10 * MINUTE)

    async def deaths(since: datetime, until: datetime) -> list[tuple[int, int]]:
        found = await store.unit_of_work().read(lambda tx: tx.outbox.deaths(since, until))
        return [(each.workspace_id, each.count) for each in found]

    assert await deaths(*span) == [(people.workspace_id, 2)]
    assert await deaths(span[0] - 10 * MINUTE, span[0]) == []
    await enqueue(store, cards[1])
    assert await deaths(*span) == [(people.workspace_id, 1)]
