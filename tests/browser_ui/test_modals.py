import asyncio

import pytest
from playwright.async_api import expect

from tests.browser_ui.blocks import actions, button, field, modal, option, section
from tests.browser_ui.conftest import Opener
from tests.browser_ui.page_bot import Json, Workspace
from tests.browser_ui.window import ANA, MINJUN, SEOYEON, Window

pytestmark = pytest.mark.browser

TEXT = {"type": "plain_text_input"}
PLACES = [option("서초", "SEOCHO"), option("개포", "GAEPO"), option("클러스터 밖", "OUT")]
WAYS = [option("배달", "DELIVERY"), option("외식", "EATOUT")]


async def opened(window: Opener, workspace: Workspace, view: Json, user: str = MINJUN) -> Window:
    """A window in which a command has opened a modal."""

    async def open_view(payload: Json) -> None:
        await workspace.api.views_open(trigger_id=payload["trigger_id"], view=view)

    workspace.bot.on("/partner", open_view)
    mine = await window(user)
    await mine.say("/partner")
    await expect(mine.modal).to_be_visible()
    return mine


async def submitted(mine: Window, workspace: Workspace) -> Json:
    async with mine.page.expect_response("**/ui/submit"):
        await mine.modal.get_by_role("button", name="올리기").click()
    values: Json = workspace.bot.last("form")["view"]["state"]["values"]
    return {name: next(iter(actions_.values())) for name, actions_ in values.items()}


async def test_texts_and_choices_arrive_as_slack_sends_them(window: Opener, workspace: Workspace) -> None:
    view = modal(
        field("title", "제목", TEXT, optional=True),
        field("content", "내용", {**TEXT, "multiline": True}),
        field("place", "장소", {"type": "static_select", "options": PLACES}),
        field("places", "여러 장소", {"type": "multi_static_select", "options": PLACES}),
        field("way", "어떻게", {"type": "radio_buttons", "options": WAYS}),
        field("ways", "설정", {"type": "checkboxes", "options": WAYS, "initial_options": WAYS[:1]}),
    )
    mine = await opened(window, workspace, view)
    form = mine.modal
    await form.get_by_label("내용").fill("두 줄\n이에요")
    await form.get_by_role("combobox", name="장소", exact=True).click()
    await form.get_by_role("option", name="개포").click()
    await form.get_by_label("여러 장소").press_sequentially("밖")
    await form.get_by_label("여러 장소").press("Enter")
    await form.get_by_role("radio", name="외식").check()
    await form.get_by_role("checkbox", name="외식").check()
    sent = await submitted(mine, workspace)
    assert sent["title"] == {"type": "plain_text_input", "value": None}
    assert sent["content"]["value"] == "두 줄\n이에요"
    assert sent["place"]["selected_option"]["value"] == "GAEPO"
    assert [one["value"] for one in sent["places"]["selected_options"]] == ["OUT"]
    assert sent["way"]["selected_option"]["value"] == "EATOUT"
    assert [one["value"] for one in sent["ways"]["selected_options"]] == ["DELIVERY", "EATOUT"]
    await expect(form).to_have_count(0)
    await expect(mine.composer).to_be_focused()


async def test_people_channels_and_times_arrive_as_slack_sends_them(window: Opener, workspace: Workspace) -> None:
    view = modal(
        field("who", "누구와", {"type": "users_select"}),
        field("blocked", "차단", {"type": "multi_users_select", "initial_users": [ANA]}),
        field("where", "올릴 곳", {"type": "conversations_select", "default_to_current_conversation": True}),
        field("channel", "채널", {"type": "channels_select"}),
        field("day", "언제", {"type": "datepicker"}),
        field("hour", "몇 시", {"type": "timepicker"}),
        field("meets_at", "만나는 시각", {"type": "datetimepicker"}),
        field("capacity", "총 인원", {"type": "number_input", "is_decimal_allowed": False}),
        field("mail", "이메일", {"type": "email_text_input"}),
    )
    mine = await opened(window, workspace, view)
    form = mine.modal
    await form.get_by_label("누구와").click()
    await form.get_by_role("option", name="@seolee").click()
    await form.get_by_label("채널", exact=True).click()
    await form.get_by_role("option", name="#공트너").click()
    await form.get_by_label("언제").fill("2026-07-03")
    await form.get_by_label("몇 시").fill("12:30")
    meets_at = form.get_by_role("group", name="만나는 시각")
    await meets_at.get_by_label("날짜").fill("2026-07-03")
    await meets_at.get_by_label("시각").fill("12:30")
    await expect(meets_at).to_contain_text("2026년 7월 3일 금요일 오후 12:30")
    await form.get_by_label("총 인원").fill("4")
    await form.get_by_label("이메일").fill("a@example.com")
    sent = await submitted(mine, workspace)
    assert sent["who"]["selected_user"] == SEOYEON
    assert sent["blocked"]["selected_users"] == [ANA]
    assert sent["where"]["selected_conversation"] == "C0MEAL"
    assert sent["channel"]["selected_channel"] == "C0STUDY"
    assert sent["day"]["selected_date"] == "2026-07-03"
    assert sent["hour"]["selected_time"] == "12:30"
    assert sent["meets_at"]["selected_date_time"] == 1783049400
    assert sent["capacity"]["value"] == "4"
    assert sent["mail"]["value"] == "a@example.com"


