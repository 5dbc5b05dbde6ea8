"""Calendar entries, read back by another library than the one that wrote them."""

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
import vobject

from domain.model.match import Attendance
from domain.use_cases.meetings import GroupData
from domain.vocabulary import Category, Language
from handlers.site import Site
from handlers.views.calendar import DURATIONS, calendar_file
from tests.handlers.views import samples as s
from tests.handlers.views.meeting_cases import without

SPOT = "1층 로비 <자판기 앞>"
LONG = "아주 긴 제목이라서 한 줄에 다 들어가지 못하는 모임, 그래도; 그대로 \\ 남아야 해요"


def written(group: GroupData, site: Site = s.SITE, language: Language = Language.KO) -> bytes:
    return calendar_file(s.texts(language), group, site, s.NOW)


def entry(content: bytes) -> Any:
    calendar = vobject.readOne(content.decode())
    (event,) = calendar.vevent_list
    return event


def test_it_says_when_what_and_where() -> None:
    event = entry(written(s.random_group(1, 2)))
    assert event.dtstart.value == s.NOON
    assert event.dtstart.value.tzinfo is not None
    assert event.dtend.value == s.NOON + timedelta(hours=1)
    assert event.dtstamp.value.astimezone(UTC) == s.NOW
    assert event.summary.value == "🍚 개포 · 점심 · 외식"
    assert event.location.value == f"개포 클러스터, {SPOT}"
    assert event.description.value.startswith("외식\n")
    assert event.status.value == "CONFIRMED"


def test_its_times_are_in_utc_and_its_lines_as_calendars_want_them() -> None:
    group = s.group(s.recruitment(replace(s.LUNCH, title=LONG[:60]), (1, 2)))
    content = written(group)
    lines = content.split(b"\r\n")
    assert b"DTSTART:20250703T033000Z" in lines
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert [line for line in lines if len(line) > 75] == []
    assert all(line.decode() or True for line in lines)
    assert entry(content).summary.value == f"🍚 {LONG[:60]}"


def test_what_no_calendar_can_read_is_left_out() -> None:
    group = s.group(s.recruitment(replace(s.LUNCH, title="치킨\x07 👩\u200d🍳"), (1, 2)))
    assert entry(written(group)).summary.value == "🍚 치킨 👩\u200d🍳"


def test_it_can_be_published_to_any_calendar() -> None:
    calendar = vobject.readOne(written(s.random_group(1, 2)).decode())
    assert calendar.version.value == "2.0"
    assert "method" not in calendar.contents, "RFC 5546 would ask for an organizer's address"
    assert "42Partner" in calendar.prodid.value


def test_it_reminds_ten_minutes_before() -> None:
    (alarm,) = entry(written(s.random_group(1, 2))).valarm_list
    assert (alarm.action.value, alarm.trigger.value) == ("DISPLAY", timedelta(minutes=-10))


def test_a_change_is_the_same_entry_with_a_higher_sequence_and_an_end_is_said() -> None:
    before = s.random_group(1, 2, 3)
    smaller = without(before, Attendance.CANNOT_COME, 3)
    ended = without(smaller, Attendance.GONE, 2)
    first, second, third = [entry(written(each)) for each in (before, smaller, ended)]
    assert first.uid.value == second.uid.value == third.uid.value
    assert [each.sequence.value for each in (first, second, third)] == ["1", "2", "3"]
    assert [each.status.value for each in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert "valarm" not in third.contents


def test_two_meetings_are_two_entries() -> None:
    one, other = s.random_group(1, 2), s.group(s.recruitment(participants=(1, 2)))
    assert entry(written(one)).uid.value != entry(written(other)).uid.value


@pytest.mark.parametrize("language", Language)
def test_it_names_nobody(language: Language) -> None:
    said = written(s.random_group(1, 2, 3), language=language).decode().replace("\r\n ", "")
    assert not [
        person for person in s.PEOPLE.values() if str(person.display_name) in said or str(person.slack_id) in said
    ]


def test_it_is_in_the_workspaces_language() -> None:
    assert entry(written(s.random_group(1, 2), language=Language.EN)).location.value == f"Gaepo cluster, {SPOT}"


def test_every_category_takes_its_time() -> None:
    assert set(DURATIONS) == set(Category)
