"""From `/partner` to the group's DM, in three windows."""

import pytest
from playwright.async_api import expect

from tests.browser.cadet import TITLE
from tests.browser.hall import Hall
from tests.browser_ui.window import JIWOO, MINJUN, SEOYEON

pytestmark = pytest.mark.browser


async def test_three_cadets_meet_because_the_author_confirms(hall: Hall) -> None:
    minjun, seoyeon, jiwoo = [await hall.window(user) for user in (MINJUN, SEOYEON, JIWOO)]
    await minjun.asks("/partner 밥 개포 12:30 4명 외식")
    await minjun.photo("1-form")
    await minjun.field("제목").fill(TITLE)
    await minjun.submits()
    for cadet in (seoyeon, jiwoo):
        await expect(cadet.card.get_by_role("heading", name=TITLE)).to_be_visible()
    await seoyeon.photo("2-live-for-others")
    await seoyeon.joins()
    await seoyeon.photo("3-joined")
    await expect(jiwoo.card).to_contain_text("2/4명")
    await jiwoo.joins()
    await expect(minjun.card).to_contain_text("3/4명")
    await minjun.card.get_by_role("button", name="더 보기").click()
    await minjun.photo("4-menu")
    await minjun.page.get_by_role("menuitem", name="지금 확정").click()
    await expect(minjun.modal).to_contain_text("지금 모인 사람끼리 확정할까요?")
    await minjun.photo("5-asked")
    await minjun.submits("확정하기")
    await expect(minjun.card).to_contain_text("확정됐어요")
    await minjun.photo("6-confirmed")
    for cadet, others in (
        (minjun, ("seolee", "jiwpark")),
        (seoyeon, ("minjkim", "jiwpark")),
        (jiwoo, ("minjkim", "seolee")),
    ):
        await expect(cadet.card).to_contain_text("확정됐어요")
        await expect(cadet.card.get_by_role("button", name="참여하기")).to_have_count(0)
        await cadet.reads_group(*others)
        await expect(cadet.messages.first).to_contain_text("3명이 함께하게 됐어요")
        await expect(cadet.messages.first).to_contain_text(TITLE)
    await jiwoo.photo("7-group")


async def test_moving_the_clock_brings_whoever_is_in_together(hall: Hall) -> None:
    minjun, seoyeon, jiwoo = [await hall.window(user) for user in (MINJUN, SEOYEON, JIWOO)]
    await minjun.posts()
    await seoyeon.joins()
    await expect(jiwoo.card).to_contain_text("2/4명")
    await jiwoo.joins()
    await expect(minjun.card).to_contain_text("3/4명")
    await minjun.page.get_by_role("button", name="옮겨 둔 시계").click()
    clock = minjun.page.get_by_role("dialog", name="워크스페이스 시계")
    await minjun.photo("1-clock")
    await clock.get_by_role("button", name="+30분").click()
    for cadet, other in ((minjun, "seolee"), (seoyeon, "jiwpark"), (jiwoo, "minjkim")):
        await expect(cadet.card).to_contain_text("확정됐어요")
        await cadet.reads_group(other)
        await expect(cadet.messages.first).to_contain_text(TITLE)
    await minjun.photo("2-group")
