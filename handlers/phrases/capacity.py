"""How many people: "4명", "넷이서", "for 3", "party of 4"; always the author included (DOMAIN: 총 인원, 나 포함).

Who is "looking for" people names the others: "3명 구해요", "한 명 더", "need 3 more", "with 2 friends" are one more,
the author, and a note says so. "나 포함 3명 구해요", "총 4명 모집" and "셋이서" name everybody.
"""

import re
from dataclasses import dataclass

from handlers.phrases.lexicon import ENGLISH_NUMBERS, KOREAN_HOURS, KOREAN_PEOPLE
from handlers.phrases.readings import Note
from handlers.phrases.slip import CLAIMED, Slip
from handlers.phrases.terms import FLAGS, either

LEAST, MOST = 2, 20

_ROUGHLY = {"한두": 2, "두세": 3, "서너": 4, "대여섯": 6}
_COUNTERS = {**KOREAN_HOURS, **_ROUGHLY, "스무": 20}
_NUMBERS = {**_COUNTERS, **KOREAN_PEOPLE, **ENGLISH_NUMBERS}

_LEFT = r"(?<![0-9A-Za-z가-힣.,:/#$₩_-])"
_RANGE = "(?:[0-9]{1,2} ?[~–〜-] ?)?"
_KO = rf"{_RANGE}(?P<digits>[0-9]{{1,6}})|(?P<word>{either(_COUNTERS)})"
_EN = rf"{_RANGE}(?P<digits>[0-9]{{1,6}})|(?P<word>{either(ENGLISH_NUMBERS)})"
_ME = "(?:나|저|본인|작성자|방장)(?:를|을)? ?포함(?:해서?|하여|하면)?"
_INCLUDED = re.compile(rf"[,(]? ?(?<![가-힣]){_ME}(?![가-힣])\)?|\bincluding (?:me|myself)\b", FLAGS)
_ALL_KO = "(?P<all>(?:총|전부|모두|합쳐서?|최대|모집|(?:모집 ?)?인원|정원)(?:은|이)? ?)?"
_OTHERS_KO = (
    "(?P<others> ?(?:정도 ?|만 ?)?더(?![가-힣])"
    "|(?:을|만| ?정도)? ?(?=구해|구함|구합|구인|찾아|찾습|찾음|모집|모셔|모십|필요))"
)
_TAIL_KO = "(?:이서만?|끼리|으로|까지| ?정도|이요|이에요|만|이|은)?(?![가-힣])"
_ALL_EN = "(?P<all>(?:total(?: of)?|up to|max(?:imum)?|party of|group of|table (?:of|for)) )"
_PEOPLE = "(?:people|persons?|ppl|pax|heads|cadets|members|folks)"
_NO_UNIT = r"(?![0-9:.,%/가-힣A-Za-z-]| [A-Za-z])"
_OTHERS_EN = "(?P<others>need(?:s|ed|ing)?|looking for|with)"
_SHAPES = tuple(
    re.compile(shape, FLAGS)
    for shape in (
        rf"{_LEFT}{_ALL_KO}(?:{_KO}) ?(?:명|사람)(?:{_OTHERS_KO}|{_TAIL_KO})",
        rf"(?<=[가-힣]){_RANGE}(?P<digits>[0-9]{{1,2}}) ?명(?:{_OTHERS_KO}|{_TAIL_KO})",
        rf"{_LEFT}{_ALL_KO}(?P<word>{either(KOREAN_PEOPLE)})(?:이서만?|이|끼리)(?![가-힣])",
        # "1인분", "2인용" are portions and tables; "1인 1메뉴" is a rule of the house.
        rf"{_LEFT}{_ALL_KO}{_RANGE}(?P<digits>[2-9]|[1-9][0-9]{{1,2}}) ?인(?:팟|파티|조|으로)?(?![가-힣])",
        rf"\b{_OTHERS_EN} (?:{_EN})(?: more)?(?: (?:{_PEOPLE}|others|friends))?{_NO_UNIT}",
        rf"{_LEFT}(?:{_EN}) (?P<others>more(?: {_PEOPLE})?|others|other {_PEOPLE}|friends)(?![A-Za-z])",
        rf"{_LEFT}{_ALL_EN}?(?:for |the |of )?(?:{_EN}) ?(?:{_PEOPLE}|of us)(?![A-Za-z])",
        rf"{_LEFT}{_ALL_EN}(?:{_EN}){_NO_UNIT}",
        rf"\bfor (?:{_EN}){_NO_UNIT}",
    )
)
_ALONE = re.compile(rf"(?:^|{CLAIMED})[ ,]*(?P<digits>[0-9]{{1,2}})[ ,.!?~]*(?=$|{CLAIMED})")


@dataclass(frozen=True)
class Capacity:
    """A number of people as said, the author already counted."""

    start: int
    people: int
    added_me: bool = False


def read_capacity(slip: Slip) -> tuple[list[Capacity], Slip]:
    """Read every number that is said to be of people, in the order of the text, in range or not."""
    included, slip = slip.take(_INCLUDED)
    found: list[Capacity] = []
    for shape in _SHAPES:
        matches, slip = slip.take(shape)
        found += [_capacity(match, everybody=bool(included)) for match in matches]
    return sorted(found, key=lambda capacity: capacity.start), slip


def read_lone_number(slip: Slip) -> tuple[int | None, Slip]:
    """Read a small number that stands between words that were all understood: "seocho 3", but not "GTA 5"."""
    for match in _ALONE.finditer(slip.left):
        if LEAST <= int(match["digits"]) <= MOST:
            return int(match["digits"]), slip.claim([match.span()])
    return None, slip


def settle_capacity(found: list[Capacity]) -> tuple[int | None, tuple[Note, ...]]:
    """Take the first number of people, and say what should be told about it."""
    if not found:
        return None, ()
    first = found[0]
    notes = (Note.TWO_CAPACITIES,) if len({capacity.people for capacity in found}) > 1 else ()
    if not LEAST <= first.people <= MOST:
        return None, (*notes, Note.CAPACITY_OUT_OF_RANGE)
    return first.people, (*notes, Note.CAPACITY_INCLUDES_ME) if first.added_me else notes


def _capacity(match: re.Match[str], *, everybody: bool) -> Capacity:
    said = match.groupdict()
    digits, word = said.get("digits"), said.get("word")
    people = int(digits) if digits else _NUMBERS[(word or "").lower()]
    added_me = said.get("others") is not None and said.get("all") is None and not everybody
    return Capacity(match.start(), people + added_me, added_me)
