import re

import pytest
from playwright.async_api import expect

from tests.browser_ui.blocks import section
from tests.browser_ui.conftest import Opener
from tests.browser_ui.page_bot import Workspace
from tests.browser_ui.window import ANA, MEAL, MINJUN

pytestmark = pytest.mark.browser


async def test_the_page_speaks_the_persons_language_and_follows_when_it_changes(
    window: Opener, workspace: Workspace
) -> None:
    mine = await window(ANA)
    await expect(mine.page.locator("html")).to_have_attribute("lang", "en")
    await expect(mine.page.get_by_role("textbox", name="Message #밥트너")).to_be_visible()
    await mine.page.evaluate(
        "fetch('/ui/person', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({id: 'U0ANA', locale: 'ko-KR'})})"
    )
    await expect(mine.page.get_by_role("textbox", name="#밥트너에 메시지 보내기")).to_be_visible()
    assert workspace.playground.backend.workspace.people[ANA].locale == "ko-KR"


async def test_language_and_theme_can_be_chosen_and_stay(window: Opener) -> None:
    mine = await window(MINJUN)
    await mine.button("설정과 도구").click()
    await mine.page.get_by_role("menuitemradio", name="English").click()
    await mine.button("Settings and tools").click()
    await mine.page.get_by_role("menuitemradio", name="Dark").click()
    await mine.page.reload()
    await expect(mine.page.locator("html")).to_have_attribute("lang", "en")
    await expect(mine.page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_the_clock_moves_for_everybody(window: Opener, workspace: Workspace) -> None:
    mine, other = await window(MINJUN), await window(ANA)
    await mine.page.get_by_role("button", name=re.compile("^시계")).click()
    await mine.button("+1시간").click()
    await expect(mine.page.get_by_role("dialog", name="워크스페이스 시계")).to_contain_text(
        "실제보다 1시간 앞서 있어요."
    )
    await expect(other.page.get_by_role("button", name=re.compile("^Moved clock"))).to_be_visible()
    assert workspace.playground.clock.offset.total_seconds() == 3600
    await mine.page.keyboard.press("Escape")
    await expect(mine.page.get_by_role("button", name=re.compile("^옮겨 둔 시계"))).to_be_focused()


async def test_the_next_noon_is_one_click_away(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await mine.page.get_by_role("button", name=re.compile("^시계")).click()
    async with mine.page.expect_response("**/ui/clock"):
        await mine.button("다음 12시").click()
    now = workspace.playground.clock.now()
    assert (now.hour, now.minute) == (3, 0)  # noon in Seoul


async def test_a_broken_limit_is_counted_and_explained(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await workspace.api.chat_postMessage(channel=MEAL, text="fine")
    with pytest.raises(Exception, match="invalid_blocks"):
        await workspace.api.chat_postMessage(channel=MEAL, text="x", blocks=[section("x" * 3001)])
    await mine.page.get_by_role("button", name="오간 요청 보기, 위반 1건").click()
    panel = mine.page.get_by_role("complementary", name="오간 요청")
    await panel.get_by_role("checkbox", name="위반만").check()
    await expect(panel.get_by_role("listitem")).to_have_count(1)
    await panel.get_by_role("button", name=re.compile("chat.postMessage")).click()
    await expect(panel).to_contain_text("/blocks/0/text/text")


async def test_an_event_can_be_sent_again_from_the_log(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await mine.page.get_by_role("navigation").get_by_role("button", name="42Partner").click()
    await mine.page.get_by_role("button", name=re.compile("^오간 요청")).click()
    panel = mine.page.get_by_role("complementary", name="오간 요청")
    await panel.get_by_role("button", name=re.compile("app_home_opened")).first.click()
    async with mine.page.expect_response("**/ui/redeliver"):
        await panel.get_by_role("button", name="다시 보내기").click()
    assert workspace.bot.names().count("app_home_opened") == 2


async def test_the_tools_change_the_workspace(window: Opener, workspace: Workspace) -> None:
    mine = await window(MINJUN)
    await mine.button("설정과 도구").click()
    await mine.page.get_by_role("menuitem", name="실험 도구").click()
    panel = mine.page.get_by_role("complementary", name="실험 도구")
    await panel.get_by_role("button", name="42Partner 내보내기").click()
    await expect(panel).to_contain_text("봇이 없어요")
    await panel.get_by_label("횟수").fill("2")
    await panel.get_by_role("button", name="장애 더하기").click()
    await expect(panel.get_by_role("listitem")).to_contain_text("chat.postMessage · 받지 않고 끊기 · × 2")
    await panel.get_by_label("누구를").select_option(ANA)
    await panel.get_by_role("button", name="비활성화하기").click()
    await expect(panel.get_by_role("button", name="다시 활성화하기")).to_be_visible()
    assert workspace.playground.backend.workspace.people[ANA].deleted


async def test_a_fresh_start_asks_first_and_reloads_every_window(window: Opener) -> None:
    mine, other = await window(MINJUN), await window(ANA)
    await mine.say("지워질 글")
    await expect(other.messages).to_have_count(1)
    await mine.button("설정과 도구").click()
    await mine.page.get_by_role("menuitem", name="실험 도구").click()
    await mine.button("처음으로 되돌리기").click()
    dialog = mine.page.get_by_role("dialog", name="처음으로 되돌리기")
    await dialog.get_by_role("button", name="처음으로 되돌리기").click()
    await expect(other.messages).to_have_count(0)


async def test_the_switcher_opens_another_person_in_a_new_window(window: Opener) -> None:
    mine = await window(MINJUN)
    await mine.page.get_by_role("button", name=re.compile("다른 사람으로 바꾸기")).click()
    async with mine.page.context.expect_page() as opening:
        await mine.page.get_by_role("link", name="seolee님으로 새 창 열기").click()
    other = await opening.value
    await expect(other).to_have_title("#밥트너 · seolee · 42 Seoul")
    assert f"as={MINJUN}" in mine.page.url


async def test_a_first_visit_is_welcomed_once(window: Opener) -> None:
    mine = await window(MINJUN, welcome=True)
    card = mine.page.get_by_role("region", name="처음이세요?")
    await card.get_by_role("button", name="/partner").click()
    await expect(mine.composer).to_have_value("/partner ")
    await card.get_by_role("button", name="안내 닫기").click()
    await mine.page.reload()
    await expect(mine.composer).to_be_visible()
    await expect(card).to_have_count(0)


async def test_on_a_phone_the_list_is_a_screen_of_its_own(window: Opener) -> None:
    mine = await window(MINJUN, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    navigation = mine.page.get_by_role("navigation")
    await expect(navigation).to_be_hidden()
    await mine.button("대화 목록으로").click()
    await navigation.get_by_role("button", name="공트너").click()
    await expect(navigation).to_be_hidden()
    await expect(mine.page.get_by_role("heading", level=1)).to_contain_text("공트너")
    assert await mine.page.evaluate("document.documentElement.scrollWidth") == 320


async def test_every_part_is_reached_by_keyboard(window: Opener, workspace: Workspace) -> None:
    await workspace.api.chat_postMessage(channel=MEAL, text="첫 글")
    await workspace.api.chat_postMessage(channel=MEAL, text="둘째 글")
    mine = await window(MINJUN)
    await mine.page.keyboard.press("F6")
    landmarks = [await mine.page.evaluate("document.activeElement.className")]
    for _ in range(3):
        await mine.page.keyboard.press("F6")
        landmarks.append(await mine.page.evaluate("document.activeElement.className"))
    assert sorted(landmarks) == ["composer-area", "main", "sidebar", "topbar"]
    await mine.page.get_by_role("log").first.focus()
    await mine.page.keyboard.press("ArrowUp")
    await expect(mine.messages.nth(1)).to_be_focused()
    await mine.page.keyboard.press("ArrowUp")
    await expect(mine.messages.nth(0)).to_be_focused()


async def test_the_page_lives_under_a_strict_content_policy(window: Opener, workspace: Workspace) -> None:
    strict = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
    mine = await window(MINJUN)

    async def tighten(route: object) -> None:
        response = await route.fetch()  # type: ignore[attr-defined]
        headers = {**response.headers, "content-security-policy": strict}
        await route.fulfill(response=response, headers=headers)  # type: ignore[attr-defined]

    await mine.page.route("**/archives/**", tighten)
    await mine.page.reload()
    await workspace.api.chat_postMessage(channel=MEAL, text="보이나요")
    await expect(mine.messages.last).to_contain_text("보이나요")
