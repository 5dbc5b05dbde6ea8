import pytest

from domain.vocabulary import StudyType
from handlers.phrases import Note, Prefill
from tests.handlers.phrases.asking import DELIVERY, EATOUT, GAEPO, OUT, SEOCHO, TAKEOUT, asked, meal, study

INNER, OTHER = StudyType.INNER_CIRCLE, StudyType.NOT_INNER_CIRCLE
PLUS_ME = (Note.CAPACITY_INCLUDES_ME,)
GUESSED = (Note.TIME_GUESSED,)

MEALS: list[tuple[str, Prefill]] = [
    ("밥", meal()),
    ("밥 개포 12:30 치킨 4명 배달", meal("치킨", "3 12:30", GAEPO, way=DELIVERY, capacity=4)),
    ("12:30 개포 치킨", meal("치킨", "3 12:30", GAEPO)),
    ("치킨 개포 12:30", meal("치킨", "3 12:30", GAEPO)),
    ("개포에서 치킨 드실 분", meal("치킨", None, GAEPO)),
    ("오늘 저녁 7시에 개포에서 치킨 드실 분 4명", meal("치킨", "3 19:00", GAEPO, capacity=4)),
    ("오늘 점심 같이 드실 분 계신가요?", meal(None, "3 12:00")),
    ("서초에서 저녁 드실 분 구합니다 (4명)", meal(None, "3 18:00", SEOCHO, capacity=4)),
    ("치킨 배달 같이 시키실 분! 개포 6시 반", meal("치킨", "3 18:30", GAEPO, way=DELIVERY)),
    ("치킨 배달시킬 사람 셋이서", meal("치킨", way=DELIVERY, capacity=3)),
    ("배달 마라탕 7시 서초 셋이서", meal("마라탕", "3 19:00", SEOCHO, way=DELIVERY, capacity=3)),
    ("금욜 저녁 7시 서초 삼겹살 4명", meal("삼겹살", "4 19:00", SEOCHO, capacity=4)),
    ("포장 12시 개포 샌드위치 둘이", meal("샌드위치", "3 12:00", GAEPO, way=TAKEOUT, capacity=2)),
    ("테이크아웃 커피 지금", meal("커피", "3 12:10", way=TAKEOUT)),
    ("나가서 먹자 서초", meal(None, None, SEOCHO, way=EATOUT)),
    ("시켜먹을 사람 개포", meal(None, None, GAEPO, way=DELIVERY)),
    ("배달비 나눌 사람 개포", meal("배달비 나눌 사람", None, GAEPO, way=DELIVERY)),
    ("배민으로 치킨", meal("배민으로 치킨", way=DELIVERY)),
    ("클러스터 밖에서 저녁", meal(None, "3 18:00", OUT)),
    ("개포 클러스터에서 점심 4인", meal(None, "3 12:00", GAEPO, capacity=4)),
    ("밥 서초나 개포", meal(None, None, SEOCHO, GAEPO)),
    ("밥 개포/서초", meal(None, None, GAEPO, SEOCHO)),
    ("밥 아무데나", meal(None, None, SEOCHO, GAEPO, OUT)),
    ("밥 개포 빼고 아무데나", meal(None, None, SEOCHO, OUT)),
    ("밥 서초 말고 개포", meal(None, None, GAEPO)),
    ("밥 배달 말고 외식", meal(way=EATOUT)),
    ("밥 배달이나 포장", meal(way=DELIVERY, notes=(Note.TWO_WAYS,))),
    ("밥 우리 셋이 개포", meal(None, None, GAEPO, capacity=3)),
    ("밥 네 명", meal(capacity=4)),
    ("밥 최대 6명", meal(capacity=6)),
    ("밥 3~4명", meal(capacity=4)),
    ("밥 두세 명", meal(capacity=3)),
    ("밥 스무 명", meal(capacity=20)),
    ("밥 4인팟", meal(capacity=4)),
    ("밥 한 명 더", meal(capacity=2, notes=PLUS_ME)),
    ("밥 3명 구해요", meal(capacity=4, notes=PLUS_ME)),
    ("밥 두 명 더 구해요", meal(capacity=3, notes=PLUS_ME)),
    ("밥 나 포함 3명 구해요", meal(capacity=3)),
    ("밥 3명 구해요 (저 포함)", meal(capacity=3)),
    ("밥 총 5명 모집", meal(capacity=5)),
    ("밥 100명", meal(notes=(Note.CAPACITY_OUT_OF_RANGE,))),
    ("밥 1명", meal(notes=(Note.CAPACITY_OUT_OF_RANGE,))),
    ("밥 4명 5명", meal(capacity=4, notes=(Note.TWO_CAPACITIES,))),
    ("밥 4", meal(capacity=4)),
    ("밥 4 개포 12:30", meal(None, "3 12:30", GAEPO, capacity=4)),
    ("익명으로 밥 개포", meal(None, None, GAEPO, anonymous=True)),
    ("밥 익명 말고 개포", meal(None, None, GAEPO)),
    ("배고파", meal()),
    ("치킨", meal("치킨")),
    ("커피 ㄱㄱ", meal("커피")),
    ("밥 치킨을 같이 먹을 사람", meal("치킨")),
    ("🍕 개포 7시", meal("🍕", "3 19:00", GAEPO)),
    ("밥 ５시 개포 ４명", meal(None, "3 17:00", GAEPO, capacity=4)),
    ("밥/개포/１２：３０/치킨", meal("치킨", "3 12:30", GAEPO)),
    ("밥, [개포], 12시, (4명)~", meal(None, "3 12:00", GAEPO, capacity=4)),
    ('밥 "12시의 신데렐라" 4명', meal("12시의 신데렐라", capacity=4)),
    ("밥먹을사람", meal()),
    ("내일점심개포에서", meal(None, "4 12:00", GAEPO)),
    ("12시개포치킨4명", meal("개포치킨", "3 12:00", capacity=4)),
    ("개포4명", meal(None, None, GAEPO, capacity=4)),
]

STUDIES: list[tuple[str, Prefill]] = [
    ("공부", study()),
    ("공부 본과정 서초 내일 3시", study(None, "4 15:00", SEOCHO, kind=INNER)),
    ("공부 그 외 개포", study(None, None, GAEPO, kind=OTHER)),
    ("공부 본과정 말고", study(kind=OTHER)),
    ("공부 기타", study(kind=OTHER)),
    ("모각코 개포 3시", study("모각코", "3 15:00", GAEPO)),
    ("libft 내일 3시 개포", study("libft", "4 15:00", GAEPO)),
    ("minishell 같이 하실 분 내일 2시", study("minishell", "4 14:00")),
    ("스터디 알고리즘 금요일", study("알고리즘", "4 14:00", notes=GUESSED)),
    ("둘이서 조용히 공부 3시", study("조용히", "3 15:00", capacity=2)),
    ("공부할사람 서초", study(None, None, SEOCHO)),
    ("공부하자 내일 오후", study(None, "4 15:00")),
    ("공부 점심 먹고 3시 개포", study("점심 먹고", "3 15:00", GAEPO)),
    ("C05 스터디 내일 2시 개포 3명", study("C05", "4 14:00", GAEPO, capacity=3)),
]


@pytest.mark.parametrize(("text", "expected"), MEALS, ids=[text for text, _ in MEALS])
def test_a_phrase_about_a_meal_is_read(text: str, expected: Prefill) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(("text", "expected"), STUDIES, ids=[text for text, _ in STUDIES])
def test_a_phrase_about_study_is_read(text: str, expected: Prefill) -> None:
    assert asked(text) == expected
