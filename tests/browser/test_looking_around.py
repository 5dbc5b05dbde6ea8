"""The App Home, the list, comments, and a person who reads English."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from playwright.async_api import expect

from playground.driver import SlackDriver
from tests.browser.cadet import TITLE
from tests.browser.hall import PHONE, Hall
from tests.browser_ui.window import ANA, JIWOO, SEOYEON
from tests.e2e.people import Table

pytestmark = pytest.mark.browser


@pytest.fixture
async def table(hall: Hall) -> AsyncIterator[Table]:
    """The same cadets without windows: what happened before one looks."""
    async with SlackDriver(hall.house.playground.url) as slack:
        yield Table(slack)


async def test_the_home_shows_mine_and_open_ones_and_starts_new_ones(hall: Hall, table: Table) -> None:
    cadet = await hall.window(SEOYEON)
    await cadet.navigation.get_by_role("button", name="42Partner").click()
    home = cadet.page.get_by_role("region", name="홈")
    await expect(home).to_contain_text("아직 참여하는 모집이 없어요")
    await cadet.photo("1-empty")
    await table.post(table.minjun)
    await cadet.page.get_by_role("tab", name="메시지").click()
    await cadet.page.get_by_role("tab", name="홈").click()
    await home.get_by_role("button", name="참여하기").click()
    await expect(cadet.modal).to_contain_text("참여했어요! 지금 2/4명")
    await cadet.photo("2-joined")
    await cadet.modal.get_by_role("button", name="닫기").last.click()
    await expect(home).to_contain_text("참여 중")
    await expect(home.get_by_role("button", name="참여 취소")).to_be_visible()
    await home.get_by_role("button", name="공트너 찾기").click()
    await cadet.modal.get_by_role("radio", name="본과정").check()
    await cadet.modal.get_by_role("checkbox", name="서초 클러스터").check()
    await cadet.photo("3-form-from-home")
    await cadet.submits("올리기")
    await expect(home).to_contain_text("내가 올린 모집")
    await cadet.photo("4-busy")


async def test_the_list_is_paged_and_narrowed_and_joined_from(hall: Hall, table: Table) -> None:
    noon = hall.now() + timedelta(hours=1)
    for number in range(6):
        author = (table.minjun, table.hajun)[number % 2]  # nobody may have six open posts
        await table.post(author, title=f"모집 {number}", meets_at=noon + timedelta(hours=2 * number))
    await table.post(table.jiwoo, title="서초에서 먹어요", places=["SEOCHO"])
    cadet = await hall.window(SEOYEON)
    await cadet.say("/partner 목록")
    answer = cadet.messages.last
    await expect(answer).to_contain_text("열려 있는 모집 7개")
    await expect(answer).to_contain_text("7개 가운데 1–5번째")
    await cadet.photo("1-first-page")
    await answer.get_by_role("button", name="다음").click()
    await expect(answer).to_contain_text("7개 가운데 6–7번째")
    await answer.get_by_role("button", name="이전").click()
    await expect(answer).to_contain_text("7개 가운데 1–5번째")
    await answer.get_by_role("combobox").click()
    await cadet.page.get_by_role("option", name="서초 클러스터").first.click()
    await expect(answer).to_contain_text("열려 있는 모집 1개")
    await answer.get_by_role("button", name="참여하기").click()
    await expect(cadet.messages.last).to_contain_text("참여했어요! 지금 2/4명")
    await cadet.photo("2-narrowed-and-joined")


async def test_a_comment_on_an_anonymous_recruitment_shows_no_name(hall: Hall, table: Table) -> None:
    await table.post(table.minjun, options=["anonymous"])
    writer, reader = await hall.window(SEOYEON), await hall.window(JIWOO)
    await expect(reader.card).to_contain_text("익명")
    await reader.photo("1-anonymous-card")
    await writer.card.get_by_role("button", name="💬 댓글", exact=True).click()
    await writer.field("댓글").fill("몇 시까지 괜찮아요?")
    await writer.photo("2-form")
    await writer.submits("남기기")
    await reader.card.get_by_role("button", name=re.compile("^댓글 1개")).click()
    thread = reader.page.get_by_role("log", name="스레드")
    await expect(thread).to_contain_text("몇 시까지 괜찮아요?")
    await expect(thread).to_contain_text("익명 1")
    await expect(reader.page.get_by_role("main")).not_to_contain_text("seolee")
    await expect(thread).not_to_contain_text("seolee")
    await reader.photo("3-thread")


async def test_a_person_who_reads_english_sees_english(hall: Hall, table: Table) -> None:
    await is_known(table, ANA)
    ana = await hall.window(ANA, locale="en-US")
    await ana.asks("/partner meal gaepo 12:30 4 people eating out")
    await expect(ana.modal.get_by_role("heading", name="Find meal mates")).to_be_visible()
    await expect(ana.modal).not_to_contain_text(re.compile("[가-힣]"))
    await ana.photo("1-form")
    await ana.field("Title").fill("Fried chicken?")
    await ana.submits("Post")
    await expect(ana.card.get_by_role("button", name="참여하기")).to_be_visible()
    await ana.say("/partner list")
    await expect(ana.messages.last).to_contain_text("1 open post")
    await expect(ana.messages.last).not_to_contain_text(re.compile("[가-힣]"))
    await ana.photo("2-list")
    await ana.navigation.get_by_role("button", name="42Partner").click()
    home = ana.page.get_by_role("region", name="Home")
    await expect(home).to_contain_text("Your post")
    await expect(home).not_to_contain_text(re.compile("[가-힣]"))
    await ana.photo("3-home")
    await ana.say_in_messages("help")
    await expect(ana.messages.last).to_contain_text("I find you company")
    await ana.photo("4-direct-message")


async def test_joining_on_a_phone_in_the_dark(hall: Hall, table: Table) -> None:
    await table.post(table.minjun)
    cadet = await hall.window(SEOYEON, **PHONE, color_scheme="dark")
    await cadet.photo("1-card")
    await cadet.card.get_by_role("button", name="참여하기").tap()
    await expect(cadet.messages.last).to_contain_text("참여했어요")
    await cadet.photo("2-joined")
    assert await cadet.page.evaluate("document.documentElement.scrollWidth") == 390
    await table.slack.advance(110 * 60)
    await cadet.page.get_by_role("button", name="대화 목록으로").tap()
    await expect(cadet.group("minjkim")).to_contain_text("읽지 않은 메시지 1개")
    await cadet.photo("3-list")
    await cadet.group("minjkim").tap()
    await expect(cadet.messages.first).to_contain_text(TITLE)
    await cadet.photo("4-group")


async def is_known(table: Table, user: str) -> None:
    """Whoever is new is answered in the workspace's language until Slack has been asked for their own."""

    async def in_english() -> bool:
        return "Open posts" in str(await table.slack.home(user))

    await table.slack.wait_for(in_english)
