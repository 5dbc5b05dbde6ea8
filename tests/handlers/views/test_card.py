from dataclasses import replace
from typing import Any

from domain.model.match import Attendance
from domain.model.recruitment import RecruitmentStatus
from domain.outbox import PostedMessage
from domain.outgoing import Content
from domain.vocabulary import Language
from handlers.ids import Action
from handlers.views.card import card, summary_lines
from handlers.views.links import message_link
from tests.handlers.views import samples as s


def shown_text(content: Content) -> str:
    return "\n".join(str(block) for block in content.blocks)


def actions_of(content: Content) -> list[str]:
    rows: list[dict[str, Any]] = [dict(block) for block in content.blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row["elements"]]


def test_a_new_card_mentions_nobody() -> None:
    assert "<@" not in str(card(s.texts(), s.shown(s.recruitment(participants=(1, 2)), posted=False)))


def test_a_refreshed_card_mentions_who_is_in_but_not_in_its_text() -> None:
    content = card(s.texts(), s.shown(s.recruitment(participants=(1, 2))))
    assert "<@U0MINJKIM1> 님, <@U0SEOLEE2> 님" in shown_text(content)
    assert "minjkim 님, seolee 님" in content.text
    assert "<@" not in content.text


def test_a_card_whose_conversation_alone_is_known_counts_as_new() -> None:
    half = replace(s.shown(s.recruitment()), posted=PostedMessage("key", "C0MEAL"))
    assert "<@" not in str(card(s.texts(), half))


def test_a_member_whose_name_is_not_known_is_mentioned() -> None:
    nameless = {s.AUTHOR: replace(s.PEOPLE[s.AUTHOR], display_name=None)}
    assert "<@U0MINJKIM1> 님" in str(card(s.texts(), replace(s.shown(s.recruitment(), posted=False), people=nameless)))


def test_a_member_whose_data_were_erased_has_no_name() -> None:
    erased = {s.AUTHOR: replace(s.PEOPLE[s.AUTHOR], slack_id=None, display_name=None)}
    content = card(s.texts(), replace(s.shown(s.recruitment()), people=erased))
    assert "떠난 카뎃 님" not in str(content)
    assert "떠난 카뎃" in content.text


def test_a_confirmed_card_shows_who_of_the_group_still_comes() -> None:
    three = s.recruitment(participants=(1, 2, 3))
    smaller = s.group(three).match.without(s.SEO, Attendance.GONE)
    content = card(s.texts(), replace(s.shown(s.ended(three, RecruitmentStatus.CONFIRMED)), match=smaller))
    assert "2명이 함께해요" in content.text
    assert "seolee" not in content.text
    assert "U0SEOLEE2" not in shown_text(content)


def test_a_card_whose_group_fell_apart_is_closed() -> None:
    two = s.recruitment(participants=(1, 2))
    broken = s.group(two).match.without(s.SEO, Attendance.GONE)
    content = card(s.texts(), replace(s.shown(s.ended(two, RecruitmentStatus.CONFIRMED)), match=broken))
    assert content.text == "마감된 모집이에요"


def test_buttons_stand_in_the_order_of_the_contract() -> None:
    assert actions_of(card(s.texts(), s.shown(s.recruitment()))) == [
        Action.RECRUITMENT_JOIN,
        Action.RECRUITMENT_LEAVE,
        Action.RECRUITMENT_MANAGE,
    ]


def test_an_anonymous_card_has_a_comment_button() -> None:
    assert Action.RECRUITMENT_COMMENT in actions_of(card(s.texts(), s.shown(s.recruitment(s.ANONYMOUS))))


def test_nothing_can_be_pressed_once_it_has_ended() -> None:
    for status in set(RecruitmentStatus) - {RecruitmentStatus.OPEN}:
        assert actions_of(card(s.texts(), s.shown(s.ended(s.recruitment(participants=(1, 2)), status)))) == []


def test_a_card_that_expired_is_one_line_without_names_count_or_reason() -> None:
    for status in (RecruitmentStatus.EXPIRED, RecruitmentStatus.CANCELLED):
        content = card(s.texts(), s.shown(s.ended(s.recruitment(s.CHICKEN), status)))
        assert content.text == "마감된 모집이에요"
        assert len(content.blocks) == 1


def test_a_title_that_was_left_out_is_composed() -> None:
    assert summary_lines(s.texts(), s.recruitment()).startswith("*개포 · 점심 · 외식*")
    assert summary_lines(s.texts(), s.recruitment(s.MINISHELL)).startswith("*서초/개포 · 본과정 공부*")
    assert summary_lines(s.texts(Language.EN), s.recruitment()).startswith("*Gaepo · Lunch · Eating out*")


def test_a_title_stays_on_one_line() -> None:
    broken = replace(s.LUNCH, title="치킨\n먹을\t사람")
    assert "*치킨 먹을 사람*" in summary_lines(s.texts(), s.recruitment(broken))


def test_a_summary_links_its_message_once_that_is_posted() -> None:
    link = "https://42seoul.slack.com/archives/C0MEAL/p1751511000000100"
    assert f"<{link}|모집 글 보기>" in summary_lines(s.texts(), s.shown(s.recruitment()))
    assert "http" not in summary_lines(s.texts(), s.shown(s.recruitment(), posted=False))


def test_a_message_whose_conversation_alone_is_known_has_no_link() -> None:
    assert message_link(s.WORKSPACE, PostedMessage("key", "D1")) is None
