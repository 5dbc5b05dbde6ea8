"""The settings: language, direct messages, people whom somebody would rather not meet."""

import re

import pytest
from playwright.async_api import expect

from playground.driver import SlackDriver
from tests.browser.hall import PHONE, Hall
from tests.browser_ui.window import JIWOO, MINJUN, SEOYEON
from tests.e2e.people import Table

pytestmark = pytest.mark.browser

HANGUL = re.compile("[가-힣]")


async def test_whoever_chooses_english_in_the_home_sees_it_in_english(hall: Hall) -> None:
    cadet = await hall.window(SEOYEON)
    await cadet.navigation.get_by_role("button", name="42Partner").click()
    home = cadet.page.get_by_role("region", name="홈")
    await expect(home).to_contain_text("아직 참여하는 모집이 없어요")
    await cadet.photo("1-home")
    await home.get_by_role("button", name="설정").click()
    await expect(cadet.modal.get_by_role("heading", name="설정")).to_be_visible()
    await expect(cadet.modal.get_by_role("radio", name="Slack에서 쓰는 언어 그대로")).to_be_checked()
    await cadet.photo("2-settings")
    await cadet.modal.get_by_role("radio", name="English").check()
    await cadet.submits("저장하기")
    await expect(home.get_by_role("heading", name="Open posts")).to_be_visible()
    await expect(home).not_to_contain_text(HANGUL)
    await cadet.photo("3-home-in-english")
    await home.get_by_role("button", name="Settings").click()
    await expect(cadet.modal.get_by_role("radio", name="English")).to_be_checked()
    await cadet.photo("4-settings-in-english")


async def test_people_are_chosen_and_their_posts_are_gone_from_the_list(hall: Hall) -> None:
    async with SlackDriver(hall.house.playground.url) as slack:
        table = Table(slack)
        await table.post(table.minjun)
        await table.post(table.jiwoo, title="서초에서 피자 드실 분")
    cadet = await hall.window(SEOYEON)
    await cadet.asks("/partner 설정")
    people = cadet.field("만나고 싶지 않은 사람")
    await people.fill("minj")
    await cadet.photo("1-narrowed")
    await cadet.page.get_by_role("option", name="minjkim").click()
    await cadet.page.keyboard.press("Escape")
    await cadet.modal.get_by_role("checkbox", name="매칭 귀띔").uncheck()
    await cadet.photo("2-chosen")
    await cadet.submits("저장하기")
    await cadet.say("/partner 목록")
    await expect(cadet.messages.last).to_contain_text("열려 있는 모집 1개")
    await expect(cadet.messages.last).to_contain_text("서초에서 피자 드실 분")
    await cadet.photo("3-list")
    await cadet.asks("/partner 설정")
    await expect(cadet.modal.get_by_text("@minjkim", exact=True)).to_be_visible()
    await expect(cadet.modal.get_by_role("checkbox", name="매칭 귀띔")).not_to_be_checked()
    await cadet.modal.get_by_role("button", name="minjkim").click()
    await cadet.submits("저장하기")
    await cadet.say("/partner 목록")
    await expect(cadet.messages.last).to_contain_text("열려 있는 모집 2개")


async def test_the_settings_on_a_phone_in_the_dark_can_be_read_by_everybody(hall: Hall) -> None:
    cadet = await hall.window(JIWOO, **PHONE, color_scheme="dark")
    await cadet.asks("/partner 설정")
    await cadet.is_well_made("1-settings")
    await cadet.field("만나고 싶지 않은 사람").tap()
    for name in ("minjkim", "jiwpark"):
        await cadet.page.get_by_role("option", name=name).tap()
    await cadet.is_well_made("2-choosing")
    await cadet.page.keyboard.press("Escape")
    await cadet.modal.get_by_role("button", name="저장하기").tap()
    error = "나 자신이나 42Partner는 차단할 수 없어요. 목록에서 빼 주세요."
    await expect(cadet.field("만나고 싶지 않은 사람")).to_have_accessible_description(re.compile(error))
    await cadet.is_well_made("3-error")
    await cadet.modal.get_by_role("radio", name="English").check()
    await cadet.modal.get_by_role("button", name="jiwpark").tap()
    await cadet.submits("저장하기")
    await cadet.asks("/partner settings")
    await expect(cadet.modal.get_by_role("heading", name="Settings")).to_be_visible()
    await cadet.is_well_made("4-settings-in-english")


async def test_a_button_in_the_help_opens_them_too(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.say("/partner")
    await expect(cadet.messages.last).to_contain_text("언어, 알림, 차단 바꾸기")
    await cadet.photo("1-help")
    await cadet.messages.last.get_by_role("button", name="설정").click()
    await expect(cadet.modal.get_by_role("heading", name="설정")).to_be_visible()


async def test_the_file_with_ones_own_data_is_saved_from_the_conversation(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.asks("/partner 설정")
    await cadet.is_well_made("1-own-data")
    await cadet.modal.get_by_role("button", name="파일로 받기").click()
    await expect(cadet.modal).to_contain_text("DM으로 보내 드릴게요")
    await cadet.photo("2-asked")
    await cadet.page.keyboard.press("Escape")
    await cadet.page.keyboard.press("Escape")
    await cadet.navigation.get_by_role("button", name="42Partner").click()
    await cadet.page.get_by_role("tab", name="메시지").click()
    await expect(cadet.messages.last).to_contain_text("내 42Partner 데이터")
    await cadet.photo("3-file")


async def test_whoever_has_everything_erased_is_told_in_the_same_window(hall: Hall) -> None:
    cadet = await hall.window(JIWOO, color_scheme="dark", **PHONE)
    await cadet.asks("/partner 설정")
    await cadet.modal.get_by_role("button", name="모두 지우기").click()
    await expect(cadet.modal.get_by_role("heading", name="내 데이터 지우기")).to_be_visible()
    await cadet.is_well_made("1-what-goes-and-stays")
    await cadet.modal.get_by_role("button", name="지우기", exact=True).click()
    await expect(cadet.modal).not_to_contain_text("지웠어요")
    await cadet.modal.get_by_role("checkbox", name="네, 모두 지울게요").check()
    await cadet.modal.get_by_role("button", name="지우기", exact=True).click()
    await expect(cadet.modal).to_contain_text("지웠어요")
    await cadet.photo("2-erased")
    await cadet.modal.get_by_role("button", name="닫기", exact=True).last.click()
    await expect(cadet.modal).to_have_count(0)
