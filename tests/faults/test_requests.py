"""What Slack sends twice, at one moment, to whoever is just being stopped, or what was never Slack's."""

import asyncio
from collections import Counter
from typing import Any

import aiohttp
import pytest
from sqlalchemy import Row, select

from bot.manifest import PATH
from domain.model.application import ApplicationStatus
from domain.model.recruitment import RecruitmentStatus
from playground.driver import Refused
from playground.model import BOT_USER
from storage.tables import application, inbox, match, participation, recruitment
from storage.tables.recruiting import Participating
from tests.bot.door import command, signed
from tests.faults.conftest import BOTH, MakeScene, Scene
from tests.faults.crowd import unanswered
from tests.faults.fleet import until

pytestmark = pytest.mark.whole


async def seats(scene: Scene) -> Counter[Participating]:
    """How many have a seat and how many wait, in all."""
    return Counter(row.state for row in await scene.books.rows(select(participation.c.state)))


@BOTH
async def test_what_comes_twice_at_two_instances_at_once_has_one_effect(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web(2)
    await rig.workers(2)
    rig.front.doubling = True
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4"))
    await asyncio.gather(*(crowd.joins(each, card) for each in ("U0SEOYEON", "U0JIWOO")))
    await crowd.leaves("U0JIWOO", card)
    account = await scene.settled()
    assert len(await scene.books.rows(select(recruitment.c.id))) == 1
    assert await seats(scene) == {Participating.SEATED: 2}
    assert [len(crowd.whispers(each)) for each in ("U0SEOYEON", "U0JIWOO")] == [1, 2]
    assert account.due >= 3


async def test_an_event_that_comes_again_is_answered_once(scene: Scene) -> None:
    rig = scene.rig
    await rig.web(2)
    await rig.workers(2)
    channel = await rig.slack.open_dm("U0MINJUN", BOT_USER)
    await rig.slack.say("U0MINJUN", channel, "도움말")
    (event,) = [each for each in await rig.slack.inspector() if each["kind"] == "event"]
    again = {"event_id": event["request"]["event_id"]}
    answers = await asyncio.gather(*(rig.slack.post("redeliver", **again) for _ in range(4)))
    assert [each["status"] for each in answers] == [200] * 4
    await scene.settled()
    messages = await rig.slack.messages("U0MINJUN", channel)
    assert len([each for each in messages if each["bot_id"]]) == 1


@BOTH
async def test_what_was_answered_survives_a_stop_right_afterwards(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests, joined = rig.invite(6), 0
    await rig.web()
    await rig.workers()
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="10"))
    for number, guest in enumerate(guests):
        click = asyncio.create_task(crowd.joins(guest, card))
        if number % 2:
            await click
        running = rig.fleet.alive()
        codes = asyncio.gather(*(each.stop() for each in running))
        answered = (await asyncio.gather(click, return_exceptions=True))[0]
        assert answered is None or (isinstance(answered, Refused) and unanswered(answered))
        joined += answered is None
        assert await codes == [0, 0]
        for each in rig.front.instances():
            await rig.front.remove(each)
        await rig.web()
        await rig.workers()
    await scene.settled()
    assert joined >= 3
    assert (await seats(scene))[Participating.SEATED] >= 1 + joined


@BOTH
@pytest.mark.parametrize("first", ["leave", "confirm"])
async def test_of_a_leave_and_a_confirm_at_one_moment_one_wins_and_the_other_is_told(scene: Scene, first: str) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web(2)
    await rig.workers(2)
    for _ in range(3):
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="4"))
        await crowd.joins("U0SEOYEON", card)
        await scene.settled()
        whispers = len(crowd.whispers("U0SEOYEON"))
        asked = await crowd.chooses("U0MINJUN", card, "confirm")
        acts = [crowd.leaves("U0SEOYEON", card), rig.slack.submit("U0MINJUN", asked)]
        answers = await asyncio.gather(*(acts if first == "leave" else reversed(acts)))
        (answer,) = [each for each in answers if each is not None]
        row, taken = await newest(scene)
        left = taken == {Participating.SEATED: 1}
        confirmed = row.status is RecruitmentStatus.CONFIRMED
        assert left is not confirmed
        assert (answer["response_action"] is None) is confirmed
        await scene.settled()
        assert len(crowd.whispers("U0SEOYEON")) == whispers + 1


@BOTH
@pytest.mark.parametrize("first", ["edit", "join"])
async def test_of_an_edit_and_a_join_at_one_moment_none_is_over_capacity(scene: Scene, first: str) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web(2)
    await rig.workers(2)
    for _ in range(3):
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="3", options=[]))
        await crowd.joins("U0SEOYEON", card)
        form = await crowd.chooses("U0MINJUN", card, "edit")
        acts = [rig.slack.submit("U0MINJUN", form, {"capacity": "2"}), crowd.joins("U0JIWOO", card)]
        answers = await asyncio.gather(*(acts if first == "edit" else reversed(acts)))
        (answer,) = [each for each in answers if each is not None]
        row, taken = await newest(scene)
        edited = (row.capacity, taken) == (2, {Participating.SEATED: 2, Participating.WAITING: 1})
        refused = (row.capacity, taken) == (3, {Participating.SEATED: 3})
        assert edited is not refused
        assert (answer["response_action"] is None) is edited
    await scene.settled()
    assert [len(crowd.whispers(each)) for each in ("U0SEOYEON", "U0JIWOO")] == [3, 3]


