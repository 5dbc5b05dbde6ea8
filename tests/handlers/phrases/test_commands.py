import pytest

from domain.vocabulary import Category, Place
from handlers.phrases import Command, NotUnderstood, Word, read_command
from tests.handlers.phrases.asking import NOW, SEOUL

MEAL, STUDY = Category.MEAL, Category.STUDY

WORDS: list[tuple[str, Word, Category | None]] = [
    ("", Word.HELP, None),
    ("  \n ", Word.HELP, None),
    ("?", Word.HELP, None),
    ("help", Word.HELP, None),
    ("도움말!", Word.HELP, None),
    ("/partner help", Word.HELP, None),
    ("MEAL", Word.MEAL, MEAL),
    ("식사", Word.MEAL, MEAL),
    ("배달", Word.MEAL, MEAL),
    ("밥먹자", Word.MEAL, MEAL),
    ("partner lunch", Word.MEAL, MEAL),
    ("스터디", Word.STUDY, STUDY),
    ("모각코", Word.STUDY, STUDY),
    ("random", Word.RANDOM, None),
    ("랜덤 매칭", Word.RANDOM, None),
    ("랜덤 밥", Word.RANDOM, MEAL),
    ("랜덤 매칭 공부", Word.RANDOM, STUDY),
    ("random dinner", Word.RANDOM, MEAL),
    ("밥 랜덤", Word.RANDOM, MEAL),
    ("cancel", Word.CANCEL, None),
    ("취소해줘", Word.CANCEL, None),
    ("취소 스터디", Word.CANCEL, STUDY),
    ("공부 취소", Word.CANCEL, STUDY),
    ("status", Word.STATUS, None),
    ("상태", Word.STATUS, None),
    ("list", Word.LIST, None),
    ("목록 보여줘", Word.LIST, None),
    ("list meal", Word.LIST, MEAL),
    ("공부 목록", Word.LIST, STUDY),
    ("history", Word.HISTORY, None),
    ("내 기록", Word.HISTORY, None),
    ("me", Word.ME, None),
    ("내 정보", Word.ME, None),
    ("내정보", Word.ME, None),
    ("settings", Word.SETTINGS, None),
    ("설정", Word.SETTINGS, None),
    ("stats", Word.STATS, None),
    ("통계", Word.STATS, None),
]


@pytest.mark.parametrize(("text", "word", "category"), WORDS)
def test_the_first_word_chooses(text: str, word: Word, category: Category | None) -> None:
    command = read_command(text, NOW, SEOUL)
    assert isinstance(command, Command)
    assert (command.word, command.category) == (word, category)


def test_only_what_opens_a_form_is_prefilled() -> None:
    for text in ("취소 밥", "목록 밥", "랜덤", "상태 밥"):
        command = read_command(text, NOW, SEOUL)
        assert isinstance(command, Command)
        assert command.prefill is None


def test_conditions_behind_random_are_read() -> None:
    command = read_command("random meal gaepo", NOW, SEOUL)
    assert isinstance(command, Command)
    assert command.prefill is not None
    assert command.prefill.places == (Place.GAEPO,)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("12:30 개포", Word.MEAL),
        ("내일", Word.MEAL),
        ("지금", Word.MEAL),
        ("개포", Word.MEAL),
        ("3 people", Word.MEAL),
        ("libft 3시", Word.STUDY),
        ("push_swap gaepo", Word.STUDY),
        ("조용한 곳에서 공부", Word.STUDY),
        ("sutdy tomorrow 3pm", Word.STUDY),
    ],
)
def test_conditions_without_a_command_make_a_recruitment(text: str, word: Word) -> None:
    command = read_command(text, NOW, SEOUL)
    assert isinstance(command, Command)
    assert command.word is word


def test_a_command_in_the_wrong_keyboard_layout_is_obeyed_where_conditions_follow() -> None:
    command = read_command("tmxjel 개포 3시", NOW, SEOUL)
    assert isinstance(command, Command)
    assert command == read_command("스터디 개포 3시", NOW, SEOUL)


NEAREST = [
    ("렌덤", Word.RANDOM),
    ("목룍", Word.LIST),
    ("취쇼", Word.CANCEL),
    ("설젱", Word.SETTINGS),
    ("곰부", Word.STUDY),
    ("점싱", Word.MEAL),
    ("qkq", Word.MEAL),
    ("foseja", Word.RANDOM),
    ("ahrfhr", Word.LIST),
    ("tjfwjd", Word.SETTINGS),
    ("ㅡㄷ미", Word.MEAL),
    ("ㅗ디ㅔ", Word.HELP),
    ("hlep", Word.HELP),
    ("stauts", Word.STATUS),
    ("histroy", Word.HISTORY),
    ("setings", Word.SETTINGS),
    ("점심메뉴 추천", Word.MEAL),
    ("cancle meal", Word.CANCEL),
    ("렌덤 밥", Word.RANDOM),
]


@pytest.mark.parametrize(("text", "word"), NEAREST)
def test_a_slip_of_the_finger_is_answered_with_the_nearest_word(text: str, word: Word) -> None:
    assert read_command(text, NOW, SEOUL) == NotUnderstood(text, word)


@pytest.mark.parametrize(
    "text",
    [
        "안녕",
        "안녕하세요",
        "hello",
        "hi",
        "test",
        "테스트",
        "감사합니다",
        "ㅋㅋㅋ",
        "thanks!",
        "성적",
        "asdf",
        "🍕",
        "!!!",
        "5",
        "12",
        "GTA 5",
    ],
)
def test_small_talk_is_near_to_nothing(text: str) -> None:
    assert read_command(text, NOW, SEOUL) == NotUnderstood(text, None)


def test_what_was_not_understood_is_quoted_cleaned_and_short() -> None:
    answer = read_command("<@U123|marvin>   ｈｅｌｌｏ\t" + "z" * 100, NOW, SEOUL)
    assert answer == NotUnderstood("marvin hello " + "z" * 47, None)
