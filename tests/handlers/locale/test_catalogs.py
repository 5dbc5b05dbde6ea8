"""Every text exists in every language, says the same things, and is said somewhere."""

import re
from collections.abc import Iterable
from string import Formatter

import pytest
from babel import Locale

from domain.errors import ErrorCode
from domain.model.ice_breakers import QUESTIONS
from domain.model.people import DirectMessage
from domain.outbox import Notice
from domain.use_cases.wishes import Outcome
from domain.vocabulary import Category, Language, Place, StudyType, TimeOfEating, WayOfEating
from handlers.commands.words import KNOWN
from handlers.ids import Field, LanguageOption, Manage, Option, Setting
from handlers.phrases import Note
from handlers.texts import catalog
from tests.handlers.locale.scanning import KEY, asked_for, literals, sources

KO, EN = catalog(Language.KO), catalog(Language.EN)
TREES = dict(sources())
HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
OWN_NAME = f"settings.language.{Language.KO}"
BOLD_IN_A_WORD = re.compile(r"(?:^|[\s(])\*[^*\n]+\*[가-힣]", re.MULTILINE)
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def forms(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(dict(text).values())  # type: ignore[call-overload] # a catalog's table


def placeholders(text: object) -> set[str]:
    return {name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name is not None}


def under(prefix: str) -> set[str]:
    """The last words of the keys below a prefix."""
    return {key.removeprefix(f"{prefix}.") for key in KO if key.startswith(f"{prefix}.")}


def test_both_languages_have_the_same_keys() -> None:
    assert set(KO) == set(EN)


@pytest.mark.parametrize("key", KO)
def test_both_languages_fill_in_the_same_values(key: str) -> None:
    assert placeholders(KO[key]) == placeholders(EN[key])


@pytest.mark.parametrize("language", Language)
def test_a_text_has_the_plural_forms_of_its_language(language: Language) -> None:
    needed = {Locale(str(language)).plural_form(count) for count in range(200)}
    wrong = [key for key, text in catalog(language).items() if not isinstance(text, str) and set(text) != needed]
    assert wrong == []


@pytest.mark.parametrize("language", Language)
def test_plural_forms_need_a_count(language: Language) -> None:
    plural = {key: text for key, text in catalog(language).items() if not isinstance(text, str)}
    assert [key for key, text in plural.items() if "count" not in placeholders(text)] == []


@pytest.mark.parametrize("language", Language)
def test_no_text_is_empty_or_has_blanks_around_it(language: Language) -> None:
    texts = {key: forms(text) for key, text in catalog(language).items()}
    assert [key for key, each in texts.items() if any(not form or form != form.strip() for form in each)] == []


def test_korean_texts_are_korean_and_english_ones_are_not() -> None:
    # A language is called what those who speak it call it.
    assert [key for key, text in EN.items() if any(HANGUL.search(form) for form in forms(text))] == [OWN_NAME]
    wordy = {key for key, text in KO.items() if any(SENTENCE.search(form) for form in forms(text))}
    assert wordy == {"format.moment"}


def test_every_key_that_is_asked_for_exists() -> None:
    missing = [wanted for wanted in asked_for(TREES.values()) if not any(re.fullmatch(wanted, key) for key in KO)]
    assert missing == []


def test_whatever_looks_like_a_key_is_one() -> None:
    views = [tree for path, tree in TREES.items() if path.parts[0] == "views"]
    keys = {text for tree in views for text in literals(tree) if KEY.fullmatch(text)}
    assert keys
    assert keys - set(KO) == set()


def test_every_key_is_asked_for() -> None:
    patterns = [re.compile(wanted) for wanted in set(asked_for(TREES.values()))]
    named = {text for tree in TREES.values() for text in literals(tree)}
    unused = [key for key in KO if key not in named and not any(pattern.fullmatch(key) for pattern in patterns)]
    assert unused == []


def test_the_code_holds_no_korean() -> None:
    found = {path: text for path, tree in TREES.items() for text in literals(tree) if HANGUL.search(text)}
    assert found == {}


def test_the_views_hold_no_english_sentences() -> None:
    views = {path: tree for path, tree in TREES.items() if path.parts[0] == "views"}
    found = {path: text for path, tree in views.items() for text in literals(tree) if SENTENCE.search(text)}
    assert found == {}


def test_what_is_bold_ends_before_a_particle() -> None:
    """Slack takes a star with a letter right behind it for a star."""
    broken = {key for key, text in KO.items() if any(BOLD_IN_A_WORD.search(form) for form in forms(text))}
    assert broken == set()


COMPLETE: dict[str, Iterable[str]] = {
    "error": ErrorCode,
    "category": Category,
    "category_long": Category,
    "place": Place,
    "place_short": Place,
    "way": WayOfEating,
    "icon": [*WayOfEating, Category.STUDY],
    "study": StudyType,
    "study_card": StudyType,
    "meal": TimeOfEating,
    "manage": Manage,
    "option": Option,
    "option_hint": Option,
    "settings.field": Setting,
    "settings.language": LanguageOption,
    "settings.dm": DirectMessage,
    "settings.dm_hint": DirectMessage,
    "note": Note,
    "field": set(Field) - {Field.MEETS_AT},
    "help.word": KNOWN,
    "ice_breaker": [str(number) for number in QUESTIONS],
}


@pytest.mark.parametrize("prefix", COMPLETE)
def test_every_word_of_the_vocabulary_has_its_text_and_none_is_left_over(prefix: str) -> None:
    assert under(prefix) == {str(each) for each in COMPLETE[prefix]}


@pytest.mark.parametrize("language", Language)
def test_no_question_is_asked_twice_and_each_is_short(language: Language) -> None:
    questions = [text for key, text in catalog(language).items() if key.startswith("ice_breaker.")]
    assert len({_bare(str(each)) for each in questions}) == len(questions) >= 110
    assert [each for each in questions if len(str(each)) > 90 or not str(each).endswith("?")] == []


def _bare(question: str) -> str:
    return re.sub(r"\W", "", question).lower()


def test_every_notice_has_a_text() -> None:
    assert {str(notice) for notice in Notice} <= under("notice")


def test_every_outcome_has_a_text() -> None:
    shown_otherwise = {Outcome.REFUSED, Outcome.LISTED, Outcome.HISTORY, Outcome.OWN_POSTS}
    assert {str(outcome) for outcome in set(Outcome) - shown_otherwise} <= under("answer")
