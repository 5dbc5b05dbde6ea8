"""Groups, reminders and histories: the right words for who reads them, and no button that leads nowhere."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.model.match import Attendance
from domain.model.people import DirectMessage
from domain.vocabulary import Place
from handlers.ids import Action
from handlers.views import group, history
from tests.handlers.views import samples as s
from tests.handlers.views.cases import as_json
from tests.handlers.views.meeting_cases import LATER, NOBODY, THREE, without
from tests.handlers.views.test_messages import pressed

KO = s.texts()


def test_the_members_of_an_anonymous_match_see_each_other() -> None:
    content = group.group_message(KO, s.group(s.recruitment(s.ANONYMOUS, (1, 2))), s.SITE, s.NOW)
    assert "<@U0MINJKIM1> 님, <@U0SEOLEE2> 님" in content.text
    assert "이 대화에 있는" in content.text


@pytest.mark.parametrize(
    ("attendance", "said"), [(Attendance.GONE, "연락이 닿지 않아"), (Attendance.CANNOT_COME, "사정이 생겨")]
)
def test_a_group_without_somebody_counts_those_who_come_and_says_why(attendance: Attendance, said: str) -> None:
    content = group.group_message(KO, without(s.group(THREE), attendance, 3), s.SITE, s.NOW)
    assert "2명이 함께하" in content.text or "2명이 함께해요" in content.text
    assert "<@U0JIWPARK3>" not in str(content)
    (line,) = [line for line in content.text.splitlines() if said in line]
    assert line.lstrip("🙏 ").startswith("jiwpark 님은")


def test_a_match_begins_with_the_same_question_whenever_it_is_rendered() -> None:
    one = s.group(s.recruitment(participants=(1, 2)))
    assert group.group_message(KO, one, s.SITE, s.NOW) == group.group_message(KO, one, s.SITE, s.NOW)
    assert "부먹" in group.group_message(KO, s.random_group(1, 2), s.SITE, s.NOW).text


def test_what_can_be_done_about_a_meeting_is_about_that_meeting() -> None:
    data = s.random_group(1, 2)
    content = group.group_message(KO, data, s.SITE, s.NOW)
    assert pressed(content) == dict.fromkeys((Action.MATCH_CALENDAR, Action.MATCH_CANNOT_COME), str(data.match.id))
    (row,) = [block for block in as_json(content)["blocks"] if block["type"] == "actions"]
    assert row["elements"][0]["url"] == f"https://partner.example/calendar/{data.match.calendar_token}.ics"


def test_without_an_address_or_a_token_there_is_no_calendar_to_add_to() -> None:
    data = s.random_group(1, 2)
    old = replace(data, match=replace(data.match, calendar_token=None))
    for shown, site in ((data, NOBODY), (old, s.SITE)):
        assert set(pressed(group.group_message(KO, shown, site, s.NOW))) == {Action.MATCH_CANNOT_COME}


def test_once_the_meeting_has_begun_or_is_off_nothing_can_be_pressed() -> None:
    data = s.random_group(1, 2)
    assert pressed(group.group_message(KO, data, s.SITE, LATER)) == {}
    assert pressed(group.outdated(KO, without(data, Attendance.CANNOT_COME, 1))) == {}
    assert pressed(group.outdated(KO, without(s.random_group(1, 2, 3), Attendance.CANNOT_COME, 1))) == {}


def test_the_spot_is_that_of_the_one_place_a_random_match_agreed_on() -> None:
    spot = "1층 로비 &lt;자판기 앞&gt;"
    assert spot in group.group_message(KO, s.random_group(1, 2), s.SITE, s.NOW).text
    elsewhere = s.random_group(1, 2, places=(Place.SEOCHO,))
    for data in (elsewhere, s.group(THREE)):
        assert spot not in group.group_message(KO, data, s.SITE, s.NOW).text


def test_a_reminder_mentions_those_alone_who_want_one() -> None:
    quiet = replace(s.PEOPLE[s.SEO], muted=frozenset({DirectMessage.REMINDERS}))
    text = group.reminder(KO, replace(s.random_group(1, 2), people={**s.PEOPLE, s.SEO: quiet}), s.SITE).text
    assert "<@U0MINJKIM1> 님, seolee 님" in text
    assert "<@U0SEOLEE2>" not in text


def test_a_history_offers_what_can_be_done_for_meetings_ahead_alone() -> None:
    ahead, declined = s.random_group(1, 2), without(s.random_group(1, 2, 3), Attendance.CANNOT_COME, 1)
    for data, offered in ((ahead, True), (declined, False)):
        content = history.page(KO, s.history(data), s.AUTHOR, s.SITE, s.NOW)
        assert (Action.MATCH_CANNOT_COME in pressed(content)) is offered
    assert pressed(history.page(KO, s.history(ahead), s.AUTHOR, s.SITE, LATER)) == {}


def test_a_history_leads_to_conversations_that_the_viewer_is_in() -> None:
    declined = without(s.random_group(1, 2, 3), Attendance.CANNOT_COME, 1)
    assert "대화 보기" in history.page(KO, s.history(s.random_group(1, 2)), s.AUTHOR, s.SITE, s.NOW).text
    assert "대화 보기" not in history.page(KO, s.history(declined), s.AUTHOR, s.SITE, s.NOW).text


def test_a_history_names_the_others_and_not_the_viewer() -> None:
    text = history.page(KO, s.history(s.random_group(1, 2, 3)), s.AUTHOR, s.SITE, s.NOW).text
    assert "👥 seolee 님, jiwpark 님" in text
    assert "minjkim" not in text


@given(st.text())
def test_any_value_reads_as_some_offset(value: str) -> None:
    assert 0 <= history.read_offset(value) < 1_000_000


@given(st.integers(0, 999_999))
def test_an_offset_comes_back_out_of_its_value(offset: int) -> None:
    assert history.read_offset(str(offset)) == offset
