"""Workers that are killed, stopped or absent: what they had in hand is done once by somebody."""

import pytest

from tests.faults.conftest import BOTH, Scene

pytestmark = pytest.mark.whole

SLOW_POSTS = {"method": "chat.postMessage", "kind": "delay", "times": 10_000, "seconds": 0.1}
"""Slack has taken a post for a while before it says so: time enough to be killed in between."""


@BOTH
async def test_workers_killed_again_and_again_neither_lose_nor_double_a_message(scene: Scene) -> None:
    rig, crowd, kills = scene.rig, scene.crowd, 0
    guests = rig.invite(30)
    await rig.web()
    await rig.workers(3)
    await rig.slack.faults(SLOW_POSTS)
    titles = [await crowd.posts(author, capacity="3") for author in guests[:8]]
    for number, title in enumerate(titles):
        card = await crowd.seen(title)
        scene.rng.choice(rig.fleet.alive("worker")).kill()
        rig.fleet.start("worker")
        kills += 1
        await crowd.joins(guests[10 + number], card)
        if number % 2:
            await crowd.joins(guests[20 + number], card)
    account = await scene.settled()
    assert kills >= 8
    assert account.due >= 8 * 2 + 4
