"""Whoever delivers does it alone, and nothing that happens meanwhile is lost."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from domain.outbox import Delivery, DeliveryKind, PostedMessage, Urgency
from domain.queue import IN_HAND_A_LANE, GivenUp
from storage.tables.delivery import DeliveryState
from tests.storage.conftest import Store
from tests.storage.people import NOON, cadets
from tests.storage.test_outbox import MINUTE, card, enqueue, queue_on, row_of, states


async def wanted_cards(store: Store, count: int) -> list[Delivery]:
    people = await cadets(store.open())
    cards = [card(people.workspace_id, f"r{number:03}") for number in range(count)]
    await enqueue(store, *cards)
    return cards


async def test_urgent_ones_come_first_and_older_ones_before_younger(store: Store) -> None:
    people = await cadets(store.open())
    asked = [(Urgency.REFRESH, "a"), (Urgency.ANSWER, "b"), (Urgency.REFRESH, "c"), (Urgency.GROUP, "d")]
    for urgency, subject in asked:
        await enqueue(store, card(people.workspace_id, subject, urgency=urgency))
    queue = queue_on(store)
    claims = [*await queue.claim(3, MINUTE), *await queue.claim(3, MINUTE)]
    assert [claim.delivery.subject for claim in claims] == ["b", "d", "a", "c"]


async def test_workers_that_claim_at_one_moment_share_the_deliveries(store: Store) -> None:
    cards = await wanted_cards(store, 40)
    workers = [queue_on(store) for _ in range(4)]
    claimed: list[str] = []
    while batches := [batch for batch in await asyncio.gather(*(w.claim(3, MINUTE) for w in workers)) if batch]:
        claimed += [claim.delivery.key for batch in batches for claim in batch]
    assert sorted(claimed) == [card.key for card in cards]


async def test_one_call_is_in_flight_a_target(store: Store) -> None:
    people = await cadets(store.open())
    to_first, to_second = (
        [
            Delivery(f"notice:{member}:{n}", DeliveryKind.NOTICE, people.workspace_id, "r", member) for n in range(3)
        ]
        for member in people.ids[:2]
    )  # fmt: skip
    await enqueue(store, *to_first, *to_second)
    one, two = queue_on(store), queue_on(store)
    first, second = await one.claim(10, MINUTE)
    assert {first.delivery.member, second.delivery.member} == set(people.ids[:2])
    assert await two.claim(10, MINUTE) == []
    await one.done(first, None)
    [third] = await two.claim(10, MINUTE)
    assert third.delivery.member == first.delivery.member


async def test_workers_that_claim_at_one_moment_keep_to_one_a_target(store: Store) -> None:
    people = await cadets(store.open())
    member = people.ids[0]
    notices = [Delivery(f"n{n}", DeliveryKind.NOTICE, people.workspace_id, "r", member) for n in range(12)]
    await enqueue(store, *notices)
    workers = [queue_on(store) for _ in range(4)]
    for _ in notices:
        [claim] = [claim for batch in await asyncio.gather(*(w.claim(1, MINUTE) for w in workers)) for claim in batch]
        assert await workers[0].done(claim, None)
    assert await states(store) == {"DONE": 12}


async def test_what_is_delivered_is_done_and_its_message_known_to_the_next_claim(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    posted = PostedMessage(wanted.key, "C1", "1.1")
    assert await queue.done(claim, posted)
    assert await queue.claim(5, MINUTE) == []
    await enqueue(store, wanted)
    [again] = await queue.claim(5, MINUTE)
    assert again.posted == posted


async def test_a_change_committed_during_its_delivery_is_delivered_afterwards(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    await enqueue(store, wanted)
    assert await queue.done(claim, PostedMessage(wanted.key, "C1", "1.1"))
    assert await states(store) == {"PENDING": 1}
    [again] = await queue.claim(5, MINUTE)
    assert (again.generation, again.attempts, again.in_doubt) == (2, 1, False)
    assert again.posted == PostedMessage(wanted.key, "C1", "1.1")


async def test_what_somebody_wrote_is_kept_no_longer_than_it_takes_to_deliver_it(store: Store) -> None:
    [plain] = await wanted_cards(store, 1)
    wanted = replace(plain, params={"said": "비밀 이야기"})
    queue = queue_on(store)
    await enqueue(store, wanted)
    [claim] = await queue.claim(5, MINUTE)
    await enqueue(store, wanted)
    await queue.done(claim, None)
    [again] = await queue.claim(5, MINUTE)
    assert again.delivery.params == wanted.params
    await queue.done(again, None)
    assert (await row_of(store, wanted.key))["params"] == {}


async def test_what_somebody_wrote_is_not_kept_when_slack_refuses_it(store: Store) -> None:
    [plain] = await wanted_cards(store, 1)
    queue = queue_on(store)
    await enqueue(store, replace(plain, params={"said": "비밀 이야기"}))
    [claim] = await queue.claim(5, MINUTE)
    await queue.give_up(claim, GivenUp.REFUSED, "is_archived")
    assert (await row_of(store, plain.key))["params"] == {}


async def test_what_is_given_up_while_it_is_asked_for_again_is_tried_again(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    await enqueue(store, wanted)
    await queue.give_up(claim, GivenUp.OBSOLETE, "obsolete")
    [again] = await queue.claim(5, MINUTE)
    assert again.generation == 2


async def test_a_conversation_is_remembered_before_anything_is_posted_in_it(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    [claim] = await queue.claim(5, MINUTE)
    await queue.note_conversation(claim, "G1")
    await queue.retry(claim, "down", timedelta(0), unsent=True)
    [again] = await queue.claim(5, MINUTE)
    assert again.posted == PostedMessage(wanted.key, "G1", None)


async def test_a_worker_that_finds_its_candidates_taken_goes_on_to_the_next(store: Store) -> None:
    cards = await wanted_cards(store, 6)
    slow, quick = queue_on(store), queue_on(store)
    seen = await slow._candidates(10)
    taken = [claim.delivery.key for claim in await quick.claim(2, MINUTE)]
    left = [claim.delivery.key for claim in await slow._take_what_is_free(seen, MINUTE)]
    assert sorted(taken + left) == [card.key for card in cards]


async def test_a_worker_that_finds_a_sibling_in_flight_takes_the_others(store: Store) -> None:
    people = await cadets(store.open())
    slow, quick = queue_on(store), queue_on(store)
    member = people.ids[0]
    await enqueue(
        store, Delivery("old", DeliveryKind.NOTICE, people.workspace_id, "r", member), card(people.workspace_id)
    )
    seen = await slow._candidates(10)
    await enqueue(store, Delivery("new", DeliveryKind.NOTICE, people.workspace_id, "r", member, urgency=Urgency.ANSWER))
    [urgent] = await quick.claim(1, MINUTE)
    assert urgent.delivery.key == "new"
    assert [claim.delivery.kind for claim in await slow._take_what_is_free(seen, MINUTE)] == [DeliveryKind.CARD]


async def test_what_waits_for_a_target_in_flight_stands_in_nobodys_way(store: Store) -> None:
    people = await cadets(store.open())
    member, queue = people.ids[0], queue_on(store)
    urgent = [Delivery(f"n{n}", DeliveryKind.NOTICE, people.workspace_id, "r", member) for n in range(30)]
    await enqueue(store, *urgent, card(people.workspace_id))
    assert (await queue.claim(1, MINUTE))[0].delivery.kind is DeliveryKind.NOTICE
    assert (await queue.claim(1, MINUTE))[0].delivery.kind is DeliveryKind.CARD


async def test_groups_come_in_the_order_of_their_meetings(store: Store) -> None:
    people = await cadets(store.open())
    for minutes in (30, 10, 20):
        meets_at = NOON + minutes * MINUTE
        await enqueue(store, card(people.workspace_id, f"in {minutes}", urgency=Urgency.GROUP, meets_at=meets_at))
    claims = await queue_on(store).claim(5, MINUTE)
    assert [claim.delivery.subject for claim in claims] == ["in 10", "in 20", "in 30"]
    assert claims[0].delivery.meets_at == NOON + 10 * MINUTE


async def test_what_was_put_back_for_its_turn_was_not_tried_and_waits_for_its_lane(store: Store) -> None:
    await wanted_cards(store, 5)
    queue = queue_on(store)
    for claim in await queue.claim(5, MINUTE):
        await queue.put_back(claim, "chat.update", timedelta(0), unsent=True)
    assert await queue.claim(5, MINUTE, full={"chat.update"}) == []
    claims = await queue.claim(5, MINUTE, full={"views.publish"})
    assert [(claim.lane, claim.attempts) for claim in claims] == [("chat.update", 1)] * IN_HAND_A_LANE
    assert all(claim.first_attempt_at == claims[0].first_attempt_at for claim in claims)


async def test_what_may_have_been_posted_before_it_was_put_back_is_looked_for_from_its_first_try(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    [first] = await queue.claim(5, MINUTE)
    store.wait(MINUTE)
    await queue.put_back(first, "chat.update", timedelta(0), unsent=False)
    store.wait(MINUTE)
    [second] = await queue.claim(5, MINUTE)
    assert (second.in_doubt, second.first_attempt_at) == (True, first.first_attempt_at)
    await queue.done(second, None)
    assert (await row_of(store, wanted.key))["lane"] is None


async def test_how_long_a_delivery_was_wanted_in_vain_is_known_where_somebody_waits(store: Store) -> None:
    [wanted] = await wanted_cards(store, 1)
    queue = queue_on(store)
    store.wait(10 * MINUTE)
    [late] = await queue.claim(5, MINUTE)
    await enqueue(store, wanted)
    await queue.done(late, None)
    store.wait(5 * MINUTE)
    [changed_meanwhile] = await queue.claim(5, MINUTE)
    await queue.done(changed_meanwhile, None)
    await enqueue(store, replace(wanted, urgency=Urgency.BACKGROUND))
    store.wait(10 * MINUTE)
    await enqueue(store, wanted)
    [hurried] = await queue.claim(5, MINUTE)
    await queue.done(hurried, None)
    await enqueue(store, replace(wanted, urgency=Urgency.BACKGROUND))
    store.wait(10 * MINUTE)
    [unhurried] = await queue.claim(5, MINUTE)
    waited = [claim.delivery.waited // MINUTE for claim in (late, changed_meanwhile, hurried, unhurried)]
    assert waited == [10, 5, 0, 0]


async def test_what_was_given_up_can_be_sent_after_all_with_what_it_was_to_say(store: Store) -> None:
    people = await cadets(store.open())
    said = {"notice": "cancelled"}
    doubtful = Delivery("notice", DeliveryKind.NOTICE, people.workspace_id, "r", people.ids[0], params=said)
    certain = card(people.workspace_id)
    answer = Delivery("answer", DeliveryKind.ANSWER, people.workspace_id, "r", people.ids[1], {"url": "https://x"})
    reply = Delivery("reply", DeliveryKind.REPLY, people.workspace_id, "", people.ids[2], {"said": "밥"})
    await enqueue(store, doubtful, certain, answer, reply)
    queue = queue_on(store)
    claims = {claim.delivery.key: claim for claim in await queue.claim(5, MINUTE)}
    await queue.attempting(claims[doubtful.key])
    for claim in claims.values():
        await queue.give_up(claim, GivenUp.DEAD, "timed_out")
    for fleeting in (answer, reply):
        row = await row_of(store, fleeting.key)
        assert (row["state"], row["params"], row["died_at"]) == (DeliveryState.DEAD, {}, None)
    store.wait(10 * MINUTE)

    assert await queue.revive() == 2
    assert await queue.revive() == 0
    again = {claim.delivery.key: claim for claim in await queue.claim(5, MINUTE)}
    assert again[doubtful.key].delivery.params == said
    first = claims[doubtful.key].first_attempt_at
    assert (again[doubtful.key].in_doubt, again[doubtful.key].first_attempt_at) == (True, first)
    assert again[certain.key].first_attempt_at > first + 9 * MINUTE
    assert [claim.delivery.waited // MINUTE for claim in again.values()] == [0, 0]
