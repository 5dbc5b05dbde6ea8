"""All workers keep to one pace."""

import asyncio
from datetime import timedelta

from tests.storage.conftest import Store
from tests.storage.people import cadets
from tests.storage.test_outbox import queue_on

SECOND = timedelta(seconds=1)
ALMOST = timedelta(milliseconds=900)


def rounded(*waits: timedelta) -> list[int]:
    return [round(wait.total_seconds()) for wait in waits]


async def test_slots_are_an_interval_apart_for_all_workers_together(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    workers = [queue_on(store) for _ in range(3)]
    waits = await asyncio.gather(
        *(workers[n % 3].reserve(team, "chat.postMessage", "C1", 60 * SECOND) for n in range(9))
    )
    assert sorted(rounded(*waits)) == [0, 60, 120, 180, 240, 300, 360, 420, 480]


async def test_a_slot_that_passed_unused_is_not_made_up_for(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue = queue_on(store)
    await queue.reserve(team, "chat.update", "", 60 * SECOND)
    store.wait(600 * SECOND)
    waits = [await queue.reserve(team, "chat.update", "", 60 * SECOND) for _ in range(2)]
    assert rounded(*waits) == [0, 60]


async def test_methods_channels_and_teams_have_a_pace_each(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    other = (await cadets(store.open(), 1, "T43")).workspace_id
    queue = queue_on(store)
    slots = [(team, "m", "C1"), (team, "m", "C2"), (team, "n", "C1"), (other, "m", "C1"), (team, "m", "")]
    assert rounded(*[await queue.reserve(*slot, 60 * SECOND) for slot in slots]) == [0] * 5


async def test_nobody_calls_before_slacks_pause_is_over(store: Store) -> None:
    team = (await cadets(store.open())).workspace_id
    queue, other = queue_on(store), queue_on(store)
    await queue.hold(team, "m", "", 30 * SECOND)
    await queue.hold(team, "m", "", 10 * SECOND)
    assert rounded(await other.reserve(team, "m", "", SECOND)) == [30]
    store.wait(20 * SECOND)
    assert rounded(await other.reserve(team, "m", "", SECOND)) == [11]
