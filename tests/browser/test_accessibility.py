"""The page as it is told, seen and reached by everybody."""

from typing import Any, Literal

import pytest
from playwright.async_api import Browser, expect

from tests.browser.accessibility import dialogs, faint_texts, too_wide, tree, unnamed
from tests.browser.cadet import Cadet
from tests.browser.hall import Hall
from tests.browser_ui.window import MINJUN, SEOYEON

pytestmark = pytest.mark.browser

NARROW: dict[str, Any] = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_everything_has_a_name_and_stands_out(hall: Hall, theme: Literal["light", "dark"]) -> None:
    cadet = await hall.window(MINJUN, color_scheme=theme, welcome=True)
    await well_told(cadet, "1-welcome")
    await cadet.asks("/partner 밥 개포")
    await well_told(cadet, "2-form")
    await is_modal(cadet, "밥트너 찾기")
    await cadet.modal.get_by_role("button", name="올리기").click()
    await expect(cadet.modal.get_by_text("필수 항목이에요").first).to_be_visible()
    await well_told(cadet, "3-errors")
    await cadet.modal.get_by_role("radio", name="외식").check()
    await cadet.field("총 인원").click()
    await well_told(cadet, "4-list")
    await cadet.page.keyboard.press("Escape")
    await cadet.submits()
    await expect(cadet.card.get_by_role("button", name="참여하기")).to_be_visible()
    await cadet.say("/partner")
    await expect(cadet.messages.last).to_contain_text("이 안내 보기")
    await well_told(cadet, "5-channel")
    await cadet.card.get_by_role("button", name="더 보기").click()
    await well_told(cadet, "6-menu")
    await cadet.page.get_by_role("menuitem", name="모집 취소").click()
    await is_modal(cadet, "모집 취소")
    await well_told(cadet, "7-asked")
    await cadet.page.keyboard.press("Escape")
    await cadet.card.get_by_role("button", name="댓글 1개").click()
    await expect(cadet.page.get_by_role("log", name="스레드")).to_contain_text("올린 모집이에요")
    await well_told(cadet, "8-thread")
    await cadet.navigation.get_by_role("button", name="42Partner").click()
    await expect(cadet.page.get_by_role("region", name="홈").get_by_role("link", name="모집 글 보기")).to_be_visible()
    await well_told(cadet, "9-home")


async def test_the_panels_are_told_as_well(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.say("/partner 목록")
    await expect(cadet.messages.last).to_contain_text("지금은 열려 있는 모집이 없어요")
    await cadet.page.get_by_role("button", name="오간 요청 보기").click()
    await expect(cadet.page.get_by_role("complementary", name="오간 요청")).to_contain_text("/partner")
    await well_told(cadet, "1-inspector")
    await cadet.button("설정과 도구").click()
    await well_told(cadet, "2-settings")
    await cadet.page.get_by_role("menuitem", name="실험 도구").click()
    await well_told(cadet, "3-tools")
    await cadet.page.get_by_role("button", name="다른 사람으로 바꾸기").click()
    await is_modal(cadet, "누구로 볼까요?")
    await well_told(cadet, "4-people")


async def test_new_messages_are_read_out(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    (log,) = [node for node in await tree(cadet.page) if node["role"] == "log"]
    assert log["name"] == "메시지"
    assert log["properties"]["live"] == "polite"


async def test_nothing_scrolls_sideways_on_the_narrowest_phone(hall: Hall) -> None:
    cadet = await hall.window(SEOYEON, **NARROW)
    await cadet.say("/partner 밥 개포 외식")
    await expect(cadet.modal).to_be_visible()
    await fits(cadet, "1-form")
    await cadet.field("제목").fill("치킨" * 30)
    await cadet.submits()
    await expect(cadet.card.get_by_role("button", name="참여하기")).to_be_visible()
    await fits(cadet, "2-card")
    await cadet.say("/partner 목록")
    await expect(cadet.messages.last).to_contain_text("열려 있는 모집 1개")
    await fits(cadet, "3-list")
    await cadet.card.get_by_role("button", name="더 보기").click()
    await fits(cadet, "4-menu")
    await cadet.page.get_by_role("menuitem", name="지금 확정").click()
    await expect(cadet.modal).to_be_visible()
    await fits(cadet, "5-asked")
    await cadet.modal.get_by_role("button", name="닫기").last.click()
    await cadet.button("대화 목록으로").click()
    await fits(cadet, "6-conversations")
    await cadet.navigation.get_by_role("button", name="42Partner").click()
    await expect(cadet.page.get_by_role("region", name="홈").get_by_role("link", name="모집 글 보기")).to_be_visible()
    await fits(cadet, "7-home")


async def well_told(cadet: Cadet, station: str) -> None:
    await cadet.photo(station)
    assert await unnamed(cadet.page) == []
    assert await faint_texts(cadet.page) == []


async def is_modal(cadet: Cadet, name: str) -> None:
    """What lies under it is out of reach, and it says what it is."""
    await expect(cadet.page.get_by_role("dialog", name=name, exact=True)).to_be_visible()
    (dialog,) = await dialogs(cadet.page)
    assert dialog["name"] == name
    assert dialog["properties"]["modal"] is True


async def fits(cadet: Cadet, station: str) -> None:
    await cadet.photo(station)
    assert await too_wide(cadet.page) == []


async def test_the_look_finds_what_is_wrong(chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.set_content(
        "<main style='width: 2000px'><button>읽어요</button><button></button><input type='date'>"
        "<p style='color: #999'>흐려요</p><p style='opacity: .4'>비쳐요</p><p>또렷해요</p>"
        "<input placeholder='적어 주세요' style='background: #777; color: #000'><p>하나</p><p>둘</p></main>"
    )
    assert [node.split("'")[3] for node in await unnamed(page)] == ["button", "Date"]
    assert [text.split(": ")[1] for text in await faint_texts(page)] == ["흐려요", "비쳐요", "적어 주세요"]
    assert [where.split(".")[0] for where in await too_wide(page)] == ["HTML"]
    await page.close()
