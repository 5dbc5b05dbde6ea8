"""The file with one's own data and being erased, as people go through it; over HTTP and over Socket Mode."""

import json
from datetime import timedelta
from typing import Any

import pytest

from playground.driver import Person
from tests.e2e.people import MEAL_CHANNEL, Json, Table

pytestmark = pytest.mark.whole


async def presses(person: Person, action_id: str) -> Json:
    """Opens the settings and presses a button in them; what is shown on top."""
    await person.command(MEAL_CHANNEL, "/partner 설정")
    await person.click_in_view(await person.top_view(), action_id)
    shown: Json = await person.top_view()
    return shown


async def files(person: Person) -> list[Any]:
    """What the bot sent the person as files."""
    dm = await person.open_dm("U0PARTNER")
    messages = await person.messages(dm)
    return [file for message in messages for file in message.get("files") or ()]


async def newest_file_of(table: Table, person: Person) -> Any:
    """What is in the file that is asked for now."""
    before = len(await files(person))
    assert "DM으로 보내" in str(await presses(person, "settings_export"))

    async def sent() -> bool:
        return len(await files(person)) > before

    await table.eventually(sent)
    *_, file = await files(person)
    return json.loads(await person.file(file["id"]))


async def erases(person: Person) -> None:
    """Has everything erased."""
    view = await presses(person, "settings_erase")
    answer = await person.submit(view, {"erase_confirmed": ["erase_confirmed"]})
    assert answer["response_action"] == "update", answer
    last = await person.top_view()
    assert "지웠어요" in str(last)
    await person.close(last)


async def test_the_file_comes_by_direct_message_once_though_its_answer_is_lost(table: Table) -> None:
    card = await table.post(table.minjun)
    await table.joins(table.seoyeon, card)
    await table.slack.faults({"method": "files.completeUploadExternal", "kind": "drop_after", "times": 1})
    kept = await newest_file_of(table, table.minjun)
    assert (kept["you"]["slack_id"], kept["recruitments"][0]["your_part"]) == ("U0MINJUN", "author")
    assert "하루에 한 번" in str(await presses(table.minjun, "settings_export"))
    assert (len(await files(table.minjun)), await files(table.seoyeon)) == (1, [])
    assert await table.slack.violations() == []


async def test_whoever_is_erased_leaves_no_name_behind_and_begins_anew(table: Table) -> None:
    mine = await table.post(table.minjun, options=[])
    await table.joins(table.seoyeon, mine)
    await table.manages(table.minjun, mine, "confirm")
    await table.group_dm(table.minjun)
    theirs = await table.post(table.jiwoo, title="피자", meets_at=await table.now() + timedelta(hours=5))
    await table.joins(table.minjun, theirs)
    await table.card_when(table.hajun, lambda each: "2/4" in str(each["blocks"]))
    before = len(await table.minjun.messages(await table.minjun.open_dm("U0PARTNER")))
    await erases(table.minjun)
    shown = await table.card_when(table.hajun, lambda each: "1/4" in str(each["blocks"]))
    assert "U0MINJUN" not in str(shown)
    await table.told(table.seoyeon, "올 수 없게")

    async def nowhere_in_the_channel() -> bool:
        seen = [each for each in await table.hajun.messages(MEAL_CHANNEL) if each["bot_id"]]
        threads = [await table.hajun.thread(MEAL_CHANNEL, each["ts"]) for each in seen]
        replies = [reply for thread in threads for reply in thread if reply["bot_id"]]
        return "U0MINJUN" not in str([seen, replies]) and "치킨" not in str(seen)

    await table.eventually(nowhere_in_the_channel)
    after = await table.minjun.messages(await table.minjun.open_dm("U0PARTNER"))
    assert len(after) == before, "no direct message says farewell"
    await table.post(table.minjun, title="초밥")
    kept = await newest_file_of(table, table.minjun)
    assert [each["title"] for each in kept["recruitments"]] == ["초밥"]
    assert kept["meetings"] == []
    assert await table.slack.violations() == []


async def test_words_go_a_month_after_the_meeting(table: Table) -> None:
    card = await table.post(table.minjun)
    await table.manages(table.minjun, card, "cancel")
    await table.card_when(table.minjun, lambda each: each["text"] == "마감된 모집이에요")
    await table.slack.advance(timedelta(days=31).total_seconds())

    async def wordless() -> bool:
        await table.slack.advance(timedelta(days=1).total_seconds())
        return (await newest_file_of(table, table.minjun))["recruitments"][0]["title"] is None

    await table.eventually(wordless)
    assert await table.slack.violations() == []


async def test_the_sixth_open_post_is_refused_with_a_list_to_cancel_from(table: Table) -> None:
    for number in range(1, 6):
        await table.post(table.minjun, meets_at=await table.now() + timedelta(hours=2 * number))
    await table.minjun.command(MEAL_CHANNEL, "/partner 밥 개포")
    assert "한 번에 5개까지" in (await table.whispers(table.minjun))[-1]
    (refused,) = [each for each in await table.minjun.messages(MEAL_CHANNEL) if each["ephemeral"]]
    await table.minjun.click(MEAL_CHANNEL, refused["ts"], "recruitment_own")

    async def listed() -> bool:
        return "열어 둔 내 모집 5개" in (await table.whispers(table.minjun))[-1]

    await table.eventually(listed)
    assert await table.slack.violations() == []
