"""What is typed behind `/partner`, or sent to the bot in a direct message → a command.

The first word chooses, in Korean or English, with its particles and endings. Where it is no command but the text reads
as conditions, that is a new recruitment: of a meal, unless it speaks of study. A text reads as conditions when it
begins with one, has one that is hardly said by chance (a time, a place, people…), or two of the others (a day, 지금…).
"""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.vocabulary import Category
from handlers.phrases.lexicon import COMMAND_ENDINGS, COMMANDS, KEPT_COMMANDS
from handlers.phrases.nearest import mistyped, nearest_word
from handlers.phrases.normal import normalise
from handlers.phrases.phrase import Reading, read
from handlers.phrases.prepare import loosen
from handlers.phrases.readings import TITLE_LENGTH, Command, NotUnderstood, Word
from handlers.phrases.terms import bare

CATEGORY_OF: Mapping[Word, Category] = {Word.MEAL: Category.MEAL, Word.STUDY: Category.STUDY}
WEAK_SIGNS_NEEDED = 2

_BY_NAME = {bare(name): word for word, names in COMMANDS.items() for name in names}
_ENDINGS = sorted(COMMAND_ENDINGS, key=len, reverse=True)
_SLASH = re.compile(r"^(?:/?partner(?:42)?(?= |$)|/)[ /]*", re.IGNORECASE)
_WORD = re.compile(r"[^ ,;:!.~/·|]+[,;:!.~]*")
_MOST_WORDS = 3
_OF_A_CATEGORY = (Word.RANDOM, Word.CANCEL, Word.LIST)


def read_command(text: str, now: datetime, zone: ZoneInfo) -> Command | NotUnderstood:
    """Read a whole command; never raises, whatever the text. `now` must be aware; `zone` is the workspace's."""
    plain = loosen(_SLASH.sub("", normalise(text)))
    if not plain:
        return Command(Word.HELP)
    word, length = _first_word(plain)
    if word is None:
        return _unknown(plain, now, zone)
    rest = plain[length:].lstrip(" ,;:!.~/·|")
    if word in CATEGORY_OF:
        return _turned_round(word, rest) or _recruitment(plain, now, zone, CATEGORY_OF[word], length)
    return _other(word, rest, now, zone)


def _first_word(plain: str) -> tuple[Word | None, int]:
    """Find the command that the text begins with, and how long it is there: "내 정보", "취소해줘"."""
    words = []
    for match in _WORD.finditer(plain):
        words.append(match)
        if len(words) == _MOST_WORDS:
            break
    for last in reversed(words):
        joined = bare(plain[: last.end()].rstrip(",;:!.~"))
        if word := _BY_NAME.get(joined) or (_without_ending(joined) if last is words[0] else None):
            return word, last.end()
    return (Word.HELP, len(plain)) if not plain.strip("? ") else (None, 0)


def _without_ending(name: str) -> Word | None:
    stems = (name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending))
    return next((_BY_NAME[stem] for stem in stems if stem in _BY_NAME and stem >= "가"), None)


def _whole(text: str) -> Word | None:
    word, length = _first_word(text)
    return word if length == len(text) else None


def _turned_round(word: Word, rest: str) -> Command | None:
    """Korean puts it the other way round as readily: "밥 랜덤", "공부 목록"."""
    action = _whole(rest)
    return Command(action, CATEGORY_OF[word]) if action in _OF_A_CATEGORY else None


def _recruitment(plain: str, now: datetime, zone: ZoneInfo, category: Category, length: int) -> Command:
    """Read all of it, the first word included: "점심" and "배달" say more than which modal opens."""
    spoken = 0 if bare(plain[:length]) in KEPT_COMMANDS else length
    word = Word.MEAL if category is Category.MEAL else Word.STUDY
    return Command(word, category, read(plain, now, zone, category, spoken).prefill)


def _other(word: Word, rest: str, now: datetime, zone: ZoneInfo) -> Command:
    if word not in _OF_A_CATEGORY or not rest:
        return Command(word)
    prefill = read(rest, now, zone).prefill
    return Command(word, prefill.category, prefill if word is Word.RANDOM else None)


def _unknown(plain: str, now: datetime, zone: ZoneInfo) -> Command | NotUnderstood:
    first = next((match[0] for match in _WORD.finditer(plain)), plain)
    rest = plain[len(first) :].strip()
    reading = read(plain, now, zone)
    meant = nearest_word(first)
    if not _conditions(reading) or (meant and meant not in CATEGORY_OF and _whole(rest) in CATEGORY_OF):
        return NotUnderstood(plain[:TITLE_LENGTH], meant or nearest_word(plain))
    certain = mistyped(first)
    category = CATEGORY_OF.get(certain or meant or Word.MEAL, Category.MEAL)
    if certain in CATEGORY_OF:
        return _recruitment(plain, now, zone, category, len(first))
    return _recruitment(plain, now, zone, reading.prefill.category or category, 0)


def _conditions(reading: Reading) -> bool:
    return bool(reading.strong) or reading.at_once or reading.weak >= WEAK_SIGNS_NEEDED
