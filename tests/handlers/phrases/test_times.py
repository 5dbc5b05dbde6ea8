from zoneinfo import ZoneInfo

import pytest

from handlers.phrases import Note, default_meets_at, read_phrase
from tests.handlers.phrases.asking import NOW, SEOUL, asked, july, meets_at

AT_NOON: list[tuple[str, str]] = [
    ("밥 12:30", "3 12:30"),
    ("밥 12시", "3 12:00"),
    ("밥 12시 반", "3 12:30"),
    ("밥 12시반에", "3 12:30"),
    ("밥 12시30분", "3 12:30"),
    ("밥 12시 30", "3 12:30"),
    ("밥 열두시 반", "3 12:30"),
    ("밥 두 시", "3 14:00"),
    ("밥 오후 3시", "3 15:00"),
    ("밥 3pm", "3 15:00"),
    ("밥 3:15 p.m.", "3 15:15"),
    ("밥 15시", "3 15:00"),
    ("밥 7시", "3 19:00"),
    ("밥 7:30", "3 19:30"),
    ("밥 07:30", "4 07:30"),
    ("밥 저녁 7시", "3 19:00"),
    ("밥 저녁 07:30", "3 19:30"),
    ("저녁 7", "3 19:00"),
    ("아침 7시", "4 07:00"),
    ("점심 1시", "3 13:00"),
    ("밥 낮 1시", "3 13:00"),
    ("밥 오전 11시", "4 11:00"),
    ("밥 오후 12시 30분", "3 12:30"),
    ("밥 정오", "3 12:00"),
    ("밥 자정", "4 00:00"),
    ("밥 밤 12시", "4 00:00"),
    ("밥 12am", "4 00:00"),
    ("밥 12pm", "3 12:00"),
    ("밥 새벽 1시", "4 01:00"),
    ("밥 24시", "4 00:00"),
    ("밥 6시 이후", "3 18:00"),
    ("밥 일곱시쯤", "3 19:00"),
    ("밥 12시~1시", "3 12:00"),
    ("밥 12시부터 1시까지", "3 12:00"),
    ("밥 12-1시", "3 12:00"),
    ("점심 11-1pm", "4 11:00"),
    ("lunch at 1", "3 13:00"),
    ("dinner 7 o'clock", "3 19:00"),
    ("밥 지금", "3 12:10"),
    ("밥 30분 뒤", "3 12:20"),
    ("밥 in 30 minutes", "3 12:20"),
    ("밥 1시간 후", "3 12:50"),
    ("밥 1시간 반 뒤에", "3 13:20"),
    ("밥 한 시간 30분 뒤", "3 13:20"),
    ("밥 in half an hour", "3 12:20"),
    ("밥 two hours later", "3 13:50"),
    ("밥 내일 3시", "4 15:00"),
    ("밥 내일 8시", "4 20:00"),
    ("공부 내일 8시", "4 08:00"),
    ("밥 내일 아침 8시", "4 08:00"),
    ("밥 내일 밤 1시", "5 01:00"),
    ("밥 모레 저녁", "5 18:00"),
    ("밥 내일모레 점심", "5 12:00"),
    ("밥 이틀 뒤 저녁 6시", "5 18:00"),
    ("밥 in 3 days noon", "6 12:00"),
    ("밥 금요일 6시", "4 18:00"),
    ("밥 friday 6pm", "4 18:00"),
    ("밥 목요일 7시", "3 19:00"),
    ("밥 목요일 11시", "10 11:00"),
    ("밥 목요일 아침", "10 08:00"),
    ("밥 다음주 월요일 점심", "7 12:00"),
    ("밥 담주 금 12시", "11 12:00"),
    ("밥 next monday noon", "7 12:00"),
    ("밥 이번주 금 저녁", "4 18:00"),
    ("밥 다음주 점심", "10 12:00"),
    ("밥 7/3 15:00", "3 15:00"),
    ("밥 7/5", "5 12:00"),
    ("밥 7월 3일 19시", "3 19:00"),
    ("밥 7/5(토) 12:30", "5 12:30"),
    ("밥 7/3 목 12:30", "3 12:30"),
    ("밥 10일 7시", "10 19:00"),
    ("밥 2025-07-05 12:30", "5 12:30"),
    ("밥 2025.07.05 12:30", "5 12:30"),
    ("밥 july 5 noon", "5 12:00"),
    ("밥 5th of July 6pm", "5 18:00"),
    ("밥 오늘", "-"),
    ("공부 내일", "4 14:00"),
]


@pytest.mark.parametrize(("text", "expected"), AT_NOON, ids=[text for text, _ in AT_NOON])
def test_a_time_said_shortly_before_noon(text: str, expected: str) -> None:
    prefill = asked(text)
    assert (meets_at(text), prefill.title) == (expected, None)


