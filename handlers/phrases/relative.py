"""Times counted from now: "30분 뒤", "1시간 반 후에", "in 2 hours"."""

import re
from datetime import timedelta

from handlers.phrases.lexicon import ENGLISH_NUMBERS, KOREAN_HOURS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, either

_NUMBERS = {**KOREAN_HOURS, **ENGLISH_NUMBERS, "a": 1, "an": 1}
_KOREAN = f"[0-9]{{1,3}}|{either(KOREAN_HOURS)}"
_ENGLISH = f"[0-9]{{1,3}}|{either(ENGLISH_NUMBERS)}|an?"
_UNIT = r"(?P<hours>hours?|hrs?|h)|minutes?|mins?|m"
_LATER = r" ?(?:뒤|후|있다가?|이따가?)(?:에|쯤)?(?![가-힣])"
_SHAPES = tuple(
    re.compile(shape, FLAGS)
    for shape in (
        rf"(?<![0-9A-Za-z가-힣:.])(?P<korean>{_KOREAN}) ?시간 ?(?:(?P<half>반)|(?P<more>[0-9]{{1,2}}) ?분)?{_LATER}",
        rf"(?<![0-9A-Za-z가-힣:.])(?P<minutes>[0-9]{{1,3}}) ?분{_LATER}",
        r"\bin (?P<half>half) an hour\b",
        rf"\bin (?P<count>{_ENGLISH}) ?(?:{_UNIT})\b",
        rf"\b(?P<count>{_ENGLISH}) ?(?:{_UNIT}) (?:later|from now)\b",
    )
)


def read_relative(slip: Slip) -> tuple[timedelta | None, Slip]:
    """Read how long from now; None where nothing says so."""
    for shape in _SHAPES:
        if match := shape.search(slip.left):
            return _length(match.groupdict()), slip.claim([match.span()])
    return None, slip


def _length(said: dict[str, str | None]) -> timedelta:
    hours = minutes = 0
    if korean := said.get("korean"):
        hours = _number(korean)
    minutes += int(said.get("minutes") or said.get("more") or 0)
    if said.get("half"):
        minutes += 30
    if count := said.get("count"):
        hours, minutes = (_number(count), 0) if said.get("hours") else (0, _number(count))
    return timedelta(hours=hours, minutes=minutes)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]
