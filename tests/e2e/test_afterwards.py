"""From the group's DM to the meeting, and back on it; over HTTP and over Socket Mode."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import vobject

from playground.driver import Person, SlackDriver
from tests.e2e.house import running
from tests.e2e.people import Json, Table

pytestmark = pytest.mark.whole

LOOK = "conversations.replies"
HASTY: dict[str, Any] = {"partner_retry_seconds": 0.01, "partner_poll_seconds": 0.05, "partner_http_seconds": 2}


async def together(table: Table, *others: Person) -> Json:
    """The message in the DM of a group that the author has confirmed."""
    card = await table.post(table.minjun)
    for cadet in others:
        await table.joins(cadet, card)
    card = await table.card_when(table.minjun, lambda each: f"{len(others) + 1}/4" in str(each["blocks"]))
    await table.manages(table.minjun, card, "confirm")
    return await table.group_dm(table.minjun)


def buttons(message: Json) -> dict[str, Any]:
    rows = [block for block in message["blocks"] if block["type"] == "actions"]
    return {each["action_id"]: each for row in rows for each in row["elements"]}


async def test_who_cannot_come_leaves_the_others_a_conversation_of_their_own(table: Table) -> None:
    message = await together(table, table.seoyeon, table.jiwoo)
    await table.jiwoo.click(message["channel"], message["ts"], "match_cannot_come")

    async def goes_on_elsewhere() -> bool:
        (first, *rest) = await table.jiwoo.messages(message["channel"])
        thanked = [each for each in rest if each["ephemeral"] and "전해 드렸어요" in each["text"]]
        return bool(thanked) and "새로 열린 대화" in first["text"] and not buttons(first)

    await table.eventually(goes_on_elsewhere)

    async def new_conversation() -> bool:
        return bool((await table.group_dm(table.seoyeon))["channel"] != message["channel"])

    await table.eventually(new_conversation)
    new = await table.group_dm(table.seoyeon)
    assert "사정이 생겨" in new["text"]
    assert "match_cannot_come" in buttons(new)
    assert [each["id"] for each in await table.jiwoo.channels() if each["id"] == new["channel"]] == []
    await table.card_when(table.hajun, lambda each: "2명이 함께해요" in each["text"])
    assert await table.slack.violations() == []


async def test_the_last_one_left_is_told_that_it_is_off(table: Table) -> None:
    message = await together(table, table.seoyeon)
    await table.minjun.click(message["channel"], message["ts"], "match_cannot_come")
    await table.told(table.seoyeon, "취소됐어요")
    await table.card_when(table.hajun, lambda each: each["text"] == "마감된 모집이에요")
    assert await table.slack.violations() == []


async def test_a_group_is_reminded_once_in_the_thread_of_its_message(table: Table) -> None:
    message = await together(table, table.seoyeon)
    await table.slack.advance(timedelta(hours=1, minutes=51).total_seconds())

    async def reminded() -> bool:
        return bool(await table.seoyeon.thread(message["channel"], message["ts"]))

    await table.eventually(reminded)
    await table.slack.advance(60)
    (reminder,) = await table.seoyeon.thread(message["channel"], message["ts"])
    assert "곧 만날 시간" in reminder["text"]
    assert "<@U0SEOYEON>" in reminder["text"]
    assert buttons(message)
    await table.slack.advance(timedelta(minutes=9).total_seconds())

    async def begun() -> bool:
        return not buttons((await table.seoyeon.messages(message["channel"]))[0])

    await table.eventually(begun)
    assert await table.slack.violations() == []


@pytest.mark.parametrize("kind", ["drop_after", "http_500_before"])
async def test_a_lost_answer_leaves_one_reminder(tmp_path: Path, kind: str) -> None:
    async with running(tmp_path, **HASTY) as house, SlackDriver(house.playground.url) as slack:
        table = Table(slack)
        message = await together(table, table.seoyeon)
        await slack.faults({"method": "chat.postMessage", "kind": kind})
        await slack.advance(timedelta(hours=1, minutes=51).total_seconds())

        async def settled() -> bool:
            """The bot has looked for its message in the thread, and done what was left to do."""
            calls = [each["name"] for each in await slack.inspector()]
            behind = calls[calls.index(LOOK) :] if LOOK in calls else []
            return "chat.update" in behind or "chat.postMessage" in behind

        await table.eventually(settled)
        assert len(await table.seoyeon.thread(message["channel"], message["ts"])) == 1


async def test_the_calendar_link_of_the_group_opens_its_entry(table: Table) -> None:
    message = await together(table, table.seoyeon)
    link = buttons(message)["match_calendar"]["url"]
    async with aiohttp.ClientSession() as session, session.get(link) as answer:
        assert answer.status == 200
        event = vobject.readOne(await answer.text()).vevent
    assert "개포에서 치킨 드실 분" in event.summary.value
    assert event.location.value == "개포 클러스터"
    await table.seoyeon.click(message["channel"], message["ts"], "match_calendar")
    assert await table.slack.violations() == []


async def test_people_look_back_on_whom_they_met(table: Table) -> None:
    await together(table, table.seoyeon)
    await table.slack.advance(timedelta(hours=3).total_seconds())
    await table.seoyeon.command("C0MEAL", "/partner 기록")

    async def shown() -> bool:
        return any("지난 만남이에요" in said and "님" in said for said in await table.whispers(table.seoyeon))

    await table.eventually(shown)