async def test_what_is_missing_or_wrong_is_said_at_the_field_before_anything_is_sent(
    window: Opener, workspace: Workspace
) -> None:
    view = modal(
        field("title", "제목", {**TEXT, "max_length": 5}, optional=True),
        field("content", "내용", {**TEXT, "min_length": 3, "max_length": 10}),
        field("capacity", "총 인원", {"type": "number_input", "is_decimal_allowed": False, "max_value": "20"}),
    )
    mine = await opened(window, workspace, view)
    await mine.modal.get_by_label("제목").fill("여섯 글자임")
    await mine.modal.get_by_label("총 인원").fill("21")
    await mine.modal.get_by_role("button", name="올리기").click()
    content = mine.modal.get_by_label("내용")
    await expect(mine.modal.get_by_label("제목")).to_be_focused()
    await expect(content).to_have_accessible_description("필수 항목이에요. 채워 주세요.")
    await expect(mine.modal.get_by_label("총 인원")).to_have_accessible_description("20 이하여야 해요.")
    await content.fill("충분해요")
    await expect(content).to_have_accessible_description("")
    assert "form" not in workspace.bot.names()


async def test_the_bots_field_errors_stand_at_their_fields_and_the_first_has_the_focus(
    window: Opener, workspace: Workspace
) -> None:
    view = modal(field("title", "제목", TEXT), field("content", "내용", {**TEXT, "multiline": True}))
    mine = await opened(window, workspace, view)
    await mine.modal.get_by_label("제목").fill("점심")
    await mine.modal.get_by_label("내용").fill("치킨")
    workspace.bot.answers("form", {"response_action": "errors", "errors": {"content": "조금 더 적어 주세요."}})
    await mine.modal.get_by_role("button", name="올리기").click()
    await expect(mine.modal.get_by_label("내용")).to_have_accessible_description("조금 더 적어 주세요.")
    await expect(mine.modal.get_by_label("내용")).to_be_focused()
    await expect(mine.modal.get_by_label("제목")).to_have_value("점심")


async def test_fields_follow_a_choice_and_what_was_typed_stays(window: Opener, workspace: Workspace) -> None:
    kind = field(
        "kind", "무엇을", {"type": "static_select", "options": WAYS, "initial_option": WAYS[0]}, dispatch_action=True
    )
    mine = await opened(window, workspace, modal(kind, field("title", "제목", TEXT), field("menu", "메뉴", TEXT)))

    async def chosen(payload: Json) -> None:
        fresh = modal(kind, field("title", "제목", TEXT), field("place", "식당", TEXT))
        await workspace.api.views_update(view_id=payload["view"]["id"], hash=payload["view"]["hash"], view=fresh)

    workspace.bot.on("kind", chosen)
    await mine.modal.get_by_label("제목").fill("점심")
    await mine.modal.get_by_label("무엇을").click()
    await mine.modal.get_by_role("option", name="외식").click()
    await expect(mine.modal.get_by_label("식당")).to_be_visible()
    await expect(mine.modal.get_by_label("메뉴")).to_have_count(0)
    await expect(mine.modal.get_by_label("제목")).to_have_value("점심")
    await expect(mine.modal.get_by_label("무엇을")).to_have_value("외식")
    await expect(mine.modal.get_by_label("무엇을")).to_be_focused()


async def test_a_second_modal_lies_on_the_first_and_the_arrow_goes_back(window: Opener, workspace: Workspace) -> None:
    mine = await opened(window, workspace, modal(field("title", "제목", TEXT), actions(button("더", "more"))))

    async def push(payload: Json) -> None:
        second = modal(section("두 번째"), title="한 장 더", callback_id="second")
        await workspace.api.views_push(trigger_id=payload["trigger_id"], view=second)

    workspace.bot.on("more", push)
    await mine.modal.get_by_label("제목").fill("점심")
    await mine.modal.get_by_role("button", name="더", exact=True).click()
    await expect(mine.page.get_by_role("dialog", name="한 장 더")).to_be_visible()
    await mine.modal.get_by_role("button", name="뒤로").click()
    await expect(mine.page.get_by_role("dialog", name="새 모집")).to_be_visible()
    await expect(mine.modal.get_by_label("제목")).to_have_value("점심")


async def test_a_submission_shows_that_it_is_under_way_and_then_that_it_failed(
    window: Opener, workspace: Workspace
) -> None:
    mine = await opened(window, workspace, modal(field("title", "제목", TEXT)))
    released = asyncio.Event()

    async def never(_: Json) -> None:
        await released.wait()

    workspace.bot.on("form", never)
    await mine.modal.get_by_label("제목").fill("점심")
    await mine.modal.get_by_label("제목").press("Enter")
    await expect(mine.modal.locator('.modal-submit[aria-busy="true"]')).to_be_visible()
    await expect(mine.modal.get_by_role("alert")).to_contain_text("연결하는 데 문제가 있었어요. 다시 시도해 볼까요?")
    await expect(mine.modal.get_by_label("제목")).to_have_value("점심")
    released.set()


async def test_escape_closes_a_list_first_and_then_the_modal(window: Opener, workspace: Workspace) -> None:
    view = modal(field("place", "장소", {"type": "static_select", "options": PLACES}), notify_on_close=True)
    mine = await opened(window, workspace, view)
    place = mine.modal.get_by_label("장소")
    await place.press("ArrowDown")
    await expect(place).to_have_attribute("aria-expanded", "true")
    await place.press("Escape")
    await expect(place).to_have_attribute("aria-expanded", "false")
    async with mine.page.expect_response("**/ui/close"):
        await place.press("Escape")
    await expect(mine.modal).to_have_count(0)
    assert workspace.bot.last("form")["type"] == "view_closed"