@BOTH
async def test_of_giving_up_and_a_sweep_at_one_moment_one_wins_and_the_other_is_told(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests, matched = rig.invite(8), 0
    await rig.web(2)
    await rig.workers(2)
    for one, other in zip(guests[::2], guests[1::2], strict=True):
        await asyncio.gather(crowd.applies(one), crowd.applies(other))
        if scene.rng.random() < 0.5:
            await until(scene.books.nothing_waits, "both were told that they wait")
        await crowd.gives_up(one)
        await crowd.gives_up(other)
        rows = await scene.books.rows(select(application.c.status).order_by(application.c.applied_at.desc()).limit(2))
        both = {row.status for row in rows}
        assert both in ({ApplicationStatus.CANCELLED}, {ApplicationStatus.MATCHED})
        matched += both == {ApplicationStatus.MATCHED}
    account = await scene.settled()
    assert len(await scene.books.rows(select(match.c.id))) == matched
    assert account.due >= 8 + matched


async def newest(scene: Scene) -> tuple[Row[Any], Counter[Participating]]:
    """The recruitment that was posted last, and how many have a seat in it or wait for one."""
    (row,) = await scene.books.rows(select(recruitment).order_by(recruitment.c.posted_at.desc()).limit(1))
    taken = select(participation.c.state).where(participation.c.recruitment_id == row.id)
    return row, Counter(each.state for each in await scene.books.rows(taken))


@BOTH
async def test_hundreds_who_join_at_one_moment_are_all_answered_and_never_too_many(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    guests = rig.invite(200)
    await rig.web(2)
    await rig.workers(2)
    card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="20", options=[]))
    await asyncio.gather(*(crowd.joins(guest, card) for guest in guests))
    account = await scene.settled()
    assert await seats(scene) == {Participating.SEATED: 20, Participating.WAITING: 181}
    assert [len(crowd.whispers(guest)) for guest in guests] == [1] * 200
    assert account.counts["overbooked"] == 0


@BOTH
async def test_a_rolling_restart_under_load_loses_no_click(make_scene: MakeScene) -> None:
    async with make_scene(PARTNER_LINGER_SECONDS=0.5) as scene, scene.rig.front.watching():
        rig, crowd = scene.rig, scene.crowd
        guests, clicks, over = rig.invite(10), 0, asyncio.Event()
        old = [*await rig.web(2), *await rig.workers(2)]
        card = await crowd.seen(await crowd.posts("U0MINJUN", capacity="20", options=[]))
        before = await received(scene)

        async def presses(guest: str) -> None:
            nonlocal clicks
            while not over.is_set():
                await crowd.joins(guest, card)
                await crowd.leaves(guest, card)
                clicks += 2

        load = asyncio.gather(*(presses(guest) for guest in guests))
        for instance in old:
            await (rig.web() if instance.role == "web" else rig.workers())
            assert await instance.stop() == 0
            if instance.role == "web":
                await rig.front.remove(instance)
        over.set()
        await load
        await scene.settled()
        assert await received(scene) - before == clicks
        assert sum(len(crowd.whispers(guest)) for guest in guests) == clicks
        assert await seats(scene) == {Participating.SEATED: 1}


async def received(scene: Scene) -> int:
    """How many clicks were taken."""
    return len(await scene.books.rows(select(inbox.c.key).where(inbox.c.key.startswith("click:"))))


async def test_what_is_not_slacks_is_not_let_in(scene: Scene) -> None:
    (web,) = await scene.rig.web()
    secret = scene.rig.fleet.environment["SLACK_SIGNING_SECRET"]
    body, foreign = command().encode(), command(team="T0ELSEWHERE").encode()
    knocks = {
        "forged": (body, signed(body, secret="another")),
        "stale": (body, signed(body, secret=secret, at=1_700_000_000)),
        "unsigned": (body, {}),
        "foreign": (foreign, signed(foreign, secret=secret)),
    }
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with aiohttp.ClientSession() as session:
        for what, (raw, proof) in knocks.items():
            async with session.post(web.url + PATH, data=raw, headers=form | proof) as response:
                assert (what, response.status) == (what, 401)


async def test_a_stranger_can_do_nothing_with_others_buttons_and_no_title_shouts(scene: Scene) -> None:
    rig, crowd = scene.rig, scene.crowd
    await rig.web()
    await rig.workers()
    await crowd.posts("U0MINJUN", capacity="4", title="<!channel> <@U0JIWOO>")
    card = await crowd.seen("channel")
    await crowd.asks_for("U0SEOYEON", card, "cancel")
    await crowd.joins("U0HAJUN", card)
    await scene.settled()
    assert [row.status for row in await scene.books.rows(select(recruitment.c.status))] == [RecruitmentStatus.OPEN]
    assert len(crowd.whispers("U0SEOYEON")) == 1
    channels = rig.playground.backend.workspace.channels.values()
    said = [each for channel in channels for each in channel.messages.values() if each.user == BOT_USER]
    marked_up = [text for each in said for text in (each.text, *mrkdwn_of(each.blocks or []))]
    assert len([text for text in marked_up if "&lt;!channel&gt;" in text]) >= 2
    assert [text for text in marked_up if "<!channel>" in text or "<@U0JIWOO>" in text] == []


def mrkdwn_of(value: object) -> list[str]:
    """All marked-up text, at any depth."""
    if isinstance(value, list):
        return [text for each in value for text in mrkdwn_of(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if value.get("type") == "mrkdwn" else []
    return own + [text for each in value.values() for text in mrkdwn_of(each)]
