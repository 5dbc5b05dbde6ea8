"""The form of a recruitment: what it says beside a field, and how it follows the category."""

from datetime import timedelta

import pytest
from playwright.async_api import Locator, expect

from tests.browser.cadet import TITLE, Cadet
from tests.browser.hall import Hall
from tests.browser_ui.window import MINJUN

pytestmark = pytest.mark.browser


async def test_a_meeting_in_the_past_is_said_beside_its_field_and_can_be_put_right(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.asks("/partner 밥 개포 12:30 외식")
    await cadet.field("제목").fill(TITLE)
    when = cadet.modal.get_by_role("group", name="언제 만날까요?")
    yesterday = hall.now() - timedelta(days=1)
    await when.get_by_label("날짜").fill(f"{yesterday:%Y-%m-%d}")
    await cadet.modal.get_by_role("button", name="올리기").click()
    await expect(when.get_by_label("날짜")).to_have_accessible_description(
        "이미 지난 시각이에요. 지금보다 나중으로 골라 주세요."
    )
    await expect(when.get_by_label("날짜")).to_be_focused()
    error = cadet.modal.get_by_text("이미 지난 시각이에요")
    assert await just_below(when, error)
    await cadet.photo("1-error")
    await when.get_by_label("날짜").fill(f"{hall.now():%Y-%m-%d}")
    await expect(error).to_have_count(0)
    await cadet.submits()
    await expect(cadet.card.get_by_role("heading", name=TITLE)).to_be_visible()


async def test_what_is_left_out_is_said_beside_its_field(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.asks("/partner 밥")
    await cadet.modal.get_by_role("button", name="올리기").click()
    for name in ("어디에서 만날까요?", "어떻게 먹을까요?"):
        field = block_of(cadet, name)
        await expect(field).to_contain_text("필수 항목이에요. 채워 주세요.")
    await expect(cadet.modal.get_by_role("checkbox", name="서초 클러스터")).to_be_focused()
    await cadet.photo("1-errors")


async def test_the_fields_follow_the_category_and_what_was_entered_stays(hall: Hall) -> None:
    cadet = await hall.window(MINJUN)
    await cadet.asks("/partner 밥 개포")
    await cadet.field("제목").fill("미니쉘 같이 하실 분")
    await cadet.modal.get_by_role("checkbox", name="서초 클러스터").check()
    await cadet.modal.get_by_role("radio", name="공트너").check()
    await expect(cadet.modal.get_by_role("radiogroup", name="무엇을 공부할까요?")).to_be_visible()
    await expect(cadet.modal.get_by_role("heading", name="공트너 찾기")).to_be_visible()
    await expect(cadet.modal.get_by_role("radiogroup", name="어떻게 먹을까요?")).to_have_count(0)
    await expect(cadet.field("제목")).to_have_value("미니쉘 같이 하실 분")
    await expect(cadet.modal.get_by_role("checkbox", name="서초 클러스터")).to_be_checked()
    await expect(cadet.modal.get_by_role("radio", name="공트너")).to_be_focused()
    await cadet.photo("1-study")
    await cadet.field("어느 채널에 올릴까요?").click()
    await cadet.modal.get_by_role("option", name="#공트너").click()
    await cadet.modal.get_by_role("radio", name="본과정").check()
    await cadet.submits()
    await cadet.navigation.get_by_role("button", name="공트너").click()
    await expect(cadet.card.get_by_role("heading", name="미니쉘 같이 하실 분")).to_be_visible()
    await cadet.photo("2-card")


def block_of(cadet: Cadet, label: str) -> Locator:
    """The whole of a field: label, control, hint, error."""
    return cadet.modal.locator(".b-input").filter(has_text=label)


async def just_below(field: Locator, note: Locator) -> bool:
    """Whether a note stands right under its field, where the eye looks for it."""
    upper, lower = await field.bounding_box(), await note.bounding_box()
    assert upper
    assert lower
    return 0 <= lower["y"] - (upper["y"] + upper["height"]) < 24 and abs(lower["x"] - upper["x"]) < 40
