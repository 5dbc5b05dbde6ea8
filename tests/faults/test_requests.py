"""What Slack sends twice, and what was never Slack's."""

import asyncio

import aiohttp
import pytest
from sqlalchemy import select

from bot.manifest import PATH
from domain.model.recruitment import RecruitmentStatus
from playground.model import BOT_USER
from storage.tables import recruitment
from storage.tables.recruiting import Participating
from tests.bot.door import command, signed
from tests.faults.conftest import BOTH, Scene

pytestmark = pytest.mark.whole


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
    assert await scene.seats() == {Participating.SEATED: 2}
    assert [len(crowd.whispers(each)) for each in ("U0SEOYEON", "U0JIWOO")] == [1, 2]
    assert account.due >= 3


@BOTH
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


@BOTH
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
    marked_up = [text for each in rig.posted for text in (each.text, *mrkdwn_of(each.blocks or []))]
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
