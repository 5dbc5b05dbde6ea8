"""Whatever is typed, an answer comes back, well-formed and soon."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.phrases import Command, NotUnderstood, Prefill, read_command, read_phrase
from tests.handlers.phrases import hostile
from tests.handlers.phrases.asking import NOW, SEOUL

SCRAPS = [
    *(
        "밥",
        "공부",
        "개포",
        "서초에서",
        "밖",
        "12:30",
        "12시 반",
        "오후 3시",
        "3pm",
        "내일",
        "금요일",
        "다음주 월",
        "7/3",
        "7월 3일",
    ),
    *(
        "30분 뒤",
        "지금",
        "저녁",
        "점심",
        "배달",
        "포장",
        "4명",
        "셋이서",
        "for 3",
        "people",
        "익명",
        "말고",
        "빼고",
        "나 포함",
    ),
    *("-", "~", "(", ")", '"', ",", ".", ":", "/", "12", "4", "GTA 5", "같이", "드실 분", "구해요", "in an hour", "at"),
    *("noon", "midnight", "자정", "<@U1>", "&amp;", "qkq", "렌덤", "2/29", "31일에", "24시", "now"),
]
sentences = st.lists(st.sampled_from(SCRAPS), max_size=14).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)
moments = st.integers(0, 4 * 365 * 24 * 60 * 60).map(
    lambda seconds: NOW - timedelta(days=600) + timedelta(seconds=seconds)
)


def assert_well_formed(prefill: Prefill, now: datetime) -> None:
    assert prefill.title is None or (0 < len(prefill.title) <= 60 and prefill.title == prefill.title.strip())
    assert prefill.capacity is None or 2 <= prefill.capacity <= 20
    assert len(set(prefill.places)) == len(prefill.places)
    assert len(set(prefill.notes)) == len(prefill.notes)
    if prefill.meets_at is not None:
        assert prefill.meets_at.tzinfo is UTC
        assert timedelta() < prefill.meets_at - now <= timedelta(days=14)


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.characters(), max_size=200), now=moments)
def test_any_text_gets_an_answer(text: str, now: datetime) -> None:
    assert_well_formed(read_phrase(text, now, SEOUL), now)
    assert isinstance(read_command(text, now, SEOUL), Command | NotUnderstood)


@settings(max_examples=250, deadline=None)
@given(text=sentences, now=moments)
def test_any_mixture_of_known_words_gives_a_well_formed_reading(text: str, now: datetime) -> None:
    assert_well_formed(read_phrase(text, now, SEOUL), now)
    answer = read_command(text, now, SEOUL)
    if isinstance(answer, Command) and answer.prefill:
        assert_well_formed(answer.prefill, now)


@pytest.mark.parametrize("scrap", hostile.SCRAPS)
def test_three_thousand_characters_of_one_thing_are_read(scrap: str) -> None:
    assert isinstance(read_command(hostile.hostile(scrap), NOW, SEOUL), Command | NotUnderstood)
