"""From `/partner 랜덤` to the group's DM, as people go through it; over HTTP and over Socket Mode."""

from datetime import timedelta
from typing import Any

import pytest

from playground.driver import Person
from tests.e2e.people import MEAL_CHANNEL, Json, Table

pytestmark = pytest.mark.whole

TWO = {"group_size": "2"}


async def applies(person: Person, *places: str, **fields: Any) -> Json:
    """Applies as people do, and returns what the modal shows then."""
    await person.command(MEAL_CHANNEL, "/partner 랜덤")
    view = await person.top_view()
    answer = await person.submit(view, {"places": list(places) or ["GAEPO"], "ways_of_eating": ["EATOUT"], **fields})
    assert answer["response_action"] == "update", answer
    shown: Json = await person.top_view()
    await person.close(shown)
    return shown


async def presses(table: Table, person: Person, words: str, action_id: str) -> None:
    """Presses a button of the bot's direct message that has these words."""
    message = await table.told(person, words)
    await person.click(message["channel"], message["ts"], action_id)


async def test_two_who_fit_are_in_a_group_within_seconds(table: Table) -> None:
    assert "나 혼자" in str(await applies(table.minjun))
    assert "1명이 더" in str(await applies(table.seoyeon, "GAEPO", "SEOCHO"))
    message = await table.group_dm(table.minjun)
    assert message["ts"] == (await table.group_dm(table.seoyeon))["ts"]
    assert "개포" in str(message["blocks"])
    for cadet in (table.minjun, table.seoyeon):
        await table.told(cadet, "대화 보러 가기")
    assert await table.slack.violations() == []


async def test_who_waits_in_vain_is_left_with_next_steps(table: Table) -> None:
    await applies(table.minjun)
    await table.told(table.minjun, "나 혼자")
    await table.slack.advance(timedelta(minutes=30).total_seconds())
    await presses(table, table.minjun, "찾지 못했어요", "random_quick")
    await table.told(table.minjun, "비슷하면 먼저 이어 드려요")
    await applies(table.seoyeon)
    await table.group_dm(table.minjun)
    assert await table.slack.violations() == []


async def test_one_change_is_suggested_and_accepted_by_one_button(table: Table) -> None:
    await applies(table.minjun, "GAEPO", **TWO)
    await applies(table.seoyeon, "SEOCHO", **TWO)
    await table.told(table.minjun, "조건이 맞는 분이 없어요")
    await table.slack.advance(timedelta(minutes=10).total_seconds())
    await presses(table, table.minjun, "서초도 괜찮으면", "random_relax")
    assert "서초" in str((await table.group_dm(table.seoyeon))["blocks"])
    assert await table.slack.violations() == []


async def test_the_board_brings_somebody_in_by_one_tap(table: Table) -> None:
    await applies(table.seoyeon)
    await table.seoyeon.command(MEAL_CHANNEL, "/partner 취소")
    await applies(table.minjun)
    await table.slack.advance(timedelta(minutes=2).total_seconds())
    board = await table.card_when(table.seoyeon, lambda each: "같이 먹을 사람을 찾고 있어요 (1명)" in each["text"])
    await table.seoyeon.click(board["channel"], board["ts"], "random_quick")
    await table.group_dm(table.minjun)
    await table.card_when(table.seoyeon, lambda each: "마감됐어요" in each["text"])
    assert await table.slack.violations() == []


async def test_a_new_post_reaches_who_waits_and_joining_it_ends_the_wait(table: Table) -> None:
    await applies(table.minjun)
    await table.told(table.minjun, "나 혼자")
    await table.post(table.seoyeon)
    await presses(table, table.minjun, "랜덤 매칭 조건에 딱 맞아요", "recruitment_join")
    await table.card_when(table.hajun, lambda each: "2/4" in str(each["blocks"]))
    await table.told(table.minjun, "랜덤 매칭은 여기서 마쳤어요")
    assert await table.slack.violations() == []


async def test_somebody_who_leaves_the_workspace_waits_no_more(table: Table) -> None:
    await applies(table.minjun, **TWO)
    await table.slack.deactivate("U0MINJUN")
    await applies(table.seoyeon, **TWO)
    await applies(table.jiwoo, **TWO)
    message = await table.group_dm(table.seoyeon)
    assert message["ts"] == (await table.group_dm(table.jiwoo))["ts"]
    assert await table.slack.violations() == []
