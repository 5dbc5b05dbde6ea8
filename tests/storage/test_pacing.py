"""All workers keep to one pace."""

import asyncio
from datetime import timedelta

from tests.storage.conftest import Store
from tests.storage.people import cadets
from tests.storage.test_outbox import queue_on

MINUTE = timedelta(minutes=1)


def minutes(*waits: timedelta) -> list[int]:
    """In whole ones: a busy machine takes a while to ask."""
    return [round(wait / MINUTE) for wait in waits]


async def test_slots_are_an_interval_apart_for_all_workers_together(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    workers = [queue_on(store) for _ in range(3)]
    waits = await asyncio.gather(*(workers[n % 3].reserve(team, "chat.postMessage", "C1", MINUTE) for n in range(9)))
    assert sorted(minutes(*waits)) == list(range(9))


async def test_a_slot_that_nobody_would_wait_for_is_left_to_others(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue, others = queue_on(store), queue_on(store)
    await queue.hold(team, "m", "", 5 * MINUTE)
    waits = [await each.reserve(team, "m", "", MINUTE, 2 * MINUTE) for each in (queue, others, queue, others)]
    assert minutes(*waits) == [5] * 4
    assert minutes(await others.reserve(team, "m", "", MINUTE, 5 * MINUTE)) == [5]
    assert minutes(await queue.reserve(team, "m", "", MINUTE, 5 * MINUTE)) == [6]


async def test_who_only_looks_takes_no_slot(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue = queue_on(store)
    await queue.hold(team, "m", "", MINUTE)
    waits = [await queue.reserve(team, "m", "", timedelta(0)) for _ in range(2)]
    assert minutes(*waits) == [1, 1]


async def test_a_slot_that_passed_unused_is_not_made_up_for(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue = queue_on(store)
    await queue.reserve(team, "chat.update", "", MINUTE)
    store.wait(10 * MINUTE)
    waits = [await queue.reserve(team, "chat.update", "", MINUTE) for _ in range(2)]
    assert minutes(*waits) == [0, 1]


async def test_methods_channels_and_teams_have_a_pace_each(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    other = (await cadets(store.open(), 1, "T43")).workspace_id
    queue = queue_on(store)
    slots = [(team, "m", "C1"), (team, "m", "C2"), (team, "n", "C1"), (other, "m", "C1"), (team, "m", "")]
    assert minutes(*[await queue.reserve(*slot, MINUTE) for slot in slots]) == [0] * 5


async def test_nobody_calls_before_slacks_pause_is_over(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue, other = queue_on(store), queue_on(store)
    await queue.hold(team, "m", "", 30 * MINUTE)
    await queue.hold(team, "m", "", 10 * MINUTE)
    assert minutes(await other.reserve(team, "m", "", MINUTE)) == [30]
    store.wait(20 * MINUTE)
    assert minutes(await other.reserve(team, "m", "", MINUTE)) == [11]
