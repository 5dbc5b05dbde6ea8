import asyncio

import pytest
from playwright.async_api import expect

from tests.browser_ui.blocks import actions, button, home, modal, mrkdwn, option, plain, section
from tests.browser_ui.conftest import Opener
from tests.browser_ui.page_bot import Json, Workspace
from tests.browser_ui.window import MEAL, MINJUN

pytestmark = pytest.mark.browser


async def post(workspace: Workspace, *blocks: Json) -> str:
    posted = await workspace.api.chat_postMessage(channel=MEAL, text="모집", blocks=list(blocks))
    return str(posted["ts"])


async def test_a_click_is_busy_until_the_bot_has_answered(window: Opener, workspace: Workspace) -> None:
    await post(workspace, actions(button("참여하기", "join")))
    released = asyncio.Event()

    async def join(_: Json) -> None:
        await released.wait()

    workspace.bot.on("join", join)
    mine = await window(MINJUN)
    await mine.button("참여하기").click()
    busy = mine.page.locator('[data-action-id="join"][aria-busy="true"]')
    await expect(busy).to_be_visible()
    released.set()
    await expect(busy).to_have_count(0)


async def test_an_unanswered_click_is_told_at_the_message(window: Opener, workspace: Workspace) -> None:
    await post(workspace, actions(button("참여하기", "join")))
    released = asyncio.Event()

    async def never(_: Json) -> None:
        await released.wait()

    workspace.bot.on("join", never)
    mine = await window(MINJUN)
    await mine.button("참여하기").click()
    await expect(mine.messages.last.get_by_role("alert")).to_contain_text("앱이 제때 응답하지 않았어요")
    released.set()
    workspace.bot.answers("join", None)
    await mine.button("참여하기").click()
    await expect(mine.messages.last.get_by_role("alert")).to_have_count(0)


async def test_a_question_is_asked_before_a_click_that_wants_one(window: Opener, workspace: Workspace) -> None:
    question = {
        "title": plain("취소할까요?"),
        "text": mrkdwn("*자리*를 비워요"),
        "confirm": plain("취소"),
        "deny": plain("아니요"),
    }
    await post(workspace, actions(button("참여 취소", "leave", confirm=question)))
    mine = await window(MINJUN)
    await mine.button("참여 취소").click()
    dialog = mine.page.get_by_role("dialog", name="취소할까요?")
    await dialog.get_by_role("button", name="아니요").click()
    await expect(dialog).to_have_count(0)
    await expect(mine.button("참여 취소")).to_be_focused()
    assert "leave" not in workspace.bot.names()
    await mine.button("참여 취소").click()
    async with mine.page.expect_response("**/ui/action"):
        await dialog.get_by_role("button", name="취소", exact=True).click()
    assert workspace.bot.names()[-1] == "leave"


async def test_an_overflow_menu_sends_its_option(window: Opener, workspace: Workspace) -> None:
    menu = {
        "type": "overflow",
        "action_id": "manage",
        "options": [option("수정", "edit:1"), option("확정", "confirm:1")],
    }
    await post(workspace, section("모집", accessory=menu))
    mine = await window(MINJUN)
    await mine.page.locator('[data-action-id="manage"]').press("Enter")
    await expect(mine.page.get_by_role("menuitem", name="수정")).to_be_focused()
    await mine.page.keyboard.press("ArrowDown")
    async with mine.page.expect_response("**/ui/action"):
        await mine.page.keyboard.press("Enter")
    assert workspace.bot.last("manage")["actions"][0]["selected_option"]["value"] == "confirm:1"
    await expect(mine.page.locator('[data-action-id="manage"]')).to_be_focused()


async def test_a_select_in_a_message_sends_what_was_chosen(window: Opener, workspace: Workspace) -> None:
    select = {
        "type": "static_select",
        "action_id": "kind",
        "placeholder": plain("종류"),
        "options": [option("밥", "M"), option("공부", "S")],
    }
    await post(workspace, actions(select, {"type": "datepicker", "action_id": "day"}))
    mine = await window(MINJUN)
    await mine.page.get_by_role("combobox", name="종류").click()
    async with mine.page.expect_response("**/ui/action"):
        await mine.page.get_by_role("option", name="공부").click()
    async with mine.page.expect_response("**/ui/action"):
        await mine.page.locator('[data-action-id="day"]').fill("2026-07-03")
    assert workspace.bot.last("kind")["actions"][0]["selected_option"]["value"] == "S"
    assert workspace.bot.last("day")["actions"][0]["selected_date"] == "2026-07-03"


async def test_the_home_tab_is_shown_and_changes_live(window: Opener, workspace: Workspace) -> None:
    async def opened(event: Json) -> None:
        if event["tab"] == "home":
            await workspace.api.views_publish(
                user_id=event["user"], view=home(section("안녕하세요"), actions(button("새 모집", "new")))
            )

    async def pressed(payload: Json) -> None:
        await workspace.api.views_publish(user_id=payload["user"]["id"], view=home(section("모집이 하나 있어요")))

    workspace.bot.on("app_home_opened", opened)
    workspace.bot.on("new", pressed)
    mine = await window(MINJUN)
    await mine.page.get_by_role("navigation").get_by_role("button", name="42Partner").click()
    region = mine.page.get_by_role("region", name="홈")
    await expect(region).to_contain_text("안녕하세요")
    await region.get_by_role("button", name="새 모집").click()
    await expect(region).to_contain_text("모집이 하나 있어요")
    await mine.page.get_by_role("tab", name="홈").press("ArrowRight")
    await expect(mine.page.get_by_role("tab", name="메시지")).to_be_focused()
    await expect(mine.page.get_by_role("log").first).to_be_visible()


async def test_a_global_shortcut_waits_in_the_composer(window: Opener, workspace: Workspace) -> None:
    async def open_form(payload: Json) -> None:
        await workspace.api.views_open(trigger_id=payload["trigger_id"], view=modal(section("새 글")))

    workspace.bot.on("new_recruitment", open_form)
    mine = await window(MINJUN)
    await mine.button("바로 가기").click()
    await mine.page.get_by_role("menuitem", name="새 모집 올리기").click()
    await expect(mine.modal).to_contain_text("새 글")


async def test_every_kind_of_block_is_drawn(window: Opener, workspace: Workspace) -> None:
    cell = {"type": "raw_text", "text": "12,000원"}
    await post(
        workspace,
        {"type": "header", "text": plain("머리글")},
        {"type": "markdown", "text": "## 제목\n**굵게** [링크](https://example.com/)\n\n1. 하나\n2. 둘"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "금액"}], [cell]]},
        {"type": "context", "elements": [mrkdwn("<!date^1783049400^{date_num}|언젠가> <!here> <#C0STUDY>")]},
        {"type": "card", "title": mrkdwn("카드"), "body": mrkdwn("내용")},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "make run"}]}],
        },
    )
    mine = await window(MINJUN)
    message = mine.messages.last
    await expect(message.get_by_role("heading", name="머리글")).to_be_visible()
    await expect(message.get_by_role("heading", name="제목")).to_be_visible()
    await expect(message.get_by_role("link", name="링크")).to_have_attribute("href", "https://example.com/")
    await expect(message.get_by_role("listitem")).to_have_text(["하나", "둘"])
    await expect(message.get_by_role("cell")).to_have_text("12,000원")
    await expect(message.locator("time.date")).to_have_text("2026-07-03")
    await expect(message).to_contain_text("@here")
    await expect(message.get_by_role("button", name="#공트너")).to_be_visible()
    await expect(message.locator("pre")).to_have_text("make run")
    await expect(message.locator(".b-unknown")).to_have_count(0)
