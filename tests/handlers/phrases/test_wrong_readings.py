"""What looks like a time, a place, a way or a number of people, and is none: it stays in the title."""

import pytest

from handlers.phrases import Prefill
from tests.handlers.phrases.asking import DELIVERY, GAEPO, SEOCHO, asked, meal, study

LEFT_ALONE = [
    "3층",
    "42서울",
    "서초역 2번 출구",
    "GTA 5",
    "치킨 1인분",
    "4인용 테이블",
    "1인 1닭",
    "국밥 12,000원",
    "₩12000 국밥",
    "010-1234-5678",
    "12시간",
    "3시리즈",
    "7시즌",
    "30분",
    "25:00",
    "12:60",
    "13/45",
    "12/24",
    "1/2",
    "24/7",
    "1+1 버거",
    "50% 할인 피자",
    "포장마차",
    "김밥천국",
    "비빔밥",
    "개포동 맛집",
    "서초구청",
    "모래내",
    "오늘의집",
    "내일배움카드",
    "저밖에 없어요",
    "다시 도전",
    "역시 치킨",
    "가을 소풍",
    "두 마리 치킨",
    "https://example.com:8080/12:30",
    "chef@12.example.com",
    "B1층 3호",
    "33떡볶이",
    "iPhone 15",
    ":8ball: 7번가피자",
]
LEFT_ALONE_IN_STUDY = [
    "libft 3차",
    "python 3.11",
    "python 3",
    "v2.0",
    "1:1 코드리뷰",
    "cpp 00",
    "rank 03 exam",
    "ex05",
    "윈도우 11",
    "monster",
    "outside-in TDD",
    "12시간 코딩",
    "점심 메뉴 앱",
    "2024년 회고",
]
AMONG_OTHERS: list[tuple[str, Prefill]] = [
    ("개포 지하 1층 12:30 치킨", meal("지하 1층 치킨", "3 12:30", GAEPO)),
    ("서초 2번 출구 앞 7시 삼겹살 4명", meal("2번 출구 앞 삼겹살", "3 19:00", SEOCHO, capacity=4)),
    ("GTA 5 같이 할 사람 개포 4명", meal("GTA 5", None, GAEPO, capacity=4)),
    ("60계치킨 배달 7시 개포 4명", meal("60계치킨", "3 19:00", GAEPO, way=DELIVERY, capacity=4)),
    ("python 3.12 스터디 서초 내일 7시", study("python 3.12", "4 19:00", SEOCHO)),
    ("libft 3차 시도 개포 3시", study("libft 3차 시도", "3 15:00", GAEPO)),
    ("study 2시간 개포 3시", study("2시간", "3 15:00", GAEPO)),
    ("밥 서초 30", meal("30", None, SEOCHO)),
    ("market 4 lunch", meal("market 4", "3 12:00")),
    ("lunch for 3 days", meal("3 days", "3 12:00")),
    ("seochon lunch", meal("seochon", "3 12:00")),
    ("meet others lunch", meal("meet others", "3 12:00")),
]


@pytest.mark.parametrize("title", LEFT_ALONE)
def test_it_is_but_the_title_of_a_meal(title: str) -> None:
    assert asked(f"밥 {title}") == meal(title)


@pytest.mark.parametrize("title", LEFT_ALONE_IN_STUDY)
def test_it_is_but_the_title_of_a_study(title: str) -> None:
    assert asked(f"study {title}") == study(title)


@pytest.mark.parametrize(("text", "expected"), AMONG_OTHERS, ids=[text for text, _ in AMONG_OTHERS])
def test_it_stays_in_the_title_beside_what_is_read(text: str, expected: Prefill) -> None:
    assert asked(text) == expected
