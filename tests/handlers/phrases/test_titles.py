import unicodedata

from handlers.phrases import Note
from tests.handlers.phrases.asking import GAEPO, asked, meal


def test_a_title_is_cut_at_sixty_characters_and_says_so() -> None:
    prefill = asked("밥 개포 " + "가" * 61)
    assert prefill == meal("가" * 60, None, GAEPO, notes=(Note.TITLE_SHORTENED,))
    assert asked("밥 개포 " + "가" * 60) == meal("가" * 60, None, GAEPO)


def test_slack_markup_does_not_reach_the_title() -> None:
    assert asked("밥 <@U123ABC> 피자&amp;콜라 &lt;3").title == "피자&콜라 <3"
    assert asked("밥 <#C1|general> <https://a.example/12:30|menu>").title == "general https://a.example/12:30"


def test_decomposed_and_invisible_letters_are_read() -> None:
    assert asked(unicodedata.normalize("NFD", "밥 개포 치킨")) == meal("치킨", None, GAEPO)
    assert asked("밥\u200b \u2060개포\ufeff\u3000치킨\x00") == meal("치킨", None, GAEPO)


def test_the_case_of_a_title_is_kept_and_the_case_of_words_ignored() -> None:
    assert asked("MEAL GaePo BHC Gold King") == meal("BHC Gold King", None, GAEPO)


def test_what_stands_between_conditions_is_joined() -> None:
    assert asked("매운 개포 떡볶이 밥") == meal("매운 떡볶이", None, GAEPO)
