"""A Slack that loses answers, that asks to wait, and that has lost people and channels."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from domain.model.match import Attendance
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import DeliveryKind
from playground.model import BOT_USER, Channel, Kind, Message
from storage.tables import match_member, outbox, recruitment
from storage.tables.delivery import DeliveryState
from tests.faults.conftest import BOTH, ON_MARIADB, MakeScene, Scene
from tests.faults.rig import MEAL

pytestmark = pytest.mark.whole

LOST = ("drop_after", "http_500_after", "delay")
"""Slack did it, and the answer never comes, is no answer, or comes too late."""


def lost_answers(scene: Scene, method: str, rounds: int) -> list[dict[str, Any]]:
    """Every next call of a method loses its answer, each in another way."""
    kinds = [kind for _ in range(rounds) for kind in scene.rng.sample(LOST, len(LOST))]
    return [{"method": method, "kind": kind, "seconds": 4} for kind in kinds]


def conversations(scene: Scene, kind: Kind) -> list[Channel]:
    """Those of a kind that the bot is in and made, or was made for."""
    channels = scene.rig.playground.backend.workspace.channels.values()
    return [one for one in channels if one.kind is kind and BOT_USER in one.members]


PATIENT_CALLS = {"PARTNER_HTTP_SECONDS": 2, "PARTNER_LEASE_SECONDS": 7}
"""Longer than slack_sdk would take to call again by itself, if it were let."""


@BOTH
async def test_what_slack_took_without_an_answer_is_there_once_and_adopted(make_scene: MakeScene) -> None:
    async with make_scene(**PATIENT_CALLS) as scene:
        rig, crowd = scene.rig, scene.crowd
        guests = rig.invite(30)
        await rig.web()
        await rig.workers(2)
        # Cards, lines in their threads, direct messages and those to the groups are posts, one as the other.
        posts, channels = lost_answers(scene, "chat.postMessage", 5), lost_answers(scene, "conversations.create", 1)
        await rig.slack.faults(*posts, *channels)

        async def meets(number: int) -> None:
            first, *others = guests[number * 10 : number * 10 + 10]
            card = await crowd.seen(await crowd.posts(first, capacity="10"))
            await asyncio.gather(*(crowd.joins(each, card) for each in others))

        await asyncio.gather(*(meets(number) for number in range(3)))
        account = await scene.settled()
        private = conversations(scene, Kind.PRIVATE)
        assert [sum(each.user == BOT_USER for each in one.messages.values()) for one in private] == [1, 1, 1]
        assert account.due >= 3 * 2
        left = {rule["method"]: rule["times"] for rule in (await rig.slack.get("faults"))["rules"] if rule["times"]}
        assert "conversations.create" not in left
        assert len(posts) - sum(1 for method in left if method == "chat.postMessage") >= 6


@ON_MARIADB
async def test_what_was_called_off_before_its_lost_answer_was_cleared_up_says_so(make_scene: MakeScene) -> None:
    async with make_scene(PARTNER_SETTLE_SECONDS=2, PARTNER_LEASE_SECONDS=4) as scene:
        rig, crowd = scene.rig, scene.crowd
        await rig.web()
        await rig.workers(2)
        await rig.slack.faults({"method": "chat.postMessage", "kind": "drop_after"})
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4"))
        await crowd.manages("U0MINJUN", card, "cancel")
        await scene.settled()
        assert "마감된 모집이에요" in card.text
        assert len(rig.posted) == 1


@ON_MARIADB
async def test_in_a_storm_of_429_nothing_is_lost_and_nobody_calls_too_early(make_scene: MakeScene) -> None:
    scale = 3
    slow = {
        "PARTNER_HTTP_SECONDS": 5,
        "PARTNER_LEASE_SECONDS": 16,
        "PARTNER_POST_SECONDS": 1.1 / scale,
        "PARTNER_REFRESH_SECONDS": 1.1 / scale,
        "PARTNER_TIER3_PER_MINUTE": 50 * scale,
    }
    async with make_scene(rate_scale=scale, **slow) as scene:
        rig, crowd = scene.rig, scene.crowd
        guests = rig.invite(20)
        await rig.web()
        await rig.workers(2)
        methods = ["chat.postMessage"] * 3 + ["chat.update"] * 2 + ["conversations.open"]
        refusals = [{"method": each, "kind": "rate_limited", "seconds": 1} for each in methods]
        await rig.slack.faults(*scene.rng.sample(refusals, len(refusals)))
        titles = await asyncio.gather(*(crowd.posts(author, capacity="3") for author in guests[:4]))
        for number, title in enumerate(titles):
            card = await crowd.seen(title)
            await asyncio.gather(*(crowd.joins(each, card) for each in guests[4 + 2 * number : 6 + 2 * number]))
        account = await scene.settled()
        calls = [each for each in await rig.slack.inspector() if each["direction"] == "from_bot"]
        assert sum(each["status"] == 429 for each in calls) >= len(refusals)
        assert await rig.slack.violations() == []
        assert "conversations.history" not in {each["name"] for each in calls}  # 429 leaves no doubt to be cleared up
        assert account.due >= 4 * 2


@BOTH
async def test_a_group_with_somebody_deactivated_is_told_without_them(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    gone, *others = rig.invite(3)
    await rig.web()
    await rig.workers(2)
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4"))
    await asyncio.gather(crowd.joins(gone, card), crowd.joins(others[0], card))
    rig.playground.backend.workspace.people[gone].deleted = True  # and the event that says so was lost
    await crowd.joins(others[1], card)
    await scene.settled()
    (group,) = conversations(scene, Kind.MPIM)
    assert set(group.members) == {BOT_USER, "U0MINJUN", *others}
    attendance = [row.attendance for row in await scene.books.rows(select(match_member.c.attendance))]
    assert sorted(attendance) == [Attendance.COMING] * 3 + [Attendance.GONE]


@BOTH
async def test_an_archived_channel_ends_what_nobody_can_see_and_its_author_is_told(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web()
    await rig.workers(2)
    seen = await crowd.seen(await crowd.posts("U0SEOYEON", capacity="4"))
    await rig.slack.post("archive", user="U0MINJUN", channel=MEAL)
    unseen = await crowd.posts("U0JIWOO", "C0STUDY", capacity="4", channel=MEAL)
    await crowd.joins("U0HAJUN", seen)
    await scene.books.settled()
    told = {person: len(direct_messages(scene, person)) for person in ("U0SEOYEON", "U0JIWOO")}
    status = {row.title: row.status for row in await scene.books.rows(select(recruitment))}
    assert status.pop(unseen) is RecruitmentStatus.CANCELLED
    assert list(status.values()) == [RecruitmentStatus.OPEN]
    assert told == {"U0SEOYEON": 2, "U0JIWOO": 1}  # somebody joined, and the message is out of our hands
    assert await stuck(scene) == []


@BOTH
async def test_a_bot_that_was_put_out_of_a_channel_enters_it_to_post_again(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web()
    await rig.workers(2)
    await rig.slack.post("remove_bot", channel=MEAL)
    await crowd.seen(await crowd.posts("U0SEOYEON", capacity="4", channel=MEAL))
    await scene.settled()
    assert BOT_USER in rig.playground.backend.workspace.channels[MEAL].members


def direct_messages(scene: Scene, person: str) -> list[Message]:
    """What the bot told a person alone."""
    direct = [one for one in conversations(scene, Kind.IM) if person in one.members]
    return [each for one in direct for each in one.messages.values() if each.user == BOT_USER]


async def stuck(scene: Scene) -> list[DeliveryKind]:
    """Deliveries that have not come to an end."""
    ended = (DeliveryState.DONE, DeliveryState.OBSOLETE, DeliveryState.REFUSED)
    return [row.kind for row in await scene.books.rows(select(outbox.c.kind).where(outbox.c.state.not_in(ended)))]
