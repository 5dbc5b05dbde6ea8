"""Workers that are killed, stopped or absent: what they had in hand is done once by somebody."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind
from playground.model import BOT_USER, Kind
from storage.tables import match, outbox, recruitment
from tests.faults.conftest import BOTH, ON_MARIADB, Scene
from tests.faults.fleet import Instance, until

pytestmark = pytest.mark.whole

SLOW_POSTS = {"method": "chat.postMessage", "kind": "delay", "times": 10_000, "seconds": 0.1}
"""Slack has taken a post for a while before it says so: time enough to be killed in between."""


@BOTH
async def test_workers_killed_again_and_again_neither_lose_nor_double_a_message(scene: Scene) -> None:
    rig, crowd, kills = scene.rig, scene.crowd, 0
    guests = rig.invite(40)
    await rig.web()
    await rig.workers(3)
    await rig.slack.faults(SLOW_POSTS)

    async def meets(number: int) -> None:
        card = await crowd.seen(await crowd.posts(guests[number], capacity="3"))
        await crowd.joins(guests[10 + number], card)
        if number % 2:
            await crowd.joins(guests[20 + number], card)

    meetings = asyncio.gather(*(meets(number) for number in range(6)))
    while not meetings.done():
        before = len(rig.posted)
        await until(lambda seen=before: meetings.done() or len(rig.posted) > seen, "another message")  # type: ignore[misc]
        scene.rng.choice(rig.fleet.alive("worker")).kill()
        rig.fleet.start("worker")
        kills += 1
    await meetings
    account = await scene.settled()
    assert kills >= 4, "too few for a test of being killed"
    assert account.due >= 6 + 3


@ON_MARIADB
async def test_a_change_during_its_own_delivery_is_shown_in_the_end(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web()
    await rig.workers(2)
    await rig.slack.faults(*({"method": method, "kind": "delay", "seconds": 0.4} for method in _POST_AND_UPDATE))
    title = await crowd.posts("U0MINJUN", capacity="5")
    card = await crowd.seen(title)
    await crowd.joins("U0SEOYEON", card)  # while Slack has not yet answered the post
    await crowd.seen(title, lambda now: "2/5" in now.text)
    await crowd.joins("U0JIWOO", card)  # while Slack has not yet answered the refresh
    await crowd.seen(title, lambda now: "3/5" in now.text)
    await scene.settled()
    assert {rule["times"] for rule in (await rig.slack.get("faults"))["rules"]} == {0}


_POST_AND_UPDATE = ("chat.postMessage", "chat.update")


@BOTH
@pytest.mark.parametrize("method", ["conversations.open", "chat.postMessage"])
async def test_a_worker_that_stood_still_beyond_its_lease_keeps_its_hands_off(scene: Scene, method: str) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web()
    (sleeper,) = await rig.workers(1)
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="2"))
    await until(scene.books.nothing_waits, "the card and its thread are out")
    await rig.slack.faults({"method": method, "kind": "delay", "seconds": 0.5})
    await crowd.joins("U0SEOYEON", card)
    await until(lambda: _is_spent(scene), f"{method} was called")
    await until(lambda: freezes_beside_writes(scene, sleeper), "it stands still without holding others up")
    (other,) = await rig.workers(1)
    await until(lambda: _group_messages(scene) == 1, "somebody else told the group")
    await until(scene.books.nothing_waits, "somebody else ended it")
    sleeper.thaw()
    assert await sleeper.stop() == 0
    await scene.settled()
    assert _group_messages(scene) == 1
    assert other.process.is_alive()
    (row,) = await scene.books.rows(select(outbox.c.fence).where(outbox.c.kind == DeliveryKind.MATCH_DM))
    assert row.fence > 1


async def freezes_beside_writes(scene: Scene, sleeper: Instance) -> bool:
    """Stops it where it stands, unless that is in the middle of a write: on SQLite it would stop everybody else too."""
    sleeper.freeze()
    if await scene.books.can_write():
        return True
    sleeper.thaw()
    return False


async def _is_spent(scene: Scene) -> bool:
    return all(rule["times"] == 0 for rule in (await scene.rig.slack.get("faults"))["rules"])


def _group_messages(scene: Scene) -> int:
    groups = [one for one in scene.rig.playground.backend.workspace.channels.values() if one.kind is Kind.MPIM]
    return sum(each.user == BOT_USER for group in groups for each in group.messages.values())


@BOTH
async def test_what_fell_due_while_all_workers_were_down_is_closed_once_by_three(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests = rig.invite(20)
    await rig.web()
    (worker,) = await rig.workers(1)
    titles = await asyncio.gather(*(crowd.posts(author, capacity="4") for author in guests[:8]))
    cards = [await crowd.seen(title) for title in titles]
    await asyncio.gather(*(crowd.joins(guests[8 + number], cards[number]) for number in range(4)))
    worker.kill()
    for author, card in zip(guests, cards, strict=False):
        form = await crowd.chooses(author, card, "edit")
        soon = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=4)
        await rig.slack.submit(author, form, {"meets_at": soon})
    await until(lambda: datetime.now(UTC) > soon, "the last closing time")
    await rig.workers(3)
    account = await scene.settled()
    statuses = Counter(row.status for row in await scene.books.rows(select(recruitment.c.status)))
    assert statuses == {RecruitmentStatus.CONFIRMED: 4, RecruitmentStatus.EXPIRED: 4}
    assert len(await scene.books.rows(select(match.c.id))) == 4
    assert account.due >= 8 + 4 + 4
