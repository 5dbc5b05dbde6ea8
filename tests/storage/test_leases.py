"""A lease that ran out, a try that may have reached Slack: who may go on, and what is to be looked for first."""

from datetime import timedelta

from domain.outbox import Delivery, DeliveryKind, PostedMessage
from domain.queue import GivenUp
from tests.storage.conftest import Store
from tests.storage.people import cadets
from tests.storage.test_outbox import MINUTE, enqueue, queue_on, row_of
from tests.storage.test_queue import wanted_cards


async def test_a_lease_that_ran_out_goes_to_the_next_and_the_late_one_is_fenced_off(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    late, quick = queue_on(store), queue_on(store)
    [old] = await late.claim(5, MINUTE)
    await late.attempting(old)
    assert await late.still_held(old)
    store.wait(MINUTE)
    assert not await late.still_held(old)
    [new] = await quick.claim(5, MINUTE)
    assert (new.fence, new.in_doubt, new.attempts, new.first_attempt_at) == (2, True, 2, old.first_attempt_at)
    await late.retry(old, "late", timedelta(0), unsent=True)
    await late.give_up(old, GivenUp.DEAD, "late")
    await late.note_conversation(old, "GLATE")
    assert not await late.done(old, PostedMessage(wanted.key, "CLATE", "9.9"))
    assert await quick.still_held(new)
    row = await row_of(store, wanted.key)
    assert (row["state"], row["error"], row["in_doubt"]) == ("CLAIMED", None, True)
    assert await quick.done(new, PostedMessage(wanted.key, "C1", "1.1"))
    await enqueue(store, wanted)
    [again] = await quick.claim(5, MINUTE)
    assert again.posted == PostedMessage(wanted.key, "C1", "1.1")


async def test_who_has_lost_the_lease_may_not_attempt_a_post_and_leaves_no_doubt(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    late, quick = queue_on(store), queue_on(store)
    [old] = await late.claim(5, MINUTE)
    assert [await late.attempting(old), await late.attempting(old)] == [True, True]
    await late.retry(old, "ratelimited", timedelta(0), unsent=True)
    [old] = await late.claim(5, MINUTE)
    store.wait(MINUTE)
    assert not await late.attempting(old)
    [new] = await quick.claim(5, MINUTE)
    assert not await late.attempting(old)
    assert not new.in_doubt
    assert not (await row_of(store, wanted.key))["in_doubt"]


async def test_a_lease_that_ran_out_before_any_post_leaves_no_doubt(store: Store) -> None:
    await wanted_cards(store, 1)
    queue = queue_on(store)
    await queue.claim(5, MINUTE)
    store.wait(MINUTE)
    [again] = await queue.claim(5, MINUTE)
    assert not again.in_doubt


async def test_a_target_whose_worker_died_is_free_again_when_the_lease_runs_out(store: Store) -> None:
    people = await cadets(store.open())
    member = people.ids[0]
    await enqueue(store, *(Delivery(f"n{n}", DeliveryKind.NOTICE, people.workspace_id, "r", member) for n in range(2)))
    queue = queue_on(store)
    [dead] = await queue.claim(5, MINUTE)
    assert await queue.claim(5, MINUTE) == []
    store.wait(MINUTE)
    [taken_over] = await queue.claim(5, MINUTE)
    assert taken_over.delivery == dead.delivery
    await queue.done(taken_over, None)
    assert len(await queue.claim(5, MINUTE)) == 1


async def test_a_retry_waits_its_time_and_remembers_its_doubt(store: Store) -> None:
    await wanted_cards(store, 1)
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    await queue.attempting(claim)
    await queue.retry(claim, "timeout", 30 * MINUTE, unsent=False)
    store.wait(20 * MINUTE)
    assert await queue.claim(5, MINUTE) == []
    store.wait(10 * MINUTE)
    [second] = await queue.claim(5, MINUTE)
    assert (second.attempts, second.in_doubt, second.first_attempt_at) == (2, True, claim.first_attempt_at)
    await queue.retry(second, "ratelimited", timedelta(0), unsent=True)
    [third] = await queue.claim(5, MINUTE)
    assert (third.attempts, third.in_doubt) == (3, False)


async def test_what_slack_refused_leaves_no_doubt_but_an_earlier_one(store: Store) -> None:
    first, second = await wanted_cards(store, 2)
    queue = queue_on(store)
    sure, unsure = await queue.claim(5, MINUTE)
    await queue.retry(unsure, "timeout", timedelta(0), unsent=False)
    [unsure] = await queue.claim(5, MINUTE)
    for claim in (sure, unsure):
        await queue.attempting(claim)
        await queue.give_up(claim, GivenUp.REFUSED, "is_archived")
    rows = [await row_of(store, key) for key in (first.key, second.key)]
    assert [(row["state"], row["error"], row["in_doubt"]) for row in rows] == [
        ("REFUSED", "is_archived", False),
        ("REFUSED", "is_archived", True),
    ]
