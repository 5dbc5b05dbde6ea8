"""From `/partner` to the group's DM without a mouse."""

from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from tests.browser.cadet import TITLE, Cadet
from tests.browser.hall import Hall
from tests.browser.keys import Keys
from tests.browser_ui.window import JIWOO, MINJUN, SEOYEON

pytestmark = pytest.mark.browser


async def test_the_keyboard_alone_brings_three_cadets_together(hall: Hall) -> None:
    minjun, seoyeon, jiwoo = [await hall.window(user) for user in (MINJUN, SEOYEON, JIWOO)]
    await post_by_keys(minjun, hall.now() + timedelta(days=1))
    for cadet, seats in ((seoyeon, "2/5명"), (jiwoo, "3/5명")):
        await join_by_keys(cadet)
        await expect(minjun.card).to_contain_text(seats)
    await confirm_by_keys(minjun)
    for cadet, other in ((minjun, "seolee"), (seoyeon, "minjkim"), (jiwoo, "minjkim")):
        await read_group_by_keys(cadet, other)
    await jiwoo.photo("7-group")


async def post_by_keys(cadet: Cadet, day: datetime) -> None:
    keys = Keys(cadet.page)
    await keys.type("/pa")
    await keys.press("Enter")
    await keys.type("밥 개포")
    await cadet.photo("1-command")
    await keys.press("Enter")
    await keys.is_on("🍚 밥트너")
    await keys.to("날짜")
    await keys.type(f"{day:%m%d%Y}")
    await keys.to("시각")
    await keys.type("1230p")
    await expect(cadet.modal).to_contain_text(f"{day.year}년 {day.month}월 {day.day}일")
    await expect(cadet.modal).to_contain_text("오후 12:30")
    await cadet.photo("2-date-and-time")
    await keys.to("서초 클러스터")
    await keys.press("Space")
    await keys.to("배달")
    await keys.press("Space", "ArrowDown")
    await keys.to("총 인원")
    await keys.press("ArrowDown", "ArrowDown", "Escape")
    await expect(cadet.modal).to_be_visible()
    await keys.press("ArrowDown", "ArrowDown")
    await cadet.photo("3-list")
    await keys.press("Enter")
    await keys.to("제목")
    await keys.type(TITLE)
    await keys.to("올리기")
    await keys.press("Enter")
    await expect(cadet.modal).to_have_count(0)
    await expect(cadet.card).to_contain_text("서초 클러스터 또는 개포 클러스터")
    await expect(cadet.card).to_contain_text(f"{day.month}/{day.day}")
    await expect(cadet.card).to_contain_text("12:30")
    await expect(cadet.card).to_contain_text("외식")
    await expect(cadet.card).to_contain_text("1/5명")


async def join_by_keys(cadet: Cadet) -> None:
    await expect(cadet.card.get_by_role("heading", name=TITLE)).to_be_visible()
    keys = Keys(cadet.page)
    await keys.to("참여하기", step="Shift+Tab")
    await cadet.photo("4-join")
    await keys.press("Enter")
    await expect(cadet.messages.last).to_contain_text("참여했어요")
    await keys.is_on("참여하기")


async def confirm_by_keys(cadet: Cadet) -> None:
    keys = Keys(cadet.page)
    await keys.to("더 보기", step="Shift+Tab")
    await keys.press("Enter", "Escape")
    await keys.is_on("더 보기")
    await keys.press("Enter")
    await keys.is_on("✏️ 고치기")
    await keys.press("ArrowDown")
    await cadet.photo("5-menu")
    await keys.press("Enter")
    await keys.is_on("확정하기")
    await cadet.photo("6-asked")
    await keys.press("Enter")
    await expect(cadet.card).to_contain_text("확정됐어요")


async def read_group_by_keys(cadet: Cadet, other: str) -> None:
    keys = Keys(cadet.page)
    await expect(cadet.group(other)).to_contain_text("읽지 않은 메시지 1개")
    await keys.to_landmark("nav")
    await keys.to("새 메시지", step="ArrowDown")
    await keys.press("ArrowUp", "Enter")
    await expect(cadet.messages.first).to_contain_text("3명이 함께하게 됐어요")
    await expect(cadet.messages.first).to_contain_text(other)