OTHER_HOURS: list[tuple[int, str, str, str]] = [
    (3, "12:00", "밥 12시", "4 12:00"),
    (3, "22:00", "밥 12시", "4 12:00"),
    (3, "23:00", "밥 7시", "4 07:00"),
    (3, "06:59", "밥 7시", "3 07:00"),
    (3, "00:30", "밥 밤 1시", "3 01:00"),
    (3, "23:50", "밥 지금", "4 00:10"),
    (3, "11:51", "점심", "3 12:11"),
    (3, "13:10", "점심", "3 13:30"),
    (3, "14:15", "점심", "4 12:00"),
    (3, "16:00", "점저", "3 16:20"),
    (3, "17:30", "저녁", "3 18:00"),
    (3, "20:30", "저녁", "3 20:50"),
    (3, "20:45", "저녁", "4 18:00"),
    (3, "23:50", "야식", "4 00:10"),
    (3, "01:00", "야식", "3 01:20"),
    (3, "05:00", "야식", "3 22:00"),
    (3, "09:00", "아침", "3 09:20"),
    (3, "16:00", "밥 오늘 점심", "-"),
    (3, "20:00", "밥 오늘 7시", "-"),
    (3, "18:00", "밥 오늘 7시", "3 19:00"),
    (4, "20:00", "밥 금요일 7시", "11 19:00"),
]


@pytest.mark.parametrize(("day", "clock", "text", "expected"), OTHER_HOURS)
def test_what_a_time_means_depends_on_the_hour(day: int, clock: str, text: str, expected: str) -> None:
    assert meets_at(text, july(day, clock)) == expected


def test_a_time_that_falls_on_tomorrow_says_so() -> None:
    assert asked("밥 7시", july(3, "23:00")).notes == (Note.FALLS_ON_TOMORROW,)
    assert asked("점심", july(3, "15:00")).notes == (Note.FALLS_ON_TOMORROW,)
    assert asked("밥 오늘 밤 12시").notes == (Note.FALLS_ON_TOMORROW,)


def test_a_time_on_the_day_that_was_said_needs_no_note() -> None:
    assert asked("밥 내일 7시").notes == ()
    assert asked("밥 금요일 점심").notes == ()
    assert asked("밥 7시").notes == ()


@pytest.mark.parametrize("text", ["밥 오늘 오전 9시", "밥 7/1 12:00", "밥 이번주 월요일 12시"])
def test_a_time_that_is_over_is_left_out_and_said(text: str) -> None:
    prefill = asked(text)
    assert (prefill.meets_at, prefill.notes) == (None, (Note.TIME_IN_PAST,))


@pytest.mark.parametrize("text", ["밥 12/24 18:00", "밥 july 18 3pm", "밥 999시간 뒤", "밥 in 3 weeks"])
def test_a_time_more_than_two_weeks_ahead_is_left_out_and_said(text: str) -> None:
    prefill = asked(text)
    assert (prefill.meets_at, prefill.notes) == (None, (Note.TIME_TOO_FAR,))


def test_two_weeks_ahead_to_the_minute_is_near_enough() -> None:
    assert meets_at("밥 7/17 11:50") == "17 11:50"
    assert meets_at("밥 7/17 11:51") == "-"


@pytest.mark.parametrize("text", ["밥 12시나 1시", "밥 12:00 1시", "밥 점심 12시, 저녁 7시", "밥 오늘이나 내일 12시"])
def test_of_two_times_the_first_counts_and_a_note_says_so(text: str) -> None:
    assert meets_at(text) == "3 12:00"
    assert Note.TWO_TIMES in asked(text).notes


def test_the_end_of_a_range_is_no_second_time() -> None:
    assert asked("밥 12시~1시").notes == asked("study 3-5pm").notes == ()


def test_a_day_without_a_time_of_day_is_called_a_guess() -> None:
    assert asked("밥 내일").notes == (Note.TIME_GUESSED,)


def test_seconds_never_make_now_sooner_than_twenty_minutes() -> None:
    assert meets_at("밥 지금", NOW.replace(second=1)) == "3 12:11"


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("lunch", "3 12:00"), ("7시", "3 19:00"), ("tomorrow 8am", "4 08:00"), ("30분 뒤", "3 12:20")],
)
def test_times_are_read_on_the_clocks_of_the_zone(text: str, expected: str) -> None:
    assert meets_at(text, july(3, "11:50", NEW_YORK), NEW_YORK) == expected


def test_a_clock_time_keeps_its_hour_across_a_change_of_clocks() -> None:
    eve = july(3, "11:50", NEW_YORK).replace(month=11, day=1)
    read = read_phrase("tomorrow 6pm", eve, NEW_YORK).meets_at
    assert read is not None
    assert f"{read.astimezone(NEW_YORK):%m-%d %H:%M}" == "11-02 18:00"


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("11:50", "12:15"), ("11:55", "12:15"), ("11:56", "12:30"), ("11:40", "12:00"), ("23:40", "00:00")],
)
def test_the_default_is_the_next_quarter_at_least_twenty_minutes_ahead(clock: str, expected: str) -> None:
    assert f"{default_meets_at(july(3, clock), SEOUL).astimezone(SEOUL):%H:%M}" == expected


def test_the_default_counts_seconds_and_the_quarters_of_the_zone() -> None:
    kathmandu = ZoneInfo("Asia/Kathmandu")
    late = july(3, "11:55").replace(second=1)
    assert f"{default_meets_at(late, SEOUL).astimezone(SEOUL):%H:%M:%S}" == "12:30:00"
    assert default_meets_at(late, kathmandu).astimezone(kathmandu).minute % 15 == 0
