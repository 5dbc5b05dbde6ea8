"""Days by their distance or name: "내일", "이틀 뒤", "금요일", "다음주 월요일", "next friday"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.phrases.lexicon import DAY_COUNTS, DAYS, ENGLISH_NUMBERS, WEEKDAYS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, LEFT, PARTICLE, RIGHT, Terms, bare, either

WEEK = 7


@dataclass(frozen=True)
class Day:
    """A day as said."""

    start: int
    day: date
    weekly: bool = False
    """A weekday with no week beside it: once its time is over today, next week's is meant."""


Reader = Callable[[re.Match[str], date], Day | None]

LETTERS = "월화수목금토일"
_NUMBERS = {**ENGLISH_NUMBERS, "a": 1, "an": 1}
_NAMED = {bare(word): number for number, words in WEEKDAYS.items() for word in words}
_SHORT = {**{letter: number for number, letter in enumerate(LETTERS)}, "sat": 5, "sun": 6}
_TERMS = Terms(DAYS)

_NEXT = r"(?P<next>(?:(?:다음|담) ?주|차주)에? ?|next )"
_THIS = r"(?P<this>(?:이번 ?주|금주)에? ?)|(?:오는|돌아오는|this|coming|on) "
_COUNT = f"(?P<count>[0-9]{{1,2}}|an?|{either(ENGLISH_NUMBERS)})"
_UNIT = "(?:days?|(?P<weeks>weeks?))"


def _weekday(match: re.Match[str], today: date) -> Day:
    said = match.groupdict()
    wanted = _NAMED[bare(said["name"])] if said.get("name") else _SHORT[match["short"].lower()]
    monday = today - timedelta(days=today.weekday())
    if said.get("next"):
        return Day(match.start(), monday + timedelta(days=WEEK + wanted))
    if said.get("this"):
        return Day(match.start(), monday + timedelta(days=wanted))
    return Day(match.start(), today + timedelta(days=(wanted - today.weekday()) % WEEK), weekly=True)


def _next_week(match: re.Match[str], today: date) -> Day:
    return Day(match.start(), today + timedelta(days=WEEK))


def _counted(match: re.Match[str], today: date) -> Day:
    said = match.groupdict()
    if word := said.get("word"):
        return Day(match.start(), today + timedelta(days=DAY_COUNTS[bare(word)]))
    count = match["count"].lower()
    days = int(count) if count.isdecimal() else _NUMBERS[count]
    return Day(match.start(), today + timedelta(days=days * (WEEK if said.get("weeks") else 1)))


_SHAPES: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(shape, FLAGS), reader)
    for shape, reader in (
        (rf"{LEFT}(?P<count>[0-9]{{1,2}})일 ?(?:뒤|후)에?(?![가-힣])", _counted),
        (rf"{LEFT}(?P<word>{either(DAY_COUNTS)}) ?(?:뒤|후)에?(?![가-힣])", _counted),
        (rf"\bin {_COUNT} {_UNIT}\b", _counted),
        (rf"\b{_COUNT} {_UNIT} (?:later|from now)\b", _counted),
        (rf"{LEFT}(?:{_NEXT}|{_THIS})?(?P<name>{either(_NAMED)}){PARTICLE}?{RIGHT}", _weekday),
        (rf"{LEFT}(?:{_NEXT}|{_THIS})(?P<short>[{LETTERS}]|sat|sun){RIGHT}", _weekday),
        (rf"\((?P<short>[{LETTERS}])\)", _weekday),
        (r"\b(?P<short>sat|sun)(?=$| (?:at )?[0-9])", _weekday),
        (rf"{LEFT}(?:(?:다음|담) ?주|차주|next week)에?{RIGHT}", _next_week),
    )
)


def read_days(slip: Slip, today: date) -> tuple[list[Day], Slip]:
    """Read every day that is named, in the order of the text."""
    days, slip = take_days(slip, today, _SHAPES)
    found, slip = slip.take_terms(_TERMS)
    days += [Day(term.start, today + timedelta(days=term.value)) for term in found if not term.refused]
    return sorted(days, key=lambda day: day.start), slip


def take_days(slip: Slip, today: date, shapes: tuple[tuple[re.Pattern[str], Reader], ...]) -> tuple[list[Day], Slip]:
    """Find and cross out what the shapes read as a day; what turns out to be none stays."""
    days: list[Day] = []
    for pattern, reader in shapes:
        spans = []
        for match in pattern.finditer(slip.left):
            if day := reader(match, today):
                days.append(day)
                spans.append(match.span())
        slip = slip.claim(spans)
    return days, slip
