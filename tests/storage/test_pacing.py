"""All workers keep to one pace."""

import asyncio
from datetime import timedelta

from storage.tables import pacing
from tests.storage.conftest import Store
from tests.storage.people import cadets
from tests.storage.test_outbox import queue_on

MINUTE = timedelta(minutes=1)
LONG = timedelta(days=1)


def minutes(*waits: timedelta) -> list[int]:
    """In whole ones: a busy machine takes a while to ask."""
    return [round(wait / MINUTE) for wait in waits]


async def test_slots_are_an_interval_apart_for_all_workers_together(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    workers = [queue_on(store) for _ in range(3)]
    waits = await asyncio.gather(
        *(workers[n % 3].reserve(team, "chat.postMessage", "C1", MINUTE, LONG) for n in range(9))
    )
    assert sorted(minutes(*waits)) == list(range(9))


async def test_a_slot_that_passed_unused_is_not_made_up_for(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue = queue_on(store)
    await queue.reserve(team, "chat.update", "", MINUTE, LONG)
    store.wait(10 * MINUTE)
    waits = [await queue.reserve(team, "chat.update", "", MINUTE, LONG) for _ in range(2)]
    assert minutes(*waits) == [0, 1]


async def test_methods_channels_and_teams_have_a_pace_each(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    other = (await cadets(store.open(), 1, "T43")).workspace_id
    queue = queue_on(store)
    slots = [(team, "m", "C1"), (team, "m", "C2"), (team, "n", "C1"), (other, "m", "C1"), (team, "m", "")]
    assert minutes(*[await queue.reserve(*slot, MINUTE, LONG) for slot in slots]) == [0] * 5


async def test_nobody_calls_before_slacks_pause_is_over(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue, other = queue_on(store), queue_on(store)
    await queue.hold(team, "m", "", 30 * MINUTE)
    await queue.hold(team, "m", "", 10 * MINUTE)
    assert minutes(await other.reserve(team, "m", "", MINUTE, LONG)) == [30]
    store.wait(20 * MINUTE)
    assert minutes(await other.reserve(team, "m", "", MINUTE, LONG)) == [11]


async def test_looking_for_how_long_it_is_held_takes_and_keeps_nothing(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue = queue_on(store)
    assert await queue.held_for(team, "m", "") == timedelta(0)
    async with store.open().transaction(writing=False) as bound:
        assert (await bound.connection.execute(pacing.select())).all() == []
    await queue.hold(team, "m", "", 30 * MINUTE)
    store.wait(10 * MINUTE)
    assert minutes(*[await queue.held_for(team, "m", "") for _ in range(2)]) == [20, 20]
    store.wait(30 * MINUTE)
    assert await queue.held_for(team, "m", "") == timedelta(0)


async def test_a_slot_too_far_away_is_left_to_whoever_comes_later(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    impatient, patient = queue_on(store), queue_on(store)
    await impatient.reserve(team, "m", "", 10 * MINUTE, LONG)
    assert minutes(await impatient.reserve(team, "m", "", 10 * MINUTE, MINUTE)) == [10]
    assert minutes(await patient.reserve(team, "m", "", MINUTE, LONG)) == [10]
