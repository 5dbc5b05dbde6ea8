"""Parts of the day and meals as times: "점심", "저녁에", "tonight", "오후"; and 지금."""

import re
from dataclasses import dataclass

from domain.vocabulary import Category
from handlers.phrases.daypart import Part
from handlers.phrases.lexicon import NOW, PARTS
from handlers.phrases.slip import Slip
from handlers.phrases.terms import FLAGS, Found, Terms, bare, either

_TERMS = Terms(PARTS)
_MEALS_LEFT_OUT = Terms({part: words for part, words in PARTS.items() if not part.meal})
_NOW = Terms(NOW)
_NAMED = {bare(word): part for part, words in PARTS.items() for word in words}
_WORDS = either(word for words in PARTS.values() for word in words)
_LONGEST = 32
_BEFORE = re.compile(
    rf"(?:(?<![가-힣0-9A-Za-z])(?P<part>{_WORDS})에? ?)?(?:(?<![A-Za-z])(?:at|around|about|by|from) |[@~] ?)?$", FLAGS
)
_WITH_NUMBER = re.compile(
    rf"(?<![가-힣0-9A-Za-z])(?P<part>{_WORDS})에? (?P<hour>[0-9]{{1,2}})(?![0-9:.,가-힣A-Za-z%/-])", FLAGS
)


@dataclass(frozen=True)
class NumberedPart:
    """A part of the day with a number behind it that can only be an hour: "저녁 7"."""

    start: int
    end: int
    part: Part
    hour: int


def part_before(text: str, end: int) -> tuple[int, Part | None]:
    """Look for a part of the day right before a clock time ("오후 3시"): where it starts, and which it is."""
    match = _BEFORE.search(text, max(0, end - _LONGEST), end)
    if match is None:
        return end, None
    return match.start(), _NAMED[bare(match["part"])] if match["part"] else None


def numbered_parts(text: str) -> list[NumberedPart]:
    """Find parts with an hour that lacks its 시; a number that may as well be of people is none."""
    found = (
        NumberedPart(match.start(), match.end(), _NAMED[bare(match["part"])], int(match["hour"]))
        for match in _WITH_NUMBER.finditer(text)
    )
    return [numbered for numbered in found if numbered.hour in numbered.part.bare]


def read_parts(slip: Slip, category: Category | None) -> tuple[list[Found[Part]], Slip]:
    """Read the parts of the day; "점심" in a phrase about study is company for the title, not a time."""
    terms = _MEALS_LEFT_OUT if category is Category.STUDY else _TERMS
    return slip.take_terms(terms)


def read_now(slip: Slip) -> tuple[bool, Slip]:
    """Read 지금 and now."""
    found, slip = slip.take_terms(_NOW)
    return bool(found), slip
