"""The random pool in windows: four people apply, two groups meet, and one is told what would help."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.browser.cadet import Cadet
from tests.browser.hall import PHONE, Hall
from tests.browser_ui.window import ANA, JIWOO, MINJUN, SEOYEON

pytestmark = pytest.mark.browser

HAJUN, DOYUN, YUJIN = "U0HAJUN", "U0DOYUN", "U0YUJIN"
TWO_MINUTES, TEN_MINUTES, HALF_AN_HOUR = (timedelta(minutes=minutes) for minutes in (2, 10, 30))


async def applies(cadet: Cadet, *places: str, size: str = "둘이서") -> None:
    """Fills the form in and sends it; the modal then shows how it stands."""
    await cadet.asks("/partner 랜덤")
    for place in places:
        await cadet.modal.get_by_role("checkbox", name=place).check()
    await cadet.modal.get_by_role("radio", name=size).check()
    await cadet.modal.get_by_role("button", name="신청하기", exact=True).click()
    await expect(cadet.modal).to_contain_text("랜덤 매칭을 신청했어요")
    await cadet.photo("2-applied")
    await cadet.page.keyboard.press("Escape")
    await expect(cadet.modal).to_have_count(0)


async def reads_the_bot(cadet: Cadet) -> Locator:
    """Opens the conversation with the bot; its newest message."""
    bot = cadet.navigation.locator('[data-section="apps"]').get_by_role("button").first
    await bot.click()
    await cadet.page.get_by_role("tab").nth(1).click()
    return cadet.messages.last


async def test_four_apply_two_groups_meet_and_one_is_told_what_would_help(hall: Hall) -> None:
    minjun, seoyeon, jiwoo, hajun = [await hall.window(user) for user in (MINJUN, SEOYEON, JIWOO, HAJUN)]
    await applies(minjun, "개포 클러스터")
    await applies(seoyeon, "서초 클러스터")
    await applies(jiwoo, "개포 클러스터")
    await applies(hajun, "서초 클러스터")
    for cadet, other in ((minjun, "jiwpark"), (jiwoo, "minjkim"), (seoyeon, "hajchoi"), (hajun, "seolee")):
        await cadet.reads_group(other)
        await expect(cadet.messages.first).to_contain_text("2명이 함께하게 됐어요")
    await minjun.photo("3-group")
    doyun, yujin = [await hall.window(user) for user in (DOYUN, YUJIN)]
    await applies(doyun, "클러스터 밖")
    await applies(yujin, "개포 클러스터")
    hall.house.playground.clock.advance(TEN_MINUTES)
    suggestion = await reads_the_bot(doyun)
    await expect(suggestion).to_contain_text("도 괜찮으면 지금 1명과 매칭돼요")
    await doyun.photo("4-suggested")
    await suggestion.get_by_role("button", name="도 괜찮아요").click()
    await doyun.reads_group("yujhan")


async def test_applying_on_a_phone_in_the_dark_can_be_done_by_everybody(hall: Hall) -> None:
    cadet = await hall.window(SEOYEON, **PHONE, color_scheme="dark")
    await cadet.asks("/partner 랜덤")
    await cadet.is_well_made("1-form")
    await cadet.modal.get_by_role("button", name="신청하기", exact=True).tap()
    await expect(cadet.modal).to_contain_text("필수 항목이에요")
    await cadet.modal.get_by_role("checkbox", name="서초 클러스터").check()
    await cadet.modal.get_by_role("button", name="신청하기", exact=True).tap()
    await expect(cadet.modal).to_contain_text("나 혼자 기다리고 있어요")
    await cadet.is_well_made("2-applied")
    assert await cadet.page.evaluate("document.documentElement.scrollWidth") == 390
    await cadet.modal.get_by_role("button", name="닫기").last.tap()
    hall.house.playground.clock.advance(TWO_MINUTES)
    await expect(cadet.messages.last).to_contain_text("점심 같이 먹을 사람을 찾고 있어요 (1명)")
    await cadet.is_well_made("3-board")


async def test_in_english_from_the_home_to_next_steps(hall: Hall) -> None:
    ana = await hall.window(ANA, locale="en-US")
    await ana.navigation.locator('[data-section="apps"]').get_by_role("button").first.click()
    home = ana.page.get_by_role("main")
    await home.get_by_role("button", name="🎲").click()
    await expect(ana.modal).to_be_visible()
    await ana.modal.get_by_role("checkbox").first.check()
    await ana.modal.locator("footer").get_by_role("button").last.click()
    await expect(home).to_contain_text("Your random matches")
    await ana.page.keyboard.press("Escape")
    await ana.photo("1-home")
    hall.house.playground.clock.advance(HALF_AN_HOUR)
    await ana.page.get_by_role("tab").nth(1).click()
    await expect(ana.messages.last).to_contain_text("Nobody was found this time")
    await expect(ana.messages.last.get_by_role("button", name="Apply again")).to_be_visible()
    await ana.photo("2-next-steps")
